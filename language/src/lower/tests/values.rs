//! Values by type: what is taken, and what is said where something else stands.

use super::*;

#[test]
fn blocks_are_told_by_what_is_wrong_with_them() {
    let text = |block: &str| {
        format!(
            "{HEAD}vpc main \"{block}\" {{ subnet s \"10.0.1.0/24\" in a; route_table t on s; subnet u \"10.0.2.0/24\" in b; route_table v on u; }}"
        )
    };
    assert_eq!(
        problems(&text("10.0.0.1/16")),
        ["2:10 cidr_host_bits_set: `10.0.0.1/16` has host bits set, AWS would use `10.0.0.0/16`; write \
          `\"10.0.0.0/16\"`, or `\"10.0.0.1/32\"` for one host"]
    );
    assert_eq!(
        problems(&text("10.0/16")),
        ["2:10 cidr_malformed: `10.0/16` is not a CIDR block; write `\"10.0.0.0/16\"`"]
    );
    assert_eq!(
        problems(&text("10.0.0.0")),
        ["2:10 cidr_without_prefix: `10.0.0.0` has no prefix length; write `\"10.0.0.0/32\"` for one host"]
    );
    assert_eq!(
        problems(&text("10.00.0.0/16")),
        ["2:10 cidr_leading_zero: an octet of `10.00.0.0/16` has a leading zero; write `\"10.0.0.0/16\"`"]
    );
    assert_eq!(
        problems(&text("2001:db8::/56")),
        [
            "2:10 cidr_wrong_family: `2001:db8::/56` is IPv6, VPC takes IPv4 here; write an IPv4 block such as \
          `\"10.0.0.0/16\"`"
        ]
    );
}

#[test]
fn a_value_of_another_type_says_what_is_taken_and_what_was_found() {
    assert_eq!(
        problems_in_net(
            r#"param n: Count 1..=4 = 2;
auto_scaling_group web in public {
    launch: { instance_type: n, ami: "ami-1234567890abcdef0", root_volume: gp3 8, metadata_hop_limit: n, key_pair: vockey },
    size: { min: "1", max: n, desird: 1 },
    health_check: elb,
    instance_warmup: 60,
}"#
        ),
        [
            "4:30 value_type: `instance_type` takes a string, param `n` is a `Count`; give the param the type \
             that is due here",
            "4:38 value_type: `ami` takes a word that says where the image comes from; write `id \
             \"ami-1234567890abcdef0\"`",
            "4:80 value_type: volume size takes a size such as `20 GiB`, found `8`; write `8 GiB`",
            "4:103 value_type: `metadata_hop_limit` takes a number such as `2`, found param `n`, which is \
             known only at run time; write a literal, or a name of `let`",
            "4:116 name_unknown: `vockey` is not declared; write `\"vockey\"`, in quotes",
            "5:18 value_type: `min` takes a number such as `2`, found the string `\"1\"`; write `1`",
            "5:31 property_unknown: there is no property `desird` here; did you mean `desired`",
            "6:19 value_type: there is no `elb` for `health_check`; write `load_balancer { … }` or `instance { \
             … }`",
            "7:22 value_type: `instance_warmup` takes a time such as `300 s`, found `60`; write `60 s`",
        ]
    );
}

#[test]
fn units_are_turned_into_that_of_the_type() {
    let topology = compile_clean(&format!(
        "{NET}{MACHINE} auto_scaling_group web in public {{ launch: machine, size: {{ min: 1, max: 1 }}, \
         target: http 80 {{ stickiness: 24 h, deregistration_delay: 2 m }} }}
         load_balancer edge internet_facing in public {{ listen http 80 => web; }}
         security {{ internet -> edge: tcp 80; edge -> web: tcp 80; }}"
    ));
    let target = &topology.target_groups[0];
    assert_eq!(target.stickiness.as_ref().map(|at| at.value), Some(86_400));
    assert_eq!(target.deregistration_delay.value, 120);
}

