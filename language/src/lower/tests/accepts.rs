//! Accepts: what they cover, and what they must say.

use super::*;

#[test]
fn an_accept_covers_what_it_stands_before_and_what_lies_inside() {
    let inside = "topology T; region \"us-east-1\";
        #[accept(name_unused, reason = \"drawn for later\")]
        security { group one; group two; }";
    compile_clean(inside);
    let beside = "topology T; region \"us-east-1\";
        security {
            #[accept(name_unused, reason = \"drawn for later\")]
            group one;
            group two;
        }";
    assert_eq!(problems(beside), ["5:19 name_unused: group `two` is never used; use it, or remove it"]);
}

#[test]
fn an_accept_on_a_value_holds_wherever_the_value_is_used() {
    compile_clean(
        "topology T; region \"us-east-1\"; #[accept(name_unused, reason = \"later\")] let later = 3;",
    );
    let compiled = compile(&format!(
        "{NET}let machine = {{ #[accept(burstable_unlimited_cost, reason = \"cheap\")] instance_type: \"t3.small\", \
         ami: ubuntu \"22.04\" }};
         instance one in public.a {{ launch: machine }} instance two in public.b {{ launch: machine }}"
    ));
    assert_eq!(compiled.topology.accepts.len(), 1);
    let accept = &compiled.topology.accepts[0];
    assert!(accept.covers(compiled.topology.instances[0].launch.instance_type.at));
    assert!(accept.covers(compiled.topology.instances[1].launch.instance_type.at));
    assert!(!accept.covers(compiled.topology.instances[1].launch.image.at));
}

#[test]
fn an_accept_says_a_rule_that_may_be_accepted_and_a_reason() {
    assert_eq!(
        problems(
            "topology T; region \"us-east-1\"; zones a, b;
            #[accept(name_unused)] let x = 3;
            #[accept(nothing_at_all, reason = \"x\")] let y = 3;
            #[accept(name_unknown, reason = \"x\")] let z = 3;
            vpc main \"10.0.0.0/16\" { subnet one per zone { a: \"10.0.1.0/24\", b: \"10.0.2.0/24\" } route_table t on one; }"
        ),
        [
            "2:15 accept_without_reason: this accept says no reason; add `reason = \"…\"` behind the rules",
            "3:22 accept_unknown: there is no rule `nothing_at_all`; write the name that the message gives after \
             `groundplan::`",
            "4:22 accept_of_law: `name_unknown` tells what AWS refuses and cannot be accepted; mend what the \
             rule says and remove the accept",
            "4:55 name_unused: value `z` is never used; use it, or remove it",
        ]
    );
}

#[test]
fn edges_routes_listeners_arms_and_keys_take_accepts() {
    let compiled = compile(&format!(
        "{HEAD}vpc main \"10.0.0.0/16\" {{ subnet public per zone {{ #[accept(db_no_backups, reason = \"1\")] a: \
         \"10.0.1.0/24\", b: \"10.0.2.0/24\" }} internet_gateway gate; route_table out on public {{ \
         #[accept(db_no_backups, reason = \"2\")] \"0.0.0.0/0\" -> gate; }} }}
         {MACHINE} auto_scaling_group web in public {{ launch: machine, size: {{ min: 1, max: 1 }}, target: http 80 }}
         security {{ #[accept(db_no_backups, reason = \"3\")] edge -> web: tcp 80; internet -> edge: tcp 80; }}
         load_balancer edge internet_facing in public {{ #[accept(db_no_backups, reason = \"4\")] listen http 80 => \
         match host {{ #[accept(db_no_backups, reason = \"5\")] \"a.example.com\" => web, _ => respond 404 }}; }}"
    ));
    let topology = &compiled.topology;
    let accept = |reason: &str| topology.accepts.iter().find(|accept| accept.reason == reason).unwrap();
    assert!(accept("1").covers(topology.subnets[0].cidr.at));
    assert!(!accept("1").covers(topology.subnets[1].cidr.at));
    assert!(accept("2").covers(topology.route_tables[0].routes[0].target.at));
    assert!(accept("3").covers(topology.edges[0].at) && !accept("3").covers(topology.edges[1].at));
    let listener = &topology.load_balancers[0].listeners[0];
    assert!(accept("4").covers(listener.port.at) && accept("4").covers(listener.rules[0].at));
    assert!(accept("5").covers(listener.rules[0].at));
    assert!(!accept("5").covers(listener.default.as_ref().unwrap().at));
}
