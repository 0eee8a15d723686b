//! What policies say of one subject. The compiler evaluates this at the user's token; run time asks the same.

use super::glob::{any_matches, contains, equal, has_line};
use super::line::Line;
use super::{ClauseKind, Policy, Subject, rules};
use crate::diagnostic::Rule;

/// What one rule says of a subject.
#[derive(Clone, Copy, Debug)]
pub struct Breach {
    /// The rule.
    pub rule: &'static Rule,
    /// What is wrong.
    pub message: Line,
    /// What to write; empty where there is nothing to say.
    pub help: Line,
}

/// Refuses the build where the policies object to the subject, with all that they say in one message.
///
/// # Panics
///
/// Where they object: the compiler shows the panic's message at the token of the call.
#[track_caller]
pub const fn check(policies: &[&Policy], subject: &Subject<&str>) {
    let Some(first) = breach(policies, subject, 0) else { return };
    let mut message = first.show(Line::new());
    let mut number = 1;
    while let Some(next) = breach(policies, subject, number) {
        message = next.show(message.text("\n"));
        number += 1;
    }
    panic!("{}", message.as_str());
}

impl Breach {
    const fn show(&self, before: Line) -> Line {
        let line = before.text(self.message.as_str());
        let line = if self.help.is_empty() { line } else { line.text("\nhelp: ").text(self.help.as_str()) };
        line.text("\nrule: groundplan::").text(self.rule.name)
    }
}

/// Finds the breach of a number: those before it are counted, not put together.
struct Search {
    left: usize,
}

impl Search {
    /// Whether this breach is the one that is looked for.
    const fn is_it(&mut self) -> bool {
        if self.left == 0 {
            return true;
        }
        self.left -= 1;
        false
    }
}

/// What the policies object to in the subject: the first thing, the second, …, and `None` behind the last.
#[must_use]
pub const fn breach(policies: &[&Policy], subject: &Subject<&str>, number: usize) -> Option<Breach> {
    let mut search = Search { left: number };
    match subject {
        Subject::Region { region } => match forbidding_region(policies, region) {
            Some(policy) if search.is_it() => Some(Breach {
                rule: rules::REGION_FORBIDDEN,
                message: Line::of("region `").text(region).text("` is forbidden by ").text(policy.name),
                help: Line::of("write one of ").list(policy.regions),
            }),
            _ => None,
        },
        Subject::InstanceType { owners, name } => match forbidding_type(policies, name) {
            Some(policy) if search.is_it() => Some(Breach {
                rule: rules::INSTANCE_TYPE_FORBIDDEN,
                message: quoted("instance type `", name, owners).text(" is forbidden by ").text(policy.name),
                help: suggest_type(policy, name),
            }),
            _ => None,
        },
        Subject::Machines { .. } => judge_machines(policies, subject, search),
        Subject::Refresh { .. } => judge_refresh(policies, subject, search),
        Subject::InstanceBudget { budget, max, worst } => {
            let limit = smallest(policies, Number::Instances);
            if *worst > *budget && budget_speaks(Some(*budget), limit) && search.is_it() {
                Some(Breach {
                    rule: rules::TOO_MANY_INSTANCES,
                    message: over_budget(" instances can run", *budget, *max, *worst),
                    help: Line::of("lower a `max` or a `surge`, or raise the budget"),
                })
            } else {
                None
            }
        }
        Subject::VcpuBudget { budget, max, worst } => {
            let limit = smallest(policies, Number::Vcpus);
            if *worst > *budget && budget_speaks(Some(*budget), limit) && search.is_it() {
                Some(Breach {
                    rule: rules::TOO_MANY_VCPUS,
                    message: over_budget(" vCPUs can run", *budget, *max, *worst),
                    help: Line::of("take smaller machines or fewer, or raise the budget"),
                })
            } else {
                None
            }
        }
        Subject::Volume { .. } => judge_volume(policies, subject, search),
        Subject::InstanceProfile { owners, name } => match forbidding_profile(policies, name) {
            Some(policy) if search.is_it() => Some(Breach {
                rule: rules::INSTANCE_PROFILE_FORBIDDEN,
                message: quoted("instance profile `", name, owners)
                    .text(" is forbidden by ")
                    .text(policy.name),
                help: Line::of("write one of ").list(policy.instance_profiles),
            }),
            _ => None,
        },
        Subject::KeyPair { owners, name, region } => judge_key_pair(policies, [owners, name, region], search),
        Subject::Tags { things, keys } => judge_tags(policies, things, keys, search),
        Subject::OpenToWorld { .. } => judge_world(policies, subject, search),
        Subject::Warning { rule, message, help } => match forbidding_warning(policies, rule) {
            Some(policy) if search.is_it() => Some(Breach {
                rule: rules::WARNING_FORBIDDEN,
                message: Line::of(message)
                    .text(" (")
                    .text(rule)
                    .text(", which ")
                    .text(policy.name)
                    .text(" forbids)"),
                help: Line::of(help),
            }),
            _ => None,
        },
        Subject::Quota { quota, place, count } => {
            let limit = quota.limit();
            let (allowed, policy) = match smallest(policies, Number::Quota(*quota as usize)) {
                Some((allowed, policy)) => (allowed, policy),
                None => (limit.default, "AWS's default"),
            };
            if *count <= allowed || !search.is_it() {
                return None;
            }
            Some(Breach {
                rule: rules::of_quota(*quota),
                message: Line::of(place)
                    .text(" ")
                    .number(*count)
                    .text(" ")
                    .text(limit.counted)
                    .text(", the quota is ")
                    .number(allowed)
                    .text(" (")
                    .text(policy)
                    .text("): AWS refuses the next one with ")
                    .text(limit.code),
                help: Line::of("declare fewer, or say in a policy what the account's quota is"),
            })
        }
    }
}

