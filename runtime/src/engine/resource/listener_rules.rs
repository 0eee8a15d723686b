//! The rules of a listener, in order: its whole list.
//!
//! The list belongs to the listener that it is named after. AWS could tag each rule, and we do not: the whole list is
//! ours because its listener is, and a rule that somebody adds by hand, which has to go, has no tag of ours.
//!
//! Only the order counts, never a rule's number: numbers have gaps, so that a rule put in between moves nothing, and
//! what has to move moves in one call.

use std::collections::BTreeSet;

use aws_sdk_elasticloadbalancingv2::types::{
    HostHeaderConditionConfig, PathPatternConditionConfig, Rule, RuleCondition, RulePriorityPair,
};

use super::address::Address;
use super::attribute::{Attributes, Read, Value, attributes};
use super::balancing::{PAGE, SERVICE, action, named_by, read_action};
use super::schema::{Attribute, Schema, Tagging};
use super::state::{Found, New, Observed, Which};
use super::{Kind, Operations};
use crate::call::{Call, gone_is_done, items};
use crate::class::Class;
use crate::context::Context;
use crate::error::Error;

pub(crate) struct ListenerRules;

const LISTENER: &str = "listener_arn";
const RULES: &str = "rules";
const HOSTS: &str = "hosts";
const PATHS: &str = "paths";
const ACTION: &str = "action";

const HOST_FIELD: &str = "host-header";
const PATH_FIELD: &str = "path-pattern";

/// The distance of new rules' numbers.
const STEP: i32 = 100;
/// The largest number of a rule (ELBv2 API reference, CreateRule, 2026-09).
const LAST: i32 = 50_000;

impl Operations for ListenerRules {
    const SCHEMA: Schema = Schema {
        attributes: &[Attribute::replace(LISTENER), Attribute::in_place(RULES)],
        parents: &[Kind::Listener],
        tagging: Tagging::Parent,
        before_owner: true,
        goes_with_owner: true,
        natural_key: &[LISTENER],
        ..Schema::PLAIN
    };

    async fn observe(cx: &Context, which: Which<'_>, parents: &Observed) -> Result<Vec<Found>, Error> {
        let mut found = Vec::new();
        for listener in parents.of_kind(Kind::Listener) {
            if which == Which::Owned || which == Which::Id(&listener.id) {
                let rules = match describe(cx, &listener.id).await {
                    Err(error) if error.is(Class::NotFound) => continue,
                    rules => rules?,
                };
                // An empty list is none: most listeners have no rules, and none are declared for them.
                if rules.is_empty() {
                    continue;
                }
                found.push(Found::part(
                    Address::new(Kind::ListenerRules, listener.address.name.clone()),
                    listener.id.as_str(),
                    desired(listener.id.as_str().into(), rules.iter().map(|rule| read(&rule.aws)).collect()),
                ));
            }
        }
        Ok(found)
    }

    /// Makes nothing: a listener has its list from the start, without a rule.
    async fn create(_: &Context, new: &New<'_>) -> Result<Found, Error> {
        let listener = new.attributes.text(LISTENER)?;
        Ok(Found::part(new.address.clone(), listener, desired(listener.into(), Vec::new())))
    }

    /// Makes and changes before it deletes, so that no request falls through in between.
    async fn update(cx: &Context, found: &Found, want: &Attributes, _: &[String]) -> Result<(), Error> {
        let listener = found.id.as_str();
        let want = want.maps(RULES)?;
        // A new listener has none.
        let have = match found.attributes.maps(RULES)?.is_empty() {
            true => Vec::new(),
            false => describe(cx, listener).await?,
        };
        let matched = match_rules(&want, &have)?;
        let kept: BTreeSet<usize> = matched.iter().flatten().copied().collect();
        let gone: Vec<&Numbered> = (have.iter().enumerate())
            .filter(|(index, _)| !kept.contains(index))
            .map(|(_, rule)| rule)
            .collect();
        let taken = gone.iter().map(|rule| rule.priority).collect();
        let old: Vec<Option<i32>> =
            matched.iter().map(|index| index.map(|index| have[index].priority)).collect();
        let numbers = number_rules(&old, &taken)?;
        move_rules(cx, &have, &matched, &numbers).await?;
        for ((rule, index), number) in want.iter().zip(&matched).zip(&numbers) {
            match index {
                Some(index) => change_rule(cx, &have[*index], rule).await?,
                None => create_rule(cx, listener, rule, *number).await?,
            }
        }
        for rule in gone {
            delete_rule(cx, &rule.arn).await?;
        }
        Ok(())
    }

