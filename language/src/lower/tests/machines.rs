//! Machines: what they launch, their images, volumes, scripts and sizes.

use groundplan_model::topology::{
    Architecture, Attribute, ImageSource, InstanceId, Piece, Setting, Text, Thing,
};

use super::*;

#[test]
fn every_form_of_image_is_read() {
    for (written, source, architecture) in [
        ("ubuntu \"22.04\" arm64", ImageSource::Ubuntu("22.04".into()), Some(Architecture::Arm64)),
        ("amazon_linux \"2023\"", ImageSource::AmazonLinux("2023".into()), Some(Architecture::X86_64)),
        ("ssm \"/aws/service/x\"", ImageSource::Ssm("/aws/service/x".into()), None),
        ("id \"ami-0123456789abcdef0\"", ImageSource::Id("ami-0123456789abcdef0".into()), None),
    ] {
        let kind = if architecture == Some(Architecture::Arm64) { "t4g.small" } else { "t3.small" };
        let topology = compile_clean(&format!(
            "{NET}instance one in public.a {{ launch: {{ instance_type: \"{kind}\", ami: {written} }} }}"
        ));
        let image = &topology.instances[0].launch.image;
        assert_eq!((&image.source, image.architecture), (&source, architecture));
    }
}

#[test]
fn an_instance_per_zone_is_a_family_with_one_group_and_one_target() {
    let topology = compile_clean(&format!(
        "{NET}{MACHINE} instance tool per zone in public {{ launch: machine, target: http 9000 }}
         load_balancer edge internet_facing in public {{ listen http 80 => tool; }}
         security {{ internet -> edge: tcp 80; edge -> tool: tcp 9000; }}"
    ));
    assert_eq!(names(topology.instances.iter().map(|one| &one.header)), ["tool.a", "tool.b"]);
    assert_eq!(topology.target_groups.len(), 1);
    assert_eq!(topology.groups.len(), 2);
    assert!(topology.instances.iter().all(|one| one.target.is_some() && one.groups.len() == 1));
}

#[test]
fn a_script_is_read_with_its_values() {
    let compiled = compile(&format!(
        "{NET}param host: Host = \"a.example.com\"; instance one in public.a {{ launch: {{ instance_type: \
         \"t3.small\", ami: ubuntu \"22.04\", user_data: file \"web.sh\" {{ port: 3000, host: host }} }} }}"
    ));
    let data = compiled.topology.instances[0].launch.user_data.as_ref().unwrap();
    assert!(data.text.contains("{{ port }}"));
    let values: Vec<&Piece> = data.variables.iter().map(|variable| &variable.value.value.0[0]).collect();
    assert_eq!(values[0], &Piece::Literal("3000".into()));
    assert!(matches!(values[1], Piece::Param(_)));
    assert_eq!(compiled.files.len(), 1);
    assert_eq!(compiled.files[0].path, PathBuf::from("/src/web.sh"));
}

#[test]
fn a_script_that_is_not_there_is_told_at_its_name() {
    assert_eq!(
        problems_in_net(
            "instance one in public.a { launch: { instance_type: \"t3.small\", ami: ubuntu \"22.04\", user_data: \
             file \"nope.sh\" } }"
        ),
        [
            "2:102 file_unreadable: `nope.sh` cannot be read: there is no file `nope.sh`; write the path relative \
          to this source file"
        ]
    );
}

#[test]
fn sizes_may_be_params_and_desired_is_the_fewest_by_default() {
    let topology = compile_clean(&format!(
        "{NET}{MACHINE} param n: Count 1..=4 = 2;
         auto_scaling_group web in public {{ launch: machine, size: {{ min: n, max: 4 }} }}"
    ));
    let group = &topology.auto_scaling_groups[0];
    assert!(matches!(group.min.value, Setting::Param(_)));
    assert_eq!(group.desired.value, group.min.value);
    assert!(!group.desired.written);
    assert!(!group.balancer_health.value && group.grace.value == 0 && group.surge.value == 1);
}

#[test]
fn a_word_of_a_type_is_no_declared_name() {
    assert_eq!(
        problems_in_net(
            "let gp3 = 3;\ninstance one in public.a { launch: { instance_type: \"t3.small\", ami: ubuntu \
             \"22.04\", root_volume: gp3 gp3 } }"
        )[1..],
        [
            "3:99 name_of_wrong_kind: `gp3` is a word of `root_volume`, and a declared name; rename the declaration \
          (2:5 declared here: `gp3`)"
        ]
    );
}

#[test]
fn what_comes_later_says_so() {
    assert_eq!(
        problems_in_net(
            "instance one in public.a { launch: { instance_type: \"t3.small\", ami: ubuntu \"22.04\", container: \
             web } }\nbudget { monthly_usd: 100 }"
        ),
        [
            "2:86 property_unknown: `container` is not built yet; leave it out until containers are",
            "3:10 property_unknown: `monthly_usd` is not built yet; leave it out until budgets in dollars are",
        ]
    );
}

#[test]
fn user_data_may_name_a_machine_that_stands_further_down() {
    let text = format!(
        "{NET}{MACHINE} auto_scaling_group web in public {{ launch: {{ ..machine, user_data: file \"web.sh\" {{ port: \
         tool.private_address }} }}, size: {{ min: 1, max: 1 }} }} instance tool in public.a {{ launch: machine }}"
    );
    let topology = compile_clean(&text);
    let data = topology.auto_scaling_groups[0].launch.user_data.as_ref().unwrap();
    let attribute = Attribute { of: Thing::Instance(InstanceId(0)), name: "private_address".into() };
    assert_eq!(data.variables[0].value.value, Text(vec![Piece::Attribute(attribute)]));
}

#[test]
fn user_data_that_waits_for_its_own_machine_is_told() {
    let text = format!(
        "{NET}{MACHINE} auto_scaling_group web in public {{ launch: {{ ..machine, user_data: file \"web.sh\" {{ port: \
         web.arn }} }}, size: {{ min: 1, max: 1 }} }}"
    );
    let compiled = compile(&text);
    assert!(compiled.report.problems.iter().any(|problem| problem.rule == "user_data_cycle"));
}