/// The patterns that a policy allows, and the type of the same family that the last of them gives.
const fn suggest_type(policy: &Policy, name: &str) -> Line {
    let help = Line::of("allowed are ").list(policy.instance_types);
    let last = policy.instance_types[policy.instance_types.len() - 1].as_bytes();
    let [b'*', size @ ..] = last else { return help };
    let (bytes, mut dot) = (name.as_bytes(), 0);
    while dot < bytes.len() && bytes[dot] != b'.' {
        dot += 1;
    }
    match (str::from_utf8(bytes.split_at(dot).0), str::from_utf8(size)) {
        (Ok(family), Ok(size)) => help.text(", as `").text(family).text(size).text("`"),
        _ => help,
    }
}

/// "instance type `t3.xlarge` of `web` and `api`".
const fn quoted(what: &str, name: &str, owners: &str) -> Line {
    Line::of(what).text(name).text("` of ").text(owners)
}

/// "up to 5 instances can run in a refresh, the budget is 4".
const fn over_budget(counted: &str, budget: u32, max: u32, worst: u32) -> Line {
    let message = Line::of("up to ").number(worst).text(counted);
    let message = if worst > max { message.text(" in a refresh") } else { message };
    message.text(", the budget is ").number(budget)
}

const fn forbidding_region<'p>(policies: &[&'p Policy], region: &str) -> Option<&'p Policy> {
    let mut index = 0;
    while index < policies.len() {
        let policy = policies[index];
        if !policy.regions.is_empty() && !contains(policy.regions, region) {
            return Some(policy);
        }
        index += 1;
    }
    None
}

const fn forbidding_type<'p>(policies: &[&'p Policy], name: &str) -> Option<&'p Policy> {
    let mut index = 0;
    while index < policies.len() {
        let policy = policies[index];
        if !policy.instance_types.is_empty() && !any_matches(policy.instance_types, name) {
            return Some(policy);
        }
        index += 1;
    }
    None
}

const fn forbidding_profile<'p>(policies: &[&'p Policy], name: &str) -> Option<&'p Policy> {
    let mut index = 0;
    while index < policies.len() {
        let policy = policies[index];
        if !policy.instance_profiles.is_empty() && !contains(policy.instance_profiles, name) {
            return Some(policy);
        }
        index += 1;
    }
    None
}

const fn forbidding_warning<'p>(policies: &[&'p Policy], rule: &str) -> Option<&'p Policy> {
    let mut index = 0;
    while index < policies.len() {
        if contains(policies[index].forbidden_warnings, rule) {
            return Some(policies[index]);
        }
        index += 1;
    }
    None
}

const fn forbidding_volume<'p>(policies: &[&'p Policy], kind: &str) -> Option<&'p Policy> {
    let mut index = 0;
    while index < policies.len() {
        let policy = policies[index];
        if !policy.volume_types.is_empty() && !contains(policy.volume_types, kind) {
            return Some(policy);
        }
        index += 1;
    }
    None
}