#[test]
fn let_names_any_value_and_a_block_is_taken_over_without_merging() {
    let topology = compile_clean(&format!(
        "{NET}let small = \"t3.small\"; let base = {{ instance_type: small, ami: ubuntu \"22.04\", \
         detailed_monitoring: yes }}; let machine = {{ ..base, detailed_monitoring: no }};
         let sizes = {{ min: 1, max: 2 }};
         auto_scaling_group web in public {{ launch: {{ ..machine, key_pair: \"vockey\" }}, size: sizes }}"
    ));
    let launch = &topology.auto_scaling_groups[0].launch;
    assert_eq!(launch.instance_type.value, groundplan_model::topology::Setting::Value("t3.small".to_owned()));
    assert!(!launch.detailed_monitoring.is_on() && launch.detailed_monitoring.written);
    assert_eq!(launch.key_pair.as_ref().map(|at| at.value.as_str()), Some("vockey"));
    assert_eq!(
        launch.metadata_hop_limit,
        groundplan_model::topology::At {
            value: 1,
            at: topology.auto_scaling_groups[0].header.name.at,
            written: false,
        }
    );
}

#[test]
fn a_switch_is_yes_or_no_or_what_a_param_says() {
    let switched = |ty: &str| {
        format!(
            "param protect: {ty}; {NET}{MACHINE} auto_scaling_group web in public {{ launch: \
             {{ ..machine, detailed_monitoring: protect }}, size: {{ min: 1, max: 1 }}, \
             target: http 80 {{ cross_zone: protect }} }}
             load_balancer edge internet_facing in public with {{ deletion_protection: protect }} \
             {{ listen http 80 => web; }} security {{ internet -> edge: tcp 80; edge -> web: tcp 80; }}"
        )
    };
    let topology = compile_clean(&switched("Bool = no"));
    for (value, on) in [("yes", true), ("no", false)] {
        let given = topology.with_values(&[("protect".to_owned(), value.to_owned())].into());
        assert_eq!(given.load_balancers[0].deletion_protection.is_on(), on);
        assert_eq!(given.auto_scaling_groups[0].launch.detailed_monitoring.is_on(), on);
        assert_eq!(given.target_groups[0].cross_zone.as_ref().map(|at| at.is_on()), Some(on));
    }
    let told = problems(&switched("Count 1..=2 = 1"));
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(told.iter().all(|told| told.contains("takes `yes` or `no`, param `protect` is")), "{told:?}");
}

#[test]
fn what_cannot_be_taken_over_is_told_once() {
    assert_eq!(
        problems_in_net(
            r#"let machine = { instance_type: "t3.small", ami: ubuntu "22.04", foo: 1 };
let three = 3; let round = { ..round };
instance one in public.a { launch: { ..machine, ..three, ..zz, ..round } }
instance two in public.b { launch: machine }"#
        ),
        [
            "2:65 property_unknown: there is no property `foo` here; there are `instance_type`, `ami`, \
             `key_pair`, `instance_profile`, `metadata_hop_limit`, `detailed_monitoring`, `public_address`, \
             `root_volume`, `user_data`",
            "3:32 value_type: `..round` goes round, or too deep",
            "4:51 value_type: `..three` takes over a block, `three` is `3`; write `let three = { … };`",
            "4:60 name_unknown: no block `zz` is declared; declared are `machine`, `three`, `round`",
        ]
    );
}

#[test]
fn a_property_twice_is_told_at_the_second_and_a_missing_one_at_its_block() {
    assert_eq!(
        problems_in_net(
            "auto_scaling_group web in public { launch: { ami: ubuntu \"22.04\" }, size: { min: 1, min: 2 } }"
        ),
        [
            "2:44 property_missing: `instance_type` is missing; write `instance_type:` with a string",
            "2:75 property_missing: `max` is missing; write `max:` with a number such as `2`",
            "2:85 property_twice: `min` is written twice; remove one of the two (2:77 first written here)",
        ]
    );
}

#[test]
fn a_misspelt_key_is_told_and_not_also_missed() {
    assert_eq!(
        problems(&format!(
            "{NET}{MACHINE} auto_scaling_group web in public {{ launch: machine, size: {{ mn: 1, max: 1 }} }}"
        )),
        ["2:127 property_unknown: there is no property `mn` here; there are `min`, `desired`, `max`"]
    );
}

#[test]
fn params_have_a_type_that_exists_and_a_default_of_it() {
    assert_eq!(
        problems(
            "topology T; region \"us-east-1\";
            param p: Hostt; param q: Secret; param r: InstanceType; param s: Count;
            param t: String matching r\"[\";
            param u: Count 4..=1;
            param v: Count 1..=4 = 9; param w: Count 1..=4 = \"2\";
            param x: Cidr = \"10.0.0.1/8\";"
        ),
        [
            "2:22 param_type: there is no param type `Hostt`; did you mean `Host`",
            "2:38 param_type: param type `Secret` is not built yet; write `Host`, `Count 1..=4`, `Cidr`, \
             `InstanceType one of [\"t3.small\"]`, `Bool`, `String` or `String matching r\"…\"`",
            "2:55 param_type: `InstanceType` says no types to choose from; write `InstanceType one of \
             [\"t3.small\", \"t3.medium\"]`",
            "2:78 param_type: `Count` says no range, so nothing can be proved for every value; write `Count \
             1..=4`",
            "3:38 param_type: `[` is no pattern: non-empty character class has no closing bracket",
            "4:28 param_type: range `4..=1` is reversed and has no value; write `1..=4`",
            "5:19 name_unused: param `v` is never used; use it, or remove it",
            "5:36 param_default: default of param `v`: `9` is outside 1..=4",
            "5:45 name_unused: param `w` is never used; use it, or remove it",
            "5:62 param_default: default of param `w` is the string `\"2\"`; write a number, as `1`",
            "6:19 name_unused: param `x` is never used; use it, or remove it",
            "6:29 param_default: default of param `x`: `10.0.0.1/8` has host bits set, write `10.0.0.0/8`",
        ]
    );
}

#[test]
fn every_type_of_param_is_read() {
    use groundplan_model::topology::ParamType;
    let text = r#"topology T; region "us-east-1";
        param web: Host = "a.example.com"; param count: Count 0..=9; param block: Cidr = "203.0.113.0/24";
        param kind: InstanceType one of ["t3.small", "t3.medium"] = "t3.small"; param open: Bool = no;
        param text: String; param tag: String matching r"v[0-9]+" = "v1";
        output text_of_all = format "{web} {count} {block} {kind} {open} {text} {tag} {{}}";"#;
    let topology = compile_clean(text);
    let types: Vec<ParamType> = topology.params.iter().map(|param| param.ty.clone()).collect();
    let ParamType::InstanceType(listed) = &types[3] else { panic!("{:?}", types[3]) };
    assert_eq!(listed.iter().map(|one| one.value.as_str()).collect::<Vec<_>>(), ["t3.small", "t3.medium"]);
    assert_eq!(
        types,
        [
            ParamType::Host,
            ParamType::Count(0, 9),
            ParamType::Cidr,
            types[3].clone(),
            ParamType::Bool,
            ParamType::Text(None),
            ParamType::Text(Some("v[0-9]+".into())),
        ]
    );
    let defaults: Vec<Option<&str>> =
        topology.params.iter().map(|param| Some(param.default.as_ref()?.value.as_str())).collect();
    let host = Some("a.example.com");
    assert_eq!(
        defaults,
        [host, None, Some("203.0.113.0/24"), Some("t3.small"), Some("no"), None, Some("v1")]
    );
}

#[test]
fn outputs_are_texts_or_lists_of_them() {
    use groundplan_model::topology::{OutputValue, Piece, Text};
    let topology = compile_clean(&format!(
        "{NET}output every = public.id; output one = public.b.id; output mixed = [main.id, \"x\"]; \
         output url = format \"http://{{gate.id}}/{{{{\";"
    ));
    let lengths: Vec<usize> = (topology.outputs.iter())
        .map(|output| match &output.value {
            OutputValue::One(text) => text.0.len(),
            OutputValue::List(texts) => 10 + texts.len(),
        })
        .collect();
    assert_eq!(lengths, [12, 1, 12, 3]);
    let OutputValue::One(Text(pieces)) = &topology.outputs[3].value else { panic!("no text") };
    assert_eq!(pieces[2], Piece::Literal("/{".into()));
    assert_eq!(
        problems_in_net("output a = public; output b = public.idd; output c = format \"{gate.id\";"),
        [
            "2:12 value_type: subnet `public` is no text, an attribute of it is; write `public.id`",
            "2:38 name_unknown: `public` has no attribute `idd`; did you mean `id`",
            "2:61 value_type: a `{` has no partner in this `format`; write `{{` for the brace itself",
        ]
    );
}

#[test]
fn tags_are_texts_with_params_and_the_own_win_at_the_thing() {
    let topology = compile_clean(&format!(
        "{NET}param team: String = \"red\"; tags {{ Project: \"shop\", Team: team }}
         {MACHINE} instance one in public.a {{ launch: machine, tags: {{ Project: \"other\" }} }}"
    ));
    assert_eq!(topology.tags.len(), 2);
    assert_eq!(topology.instances[0].header.tags[0].key.value, "Project");
    assert_eq!(
        problems_in_net("tags { Project: \"a\", Project: \"b\", Name: main.id }"),
        [
            "2:22 property_twice: tag `Project` is given twice; remove one of the two (2:8 first given here)",
            "2:42 value_type: `main.id` is known only when the topology stands; write a string or a param",
        ]
    );
}

#[test]
fn the_head_stands_once_and_whole() {
    assert_eq!(
        problems("topology T; topology U; region \"us-east-1\"; region \"us-west-2\";"),
        [
            "1:13 statement_twice: `topology` is written twice; remove one of the two (1:1 first written here)",
            "1:45 statement_twice: `region` is written twice; remove one of the two (1:25 first written here)",
        ]
    );
    assert_eq!(
        problems("budget { instances: 4 }"),
        [
            "1:1 topology_unnamed: the topology has no name; begin with `topology Shop;`, the name of the type \
             that stands for it",
            "1:1 region_missing: the topology has no region; write `region \"us-east-1\";`",
        ]
    );
}
