//! How many calls an example takes: its reads by the table of formulas, and what making, finding nothing to do and
//! destroying it costs.

use std::collections::BTreeMap;

use groundplan::exit::Exit;
use groundplan::resource::state::Observed;
use groundplan_life::formulas::{Counts, FORMULAS, LOOKUPS};
use groundplan_life::source::Source;
use groundplan_life::world::{Run, World, settings};
use groundplan_sandbox::CallRecord;

use crate::common::{EXAMPLES, example_world};
use crate::shop::{NETWORK, SERVICE, shop_world};

/// For scale: what a careful script calls to make a topology of [`BY_HAND_PARTS`], to find nothing to do, to destroy it.
const BY_HAND: [usize; 3] = [73, 28, 68];
const BY_HAND_PARTS: usize = 28;

/// What convive's calls may cost, in hundredths of a script's. What is above is what a script does without: a destroy
/// looks for what is not ours before it begins, and ends with a look at everything.
const AT_MOST: usize = 125;

/// Each read of convive's life. While it is made, the load balancer is looked at every quarter of a minute from the end
/// of its first minute on, and the machines of both groups from three quarters of a minute on, in one list and a look at
/// the health of each target group; while it is destroyed, what the machines and the balancer leave behind.
const CONVIVE: &str = "
                                  make  again  destroy
DescribeAddresses                    1      1        2
DescribeAutoScalingGroups            6      1        7
DescribeCertificate                  2      1        1
DescribeImages                       1      1        -
DescribeInstances                    1      1        2
DescribeInternetGateways             1      1        2
DescribeLaunchTemplateVersions       -      1        1
DescribeLaunchTemplates              1      1        2
DescribeListenerCertificates         -      1        1
DescribeListeners                    -      1        1
DescribeLoadBalancerAttributes       -      1        1
DescribeLoadBalancers                8      1        2
DescribeNatGateways                  1      1        2
DescribeNetworkInterfaces            -      -        4
DescribePolicies                     -      1        1
DescribeRouteTables                  1      1        2
DescribeRules                        -      2        2
DescribeSecurityGroupRules           -      1        1
DescribeSecurityGroups               1      1        3
DescribeSubnets                      1      1        3
DescribeTags                         -      3        3
DescribeTargetGroupAttributes        -      2        2
DescribeTargetGroups                 1      1        2
DescribeTargetHealth                 8      -        -
DescribeVpcAttribute                 -      2        2
DescribeVpcEndpoints                 1      1        3
DescribeVpcs                         2      1        2
GetCallerIdentity                    1      1        1
ListCertificates                     1      1        2
ListTagsForCertificate               -      1        1
reads                               39     33       58
writes                              45      0       32
";

/// The runs of an example's life: made, applied again, destroyed.
fn live(name: &str) -> (usize, [Run; 3]) {
    let desired = Source::example(name).right().desired();
    let world = example_world(name);
    let runs = [world.apply(&desired), world.apply(&desired), world.destroy()];
    for run in &runs {
        assert_eq!(run.outcome.exit(), Exit::Done, "{name}: {:#?}", run.outcome);
        let refused: Vec<&CallRecord> = run.refused().collect();
        assert!(refused.is_empty(), "{name}: {refused:#?}");
    }
    (desired.resources.len(), runs)
}

/// How often a run reads, by operation.
fn reads(run: &Run) -> BTreeMap<&str, usize> {
    let mut reads = BTreeMap::new();
    for call in run.calls.iter().filter(|call| !call.writes) {
        *reads.entry(call.operation.as_str()).or_default() += 1;
    }
    reads
}

fn render(runs: &[Run; 3]) -> String {
    let by_run = runs.each_ref().map(reads);
    let mut rows: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    for (column, reads) in by_run.iter().enumerate() {
        for (operation, number) in reads {
            rows.entry(operation).or_default()[column] = *number;
        }
    }
    let shown = |number: usize| if number == 0 { "-".to_owned() } else { number.to_string() };
    let row = |name: &str, [make, again, destroy]: [String; 3]| {
        format!("{name:32}{make:>6}{again:>7}{destroy:>9}\n")
    };
    let head = ["make", "again", "destroy"].map(str::to_owned);
    let operations: String =
        rows.iter().map(|(operation, numbers)| row(operation, numbers.map(shown))).collect();
    let reads = by_run.map(|reads| reads.values().sum::<usize>().to_string());
    let writes = runs.each_ref().map(|run| run.writes().to_string());
    format!("\n{}{operations}{}{}", row("", head), row("reads", reads), row("writes", writes))
}

