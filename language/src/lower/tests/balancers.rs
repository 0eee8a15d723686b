//! Load balancers: listeners, arms, actions, certificates.

use groundplan_model::topology::{Action, ListenerProtocol, Setting};

use super::*;

/// A group `web` with a target, and the arrows that let it be reached from a balancer `edge`.
fn with_web(text: &str) -> String {
    format!(
        "{NET}{MACHINE} auto_scaling_group web in public {{ launch: machine, size: {{ min: 1, max: 1 }}, target: \
         http 3000 }} security {{ internet -> edge: tcp 80; edge -> web: tcp 3000; }}
{text}"
    )
}

#[test]
fn arms_are_rules_and_the_last_one_is_the_default() {
    let topology = compile_clean(&with_web(
        "param shop: Host = \"a.example.com\";
        load_balancer edge internet_facing in public {
            listen http 80 => match host {
                shop | \"b.example.com\" if path \"/v1/*\" | \"/v2/*\" => respond 404 { content_type: \"text/plain\", body: \"no\" },
                _ if path \"/old\" => redirect 302 https 8443,
                _ => web,
            };
        }"
        .replace("redirect 302 https 8443", "redirect 302 http 80")
        .as_str(),
    ));
    let listener = &topology.load_balancers[0].listeners[0];
    assert_eq!((listener.protocol.value, listener.port.value), (ListenerProtocol::Http, 80));
    let [first, second] = listener.rules.as_slice() else { panic!("not two rules") };
    assert!(matches!(first.hosts[0].value, Setting::Param(_)));
    assert_eq!(first.hosts[1].value, Setting::Value("b.example.com".to_owned()));
    assert_eq!(first.paths.iter().map(|path| path.value.as_str()).collect::<Vec<_>>(), ["/v1/*", "/v2/*"]);
    assert!(
        matches!(&first.action.value, Action::Respond { status, body: Some(_), .. } if status.value == 404)
    );
    assert!(second.hosts.is_empty() && second.paths.len() == 1);
    assert!(matches!(&listener.default.as_ref().unwrap().value, Action::Forward(_)));
}

#[test]
fn match_path_has_paths_for_patterns() {
    let topology = compile_clean(&with_web(
        "load_balancer edge internet_facing in public {
            listen http 80 => match path { \"/v1/*\" => web, _ => respond 404 };
        }",
    ));
    let rule = &topology.load_balancers[0].listeners[0].rules[0];
    assert!(rule.hosts.is_empty());
    assert_eq!(rule.paths[0].value, "/v1/*");
}

#[test]
fn a_match_without_a_default_and_an_arm_behind_it_are_told() {
    assert_eq!(
        problems(&with_web(
            "load_balancer edge internet_facing in public { listen http 80 => match host { \"a.example.com\" => web }; }"
        )),
        [
            "3:72 default_action_missing: no arm says what happens with every other request; end with `_ => respond \
          404,` or with the target of all other requests"
        ]
    );
    assert_eq!(
        problems(&with_web(
            "load_balancer edge internet_facing in public { listen http 80 => match host { _ => web, \"a.example.com\" => respond 404 }; }"
        )),
        [
            "3:89 default_action_not_last: this arm stands behind `_` and is never reached; move `_` to the end, or \
          remove this arm (3:79 `_` takes all that is left)"
        ]
    );
}

#[test]
fn what_is_no_action_says_what_one_is() {
    assert_eq!(
        problems_in_net(&format!(
            "{MACHINE} instance one in public.a {{ launch: machine }} load_balancer edge internet_facing in public {{
            listen http 80 => gate;
            listen http 81 => one;
            listen http 82 => redirect 301 ftp 99;
            listen http 83 => redirect;
            listen http 84 => onee;
        }}"
        )),
        [
            "3:31 name_of_wrong_kind: `gate` is an internet gateway, a thing with a `target` is due here; \
             declared are `one` (1:180 declared here: internet gateway `gate`)",
            "4:31 name_of_wrong_kind: `one` has no `target` to send requests to; write `target: http 3000` among \
             the properties of `one` (2:76 declared here: `one`)",
            "5:44 value_type: a redirect speaks `http` or `https`, found `ftp`; write `http` or `https`",
            "6:31 value_type: `redirect` takes a status, a protocol and a port; write `redirect 301 https 443`",
            "7:31 name_unknown: no target `onee` is declared; did you mean `one`",
        ]
    );
}

#[test]
fn properties_of_a_balancer_and_a_listener_stand_in_with() {
    let topology = compile_clean(&with_web(
        "certificate site for [\"a.example.com\"];
        security { group admin; internet -> edge: tcp 443; }
        load_balancer edge internet_facing in public with { groups: [edge, admin], idle_timeout: 90 s, deletion_protection: yes, tags: { Tier: \"front\" } } {
            listen http 80 => redirect 301 https 443;
            listen https 443 with { certificates: [site], ssl_policy: \"ELBSecurityPolicy-TLS13-1-2-2021-06\" } => match host { \"a.example.com\" => web, _ => respond 404 };
        }",
    ));
    let balancer = &topology.load_balancers[0];
    assert_eq!((balancer.idle_timeout.value, balancer.deletion_protection.is_on()), (90, true));
    assert_eq!(names(balancer.groups.iter().map(|id| &topology[id.value].header)), ["edge", "admin"]);
    assert_eq!(balancer.listeners[1].certificates.len(), 1);
    assert_eq!(balancer.header.tags, topology[balancer.groups[0].value].header.tags);
}

#[test]
fn an_existing_certificate_says_its_arn_and_a_requested_one_does_not() {
    assert_eq!(
        problems_in_net(
            "existing certificate shop for [\"b.example.com\"];
certificate empty for [];
certificate asked for [\"x.example.com\"] by arn \"arn:aws:acm:us-east-1:111122223333:certificate/1\";"
        ),
        [
            "2:1 property_missing: existing certificate `shop` says no ARN; write `by arn \"arn:aws:acm:…\"` \
             behind its hosts",
            "3:13 property_missing: certificate `empty` says no host; write `for [\"www.example.com\"]` behind \
             its name",
            "4:13 name_unused: certificate `asked` is never used; give it to a listener, or remove it",
            "4:44 property_unknown: certificate `asked` is requested, and `by` names one that exists; write \
             `existing certificate`, or remove `by …`",
        ]
    );
}
