//! Rules of listeners. The default rule is the listener's default action: it is listed, and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use super::PAGES;
use super::action::{read_actions, refuse_actions, write_actions};
use super::condition::{read_conditions, refuse_conditions, write_conditions};
use super::listener::{find_listener, not_found};
use super::tags::read_tags;
use crate::operation::{Call, Operation};
use crate::refusal::Refusal;
use crate::store::Region;
use crate::store::balancing::{Listener, Rule};
use crate::wire::answer::Answer;
use crate::wire::xml::Xml;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::write("CreateRule", create_rule),
    Operation::read("DescribeRules", describe_rules),
    Operation::write("ModifyRule", modify_rule),
    Operation::write("DeleteRule", delete_rule),
    Operation::write("SetRulePriorities", set_rule_priorities),
];

fn create_rule(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let listener = call.input.text("ListenerArn")?;
    let priority = call.input.number("Priority")?.ok_or_else(|| call.input.missing("Priority"))?;
    let conditions = read_conditions(call.input)?;
    let actions = read_actions(call.input, "Actions")?;
    let tags = read_tags(call)?;
    call.begin()?;

    let priority = to_priority(priority)?;
    let listener = find_listener(call.region, listener)?.clone();
    refuse_conditions(&conditions, &call.settings.quotas)?;
    refuse_actions(call, &listener, &actions)?;
    if call.region.rules.values().any(|rule| rule.listener == listener.arn && rule.priority == priority) {
        return Err(in_use(priority));
    }
    // User guide, page on quotas: rules of a load balancer, default ones not counted.
    let of_balancer = |rule: &&Rule| {
        call.region.listeners.get(&rule.listener).is_some_and(|known| known.balancer == listener.balancer)
    };
    if call.region.rules.values().filter(of_balancer).count() >= call.settings.quotas.rules {
        return Err(Refusal::new(
            "TooManyRules",
            "The limit on the number of rules per load balancer has been reached",
        ));
    }
    let path = listener.arn.split_once(":listener/").map(|(_, path)| path).unwrap_or_default();
    let digits = call.region.new_digits();
    let rule = Rule {
        arn: call.region.arn("elasticloadbalancing", &format!("listener-rule/{path}/{digits}")),
        listener: listener.arn.clone(),
        priority,
        conditions,
        actions,
        tags,
    };
    let answer = write_answer(&[&rule]);
    call.region.rules.insert(rule.arn.clone(), rule);
    Ok(answer)
}

/// API reference, CreateRule, Priority: 1 to 50000.
fn to_priority(priority: i64) -> Result<u32, Refusal> {
    let fits = u32::try_from(priority).ok().filter(|priority| (1..=50_000).contains(priority));
    fits.ok_or_else(|| {
        Refusal::validation(format!("Rule priority '{priority}' must be between '1' and '50000' inclusive"))
    })
}

/// API reference, CreateRule: PriorityInUse.
fn in_use(priority: u32) -> Refusal {
    Refusal::new("PriorityInUse", format!("Priority '{priority}' is currently in use"))
}

/// API reference: RuleNotFound; the default rule can be changed through its listener only (OperationNotPermitted).
fn find_rule<'a>(region: &'a mut Region, arn: &str) -> Result<&'a mut Rule, Refusal> {
    if region.listeners.values().any(|listener| listener.default_rule == arn) {
        return Err(Refusal::new("OperationNotPermitted", format!("Default rule '{arn}' cannot be changed")));
    }
    region.rules.get_mut(arn).ok_or_else(|| Refusal::new("RuleNotFound", format!("Rules '{arn}' not found")))
}

