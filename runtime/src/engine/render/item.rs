//! Values that read better as a phrase than as a map: rules of groups, routes, rules and actions of listeners.

use crate::resource::attribute::{Attributes, Read, Value};

/// The map as a phrase, if it is of a known form; else its parts in order.
pub(super) fn show_map(map: &Attributes) -> String {
    show_security_rule(map)
        .or_else(|| show_route(map))
        .or_else(|| show_listener_rule(map))
        .or_else(|| show_action(map))
        .unwrap_or_else(|| Value::Map(map.clone()).to_string())
}

/// `in tcp 3000 from security_group.edge`
fn show_security_rule(map: &Attributes) -> Option<String> {
    let direction = map.text("direction").ok()?;
    let protocol = map.text("protocol").ok()?;
    let (name, peer) =
        ["cidr", "group", "prefix_list"].into_iter().find_map(|name| Some((name, map.maybe(name)?)))?;
    let ports = match (map.number("from_port"), map.number("to_port")) {
        (Ok(from), Ok(to)) if from == to => format!(" {from}"),
        (Ok(from), Ok(to)) => format!(" {from}..={to}"),
        _ => String::new(),
    };
    let towards = if direction == "in" { "from" } else { "to" };
    let list = if name == "prefix_list" { "prefix list " } else { "" };
    Some(format!("{direction} {protocol}{ports} {towards} {list}{peer}"))
}

/// `0.0.0.0/0 -> internet_gateway.gate`
fn show_route(map: &Attributes) -> Option<String> {
    Some(format!("{} -> {}", map.text("destination").ok()?, map.maybe("target")?))
}

/// `a.example.com or b.example.com if path /v1/* => forward to target_group.web`
fn show_listener_rule(map: &Attributes) -> Option<String> {
    let Value::Map(action) = map.maybe("action")? else { return None };
    let (hosts, paths) = (map.texts("hosts").ok()?, map.texts("paths").ok()?);
    let mut matched = hosts.join(" or ");
    if !paths.is_empty() {
        let before = if matched.is_empty() { "path" } else { " if path" };
        matched.push_str(&format!("{before} {}", paths.join(" or ")));
    }
    Some(format!("{matched} => {}", show_action(action)?))
}

/// `forward to target_group.web`, `redirect 301 to https 443`, `respond 404`
fn show_action(map: &Attributes) -> Option<String> {
    match map.text("type").ok()? {
        "forward" => Some(format!("forward to {}", map.maybe("target_group_arn")?)),
        "redirect" => {
            let protocol = map.text("protocol").ok()?.to_lowercase();
            Some(format!(
                "redirect {} to {protocol} {}",
                map.number("status").ok()?,
                map.number("port").ok()?
            ))
        }
        "respond" => Some(format!("respond {}", map.number("status").ok()?)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resource::balancing::{forward, redirect};
    use crate::resource::listener_rules::rule as listener_rule;
    use crate::resource::route_table::route;
    use crate::resource::security_rules::{Peer, Way, rule};
    use groundplan_model::topology::{Ports, Protocol};

    fn shown(value: &Value) -> String {
        match value {
            Value::Map(map) => show_map(map),
            other => other.to_string(),
        }
    }

    #[test]
    fn what_the_kinds_make_reads_as_a_phrase() {
        let ports = |first, last| Ports { protocol: Protocol::Tcp, first, last };
        assert_eq!(
            shown(&rule(Way::In, ports(80, 80), Peer::Cidr("0.0.0.0/0".into()))),
            "in tcp 80 from 0.0.0.0/0"
        );
        let out = rule(Way::Out, ports(1, 9), Peer::PrefixList("pl-1".into()));
        assert_eq!(shown(&out), "out tcp 1..=9 to prefix list pl-1");
        assert_eq!(shown(&route("0.0.0.0/0", "igw-1")), "0.0.0.0/0 -> igw-1");
        assert_eq!(shown(&redirect(301, "https", 443)), "redirect 301 to https 443");
        let rule = listener_rule(vec!["a.com".into()], vec!["/v1/*".into()], forward("tg-1".into()));
        assert_eq!(shown(&rule), "a.com if path /v1/* => forward to tg-1");
    }
}
