//! What AWS, the way to it and others can do to a run: it ends well, or says how it ended, and the next one finishes.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use aws_sdk_ec2::types::{IpPermission, IpRange};
use groundplan::apply::{Options, apply};
use groundplan::class::Class;
use groundplan::connector::{Attempt, Hook, Quiet, Verdict};
use groundplan::exit::Exit;
use groundplan::observe::observe;
use groundplan::outcome::Outcome;
use groundplan::plan::{Refusal, plan};
use groundplan::resource::attribute::Lookup;
use groundplan::resource::state::{Desired, Scope};
use groundplan_life::account::{counts, left};
use groundplan_life::source::Source;
use groundplan_life::world::{Work, World, settings};
use groundplan_sandbox::{Durations, Settings, Span};

use crate::shop::{NETWORK, SERVICE, SMALL};

/// Gives the first calls of each operation a verdict.
#[derive(Debug)]
struct First {
    calls: usize,
    operations: fn(&Attempt) -> bool,
    verdict: Verdict,
    seen: Mutex<BTreeMap<String, usize>>,
}

impl First {
    fn new(calls: usize, verdict: Verdict, operations: fn(&Attempt) -> bool) -> Arc<First> {
        Arc::new(First { calls, operations, verdict, seen: Mutex::default() })
    }
}

impl Hook for First {
    fn judge(&self, attempt: &Attempt) -> Verdict {
        if !(self.operations)(attempt) {
            return Verdict::Pass;
        }
        let mut seen = self.seen.lock().unwrap();
        let calls = seen.entry(attempt.operation.clone()).or_default();
        *calls += 1;
        if *calls <= self.calls { self.verdict.clone() } else { Verdict::Pass }
    }
}