/// A number that a policy may set.
#[derive(Clone, Copy)]
enum Number {
    Instances,
    Vcpus,
    VolumeGib,
    Quota(usize),
}

/// The smallest number that a policy sets, with the policy's name.
const fn smallest(policies: &[&Policy], number: Number) -> Option<(u32, &'static str)> {
    let mut least: Option<(u32, &'static str)> = None;
    let mut index = 0;
    while index < policies.len() {
        let policy = policies[index];
        let set = match number {
            Number::Instances => policy.max_instances,
            Number::Vcpus => policy.max_vcpus,
            Number::VolumeGib => policy.max_volume_gib,
            Number::Quota(quota) => quota_of(policy, quota),
        };
        if let Some(limit) = set {
            least = match least {
                Some((smaller, _)) if smaller <= limit => least,
                _ => Some((limit, policy.name)),
            };
        }
        index += 1;
    }
    least
}

const fn quota_of(policy: &Policy, quota: usize) -> Option<u32> {
    let mut index = 0;
    while index < policy.quotas.len() {
        let (set, limit) = policy.quotas[index];
        if set as usize == quota {
            return Some(limit);
        }
        index += 1;
    }
    None
}

/// Whether the budget is what speaks: it is smaller than the policies' limit.
const fn budget_speaks(budget: Option<u32>, limit: Option<(u32, &str)>) -> bool {
    match (budget, limit) {
        (Some(budget), Some((limit, _))) => budget < limit,
        (Some(_), None) => true,
        (None, _) => false,
    }
}

/// The limit that a policy sets and that no budget undercuts.
const fn policy_limit(
    policies: &[&Policy],
    number: Number,
    budget: Option<u32>,
) -> Option<(u32, &'static str)> {
    let limit = smallest(policies, number);
    if budget_speaks(budget, limit) { None } else { limit }
}

const fn judge_machines(policies: &[&Policy], subject: &Subject<&str>, mut search: Search) -> Option<Breach> {
    let Subject::Machines { owner, count, before, vcpus, vcpus_before, budget, vcpu_budget } = subject else {
        return None;
    };
    if let Some((limit, policy)) = policy_limit(policies, Number::Instances, *budget)
        && *before <= limit
        && limit < *before + *count
        && search.is_it()
    {
        let message = Line::of("with `").text(owner).text("` up to ").number(*before + *count);
        let help = if limit > *before {
            Line::of("lower this `max` by ").number(*before + *count - limit).text(", or another one")
        } else {
            Line::of("lower the `max` of another group first")
        };
        return Some(Breach {
            rule: rules::TOO_MANY_INSTANCES,
            message: message.text(" instances can run, ").text(policy).text(" allows ").number(limit),
            help,
        });
    }
    if let Some((limit, policy)) = policy_limit(policies, Number::Vcpus, *vcpu_budget)
        && *vcpus_before <= limit
        && limit < *vcpus_before + *vcpus
        && search.is_it()
    {
        let message = Line::of("with `").text(owner).text("` up to ").number(*vcpus_before + *vcpus);
        return Some(Breach {
            rule: rules::TOO_MANY_VCPUS,
            message: message.text(" vCPUs can run, ").text(policy).text(" allows ").number(limit),
            help: Line::of("take smaller machines, or lower a `max`"),
        });
    }
    None
}

const fn judge_refresh(policies: &[&Policy], subject: &Subject<&str>, mut search: Search) -> Option<Breach> {
    let Subject::Refresh { owner, max, surge, max_vcpus, surge_vcpus, budget, vcpu_budget } = subject else {
        return None;
    };
    if let Some((limit, policy)) = policy_limit(policies, Number::Instances, *budget)
        && *max <= limit
        && limit < *max + *surge
        && search.is_it()
    {
        return Some(refresh_breach(owner, *max + *surge, "instances", policy, limit));
    }
    if let Some((limit, policy)) = policy_limit(policies, Number::Vcpus, *vcpu_budget)
        && *max_vcpus <= limit
        && limit < *max_vcpus + *surge_vcpus
        && search.is_it()
    {
        return Some(refresh_breach(owner, *max_vcpus + *surge_vcpus, "vCPUs", policy, limit));
    }
    None
}

const fn refresh_breach(owner: &str, needed: u32, what: &str, policy: &str, limit: u32) -> Breach {
    let message = Line::of("refreshing `").text(owner).text("` while every group is at its maximum needs ");
    Breach {
        rule: rules::REFRESH_SURGES_OVER_QUOTA,
        message: message
            .number(needed)
            .text(" ")
            .text(what)
            .text(", ")
            .text(policy)
            .text(" allows ")
            .number(limit),
        help: Line::of("lower the surge, or the `max` of a group"),
    }
}

const fn judge_volume(policies: &[&Policy], subject: &Subject<&str>, mut search: Search) -> Option<Breach> {
    let Subject::Volume { owners, kind, gib } = subject else { return None };
    if let Some(policy) = forbidding_volume(policies, kind)
        && search.is_it()
    {
        return Some(Breach {
            rule: rules::VOLUME_TYPE_FORBIDDEN,
            message: quoted("volume type `", kind, owners).text(" is forbidden by ").text(policy.name),
            help: Line::of("write one of ").list(policy.volume_types),
        });
    }
    if let Some((limit, policy)) = smallest(policies, Number::VolumeGib)
        && *gib > limit
        && search.is_it()
    {
        let message = Line::of("volume of ").text(owners).text(" has ").number(*gib).text(" GiB, ");
        return Some(Breach {
            rule: rules::VOLUME_OVER_LAB_LIMIT,
            message: message.text(policy).text(" allows ").number(limit),
            help: Line::of("write `").number(limit).text(" GiB` or less"),
        });
    }
    None
}

const fn judge_key_pair(
    policies: &[&Policy],
    [owners, name, region]: [&str; 3],
    mut search: Search,
) -> Option<Breach> {
    let mut index = 0;
    while index < policies.len() {
        let policy = policies[index];
        let mut key = 0;
        while key < policy.key_pairs.len() {
            let pair = policy.key_pairs[key];
            if equal(pair.name, name) && !contains(pair.regions, region) && search.is_it() {
                let message = quoted("key pair `", name, owners).text(" is not in `").text(region);
                return Some(Breach {
                    rule: rules::KEY_PAIR_WRONG_REGION,
                    message: message.text("`, says ").text(policy.name),
                    help: Line::of("remove it, or take one of the regions ").list(pair.regions),
                });
            }
            key += 1;
        }
        index += 1;
    }
    None
}

const fn judge_tags(policies: &[&Policy], things: &str, keys: &str, mut search: Search) -> Option<Breach> {
    let mut index = 0;
    while index < policies.len() {
        let policy = policies[index];
        let mut clause = 0;
        while clause < policy.clauses.len() {
            if let ClauseKind::RequiredTag { key, meaning } = policy.clauses[clause].kind
                && !has_line(keys, key)
                && search.is_it()
            {
                let message = Line::of(things).text(" without the tag `").text(key).text("` that ");
                return Some(Breach {
                    rule: rules::TAG_REQUIRED_MISSING,
                    message: message.text(policy.name).text(" requires"),
                    help: Line::of("add `")
                        .text(key)
                        .text(": \"…\"` to the `tags` of the topology: ")
                        .text(meaning),
                });
            }
            clause += 1;
        }
        index += 1;
    }
    None
}

const fn judge_world(policies: &[&Policy], subject: &Subject<&str>, mut search: Search) -> Option<Breach> {
    let Subject::OpenToWorld { to, ports, first, last } = subject else { return None };
    let mut index = 0;
    while index < policies.len() {
        let policy = policies[index];
        let mut clause = 0;
        while clause < policy.clauses.len() {
            if let ClauseKind::ClosedToWorld { port } = policy.clauses[clause].kind
                && *first <= port
                && port <= *last
                && search.is_it()
            {
                let message = Line::of("the whole internet may reach `").text(to).text("` on port ");
                let message = message.number(port as u32).text(" (`").text(ports).text("`), which ");
                return Some(Breach {
                    rule: rules::PORT_CLOSED_BY_POLICY,
                    message: message.text(policy.name).text(" closes"),
                    help: Line::of("name the addresses that need it, as in `\"203.0.113.7/32\" -> ")
                        .text(to)
                        .text("`"),
                });
            }
            clause += 1;
        }
        index += 1;
    }
    None
}