    async fn delete(cx: &Context, found: &Found) -> Result<(), Error> {
        let rules = match describe(cx, &found.id).await {
            Err(error) if error.is(Class::NotFound) => return Ok(()),
            rules => rules?,
        };
        for rule in rules {
            delete_rule(cx, &rule.arn).await?;
        }
        Ok(())
    }
}

/// A rule with its number.
struct Numbered {
    arn: String,
    priority: i32,
    aws: Rule,
}

/// The rules in their order, without the default one.
async fn describe(cx: &Context, listener: &str) -> Result<Vec<Numbered>, Error> {
    let request = cx.clients.balancing.describe_rules().listener_arn(listener).page_size(PAGE);
    let call = Call::new(SERVICE, "DescribeRules");
    let rules: Vec<Rule> = cx.call(call.on(&[listener]), async || items!(request)).await?;
    let mut rules: Vec<Numbered> = rules
        .into_iter()
        .filter_map(|aws| {
            let priority = aws.priority().and_then(|priority| priority.parse().ok())?;
            Some(Numbered { arn: aws.rule_arn()?.to_owned(), priority, aws })
        })
        .collect();
    rules.sort_by_key(|rule| rule.priority);
    Ok(rules)
}

/// For each wanted rule the index of the one that has its conditions, each at most once.
fn match_rules(want: &[&Attributes], have: &[Numbered]) -> Result<Vec<Option<usize>>, Error> {
    let conditions: Vec<(Vec<String>, Vec<String>)> =
        have.iter().map(|rule| read_conditions(&rule.aws)).collect();
    let mut free: BTreeSet<usize> = (0..have.len()).collect();
    want.iter()
        .map(|rule| {
            let wanted = (rule.texts(HOSTS)?, rule.texts(PATHS)?);
            let index = free.iter().copied().find(|index| conditions[*index] == wanted);
            index.map(|index| free.remove(&index));
            Ok(index)
        })
        .collect()
}

/// The number of each rule in order: the old ones where they are in order and leave room, else all anew. Numbers in
/// `taken` belong to rules that are still there and will go.
fn number_rules(old: &[Option<i32>], taken: &BTreeSet<i32>) -> Result<Vec<i32>, Error> {
    if let Some(numbers) = fill_gaps(old, taken) {
        return Ok(numbers);
    }
    let free: Vec<i32> =
        (1..=LAST / STEP).map(|step| step * STEP).filter(|number| !taken.contains(number)).collect();
    match free.get(..old.len()) {
        Some(numbers) => Ok(numbers.to_vec()),
        None => Err(Error::Refused(format!("a listener cannot hold {} rules", old.len()))),
    }
}

fn fill_gaps(old: &[Option<i32>], taken: &BTreeSet<i32>) -> Option<Vec<i32>> {
    let mut numbers = Vec::new();
    let mut last = 0;
    for (index, number) in old.iter().enumerate() {
        let number = match number {
            Some(number) => *number,
            None => {
                let next = old[index..].iter().flatten().next().copied();
                let room = next.map_or(last + STEP, |next| last + (next - last) / 2);
                (room..next.unwrap_or(LAST + 1)).find(|number| *number > last && !taken.contains(number))?
            }
        };
        if number <= last {
            return None;
        }
        numbers.push(number);
        last = number;
    }
    Some(numbers)
}

/// Moves in one call what has another number than before.
async fn move_rules(
    cx: &Context,
    have: &[Numbered],
    matched: &[Option<usize>],
    numbers: &[i32],
) -> Result<(), Error> {
    let moved: Vec<RulePriorityPair> = matched
        .iter()
        .zip(numbers)
        .filter_map(|(index, number)| {
            let rule = &have[(*index)?];
            (rule.priority != *number)
                .then(|| RulePriorityPair::builder().rule_arn(&rule.arn).priority(*number).build())
        })
        .collect();
    if moved.is_empty() {
        return Ok(());
    }
    let request = cx.clients.balancing.set_rule_priorities().set_rule_priorities(Some(moved));
    cx.call(Call::new(SERVICE, "SetRulePriorities"), async || request.clone().send().await).await?;
    Ok(())
}

