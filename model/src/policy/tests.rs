use super::*;
use crate::check::find_rule;
use crate::limits::LIMITS;
use crate::sample::{Sample, tcp};
use crate::topology::*;

const ACME: Policy = Policy {
    name: "acme::BASE",
    regions: &["us-east-1", "eu-west-1"],
    instance_types: &["t3.*", "m7g.*"],
    max_instances: Some(12),
    clauses: &[Clause::required_tag("CostCenter", "five digits of the ledger"), Clause::closed_to_world(22)],
    quotas: &[(Quota::RulesPerGroup, 100)],
    ..Policy::AWS_DEFAULTS
};

const STRICT: Policy = Policy {
    name: "acme::PRODUCTION",
    max_instances: Some(4),
    max_vcpus: Some(8),
    quotas: &[(Quota::RulesPerGroup, 80)],
    ..Policy::AWS_DEFAULTS
};

// What the macro emits compiles where the policies agree.
const _: () = check(&[&ACME, &STRICT], &Subject::InstanceType { owners: "`web`", name: "t3.small" });
const _: () = check(&[&LEARNER_LAB], &Subject::Quota { quota: Quota::VpcsPerRegion, place: "", count: 5 });

fn told(policies: &[&Policy], sample: &Sample) -> Vec<String> {
    let findings = check_policies(policies, &sample.topology);
    findings.iter().map(|f| format!("{} at {}: {}", f.rule.name, sample.label(f.at), f.message)).collect()
}

fn names(policies: &[&Policy], subject: &Subject<&str>) -> Vec<&'static str> {
    (0..).map_while(|number| breach(policies, subject, number)).map(|breach| breach.rule.name).collect()
}

fn machines(count: u32, before: u32, budget: Option<u32>) -> Subject<&'static str> {
    let (vcpus, vcpus_before, vcpu_budget) = (0, 0, None);
    Subject::Machines { owner: "web", count, before, vcpus, vcpus_before, budget, vcpu_budget }
}

#[test]
fn the_street_is_within_the_lab_and_within_the_defaults() {
    assert_eq!(told(&[&LEARNER_LAB], &Sample::street()), Vec::<String>::new());
    assert_eq!(told(&[], &Sample::street()), Vec::<String>::new());
}

#[test]
fn a_region_is_one_of_the_list() {
    let region = |region| names(&[&LEARNER_LAB], &Subject::Region { region });
    assert!(region("us-west-2").is_empty());
    assert_eq!(region("eu-west-1"), ["region_forbidden"]);
}

#[test]
fn sizes_are_compared_as_a_whole() {
    let kind = |name| names(&[&LEARNER_LAB], &Subject::InstanceType { owners: "`web`", name });
    for allowed in ["t3.nano", "t4g.micro", "t2.small", "m5.large"] {
        assert!(kind(allowed).is_empty(), "{allowed}");
    }
    for forbidden in ["t3.xlarge", "m5.2xlarge", "i4i.metal", "m5.4xlarge"] {
        assert_eq!(kind(forbidden), ["instance_type_forbidden"], "{forbidden}");
    }
}

#[test]
fn what_aws_has_not_is_no_matter_of_policy() {
    let mut sample = Sample::street();
    let launch = sample.launch("web", "t3.smal");
    sample.topology.auto_scaling_groups[0].launch = launch;
    sample.topology.region = Some(sample.at("region", "us-esat-1".to_owned()));
    assert_eq!(told(&[&LEARNER_LAB], &sample), Vec::<String>::new());
}

#[test]
fn instances_are_told_at_the_maximum_that_crosses_the_limit_and_only_there() {
    for (count, before, speaks) in
        [(9, 0, false), (10, 0, true), (4, 5, false), (5, 5, true), (1, 9, true), (2, 10, false)]
    {
        assert_eq!(
            !names(&[&LEARNER_LAB], &machines(count, before, None)).is_empty(),
            speaks,
            "{count} {before}"
        );
    }
}

#[test]
fn of_several_policies_and_a_budget_the_tightest_speaks_once() {
    let message =
        |policies: &[&Policy], subject| breach(policies, &subject, 0).map(|b| b.message.as_str().to_owned());
    assert_eq!(
        message(&[&ACME, &STRICT, &LEARNER_LAB], machines(5, 0, None)).as_deref(),
        Some("with `web` up to 5 instances can run, acme::PRODUCTION allows 4")
    );
    let budget = |budget, worst| Subject::InstanceBudget { budget, max: worst, worst };
    for (number, at_maximum, at_budget) in [(3, false, true), (4, true, false), (5, true, false)] {
        assert_eq!(!names(&[&STRICT], &machines(6, 0, Some(number))).is_empty(), at_maximum, "{number}");
        assert_eq!(!names(&[&STRICT], &budget(number, 6)).is_empty(), at_budget, "{number}");
    }
    assert_eq!(names(&[&Policy::AWS_DEFAULTS], &budget(5, 6)), ["too_many_instances"]);
    assert!(names(&[&Policy::AWS_DEFAULTS], &budget(6, 6)).is_empty());
}