#[test]
fn convive_takes_about_as_many_calls_as_a_careful_script() {
    let (parts, runs) = live("convive");
    for (run, by_hand) in runs.iter().zip(BY_HAND) {
        let (calls, most) = (run.calls.len(), by_hand * parts * AT_MOST / BY_HAND_PARTS / 100);
        assert!(calls <= most, "{calls} calls for {parts} parts: {:#?}", reads(run));
    }
    assert_eq!(render(&runs), CONVIVE);
}

fn assert_within_formulas(name: &str, observed: &Observed, run: &Run) {
    let counts = Counts::of(observed);
    for (operation, number) in reads(run) {
        match FORMULAS.iter().find(|formula| formula.operation == operation) {
            Some(formula) => {
                let most = (formula.most)(&counts);
                assert!(number <= most, "{name}: {operation}: {number} calls, {} is {most}", formula.text);
            }
            None => assert!(LOOKUPS.contains(&operation), "{name}: {operation} has no formula"),
        }
    }
}

#[test]
fn the_reads_of_an_observation_follow_the_formulas() {
    for name in EXAMPLES {
        let desired = Source::example(name).right().desired();
        let world = example_world(name);
        assert_eq!(world.apply(&desired).outcome.exit(), Exit::Done, "{name}");
        let nothing_to_do = world.apply(&desired);
        assert_within_formulas(name, &world.observe(&desired), &nothing_to_do);
    }
}

#[test]
fn no_example_is_refused_a_call_while_it_is_made_and_destroyed() {
    for name in EXAMPLES {
        let (parts, [made, again, destroyed]) = live(name);
        println!(
            "{name}, {parts} parts: {} calls to make ({} writes), {} to find nothing to do, {} to destroy ({} writes)",
            made.calls.len(),
            made.writes(),
            again.calls.len(),
            destroyed.calls.len(),
            destroyed.writes(),
        );
    }
}

#[test]
fn an_observation_of_the_shop_calls_what_the_formulas_say() {
    for text in [NETWORK, SERVICE] {
        let source = Source::new(text);
        let (world, desired) = (shop_world(&source), source.right().desired());
        assert_eq!(world.apply(&desired).outcome.exit(), Exit::Done);
        let nothing_to_do = world.apply(&desired);
        assert_eq!(nothing_to_do.writes(), 0);
        assert_within_formulas("the shop", &world.observe(&desired), &nothing_to_do);
    }
}

/// A VPC with so many subnets, each routed and each with a rule of its own.
fn wide(subnets: usize) -> String {
    let names: Vec<String> = (0..subnets).map(|index| format!("s{index}")).collect();
    let declared: String = names
        .iter()
        .enumerate()
        .map(|(index, name)| format!("subnet {name} \"10.0.{index}.0/24\" in a;\n"))
        .collect();
    let on = names.join(", ");
    let blocks = (0..subnets.min(50)).map(|index| format!("\"10.0.{index}.0/24\" -> tool: tcp 9000;\n"));
    format!(
        r#"
        topology Wide;
        region "us-east-1";
        zones a, b;
        vpc main "10.0.0.0/16" {{
            {declared}
            internet_gateway gate;
            route_table to_internet on [{on}] {{ "0.0.0.0/0" -> gate; }}
        }}
        security {{ {} }}
        instance tool in s0 {{ launch: {{ instance_type: "t3.small", ami: ubuntu "22.04" x86_64 }} }}
        "#,
        blocks.collect::<String>()
    )
}

#[test]
fn a_hundred_and_fifty_subnets_take_no_more_reads_than_four() {
    let runs = [4, 150].map(|subnets| {
        let checked = Source::new(wide(subnets)).right();
        let (world, desired) = (World::new(checked.scope(), settings()), checked.desired());
        let outcome = world.apply(&desired).outcome;
        assert_eq!(outcome.exit(), Exit::Done, "{outcome:#?}");
        let nothing_to_do = world.apply(&desired);
        assert_within_formulas("a wide network", &world.observe(&desired), &nothing_to_do);
        nothing_to_do
    });
    let [few, many] = &runs;
    assert_eq!(reads(few), reads(many));
}