/// Breaks the connection behind the first call of an operation.
#[derive(Debug)]
struct LoseAnswer(&'static str, Mutex<bool>);

impl LoseAnswer {
    fn of(operation: &'static str) -> Arc<LoseAnswer> {
        Arc::new(LoseAnswer(operation, Mutex::new(false)))
    }
}

impl Hook for LoseAnswer {
    fn judge(&self, attempt: &Attempt) -> Verdict {
        let mut lost = self.1.lock().unwrap();
        if *lost || attempt.operation != self.0 {
            return Verdict::Pass;
        }
        *lost = true;
        Verdict::BreakAfter
    }
}

/// Credentials end at a call.
#[derive(Debug)]
struct ExpireAt {
    number: u64,
    /// Whether it is the number of a write.
    of_writes: bool,
    writes: Mutex<u64>,
}

impl ExpireAt {
    fn call(number: u64) -> Arc<ExpireAt> {
        Arc::new(ExpireAt { number, of_writes: false, writes: Mutex::new(0) })
    }

    fn write(number: u64) -> Arc<ExpireAt> {
        Arc::new(ExpireAt { number, of_writes: true, writes: Mutex::new(0) })
    }
}

impl Hook for ExpireAt {
    fn judge(&self, attempt: &Attempt) -> Verdict {
        let mut writes = self.writes.lock().unwrap();
        *writes += u64::from(attempt.writes);
        let number = if self.of_writes { *writes } else { attempt.number };
        if number < self.number { Verdict::Pass } else { refuse(400, "ExpiredToken") }
    }
}

fn refuse(status: u16, code: &str) -> Verdict {
    Verdict::Refuse { status, code: code.into(), message: format!("{code} for a test") }
}

/// What a topology asks for, and an account without it.
fn declared(text: &str) -> (World, Desired) {
    with_settings(text, settings())
}

fn with_settings(text: &str, settings: Settings) -> (World, Desired) {
    let checked = Source::new(text).right();
    (World::new(checked.scope(), settings), checked.desired())
}

fn apply_with(hook: Arc<dyn Hook>, world: &World, desired: &Desired) -> Outcome {
    world.apply_with(hook, desired).outcome
}

/// How many writes the account has seen.
fn writes(world: &World) -> usize {
    world.sandbox().log().iter().filter(|call| call.writes).count()
}

/// It ends well, needs nothing more, and leaves nothing.
fn converges(what: &str, text: &str, hook: Arc<dyn Hook>) {
    let (world, desired) = declared(text);
    let outcome = apply_with(hook, &world, &desired);
    assert_eq!(outcome.exit(), Exit::Done, "{what}: {outcome:#?}");
    let again = world.plan(&desired);
    assert!(again.is_empty(), "{what}: {}", again.to_json());
    let outcome = world.destroy().outcome;
    assert_eq!(outcome.exit(), Exit::Done, "{what}: {outcome:#?}");
    assert_eq!(outcome.done.len(), desired.resources.len(), "{what}");
    assert_eq!(left(&world), [""; 0], "{what}");
}

#[test]
fn a_throttled_run_is_slower_and_nothing_else() {
    converges("reads", NETWORK, First::new(5, refuse(503, "RequestLimitExceeded"), |call| !call.writes));
    converges("writes", NETWORK, First::new(5, refuse(503, "RequestLimitExceeded"), |call| call.writes));
}

#[test]
fn a_broken_way_is_taken_again() {
    converges("before", NETWORK, First::new(2, Verdict::BreakBefore, |call| call.service != "sts"));
    converges("reads, after", NETWORK, First::new(2, Verdict::BreakAfter, |call| !call.writes));
    converges("writes, after", NETWORK, First::new(1, Verdict::BreakAfter, |call| call.writes));
    converges("a page of a proxy", NETWORK, First::new(2, refuse(502, ""), |_| true));
}

#[test]
fn a_lost_answer_makes_nothing_twice() {
    for operation in ["CreateVpc", "CreateInternetGateway", "CreateSubnet", "AttachInternetGateway"] {
        converges(operation, SMALL, LoseAnswer::of(operation));
    }
}

/// AWS answers a client token for a day with what it made then: a later run must not send the same.
#[test]
fn what_was_destroyed_is_made_anew_within_a_day() {
    let (world, desired) = declared(NETWORK);
    for _ in 0..2 {
        let outcome = world.apply(&desired).outcome;
        assert_eq!(outcome.exit(), Exit::Done, "{outcome:#?}");
        assert!(world.plan(&desired).is_empty());
        assert_eq!(world.destroy().outcome.exit(), Exit::Done);
        assert_eq!(left(&world), [""; 0]);
    }
}

#[test]
fn a_throttling_that_does_not_end_fails_the_run_and_changes_nothing() {
    let (world, desired) = declared(NETWORK);
    let hook = First::new(usize::MAX, refuse(503, "RequestLimitExceeded"), |call| call.writes);
    let outcome = apply_with(hook, &world, &desired);
    assert_eq!(outcome.exit(), Exit::Failed, "{outcome:#?}");
    assert!(outcome.failed.iter().all(|failure| failure.error.is(Class::Throttle)));
    assert_eq!(left(&world), [""; 0]);
}

/// New things are not seen for a while, by their tags nor by their ids.
fn slow(unseen: u64) -> Settings {
    let durations = Durations { unseen: Span::seconds(unseen), ..Durations::default() };
    Settings { durations, ..settings() }
}

#[test]
fn what_aws_does_not_know_yet_is_waited_for() {
    for unseen in [1, 10, 60] {
        let (world, desired) = with_settings(NETWORK, slow(unseen));
        let outcome = world.apply(&desired).outcome;
        assert_eq!(outcome.exit(), Exit::Done, "{unseen} s: {outcome:#?}");
        world.pass(Duration::from_secs(unseen));
        assert!(world.plan(&desired).is_empty(), "{unseen} s");
    }
}

/// A new balancer, target group or certificate is "not found" for a while, as are its tags (hashicorp/
/// terraform-provider-aws issues 15214 and 16860), and so is what a new one names: subnets, groups, the VPC.
#[test]
fn what_load_balancing_and_auto_scaling_do_not_know_yet_is_waited_for() {
    for unseen in [1, 10, 60] {
        let (world, desired) = with_settings(SERVICE, Settings { dns_actor: true, ..slow(unseen) });
        let outcome = world.apply(&desired).outcome;
        assert_eq!(outcome.exit(), Exit::Done, "{unseen} s: {outcome:#?}");
        world.pass(Duration::from_secs(unseen));
        let again = world.plan(&desired);
        assert!(again.is_empty(), "{unseen} s: {}", again.to_json());
    }
}

/// A list that does not show the new version of a template yet does not make its group run the old one.
#[test]
fn a_group_gets_the_version_that_was_just_made_however_slow_aws_is() {
    let (world, desired) = with_settings(SERVICE, Settings { dns_actor: true, ..slow(30) });
    assert_eq!(world.apply(&desired).outcome.exit(), Exit::Done);
    world.pass(Duration::from_secs(30));
    let edited = Source::new(SERVICE).edited("t3.small", "t3.medium").right().desired();
    let outcome = world.apply(&edited).outcome;
    assert_eq!(outcome.exit(), Exit::Done, "{outcome:#?}");
    world.run(Arc::new(Quiet), async |cx, _| {
        let groups = cx.clients.scaling.describe_auto_scaling_groups().send().await.unwrap();
        for group in groups.auto_scaling_groups() {
            assert_eq!(group.launch_template().and_then(|used| used.version()), Some("2"), "{group:#?}");
        }
    });
    world.pass(Duration::from_secs(30));
    let again = world.plan(&edited);
    assert!(again.is_empty(), "{}", again.to_json());
}

/// The rule that AWS gives a new group is not gone where AWS does not know the group yet.
#[test]
fn a_group_without_rules_lets_nothing_out_however_slow_aws_is() {
    let machine = "launch: { instance_type: \"t3.small\", ami: ubuntu \"22.04\" x86_64 },";
    let text = format!("{SMALL}\ninstance tool in public.a {{ {machine} }}");
    let (world, desired) = with_settings(&text, slow(10));
    let outcome = world.apply(&desired).outcome;
    assert_eq!(outcome.exit(), Exit::Done, "{outcome:#?}");
    world.pass(Duration::from_secs(10));
    let again = world.plan(&desired);
    assert!(again.is_empty(), "{}", again.to_json());
}

/// That the group or its rule is not known yet has three codes.
#[test]
fn a_group_without_rules_lets_nothing_out_whatever_aws_does_not_know_of_it() {
    let machine = "launch: { instance_type: \"t3.small\", ami: ubuntu \"22.04\" x86_64 },";
    let text = format!("{SMALL}\ninstance tool in public.a {{ {machine} }}");
    for code in ["InvalidPermission.NotFound", "InvalidSecurityGroupID.NotFound", "InvalidGroup.NotFound"] {
        let (world, desired) = with_settings(&text, slow(10));
        let hook = First::new(1, refuse(400, code), |call| call.operation == "RevokeSecurityGroupEgress");
        let outcome = apply_with(hook, &world, &desired);
        assert_eq!(outcome.exit(), Exit::Done, "{code}: {outcome:#?}");
        world.pass(Duration::from_secs(10));
        let again = world.plan(&desired);
        assert!(again.is_empty(), "{code}: {}", again.to_json());
    }
}

/// ACM user guide, "DNS validation": the record of a name stays the same for an account, so a certificate that is
/// requested again is issued by itself, perhaps before it is looked at.
#[test]
fn a_certificate_that_needs_nobody_leaves_no_group_idle() {
    let (world, desired) = with_settings(SERVICE, Settings { dns_actor: true, ..slow(60) });
    let outcome = world.run(Arc::new(Quiet), async |cx, account| {
        Work::Apply(&desired).run(cx, account, Options::default()).await
    });
    assert_eq!(outcome.exit(), Exit::Done, "{outcome:#?}");
    let again = world.plan(&desired);
    assert!(again.is_empty(), "{}", again.to_json());
}

/// Auto Scaling API reference, DeleteAutoScalingGroup: a group is there until its machines are gone, and so is its name.
#[test]
fn a_group_that_is_still_going_gives_its_name_back() {
    let (world, desired) = with_settings(SERVICE, Settings { dns_actor: true, ..settings() });
    assert_eq!(world.apply(&desired).outcome.exit(), Exit::Done);
    world.run(Arc::new(Quiet), async |cx, _| {
        let groups = cx.clients.scaling.describe_auto_scaling_groups().send().await.unwrap();
        let name = groups.auto_scaling_groups()[0].auto_scaling_group_name().unwrap();
        let delete = cx.clients.scaling.delete_auto_scaling_group().auto_scaling_group_name(name);
        delete.force_delete(true).send().await.unwrap();
    });
    let outcome = world.apply(&desired).outcome;
    assert_eq!(outcome.exit(), Exit::Done, "{outcome:#?}");
    assert!(world.plan(&desired).is_empty());
}

/// EC2 API model, RevokeSecurityGroupIngress: of several rules of which one is gone, "no rules are revoked".
#[test]
fn rules_added_by_hand_go_though_somebody_takes_one_of_them_back() {
    let (world, desired) = declared(NETWORK);
    assert_eq!(world.apply(&desired).outcome.exit(), Exit::Done);
    let outcome = world.run(Arc::new(Quiet), async |cx, account| {
        let ec2 = &cx.clients.ec2;
        let groups = ec2.describe_security_groups().send().await.unwrap();
        let edge = groups.security_groups().iter().find(|one| one.group_name().unwrap().contains("-edge-"));
        let edge = edge.unwrap().group_id().unwrap();
        // A message of ICMP is a type and a code.
        for (protocol, from, to) in [("tcp", 81, 81), ("icmp", 8, -1), ("50", -1, -1)] {
            let range = IpRange::builder().cidr_ip("198.51.100.0/24").build();
            let permission = IpPermission::builder().ip_protocol(protocol).from_port(from).to_port(to);
            let rule = ec2.authorize_security_group_ingress().group_id(edge);
            rule.ip_permissions(permission.ip_ranges(range).build()).send().await.unwrap();
        }
        let observed = observe(cx, account, &desired.lookups()).await.unwrap();
        let plan = plan(&desired, &observed);
        let rules = ec2.describe_security_group_rules().send().await.unwrap();
        let one = rules.security_group_rules().iter().find(|rule| rule.from_port() == Some(81)).unwrap();
        let id = one.security_group_rule_id().unwrap();
        let back = ec2.revoke_security_group_ingress().group_id(edge).security_group_rule_ids(id);
        back.send().await.unwrap();
        apply(cx, &desired, observed, &plan, Options::default()).await
    });
    assert_eq!(outcome.exit(), Exit::Done, "{outcome:#?}");
    let again = world.plan(&desired);
    assert!(again.is_empty(), "{}", again.to_json());
}

#[test]
fn a_lost_answer_and_slow_tags_make_no_twin() {
    for operation in ["CreateVpc", "CreateInternetGateway", "AllocateAddress"] {
        let (world, desired) = with_settings(NETWORK, slow(10));
        let outcome = apply_with(LoseAnswer::of(operation), &world, &desired);
        assert_eq!(outcome.exit(), Exit::Done, "{operation}: {outcome:#?}");
        world.pass(Duration::from_secs(20));
        assert!(world.plan(&desired).is_empty(), "{operation}");
    }
}

/// The next run does not see what the killed one has made, and makes a twin; the one behind it takes away what nobody
/// uses.
#[test]
fn a_kill_before_tags_are_seen_leaves_nothing_that_a_later_run_does_not_mend() {
    let (world, desired) = with_settings(SMALL, slow(10));
    let (whole, _) = with_settings(SMALL, settings());
    assert_eq!(whole.apply(&desired).outcome.exit(), Exit::Done);
    for state in world.kept(Work::Apply(&desired)).iter().filter(|state| state.death.after) {
        let world = world.fork_of(&state.sandbox);
        let outcome = world.apply(&desired).outcome;
        assert_eq!(outcome.exit(), Exit::Done, "{}: {outcome:#?}", state.operation);
        world.pass(Duration::from_secs(20));
        let outcome = world.apply(&desired).outcome;
        assert_eq!(outcome.exit(), Exit::Done, "{}: {outcome:#?}", state.operation);
        assert_eq!(counts(&world), counts(&whole), "{}", state.operation);
        assert!(world.plan(&desired).is_empty(), "{}", state.operation);
    }
}

#[test]
fn a_kind_that_is_forbidden_stops_its_branch_and_no_other() {
    let (world, desired) = declared(NETWORK);
    let hook = First::new(usize::MAX, refuse(403, "UnauthorizedOperation"), |call| {
        call.operation == "CreateNatGateway"
    });
    let outcome = apply_with(hook, &world, &desired);
    assert_eq!(outcome.exit(), Exit::Partial, "{outcome:#?}");
    assert!(outcome.failed.iter().all(|failure| failure.error.is(Class::Permission)));
    let done: Vec<String> = outcome.done.iter().map(|done| done.address.to_string()).collect();
    assert!(done.contains(&"load_balancer.edge".to_owned()), "{done:?}");
    assert!(outcome.skipped.iter().any(|skipped| skipped.address.to_string() == "route_table.to_nat.a"));
    assert_eq!(world.apply(&desired).outcome.exit(), Exit::Done);
}

#[test]
fn a_kind_that_cannot_be_read_is_unknown_and_never_absent() {
    let (world, desired) = declared(NETWORK);
    assert_eq!(world.apply(&desired).outcome.exit(), Exit::Done);
    let hook = First::new(usize::MAX, refuse(403, "UnauthorizedOperation"), |call| {
        call.operation == "DescribeSubnets"
    });
    let before = writes(&world);
    let error = apply_with(hook, &world, &desired).error;
    assert!(error.as_ref().is_some_and(|error| error.is(Class::Permission)), "{error:?}");
    assert_eq!(writes(&world), before);
}

#[test]
fn credentials_that_end_at_any_call_stop_the_run_at_once_and_the_next_one_finishes() {
    let (new, desired) = declared(NETWORK);
    // The first calls of a run are its reads; a run whose reads fail is another test's.
    for call in (20..).step_by(5) {
        let world = new.fork();
        let outcome = apply_with(ExpireAt::call(call), &world, &desired);
        if outcome.exit() == Exit::Done {
            assert!(call > 60, "the run makes less than {call} calls");
            break;
        }
        assert_eq!(outcome.exit(), Exit::Credentials, "call {call}: {outcome:#?}");
        assert_eq!(world.apply(&desired).outcome.exit(), Exit::Done, "call {call}");
    }
}

#[test]
fn credentials_that_end_at_a_write_stop_the_run_and_the_next_one_goes_on() {
    let (world, desired) = declared(SMALL);
    let outcome = apply_with(ExpireAt::write(3), &world, &desired);
    assert_eq!(outcome.exit(), Exit::Credentials, "{outcome:?}");
    assert_eq!(world.apply(&desired).outcome.exit(), Exit::Done);
}

#[test]
fn a_stop_ends_what_is_in_flight_and_the_next_run_goes_on() {
    let (world, desired) = declared(NETWORK);
    let outcome = world.run(Arc::new(Quiet), async |cx, account| {
        let stop = cx.stop.clone();
        let clock = cx.clock.clone();
        tokio::join!(Work::Apply(&desired).run(cx, account, Default::default()), async move {
            clock.sleep(Duration::from_secs(30)).await;
            stop.ask();
        })
        .0
    });
    assert_eq!(outcome.exit(), Exit::Interrupted, "{outcome:#?}");
    assert!(!outcome.not_started.is_empty());
    assert_eq!(world.apply(&desired).outcome.exit(), Exit::Done);
    assert!(world.plan(&desired).is_empty());
}

#[test]
fn a_deployment_that_moved_is_refused_while_the_old_region_holds_something() {
    let (world, desired) = declared(NETWORK);
    assert_eq!(world.apply(&desired).outcome.exit(), Exit::Done);
    let there = Scope { region: "us-west-2".into(), ..desired.scope };
    let mut moved = Desired::nothing(there.clone());
    moved.questions.insert(Lookup::Region("us-east-1".into()));
    let refusals = world.fork_for(there).plan(&moved).refusals;
    assert!(matches!(&refusals[..], [Refusal::Elsewhere { regions }] if regions == &["us-east-1"]));
}

#[test]
fn something_foreign_in_the_network_refuses_the_destroy_before_it_begins() {
    let (world, desired) = declared(SMALL);
    assert_eq!(world.apply(&desired).outcome.exit(), Exit::Done);
    let vpc = world.run(Arc::new(Quiet), async |cx, _| {
        let vpcs = cx.clients.ec2.describe_vpcs().send().await.unwrap();
        let id = vpcs.vpcs()[0].vpc_id().unwrap().to_owned();
        cx.clients.ec2.create_subnet().vpc_id(&id).cidr_block("10.0.9.0/24").send().await.unwrap();
        id
    });
    let run = world.destroy();
    assert_eq!((run.outcome.exit(), run.writes()), (Exit::Refused, 0));
    assert!(format!("{:?}", run.outcome.refusals).contains(&vpc));
}

#[test]
fn an_existing_certificate_must_be_there_and_cover_the_hosts() {
    let arn = "arn:aws:acm:us-east-1:111122223333:certificate/00000000-0000-4000-8000-000000000001";
    let text = |host: &str| {
        format!(
            r#"
            topology Shop;
            region "us-east-1";
            zones a, b;
            vpc main "10.0.0.0/16" {{
                subnet public per zone {{ a: "10.0.1.0/24", b: "10.0.2.0/24" }}
                internet_gateway gate;
                route_table to_internet on public {{ "0.0.0.0/0" -> gate; }}
            }}
            security {{ internet -> edge: tcp 443; }}
            existing certificate site for ["{host}"] by arn "{arn}";
            load_balancer edge internet_facing in public {{
                listen https 443 with {{ certificates: [site] }} => respond 404;
            }}
            "#
        )
    };
    let (world, desired) = declared(&text("www.example.com"));
    let told = |host: &str| {
        let lookups = Source::new(text(host)).right().desired().lookups();
        world.run(Arc::new(Quiet), async |cx, account| {
            observe(cx, account, &lookups).await.map_err(|error| error.to_string())
        })
    };
    assert!(told("www.example.com").unwrap_err().contains("there is no certificate"));
    world.sandbox().add_certificate(arn, &["*.example.com"]);
    assert!(told("example.org").unwrap_err().contains("does not cover `example.org`"));
    assert_eq!(world.apply(&desired).outcome.exit(), Exit::Done);
    assert!(world.plan(&desired).is_empty());
    assert_eq!(world.destroy().outcome.exit(), Exit::Done);
}
