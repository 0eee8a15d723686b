//! The life of a topology with most kinds, from its text: applied, planned again, edited, destroyed.
#![allow(clippy::unwrap_used, missing_docs, reason = "a test may panic")]

mod common;

use groundplan::exit::Exit;

use common::topologies::{NETWORK, SERVICE, declared, parsed};
use common::*;

#[test]
fn a_network_with_machines_lives_and_leaves_nothing() {
    let sandbox = new_sandbox();
    let desired = declared(NETWORK);
    let outcome = applied(&sandbox, &desired);
    assert_eq!(outcome.exit(), Exit::Done, "{outcome:#?}");
    let again = planned(&sandbox, &desired);
    assert!(again.is_empty(), "{}", again.to_json());
    let before = writes(&sandbox);
    assert_eq!(applied(&sandbox, &desired).exit(), Exit::Done);
    assert_eq!(writes(&sandbox), before);
    let outcome = destroyed(&sandbox);
    assert_eq!(outcome.exit(), Exit::Done, "{outcome:#?}");
    assert_nothing_left(&sandbox);
}

#[test]
fn a_service_waits_for_its_certificate_and_goes_on_from_there() {
    let sandbox = new_sandbox();
    let desired = declared(SERVICE);
    let outcome = applied(&sandbox, &desired);
    assert_eq!(outcome.exit(), Exit::Waiting, "{outcome:#?}");
    assert_eq!(outcome.waiting.len(), 1);
    assert!(outcome.waiting[0].reason.contains("CNAME"), "{outcome:#?}");
    let before = writes(&sandbox);
    assert_eq!(applied(&sandbox, &desired).exit(), Exit::Waiting);
    assert_eq!(writes(&sandbox), before);

    set_dns_records(&sandbox, &outcome);
    let outcome = waited(&sandbox, &desired);
    assert_eq!(outcome.exit(), Exit::Done, "{outcome:#?}");
    let again = planned(&sandbox, &desired);
    assert!(again.is_empty(), "{}", again.to_json());

    let outcome = destroyed(&sandbox);
    assert_eq!(outcome.exit(), Exit::Done, "{outcome:#?}");
    assert_nothing_left(&sandbox);
}

#[test]
fn a_service_whose_records_are_set_meanwhile_goes_on_until_it_is_healthy() {
    let sandbox = new_sandbox_with_actor();
    let desired = declared(SERVICE);
    let outcome = waited(&sandbox, &desired);
    assert_eq!(outcome.exit(), Exit::Done, "{outcome:#?}");
    assert!(planned(&sandbox, &desired).is_empty());
    let outcome = destroyed(&sandbox);
    assert_eq!(outcome.exit(), Exit::Done, "{outcome:#?}");
    assert_nothing_left(&sandbox);
}

/// One edit of the source, and the steps that it plans.
#[test]
fn an_edit_of_a_service_is_applied_and_needs_nothing_more() {
    let edits: [(&str, &str, &[&str]); 7] = [
        ("max: 4 }", "max: 3 }", &["Update auto_scaling_group.web"]),
        (
            "edge -> api: tcp 8080;",
            "edge -> api: tcp 8080, tcp 8081;",
            &["Update security_rules.api", "Update security_rules.edge"],
        ),
        (
            r#""api.shop.example.com" => api,"#,
            r#""api.shop.example.com" if path "/v1/*" => api,"#,
            &["Update listener_rules.edge.443"],
        ),
        (r#"health_check: "/up""#, r#"health_check: "/health""#, &["Update target_group.api"]),
        (
            "t3.small",
            "t3.medium",
            &[
                "Update launch_template.api",
                "Update launch_template.web",
                "Update auto_scaling_group.api",
                "Update auto_scaling_group.web",
            ],
        ),
        ("tcp 8080", "tcp 8090", &["Update security_rules.api", "Update security_rules.edge"]),
        (
            "http 8080",
            "http 8090",
            &[
                "Create target_group.api",
                "Update auto_scaling_group.api",
                "Update listener_rules.edge.443",
                "Update auto_scaling_group.api",
                "Delete target_group.api",
            ],
        ),
    ];
    let sandbox = new_sandbox_with_actor();
    let mut text = SERVICE.to_owned();
    assert_eq!(waited(&sandbox, &declared(&text)).exit(), Exit::Done);
    for (from, to, steps) in edits {
        text = text.replace(from, to);
        let desired = parsed(&text);
        let plan = planned(&sandbox, &desired);
        let said: Vec<String> =
            plan.steps.iter().map(|step| format!("{:?} {}", step.verb(), step.address)).collect();
        assert_eq!(said, steps, "{from} → {to}");
        let outcome = applied(&sandbox, &desired);
        assert_eq!(outcome.exit(), Exit::Done, "{from} → {to}: {outcome:#?}");
        let again = planned(&sandbox, &desired);
        assert!(again.is_empty(), "{from} → {to}: {}", again.to_json());
    }
    let outcome = destroyed(&sandbox);
    assert_eq!(outcome.exit(), Exit::Done, "{outcome:#?}");
    assert_nothing_left(&sandbox);
}
