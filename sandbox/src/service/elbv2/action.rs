//! What a listener or a rule does with a request: forward, redirect, respond.

use std::collections::BTreeSet;

use super::target_group::{balancers_of, not_found};
use super::unfit;
use crate::operation::Call;
use crate::refusal::Refusal;
use crate::store::Region;
use crate::store::balancing::{Action, Listener, Redirect, WeightedGroup};
use crate::wire::input::Input;
use crate::wire::xml::Xml;

/// Reads a list of actions.
pub(super) fn read_actions(input: Input<'_>, name: &str) -> Result<Vec<Action>, Refusal> {
    let mut ordered = Vec::new();
    for (at, action) in (0..).zip(input.structures(name)) {
        let order = action.number("Order")?.unwrap_or(at);
        ordered.push((order, read_action(action)?));
    }
    ordered.sort_by_key(|(order, _)| *order);
    Ok(ordered.into_iter().map(|(_, action)| action).collect())
}

fn read_action(input: Input<'_>) -> Result<Action, Refusal> {
    match input.text("Type")? {
        "forward" => read_forward(input),
        "redirect" => {
            let inside = input.structure("RedirectConfig").ok_or_else(|| input.missing("RedirectConfig"))?;
            read_redirect(inside).map(Action::Redirect)
        }
        "fixed-response" => {
            let inside = input.structure("FixedResponseConfig");
            read_response(inside.ok_or_else(|| input.missing("FixedResponseConfig"))?)
        }
        // AWS can authenticate too; the sandbox says aloud that it cannot.
        other => Err(Refusal::validation(format!("The sandbox has no action of type '{other}'"))),
    }
}

fn read_forward(input: Input<'_>) -> Result<Action, Refusal> {
    let single = input.optional("TargetGroupArn");
    let mut groups = Vec::new();
    let mut sticky = None;
    if let Some(config) = input.structure("ForwardConfig") {
        for group in config.structures("TargetGroups") {
            let weight = group.number("Weight")?.unwrap_or(1);
            groups.push(WeightedGroup { arn: group.text("TargetGroupArn")?.to_owned(), weight });
        }
        if let Some(inside) = config.structure("TargetGroupStickinessConfig") {
            let duration = inside.number("DurationSeconds")?;
            if inside.flag("Enabled")?.unwrap_or(false) {
                // API reference, TargetGroupStickinessConfig: 1 to 604800 seconds, required when it is on.
                let duration = duration.filter(|duration| (1..=604_800).contains(duration));
                sticky = Some(duration.ok_or_else(|| {
                    Refusal::validation(
                        "Target group stickiness duration must be between 1 and 604800 seconds",
                    )
                })?);
            }
        }
    }
    match single {
        Some(arn) if groups.is_empty() => groups.push(WeightedGroup { arn: arn.to_owned(), weight: 1 }),
        // API reference, Action, TargetGroupArn: beside the configuration only if that names the same one.
        Some(arn) if groups.len() > 1 || groups[0].arn != arn => {
            return Err(Refusal::validation(
                "You can specify both a top-level target group ARN and target groups in the forward config only with the same target group ARN",
            ));
        }
        _ => {}
    }
    if groups.is_empty() {
        return Err(Refusal::validation("A target group ARN must be specified"));
    }
    Ok(Action::Forward { groups, sticky })
}

fn read_redirect(input: Input<'_>) -> Result<Redirect, Refusal> {
    let part = |name: &str, default: &str| input.optional(name).unwrap_or(default).to_owned();
    let redirect = Redirect {
        protocol: part("Protocol", "#{protocol}"),
        port: part("Port", "#{port}"),
        host: part("Host", "#{host}"),
        path: part("Path", "/#{path}"),
        query: part("Query", "#{query}"),
        status: input.text("StatusCode")?.to_owned(),
    };
    // API reference, RedirectActionConfig: patterns and lengths.
    let port = redirect.port.parse::<u16>().is_ok_and(|port| port > 0) || redirect.port == "#{port}";
    let wrong = if !["HTTP", "HTTPS", "#{protocol}"].contains(&redirect.protocol.as_str()) {
        Some(("protocol", &redirect.protocol))
    } else if !port {
        Some(("port", &redirect.port))
    } else if redirect.host.is_empty() || redirect.host.len() > 128 {
        Some(("host", &redirect.host))
    } else if !redirect.path.starts_with('/') || redirect.path.len() > 128 {
        Some(("path", &redirect.path))
    } else if redirect.query.len() > 128 {
        Some(("query", &redirect.query))
    } else if !["HTTP_301", "HTTP_302"].contains(&redirect.status.as_str()) {
        Some(("status code", &redirect.status))
    } else {
        None
    };
    match wrong {
        Some((what, value)) => {
            Err(Refusal::validation(format!("The redirect {what} '{value}' is not valid")))
        }
        None => Ok(redirect),
    }
}

