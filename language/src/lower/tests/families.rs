//! Families: keys, the meeting of keys, single things where a family stands.

use super::*;

#[test]
fn a_family_is_one_thing_for_each_key_in_the_zone_of_the_key() {
    let topology = compile_clean(NET);
    let shown: Vec<String> = (topology.subnets.iter())
        .map(|subnet| format!("{} {} {}", subnet.header.name.value, subnet.zone.value, subnet.cidr.value))
        .collect();
    assert_eq!(shown, ["public.a us-east-1a 10.0.1.0/24", "public.b us-east-1b 10.0.2.0/24"]);
    assert!(topology.subnets.iter().all(|subnet| subnet.public_addresses.value));
    assert_eq!(topology.route_tables[0].subnets.len(), 2);
}

/// Private subnets behind a NAT gateway in each zone.
const NATS: &str = r#"topology T; region "us-east-1"; zones a, b;
vpc main "10.0.0.0/16" {
    subnet public per zone { a: "10.0.1.0/24", b: "10.0.2.0/24" }
    subnet private per zone { a: "10.0.3.0/24", b: "10.0.4.0/24" }
    internet_gateway gate;
    route_table to_internet on public { "0.0.0.0/0" -> gate; }
    nat_gateway out per zone in public;
    route_table to_nat per zone on private { "0.0.0.0/0" -> out; }
}"#;

#[test]
fn where_two_families_meet_key_meets_key() {
    let topology = compile_clean(NATS);
    let table = &topology.route_tables[2];
    assert_eq!(table.header.name.value.to_string(), "to_nat.b");
    assert_eq!(names(table.subnets.iter().map(|id| &topology[id.value].header)), ["private.b"]);
    let groundplan_model::topology::RouteTarget::NatGateway(nat) = table.routes[0].target.value else {
        panic!("no NAT gateway")
    };
    assert_eq!(topology[nat].header.name.value.to_string(), "out.b");
    assert_eq!(topology[topology[nat].subnet.value].header.name.value.to_string(), "public.b");
}

#[test]
fn a_key_missing_at_the_other_side_is_told_there() {
    let text = NATS.replace(", b: \"10.0.2.0/24\"", "");
    assert_eq!(
        problems(&text),
        [
            "8:61 family_key_missing: family `out` has no key `b`, which `to_nat` has; add the key `b` to `out`, \
          or name one member (7:17 declared here: `out`)"
        ]
    );
}

#[test]
fn a_family_where_one_is_due_offers_its_members() {
    let text = NATS.replace("nat_gateway out per zone in public", "nat_gateway out in public");
    assert_eq!(
        problems(&text),
        [
            "7:24 name_of_wrong_kind: `public` is a family of 2, a subnet alone is due here; write `public.a` or \
          `public.b`"
        ]
    );
    let single = NATS.replace("nat_gateway out per zone in public", "nat_gateway out in public.b");
    let topology = compile_clean(&single);
    assert_eq!(names(topology.nat_gateways.iter().map(|nat| &nat.header)), ["out"]);
}

#[test]
fn a_key_that_is_no_zone_and_one_that_is_an_attribute_are_told() {
    assert_eq!(
        problems(&format!(
            "{HEAD}vpc main \"10.0.0.0/16\" {{ subnet public per zone {{ a: \"10.0.1.0/24\", c: \"10.0.2.0/24\", id: \"10.0.3.0/24\", a: \"10.0.4.0/24\" }} route_table t on [public.a, public.d]; }}"
        )),
        [
            "1:42 name_unused: zone `b` is never used; use it, or remove it",
            "2:69 name_unknown: no zone `c` is declared; declare it: `zones a, b, c;`",
            "2:87 name_reserved: `id` is the name of an attribute and cannot be a key; choose another key",
            "2:106 property_twice: key `a` is given twice; remove one of the two (2:51 first given here)",
            "2:160 name_unknown: family `public` has no key `d`; its keys are `a`, `c`",
        ]
    );
}

#[test]
fn a_single_subnet_says_its_block_and_its_zone() {
    let topology = compile_clean(&format!(
        "{HEAD}vpc main \"10.0.0.0/16\" {{ subnet one \"10.0.1.0/24\" in a; subnet two \"10.0.2.0/24\" in b; \
         route_table t on [one, two]; }}"
    ));
    assert_eq!(names(topology.subnets.iter().map(|subnet| &subnet.header)), ["one", "two"]);
    assert_eq!(
        problems(&format!(
            "{HEAD}vpc main \"10.0.0.0/16\" {{ subnet one \"10.0.1.0/24\"; subnet two \"10.0.2.0/24\" in c; }}"
        )),
        [
            "1:39 name_unused: zone `a` is never used; use it, or remove it",
            "1:42 name_unused: zone `b` is never used; use it, or remove it",
            "2:33 property_missing: subnet `one` says no zone; write `in a` behind its block",
            "2:80 name_unknown: no zone `c` is declared; declare it: `zones a, b, c;`",
        ]
    );
}

#[test]
fn a_former_name_is_a_familys_or_a_members() {
    let topology = compile_clean(
        &NET.replace("subnet public", "#[was(front)] subnet public")
            .replace("b: \"10.0.2.0/24\"", "#[was(back)] b: \"10.0.2.0/24\""),
    );
    let was: Vec<String> =
        topology.subnets.iter().filter_map(|subnet| Some(subnet.header.was.as_ref()?.to_string())).collect();
    assert_eq!(was, ["front.a", "back"]);
}

#[test]
fn a_former_name_is_borne_by_nothing_else() {
    assert_eq!(
        problems_in_net(
            "#[was(public)] instance one in public.a { launch: machine }
#[was(old)] instance two in public.a { launch: machine }
#[was(old)] instance three in public.a { launch: machine }
#[was(public.b)] instance four in public.a { launch: machine }
let machine = { instance_type: \"t3.small\", ami: ubuntu \"22.04\" };"
        ),
        [
            "4:7 former_name_taken: `old` is no former name, another thing bears it; write the name that nothing \
             bears any more, or remove `#[was(…)]` (3:7 claimed here: `old`)",
            "5:7 former_name_taken: `public.b` is no former name, another thing bears it; write the name that \
             nothing bears any more, or remove `#[was(…)]` (1:77 declared here: `public.b`)",
        ]
    );
}
