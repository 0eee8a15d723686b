//! Each slip has its own message, at the token to change, with what to write; and no second one follows from it.

mod balancer;
mod security;
mod things;
mod values;
mod vpc;
mod whole;

use super::parse_text;

/// What was written, and for each problem the token, the message and the help.
type Slip = (&'static str, &'static [(&'static str, &'static str, &'static str)]);

fn assert_slips(open: &str, slips: &[Slip], close: &str) {
    for (written, expected) in slips {
        let text = format!("{open}{written}{close}");
        let (_, problems) = parse_text(&text);
        let told: Vec<(String, String, String)> = problems
            .into_iter()
            .map(|problem| {
                let token = text.get(problem.span.byte_range()).unwrap_or_default().to_string();
                (token, problem.message, problem.help.unwrap_or_default())
            })
            .collect();
        let told: Vec<_> = told
            .iter()
            .map(|(token, message, help)| (token.as_str(), message.as_str(), help.as_str()))
            .collect();
        assert_eq!(told, *expected, "in: {text}");
    }
}

#[test]
fn in_the_topology() {
    for slips in [whole::WHOLE, things::THINGS, values::VALUES] {
        assert_slips("", slips, "");
    }
}

#[test]
fn in_a_vpc() {
    assert_slips("vpc main \"10.0.0.0/16\" { ", vpc::VPC, " }");
}

#[test]
fn in_a_route_table() {
    assert_slips("vpc main \"10.0.0.0/16\" { route_table t { ", vpc::ROUTES, " } }");
}

#[test]
fn in_security() {
    assert_slips("security { ", security::SECURITY, " }");
}

#[test]
fn in_a_load_balancer() {
    assert_slips("load_balancer edge internal in private { ", balancer::BALANCER, " }");
}

#[test]
fn an_empty_topology() {
    let (_, problems) = parse_text("");
    let [problem] = problems.as_slice() else { panic!("{problems:?}") };
    assert_eq!(problem.message, "the topology is empty");
    assert_eq!(problem.help.as_deref(), Some("begin with `pub topology Name;` and `region \"us-east-1\";`"));
}