fn read_response(input: Input<'_>) -> Result<Action, Refusal> {
    let status = input.text("StatusCode")?.to_owned();
    let content_type = input.optional("ContentType").map(str::to_owned);
    let body = input.optional("MessageBody").map(str::to_owned);
    // API reference, FixedResponseActionConfig: patterns and lengths.
    let digits = status.len() == 3 && status.bytes().all(|byte| byte.is_ascii_digit());
    if !digits || !["2", "4", "5"].contains(&&status[..1]) {
        return Err(Refusal::validation(format!("The fixed response status code '{status}' is not valid")));
    }
    let types = ["text/plain", "text/css", "text/html", "application/javascript", "application/json"];
    if let Some(other) = content_type.as_ref().filter(|kind| !types.contains(&kind.as_str())) {
        return Err(Refusal::validation(format!("The fixed response content type '{other}' is not valid")));
    }
    if body.as_ref().is_some_and(|body| body.chars().count() > 1_024) {
        return Err(Refusal::validation("The fixed response message body is longer than 1024 characters"));
    }
    Ok(Action::Respond { status, content_type, body })
}

/// Refuses actions that a listener cannot have: what they forward to is not there, is elsewhere or is another
/// balancer's, or a redirect leads back.
pub(super) fn refuse_actions(
    call: &Call<'_>,
    listener: &Listener,
    actions: &[Action],
) -> Result<(), Refusal> {
    if actions.is_empty() {
        return Err(call.input.missing("Actions"));
    }
    if actions.len() > 1 {
        // API reference, Action: exactly one forward, redirect or fixed response; TooManyActions is for more kinds.
        return Err(Refusal::new(
            "InvalidLoadBalancerAction",
            "Exactly one of forward, redirect and fixed-response must be specified",
        ));
    }
    for action in actions {
        match action {
            Action::Forward { groups, .. } => refuse_groups(call.region, listener, groups)?,
            Action::Redirect(redirect) => refuse_redirect(listener, redirect)?,
            Action::Respond { .. } => {}
        }
    }
    let most = call.settings.quotas.balancer_target_groups;
    let mut used = groups_of_balancer(call.region, &listener.balancer);
    used.extend(actions.iter().flat_map(|action| action.groups().iter().map(|group| group.arn.clone())));
    if used.len() > most {
        // API reference, CreateListener; user guide, page on quotas.
        return Err(Refusal::new(
            "TooManyUniqueTargetGroupsPerLoadBalancer",
            "The limit on the number of unique target groups per load balancer across all listeners has been reached",
        ));
    }
    Ok(())
}

