//! Arrows and assertions: their ends, ports and groups.

use groundplan_model::topology::{End, Ports, Protocol};

use super::*;

/// Two groups of machines, one of which wears a shared group only.
fn with_machines(security: &str) -> String {
    format!(
        "{NET}{MACHINE} auto_scaling_group web in public {{ launch: machine, size: {{ min: 1, max: 1 }} }} \
         auto_scaling_group api in public {{ launch: machine, size: {{ min: 1, max: 1 }}, groups: [shared] }}
{security}"
    )
}

#[test]
fn a_thing_owns_a_group_unless_its_groups_leave_it_out() {
    let topology = compile_clean(&with_machines("security { group shared; web -> shared: tcp 80; }"));
    let groups: Vec<(String, bool)> =
        (topology.groups.iter()).map(|group| (group.header.name.value.to_string(), group.own)).collect();
    assert_eq!(groups, [("web".to_owned(), true), ("shared".to_owned(), false)]);
    let worn: Vec<u32> = topology.auto_scaling_groups.iter().map(|group| group.groups[0].value.0).collect();
    assert_eq!(worn, [0, 1]);
    assert!(!topology.auto_scaling_groups[0].groups[0].written);
    assert!(topology.groups.iter().all(|group| group.vpc.is_some()));
}

#[test]
fn every_end_and_every_form_of_ports_is_read() {
    let topology = compile_clean(&with_machines(
        "security { group shared; param_block -> shared: tcp 22; internet -> web: icmp, tcp 80, udp 53..=54; \
         [web, \"203.0.113.0/24\"] -> shared: tcp 443; permit web -> internet: all; web -> main: tcp 90; \
         \"0.0.0.0/0\" -> web: tcp 81; }
         param param_block: Cidr;"
            .replace("internet -> web: icmp, tcp 80, udp 53..=54", "permit internet -> web: icmp, tcp 80, udp 53..=54")
            .as_str(),
    ));
    let ends: Vec<&End> =
        topology.edges.iter().flat_map(|edge| edge.from.iter().map(|end| &end.value)).collect();
    assert!(matches!(
        ends.as_slice(),
        [
            End::CidrParam(_),
            End::Internet,
            End::Group(_),
            End::Cidr(_),
            End::Group(_),
            End::Group(_),
            End::Internet
        ]
    ));
    assert_eq!(topology.edges.iter().map(|edge| edge.permit).filter(|permit| *permit).count(), 2);
    let ports: Vec<Ports> = topology.edges[1].ports.iter().map(|ports| ports.value).collect();
    assert_eq!(
        ports,
        [
            Ports { protocol: Protocol::Icmp, first: 0, last: 65535 },
            Ports { protocol: Protocol::Tcp, first: 80, last: 80 },
            Ports { protocol: Protocol::Udp, first: 53, last: 54 },
        ]
    );
    assert!(matches!(topology.edges[4].to[0].value, End::Vpc(_)));
}

#[test]
fn a_thing_that_wears_no_group_is_told_once_and_keeps_its_own() {
    let text = with_machines("security { group shared; shared -> api: tcp 80; }");
    assert_eq!(
        problems(&text.replace("groups: [shared]", "groups: []")),
        [
            "2:232 value_type: `groups` lists none, and a thing wears one at least; leave `groups` out, or write \
             `groups: [api]`"
        ]
    );
}

#[test]
fn a_thing_without_a_group_of_its_own_is_no_end() {
    assert_eq!(
        problems(&with_machines("security { group shared; web -> api: tcp 80; }")),
        [
            "3:33 end_without_group: `api` wears no group of its own, it wears `shared`; name `shared`, or add \
          `api` to its `groups:`"
        ]
    );
}

#[test]
fn one_end_has_a_group() {
    assert_eq!(
        problems(&with_machines("security { group shared; internet -> \"10.0.0.0/16\": tcp 80; }")),
        [
            "3:35 edge_between_no_groups: neither end of this arrow has a security group to write into; name a \
          thing or a group at one end (3:26 this source has none) (3:38 this target has none)"
        ]
    );
}

#[test]
fn ports_are_in_range_and_the_right_way_round() {
    assert_eq!(
        problems(&with_machines("security { group shared; web -> shared: tcp 70000, tcp 90..=80; }")),
        [
            "3:45 port_out_of_range: port `70000` is outside 0..=65535; write `65535`",
            "3:56 port_range_reversed: range `90..=80` is reversed; write `80..=90`",
        ]
    );
}

#[test]
fn an_assertion_without_ports_is_one_of_never() {
    let topology = compile_clean(&with_machines(
        "security { group shared; web -> shared: tcp 80; } assert never internet -> web;",
    ));
    assert!(topology.assertions[0].never && topology.assertions[0].ports.is_empty());
}

#[test]
fn a_member_of_a_family_has_the_familys_group() {
    let text = format!(
        "{NET}{MACHINE} instance tool per zone in public {{ launch: machine }}
security {{ tool.a -> internet: tcp 443; }}"
    );
    assert_eq!(
        problems(&text),
        [
            "3:17 name_of_wrong_kind: `tool.a` is no end of an arrow, `tool` is; write `tool`, whose group all its \
          members wear"
        ]
    );
}