#[test]
fn a_refresh_speaks_only_where_the_maximum_fits() {
    let refresh = |max, surge| Subject::Refresh {
        owner: "web",
        max,
        surge,
        max_vcpus: max * 2,
        surge_vcpus: surge * 2,
        budget: None,
        vcpu_budget: None,
    };
    assert!(names(&[&LEARNER_LAB], &refresh(8, 1)).is_empty());
    assert_eq!(names(&[&LEARNER_LAB], &refresh(8, 2)), ["refresh_surges_over_quota"]);
    assert!(names(&[&LEARNER_LAB], &refresh(10, 1)).is_empty());
    assert_eq!(names(&[&STRICT], &refresh(4, 1)), ["refresh_surges_over_quota"; 2]);
}

#[test]
fn everything_that_one_subject_breaks_is_told() {
    let volume = |kind, gib| names(&[&LEARNER_LAB], &Subject::Volume { owners: "`web`", kind, gib });
    assert!(volume("gp3", 100).is_empty());
    assert_eq!(volume("gp3", 101), ["volume_over_lab_limit"]);
    assert_eq!(volume("io1", 120), ["volume_type_forbidden", "volume_over_lab_limit"]);
    let subject = Subject::Machines {
        owner: "web",
        count: 5,
        before: 0,
        vcpus: 10,
        vcpus_before: 0,
        budget: None,
        vcpu_budget: None,
    };
    assert_eq!(names(&[&STRICT], &subject), ["too_many_instances", "too_many_vcpus"]);
}

#[test]
fn profiles_and_keys_are_judged_by_name() {
    let profile = |name| names(&[&LEARNER_LAB], &Subject::InstanceProfile { owners: "`web`", name });
    assert!(profile("LabInstanceProfile").is_empty());
    assert_eq!(profile("LabRole"), ["instance_profile_forbidden"]);
    let key = |name, region| names(&[&LEARNER_LAB], &Subject::KeyPair { owners: "`web`", name, region });
    assert!(key("vockey", "us-east-1").is_empty());
    assert!(key("mine", "us-west-2").is_empty());
    assert_eq!(key("vockey", "us-west-2"), ["key_pair_wrong_region"]);
}

#[test]
fn clauses_ask_for_tags_and_close_ports() {
    let tags = |keys| names(&[&ACME], &Subject::Tags { things: "`main` is", keys });
    assert!(tags("Project\nCostCenter\n").is_empty());
    assert_eq!(tags("Project\n"), ["tag_required_missing"]);
    let open =
        |first, last| names(&[&ACME], &Subject::OpenToWorld { to: "bastion", ports: "tcp 22", first, last });
    assert_eq!(open(22, 22), ["port_closed_by_policy"]);
    assert_eq!(open(0, 65_535), ["port_closed_by_policy"]);
    assert!(open(23, 80).is_empty());
}

#[test]
fn a_quota_is_the_smallest_that_a_policy_sets_or_awss_default() {
    let rules = |policies: &[&Policy], count| {
        !names(policies, &Subject::Quota { quota: Quota::RulesPerGroup, place: "", count }).is_empty()
    };
    for (policies, limit) in [
        (&[&Policy::AWS_DEFAULTS][..], 60),
        (&[&ACME], 100),
        (&[&ACME, &Policy::AWS_DEFAULTS], 100),
        (&[&ACME, &STRICT], 80),
    ] {
        assert!(!rules(policies, limit));
        assert!(rules(policies, limit + 1));
    }
    for limit in &LIMITS {
        let subject = |count| Subject::Quota { quota: limit.quota, place: "", count };
        assert!(names(&[&Policy::AWS_DEFAULTS], &subject(limit.default)).is_empty(), "{}", limit.rule);
        assert_eq!(names(&[&Policy::AWS_DEFAULTS], &subject(limit.default + 1)), [limit.rule]);
        assert!(find_rule(limit.rule).is_some());
    }
}