fn refuse_groups(region: &Region, listener: &Listener, groups: &[WeightedGroup]) -> Result<(), Refusal> {
    let vpc = region.load_balancers.get(&listener.balancer).map(|balancer| &balancer.vpc);
    if groups.len() > 5 {
        // User guide, page on quotas: 5 target groups of one action.
        return Err(Refusal::new(
            "TooManyTargetGroups",
            "At most '5' target groups can be in a forward action",
        ));
    }
    for (at, group) in groups.iter().enumerate() {
        // API reference, CreateListener: TargetGroupNotFound.
        let row = region.target_groups.get(&group.arn).filter(|row| region.sees(row.made_at));
        let row = row.ok_or_else(|| not_found(&group.arn))?;
        if groups[..at].iter().any(|before| before.arn == group.arn) {
            return Err(Refusal::validation(format!(
                "Target group '{}' is specified more than once",
                group.arn
            )));
        }
        // API reference, TargetGroupTuple: 0 to 999.
        if !(0..=999).contains(&group.weight) {
            return Err(Refusal::validation(format!(
                "Target group weight '{}' must be between 0 and 999",
                group.weight
            )));
        }
        if vpc != Some(&row.settings.vpc) {
            // Quoted in aws-load-balancer-controller issue 1045.
            return Err(unfit(format!(
                "Target group '{}' is not in the VPC of the load balancer",
                group.arn
            )));
        }
        if row.settings.version == "GRPC" && listener.protocol != "HTTPS" {
            // User guide, "Target groups", protocol version; code as quoted in public issues.
            return Err(Refusal::new(
                "InvalidLoadBalancerAction",
                "Listener protocol 'HTTP' is not supported with a target group with the protocol-version 'GRPC'",
            ));
        }
        if balancers_of(region, &group.arn).iter().any(|arn| *arn != listener.balancer) {
            // API reference, CreateListener: TargetGroupAssociationLimit.
            let message = format!(
                "The following target groups cannot be associated with more than one load balancer: {}",
                group.arn
            );
            return Err(Refusal::new("TargetGroupAssociationLimit", message));
        }
    }
    Ok(())
}

/// API reference, RedirectActionConfig: no redirect from HTTPS to HTTP, and one of protocol, host, port and path must
/// change.
fn refuse_redirect(listener: &Listener, redirect: &Redirect) -> Result<(), Refusal> {
    let wrong = |message: &str| Err(Refusal::new("InvalidLoadBalancerAction", message));
    if listener.protocol == "HTTPS" && redirect.protocol == "HTTP" {
        return wrong("Redirecting from HTTPS to HTTP is not supported");
    }
    let same_protocol = redirect.protocol == "#{protocol}" || redirect.protocol == listener.protocol;
    let same_port = redirect.port == "#{port}" || redirect.port == listener.port.to_string();
    if same_protocol && same_port && redirect.host == "#{host}" && redirect.path == "/#{path}" {
        return wrong("The redirect configuration is not valid because it creates a loop");
    }
    Ok(())
}

/// The target groups that a balancer's listeners forward to.
fn groups_of_balancer(region: &Region, balancer: &str) -> BTreeSet<String> {
    let listeners = region.listeners.values().filter(|listener| listener.balancer == balancer);
    let mut groups = BTreeSet::new();
    for listener in listeners {
        let rules = region.rules.values().filter(|rule| rule.listener == listener.arn);
        let actions = listener.actions.iter().chain(rules.flat_map(|rule| &rule.actions));
        groups.extend(actions.flat_map(|action| action.groups().iter().map(|group| group.arn.clone())));
    }
    groups
}

/// Writes a list of actions. A forward to one group is told in both ways that AWS has.
pub(super) fn write_actions(xml: &mut Xml, name: &str, actions: &[Action]) {
    xml.list(name, actions, |xml, action| match action {
        Action::Forward { groups, sticky } => {
            xml.text("Type", "forward");
            if let [group] = groups.as_slice() {
                xml.text("TargetGroupArn", &group.arn);
            }
            xml.element("ForwardConfig", |xml| {
                xml.list("TargetGroups", groups, |xml, group| {
                    xml.text("TargetGroupArn", &group.arn);
                    xml.text("Weight", group.weight);
                });
                xml.element("TargetGroupStickinessConfig", |xml| {
                    xml.text("Enabled", sticky.is_some());
                    xml.optional("DurationSeconds", *sticky);
                });
            });
        }
        Action::Redirect(redirect) => {
            xml.text("Type", "redirect");
            xml.element("RedirectConfig", |xml| {
                xml.text("Protocol", &redirect.protocol);
                xml.text("Port", &redirect.port);
                xml.text("Host", &redirect.host);
                xml.text("Path", &redirect.path);
                xml.text("Query", &redirect.query);
                xml.text("StatusCode", &redirect.status);
            });
        }
        Action::Respond { status, content_type, body } => {
            xml.text("Type", "fixed-response");
            xml.element("FixedResponseConfig", |xml| {
                xml.text("StatusCode", status);
                xml.optional("ContentType", content_type.as_ref());
                xml.optional("MessageBody", body.as_ref());
            });
        }
    });
}
