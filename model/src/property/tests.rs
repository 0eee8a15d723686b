//! The table of properties: its own form, and for each shape values on both sides of its bounds.

mod cases;

use std::collections::BTreeSet;

use super::*;
use Value::{Codes, Number, Text};
use cases::{CASES, Case, LONG_LABEL, block};

fn speaks(block: Block, name: &str, value: Value<'_>) -> Option<&'static str> {
    let property = find(block, name).unwrap_or_else(|| panic!("no property `{name}` in {block:?}"));
    check_shape(property, value).map(|(rule, _, _)| rule.name)
}

#[test]
fn each_shape_takes_its_bounds_and_refuses_what_is_beyond() {
    for Case { block, name, takes, refuses } in CASES {
        for value in *takes {
            assert_eq!(speaks(*block, name, *value), None, "{block:?} {name} {value:?}");
        }
        for (value, rule) in *refuses {
            assert_eq!(speaks(*block, name, *value), Some(*rule), "{block:?} {name} {value:?}");
        }
    }
}

#[test]
fn lengths_are_counted_in_characters_to_the_bound() {
    for (block, name, limit) in [
        (Block::Tags, "key", 128),
        (Block::Tags, "value", 256),
        (Block::Respond, "body", 1024),
        (Block::Arm, "path", 128),
        (Block::HealthCheck, "path", 1024),
    ] {
        let text = format!("/{}", "é".repeat(limit - 1));
        let length = find(block, name).map(|property| property.shapes[0]).expect("a shape");
        let property = Property { shapes: &[], ..*find(block, name).expect("a property") };
        assert!(check_form(&property, length.form, Text(&text)).is_none(), "{name} of {limit}");
        assert!(
            check_form(&property, length.form, Text(&format!("{text}é"))).is_some(),
            "{name} over {limit}"
        );
    }
    assert!(speaks(Block::Certificate, "host", Text(&format!("{}.org", &LONG_LABEL[1..]))).is_none());
}

#[test]
fn each_property_with_a_shape_has_a_case() {
    for property in all().filter(|property| !property.shapes.is_empty()) {
        let tested = CASES.iter().any(|case| case.block == property.block && case.name == property.name);
        assert!(tested, "{:?} {} has no case", property.block, property.name);
    }
}

#[test]
fn each_rule_of_a_shape_is_in_the_table_of_rules_and_each_record_is_used() {
    let mut used = BTreeSet::new();
    for shape in all().flat_map(|property| property.shapes) {
        assert!(crate::check::find_rule(shape.rule.name).is_some(), "`{}` is no rule", shape.rule.name);
        used.insert(shape.rule.name);
    }
    let records: BTreeSet<&str> = records::RULES.iter().map(|entry| entry.rule.name).collect();
    assert!(used.is_superset(&records), "records of no shape: {:?}", records.difference(&used));
}

#[test]
fn no_property_is_twice_in_a_block_and_every_block_stands_somewhere() {
    let mut seen = BTreeSet::new();
    for property in all() {
        assert!(
            seen.insert((property.block, property.name)),
            "{:?} {} is twice",
            property.block,
            property.name
        );
    }
}

#[test]
fn messages_name_the_value_and_the_limit_and_help_is_ready_to_paste() {
    let told = |block, name, value| {
        let property = find(block, name).expect("a property");
        check_shape(property, value).map(|(_, message, help)| (message, help)).expect("a fault")
    };
    for (fault, message, help) in [
        (
            told(Block::HealthCheck, "interval", Number(4)),
            "health check interval `4 s` is outside 5..=300 seconds",
            "write `interval: 5 s`",
        ),
        (told(Block::Listen, "port", Number(70_000)), "port `70000` is outside 1..=65535", "write `65535`"),
        (
            told(Block::Redirect, "status", Number(307)),
            "redirect status `307` is not possible, only `301` and `302` are",
            "write `301` or `302`",
        ),
        (
            told(Block::Respond, "status", Number(302)),
            "status of a response `302` is outside `200..=299` and `400..=599`",
            "write a number of `200..=299` or `400..=599`",
        ),
        (
            told(Block::Vpc, "cidr", block(0x0a00_0000, 15)),
            "VPC block `10.0.0.0/15` is a /15, AWS allows /16 to /28",
            "write `\"10.0.0.0/16\"`, and secondary blocks for more",
        ),
        (
            told(Block::Arm, "host", Text("https://www.example.org/login")),
            "host `https://www.example.org/login` contains `:`",
            "a host has no scheme, port or path, write `\"www.example.org\"`",
        ),
        (
            told(Block::Topology, "region", Text("us-east-1a")),
            "there is no region `us-east-1a`",
            "`us-east-1a` is a zone, write `region \"us-east-1\"`",
        ),
        (
            told(Block::Tags, "key", Text("aws:team")),
            "tag key `aws:team` is reserved, keys that begin with `aws:` are AWS's own",
            "write `\"team\"`",
        ),
        (
            told(Block::HealthCheck, "codes", Codes(&[(200, 599)])),
            "health check codes `200..=599` is outside 200..=499",
            "write `200..=399`",
        ),
    ] {
        assert_eq!((fault.0.as_str(), fault.1.as_str()), (message, help));
    }
}

#[test]
fn a_type_says_what_it_takes() {
    let says = |block, name| find(block, name).map(|property| property.ty.says()).expect("a property");
    assert_eq!(says(Block::LoadBalancer, "idle_timeout"), "a time such as `300 s`");
    assert_eq!(says(Block::AutoScalingGroup, "scaling"), "`cpu 70%`");
    assert_eq!(says(Block::Instance, "target"), "`http 3000 { … }`");
}
