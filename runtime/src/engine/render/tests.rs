//! What a person reads, to the letter: a plan that is refused, and a run that did not go well.

use super::*;
use crate::error::{AwsError, Error};
use crate::outcome::{Done, Failure, Outcome, Skipped, Waiting};
use crate::plan::{Difference, Plan, Refusal};
use crate::resource::Kind;
use crate::resource::address::Address;
use crate::resource::state::{Desired, Foreign, Observed, Scope};

fn at(kind: Kind, name: &str) -> Address {
    Address::new(kind, name)
}

fn plain(text: &str) -> String {
    anstream::adapter::strip_str(text).to_string()
}

fn holder() -> Foreign {
    Foreign {
        what: "network interface".into(),
        id: "eni-1".into(),
        owner: "a proxy".into(),
        within: "subnet-1".into(),
        like: None,
    }
}

#[test]
fn durations_read_as_a_person_says_them() {
    let shown = |seconds| show_duration(Duration::from_secs(seconds));
    assert_eq!(shown(0), "0 s");
    assert_eq!(shown(150), "2 min 30 s");
    assert_eq!(shown(180), "3 min");
    assert_eq!(shown(610), "10 min");
    assert_eq!(shown(4800), "1 h 20 min");
    assert_eq!(shown(7 * 86_400), "7 d");
}

#[test]
fn each_refusal_tells_what_is_wrong_and_what_to_do() {
    let (a, b) = (at(Kind::Subnet, "public.a"), at(Kind::Subnet, "public.b"));
    let edge = at(Kind::LoadBalancer, "edge");
    let difference = Difference { attribute: "name".into(), before: Some("one".into()), after: None };
    let reason = "give it back its name".to_owned();
    let refusals = vec![
        Refusal::Elsewhere { regions: vec!["eu-west-1".into(), "us-west-2".into()] },
        Refusal::Twice { address: a.clone(), ids: vec!["subnet-1".into(), "subnet-2".into()] },
        Refusal::Astray { address: a.clone(), id: "subnet-1".into(), within: "vpc-9".into() },
        Refusal::Unchangeable { address: edge.clone(), difference, reason },
        Refusal::Protected { address: edge, attribute: "deletion_protection".into() },
        Refusal::Renamed { from: a.clone(), to: b.clone() },
        Refusal::Taken { address: a.clone(), holder: holder() },
        Refusal::Foreign { holder: holder() },
        Refusal::Circle { addresses: vec![a, b] },
    ];
    let scope = Scope { topology: "Shop".into(), deployment: "main".into(), region: "us-east-1".into() };
    let nothing =
        crate::plan::plan(&Desired::nothing(scope.clone()), &Observed::nothing(scope, "111122223333"));
    let plan = Plan { refusals, ..nothing };
    let expected = "\
Shop (main) in us-east-1, account 111122223333

refused: this deployment still holds something in eu-west-1, us-west-2
  help: destroy it there first, or give this one another --deployment
refused: `subnet.public.a` is there more than once: subnet-1, subnet-2
  help: delete the one that is not in use, or take its groundplan tags away
refused: `subnet.public.a` (`subnet-1`) lies in `vpc-9`, which is not ours
  help: take the groundplan tags of `subnet-1` away if it is a copy, or give `vpc-9` its own back
refused: `load_balancer.edge` cannot change `name` from one to nothing
  help: give it back its name
refused: `load_balancer.edge` is protected against deletion
  help: write `deletion_protection: no` in its declaration and apply, then delete it
refused: `subnet.public.a` goes and `subnet.public.b` comes, which looks like a new name
  help: write `#[was(public.a)]` before `public.b` to keep it, or remove and add in two applies
refused: network interface `eni-1` is in the way of `subnet.public.a`, and is not ours
  help: remove it, or declare something else in its place
refused: network interface `eni-1` is in `subnet-1`, and is not ours (a proxy)
  help: remove it first: what is not ours is never touched
refused: these come after each other in a circle: subnet.public.a, subnet.public.b
  help: change one of them in an apply of its own, such as one of two that trade places

Nothing is changed while this stands.";
    assert_eq!(plain(&render_plan(&plan, &Head::default(), Detail::Whole)), expected);
}

#[test]
fn an_outcome_tells_what_failed_what_waits_and_what_is_true_now() {
    let subnet = at(Kind::Subnet, "public.a");
    let refused = AwsError {
        request_id: Some("7a1".into()),
        ..AwsError::told("ec2", "CreateSubnet", "SubnetLimitExceeded", "The maximum number has been reached.")
    };
    let foreign = Error::Foreign { address: at(Kind::Vpc, "main"), holder: Box::new(holder()) };
    let outcome = Outcome {
        done: vec![
            Done { address: at(Kind::Vpc, "main"), verb: Verb::Create },
            Done { address: at(Kind::Vpc, "main"), verb: Verb::Update },
            Done { address: at(Kind::TargetGroup, "web"), verb: Verb::Delete },
        ],
        failed: vec![
            Failure { address: subnet.clone(), verb: Verb::Create, error: Box::new(refused).into() },
            Failure { address: at(Kind::Vpc, "main"), verb: Verb::Delete, error: foreign },
        ],
        skipped: vec![Skipped { address: at(Kind::Instance, "web"), because: subnet }],
        waiting: vec![Waiting {
            address: at(Kind::Certificate, "site"),
            reason: "set the DNS record _1.a.org CNAME _2.org; set the DNS record _3.b.org CNAME _4.org"
                .into(),
            held: vec![at(Kind::Listener, "edge.443"), at(Kind::AutoScalingGroup, "web")],
        }],
        not_started: vec![at(Kind::LaunchTemplate, "web")],
        left: vec![at(Kind::SecurityGroup, "edge")],
        ..Outcome::default()
    };
    let expected = "\
error: `subnet.public.a` could not be made: ec2 CreateSubnet: SubnetLimitExceeded: The maximum number has been reached (request 7a1)
  help: a limit of the account is reached: declare less, delete something else, or have it raised
error: `vpc.main` could not be deleted: network interface `eni-1` (a proxy) is in the way of `vpc.main`
  not done: instance.web, because of subnet.public.a
waits for a person: certificate.site
  set the DNS record _1.a.org CNAME _2.org
  set the DNS record _3.b.org CNAME _4.org
  then: listener.edge.443, auto_scaling_group.web
left: security_group.edge is still there
Not done: 1 created, 0 changed, 1 deleted, 2 failed, 1 not done, 1 not finished, 1 waiting.";
    assert_eq!(plain(&render_outcome(&outcome)), expected);
}