/// A rule in a list.
enum Listed<'a> {
    Own(&'a Rule),
    Default(&'a Listener),
}

fn describe_rules(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let listener = call.input.optional("ListenerArn");
    let arns = call.input.texts("RuleArns");
    let part = PAGES.read(call.input)?;
    call.begin()?;
    if listener.is_none() == arns.is_empty() {
        // API reference, DescribeRules: one or the other.
        return Err(Refusal::validation("You must specify either listener rule ARNs or a listener ARN"));
    }
    let region = &*call.region;
    if let Some(arn) = listener.filter(|arn| !region.listeners.contains_key(*arn)) {
        return Err(not_found(arn));
    }
    let wanted = |of: &str, arn: &String| listener.map_or(arns.contains(arn), |listener| listener == of);
    // In the order in which they are looked at, the default one last.
    let own = region.rules.values().filter(|rule| wanted(&rule.listener, &rule.arn));
    let own = own.map(|rule| (format!("{} {:05}", rule.listener, rule.priority), Listed::Own(rule)));
    let default = region.listeners.values().filter(|listener| wanted(&listener.arn, &listener.default_rule));
    let default = default.map(|listener| (format!("{} default", listener.arn), Listed::Default(listener)));
    let rows: Vec<(String, Listed<'_>)> = own.chain(default).collect();
    if rows.len() < arns.len() {
        return Err(Refusal::new("RuleNotFound", "One or more rules not found"));
    }
    let (rows, next) = part.cut(rows);
    Ok(Answer::query(|xml| {
        xml.list("Rules", rows, |xml, row| match row {
            Listed::Own(rule) => write_rule(xml, rule),
            Listed::Default(listener) => {
                xml.text("RuleArn", &listener.default_rule);
                xml.text("Priority", "default");
                write_conditions(xml, &[]);
                write_actions(xml, "Actions", &listener.actions);
                xml.text("IsDefault", true);
            }
        });
        xml.optional("NextMarker", next);
    }))
}

fn write_answer(rules: &[&Rule]) -> Answer {
    Answer::query(|xml| xml.list("Rules", rules, |xml, rule| write_rule(xml, rule)))
}

fn write_rule(xml: &mut Xml, rule: &Rule) {
    xml.text("RuleArn", &rule.arn);
    xml.text("Priority", rule.priority);
    write_conditions(xml, &rule.conditions);
    write_actions(xml, "Actions", &rule.actions);
    xml.text("IsDefault", false);
}

fn modify_rule(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let arn = call.input.text("RuleArn")?;
    let conditions = read_conditions(call.input)?;
    let actions = read_actions(call.input, "Actions")?;
    call.begin()?;
    let mut rule = find_rule(call.region, arn)?.clone();
    let listener = find_listener(call.region, &rule.listener)?.clone();
    if !conditions.is_empty() {
        refuse_conditions(&conditions, &call.settings.quotas)?;
        rule.conditions = conditions;
    }
    if !actions.is_empty() {
        refuse_actions(call, &listener, &actions)?;
        rule.actions = actions;
    }
    *find_rule(call.region, arn)? = rule.clone();
    Ok(write_answer(&[&rule]))
}

fn delete_rule(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let arn = call.input.text("RuleArn")?;
    call.begin()?;
    find_rule(call.region, arn)?;
    call.region.rules.remove(arn);
    Ok(Answer::empty())
}

/// Moves several rules at once, so that two can change places.
fn set_rule_priorities(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let mut moved: BTreeMap<String, u32> = BTreeMap::new();
    for pair in call.input.structures("RulePriorities") {
        let arn = pair.text("RuleArn")?.to_owned();
        let priority = pair.number("Priority")?.ok_or_else(|| pair.missing("Priority"))?;
        moved.insert(arn, to_priority(priority)?);
    }
    call.begin()?;
    if moved.is_empty() {
        return Err(call.input.missing("RulePriorities"));
    }
    let mut listeners = BTreeSet::new();
    for arn in moved.keys() {
        listeners.insert(find_rule(call.region, arn)?.listener.clone());
    }
    for listener in &listeners {
        let mut taken = BTreeSet::new();
        for rule in call.region.rules.values().filter(|rule| rule.listener == *listener) {
            let priority = moved.get(&rule.arn).copied().unwrap_or(rule.priority);
            if !taken.insert(priority) {
                return Err(in_use(priority));
            }
        }
    }
    for (arn, priority) in &moved {
        find_rule(call.region, arn)?.priority = *priority;
    }
    let rules: Vec<&Rule> = moved.keys().filter_map(|arn| call.region.rules.get(arn)).collect();
    Ok(write_answer(&rules))
}