#[test]
fn findings_stand_at_the_tokens() {
    let mut sample = Sample::street();
    let public = [0, 1].map(SubnetId);
    sample.auto_scaling_group("api", &public, "t3.xlarge", [1, 1, 6]);
    sample.instance("bastion", public[0], "t3.nano");
    let bastion = sample.own_group("bastion");
    sample.need(End::Internet, bastion, tcp(22));
    let profile = sample.at("api.profile", "admin".to_owned());
    sample.topology.auto_scaling_groups[1].launch.instance_profile = Some(profile);
    assert_eq!(
        told(&[&LEARNER_LAB], &sample),
        [
            "instance_type_forbidden at api.instance_type: \
             instance type `t3.xlarge` of `api` is forbidden by LEARNER_LAB",
            "too_many_instances at api.max: with `api` up to 10 instances can run, LEARNER_LAB allows 9",
            "too_many_vcpus at bastion: with `bastion` up to 34 vCPUs can run, LEARNER_LAB allows 32",
            "instance_profile_forbidden at api.profile: \
             instance profile `admin` of `api` is forbidden by LEARNER_LAB",
        ]
    );
    assert_eq!(
        told(&[&ACME], &sample),
        [
            "tag_required_missing at main: `main` and 14 more are without the tag `CostCenter` that \
             acme::BASE requires",
            "port_closed_by_policy at edge 3.from: the whole internet may reach `bastion` on port 22 \
             (`tcp 22`), which acme::BASE closes",
        ]
    );
}

#[test]
fn the_budget_is_told_at_its_own_token() {
    let mut sample = Sample::street();
    let at = sample.at("budget.instances", 4);
    sample.topology.budget.instances = Some(at);
    assert_eq!(
        told(&[&LEARNER_LAB], &sample),
        ["too_many_instances at budget.instances: up to 5 instances can run in a refresh, the budget is 4"]
    );
}

#[test]
fn quotas_are_counted_where_they_are_declared() {
    let mut sample = Sample::new();
    let main = sample.vpc("main", "10.0.0.0/16");
    sample.group("a");
    sample.group("b");
    let ports = |port| Ports { protocol: Protocol::Tcp, first: port, last: port };
    for port in 1..=61 {
        sample.permit(End::Group(GroupId(0)), End::Group(GroupId(1)), ports(port));
    }
    sample.permit(End::Group(GroupId(0)), End::Group(GroupId(1)), ports(61));
    for block in 1..=5 {
        sample.secondary(main, &format!("10.{block}.0.0/16"));
    }
    assert_eq!(
        told(&[], &sample),
        [
            "too_many_rules at edge 60: group `a`, outbound, has 61 rules, the quota is 60 \
             (AWS's default): AWS refuses the next one with RulesPerSecurityGroupLimitExceeded",
            "too_many_rules at edge 60: group `b`, inbound, has 61 rules, the quota is 60 \
             (AWS's default): AWS refuses the next one with RulesPerSecurityGroupLimitExceeded",
            "too_many_vpc_cidrs at main.10.5.0.0/16: VPC `main` has 6 IPv4 blocks, the quota is 5 \
             (AWS's default): AWS refuses the next one with CidrLimitExceeded",
        ]
    );
}

#[test]
#[should_panic(
    expected = "instance type `t3.xlarge` of `web` is forbidden by LEARNER_LAB\nhelp: allowed are \
                           `*.nano`, `*.micro`, `*.small`, `*.medium`, `*.large`, as `t3.large`\nrule: \
                           groundplan::instance_type_forbidden"
)]
fn the_const_form_panics_with_message_help_and_rule() {
    check(&[&LEARNER_LAB], &Subject::InstanceType { owners: "`web`", name: "t3.xlarge" });
}

#[test]
fn a_subject_is_written_as_rust() {
    let subject = Subject::InstanceType { owners: "`web`".to_owned(), name: "a\"b".to_owned() };
    assert_eq!(
        subject.to_rust("::groundplan::policy"),
        r#"::groundplan::policy::Subject::InstanceType { owners: "`web`", name: "a\"b" }"#
    );
    let subject = Subject::Quota { quota: Quota::SubnetsPerVpc, place: "VPC".to_owned(), count: 3 };
    assert_eq!(
        subject.to_rust("p"),
        r#"p::Subject::Quota { quota: p::Quota::SubnetsPerVpc, place: "VPC", count: 3 }"#
    );
}

#[test]
fn a_warning_that_a_policy_forbids_is_an_error_and_one_that_is_accepted_is_not() {
    const FORBIDS: Policy =
        Policy { name: "FORBIDS", forbidden_warnings: &["route_table_unused"], ..Policy::AWS_DEFAULTS };
    let mut sample = Sample::street();
    let main = sample.topology.subnets[0].vpc;
    let spare = sample.route_table(main, "spare", &[], &[]);
    assert_eq!(
        told(&[&FORBIDS], &sample),
        [
            "warning_forbidden at spare: route table `spare` routes for no subnet (route_table_unused, which FORBIDS forbids)"
        ]
    );
    assert!(told(&[&STRICT], &sample).iter().all(|told| !told.contains("route_table_unused")));
    let spare = sample.topology[spare].header.name.at;
    let rules = vec![sample.at("accept", "route_table_unused".to_owned())];
    sample.topology.accepts.push(Accept { rules, reason: "for later".into(), places: vec![(spare, spare)] });
    assert_eq!(told(&[&FORBIDS], &sample), [""; 0]);
}