async fn change_rule(cx: &Context, rule: &Numbered, want: &Attributes) -> Result<(), Error> {
    let wanted = want.map(ACTION)?;
    if read_action(rule.aws.actions()) == Value::Map(wanted.clone()) {
        return Ok(());
    }
    let request = cx.clients.balancing.modify_rule().rule_arn(&rule.arn).actions(action(wanted)?);
    let ids: Vec<&str> = named_by(wanted).into_iter().collect();
    cx.call(Call::new(SERVICE, "ModifyRule").on(&ids), async || request.clone().send().await).await?;
    Ok(())
}

async fn create_rule(cx: &Context, listener: &str, rule: &Attributes, priority: i32) -> Result<(), Error> {
    let wanted = rule.map(ACTION)?;
    let request = cx
        .clients
        .balancing
        .create_rule()
        .listener_arn(listener)
        .priority(priority)
        .set_conditions(Some(conditions(rule)?))
        .actions(action(wanted)?);
    let ids: Vec<&str> = named_by(wanted).into_iter().chain([listener]).collect();
    cx.call(Call::new(SERVICE, "CreateRule").on(&ids), async || request.clone().send().await).await?;
    Ok(())
}

async fn delete_rule(cx: &Context, arn: &str) -> Result<(), Error> {
    let request = cx.clients.balancing.delete_rule().rule_arn(arn);
    gone_is_done(cx.call(Call::new(SERVICE, "DeleteRule"), async || request.clone().send().await).await)
}

fn conditions(rule: &Attributes) -> Result<Vec<RuleCondition>, Error> {
    let (hosts, paths) = (rule.texts(HOSTS)?, rule.texts(PATHS)?);
    let mut conditions = Vec::new();
    if !hosts.is_empty() {
        let config = HostHeaderConditionConfig::builder().set_values(Some(hosts)).build();
        conditions.push(RuleCondition::builder().field(HOST_FIELD).host_header_config(config).build());
    }
    if !paths.is_empty() {
        let config = PathPatternConditionConfig::builder().set_values(Some(paths)).build();
        conditions.push(RuleCondition::builder().field(PATH_FIELD).path_pattern_config(config).build());
    }
    Ok(conditions)
}

fn read_conditions(rule: &Rule) -> (Vec<String>, Vec<String>) {
    let values = |field: &str| {
        let mut values: Vec<String> = (rule.conditions().iter())
            .filter(|condition| condition.field() == Some(field))
            .flat_map(|condition| match field {
                HOST_FIELD => {
                    condition.host_header_config().map_or(condition.values(), |config| config.values())
                }
                _ => condition.path_pattern_config().map_or(condition.values(), |config| config.values()),
            })
            .cloned()
            .collect();
        values.sort();
        values
    };
    (values(HOST_FIELD), values(PATH_FIELD))
}

fn read(aws: &Rule) -> Value {
    let (hosts, paths) = read_conditions(aws);
    rule(hosts, paths, read_action(aws.actions()))
}

/// A rule: its hosts and paths, sorted because AWS keeps no order of them, and what it does.
pub(crate) fn rule(mut hosts: Vec<String>, mut paths: Vec<String>, action: Value) -> Value {
    hosts.sort();
    paths.sort();
    Value::Map(attributes([(HOSTS, hosts.into()), (PATHS, paths.into()), (ACTION, action)]))
}

/// The attributes of a listener's list of rules.
pub(crate) fn desired(listener: Value, rules: Vec<Value>) -> Attributes {
    attributes([(LISTENER, listener), (RULES, Value::List(rules))])
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;

    fn numbers(old: &[Option<i32>], taken: &[i32]) -> Vec<i32> {
        number_rules(old, &taken.iter().copied().collect()).unwrap()
    }

    #[test]
    fn new_rules_leave_gaps() {
        assert_eq!(numbers(&[None, None, None], &[]), [100, 200, 300]);
    }

    #[test]
    fn a_rule_put_in_between_moves_nothing() {
        assert_eq!(numbers(&[Some(100), None, Some(200)], &[]), [100, 150, 200]);
        assert_eq!(numbers(&[None, Some(100)], &[50]), [51, 100]);
    }

    #[test]
    fn rules_in_another_order_are_numbered_anew_beside_those_that_will_go() {
        assert_eq!(numbers(&[Some(200), Some(100)], &[]), [100, 200]);
        assert_eq!(numbers(&[Some(200), Some(100)], &[100]), [200, 300]);
        assert_eq!(numbers(&[Some(100), None, Some(101)], &[]), [100, 200, 300]);
    }
}
