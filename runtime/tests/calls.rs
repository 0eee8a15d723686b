//! The reads of an observation are those of the table of formulas, and subnets, routes and rules add none.
#![allow(clippy::unwrap_used, missing_docs, reason = "a test may panic")]

mod common;

use std::collections::BTreeMap;
use std::sync::Arc;

use groundplan::calls::{Counts, FORMULAS, LOOKUPS};
use groundplan::connector::Quiet;
use groundplan::exit::Exit;
use groundplan::observe::observe;
use groundplan::resource::state::Observed;
use groundplan::sandboxed::SharedSandbox;

use common::topologies::{NETWORK, SERVICE, declared};
use common::*;

fn reads(sandbox: &SharedSandbox, text: &str) -> (Observed, BTreeMap<String, usize>) {
    let desired = declared(text);
    sandbox.lock().unwrap().clear_log();
    let observed = run(sandbox, Arc::new(Quiet), async |cx, account| {
        observe(cx, account, &desired.lookups()).await.unwrap()
    });
    let mut calls = BTreeMap::new();
    for call in sandbox.lock().unwrap().log() {
        assert!(!call.writes);
        *calls.entry(call.operation.clone()).or_default() += 1;
    }
    (observed, calls)
}

fn assert_within_formulas(observed: &Observed, calls: &BTreeMap<String, usize>) {
    let counts = Counts::of(observed);
    for (operation, number) in calls {
        let formula = FORMULAS.iter().find(|formula| formula.operation == operation);
        match formula {
            Some(formula) => {
                let most = (formula.most)(&counts);
                assert!(*number <= most, "{operation}: {number} calls, {} is {most}", formula.text);
            }
            None => assert!(LOOKUPS.contains(&operation.as_str()), "{operation} has no formula"),
        }
    }
}

#[test]
fn an_observation_calls_what_the_formulas_say() {
    for text in [NETWORK, SERVICE] {
        let sandbox = new_sandbox_with_actor();
        assert_eq!(waited(&sandbox, &declared(text)).exit(), Exit::Done);
        let (observed, calls) = reads(&sandbox, text);
        assert_within_formulas(&observed, &calls);
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
    let mut seen = Vec::new();
    for subnets in [4, 150] {
        let sandbox = new_sandbox();
        let text = wide(subnets);
        let outcome = applied(&sandbox, &declared(&text));
        assert_eq!(outcome.exit(), Exit::Done, "{outcome:#?}");
        let (observed, calls) = reads(&sandbox, &text);
        assert_within_formulas(&observed, &calls);
        seen.push(calls);
    }
    assert_eq!(seen[0], seen[1]);
}
