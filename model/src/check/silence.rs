//! Which rule silences which, where both are about the same declaration: one fault is one finding.
//!
//! The rule that names the cause speaks, in the order of the phases: missing or wrong name, shape, relation of two
//! declarations, route or gateway, address, group, path. Only the pairs of this table are settled so; whatever else
//! is wrong with a declaration is told beside it.

use crate::diagnostic::{Finding, Site};
use crate::ordered::{OrderedMap, OrderedSet};

/// A rule, and those that it silences about the same declaration. Sorted by the first.
pub static SILENCES: &[(&str, &[&str])] = &[
    ("alb_needs_two_zones", &["alb_two_subnets_same_zone", "target_group_dead_zone"]),
    ("alb_public_needs_igw_route", &["public_address_in_private_subnet", "subnet_without_table"]),
    (
        "alb_subnets_different_vpcs",
        &["alb_two_subnets_same_zone", "load_balancer_half_public", "rule_target_group_other_vpc"],
    ),
    ("alb_without_listener", &["target_group_without_listener"]),
    ("all_subnets_in_one_zone", &["asg_single_zone"]),
    ("all_traffic_from_world", &["rule_contained"]),
    ("asg_max_zero", &["scaling_policy_no_room"]),
    ("asg_subnets_of_two_vpcs", &["group_attached_other_vpc"]),
    ("assert_contradicts_assert_never", &["assert_fails", "assert_never_fails"]),
    ("group_half_connected", &["public_address_in_private_subnet", "subnet_without_table"]),
    ("internet_edge_to_private_address", &["public_address_in_private_subnet", "subnet_without_table"]),
    ("internet_gateway_unused", &["name_unused"]),
    ("listener_port_taken", &["no_http_redirect"]),
    ("load_balancer_bypassed", &["rule_contained"]),
    ("load_balancer_half_public", &["public_address_in_private_subnet", "subnet_without_table"]),
    ("nat_in_private_subnet", &["nat_unused", "subnet_without_table"]),
    ("nat_route_loop", &["nat_in_private_subnet"]),
    ("nat_unused", &["name_unused"]),
    ("nat_without_internet_gateway", &["nat_in_private_subnet", "nat_unused"]),
    ("no_route_to_internet", &["public_address_in_private_subnet", "subnet_without_table"]),
    ("port_range_covers_sensitive", &["rule_contained"]),
    ("port_zero_is_not_all", &["edge_wrong_port"]),
    ("route_table_unused", &["name_unused"]),
    ("sc1_root", &["root_volume_below_snapshot", "volume_size_by_type"]),
    ("second_internet_gateway", &["internet_gateway_unused", "name_unused"]),
    ("source_range_too_wide", &["rule_contained"]),
    ("subnet_of_other_vpc", &["nat_in_private_subnet", "nat_without_internet_gateway"]),
    ("subnet_outside_vpc", &["vpc_range_public"]),
    ("subnet_unused", &["name_unused", "subnet_without_table"]),
    ("target_group_without_listener", &["name_unused"]),
    ("user_data_crlf", &["user_data_no_shebang"]),
    ("user_data_unrendered", &["user_data_unused_variable"]),
    ("vpc_without_subnets", &["name_unused"]),
    ("world_in_pieces", &["source_range_too_wide"]),
];

/// Drops the findings that follow from another one about the same declaration.
#[must_use]
pub fn keep_causes(findings: Vec<Finding>) -> Vec<Finding> {
    keep_causes_of(SILENCES, findings)
}

fn keep_causes_of(table: &[(&str, &[&str])], findings: Vec<Finding>) -> Vec<Finding> {
    let mut causes: OrderedMap<&str, Vec<&str>> = OrderedMap::new();
    for (cause, silenced) in table {
        for rule in *silenced {
            causes.entry(rule).or_default().push(cause);
        }
    }
    let mut told: OrderedSet<(Site, &str)> = OrderedSet::new();
    for finding in &findings {
        told.extend(finding.about.iter().map(|site| (*site, finding.rule.name)));
    }
    let follows = |finding: &Finding| {
        let causes = causes.get(finding.rule.name).map_or(&[][..], Vec::as_slice);
        finding.about.iter().any(|site| causes.iter().any(|cause| told.contains(&(*site, *cause))))
    };
    findings.into_iter().filter(|finding| !follows(finding)).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;
    use crate::check::{Phase, find_rule};
    use crate::diagnostic::{Rule, Severity};

    static CAUSE: Rule = record("cause");
    static EFFECT: Rule = record("effect");

    const fn record(name: &'static str) -> Rule {
        Rule { name, severity: Severity::Broken, checks: "", why: "", fails: "", instead: "", source: "" }
    }

    fn about(rule: &'static Rule, name: u32) -> Finding {
        Finding::new(rule, Site(0), "").about(Site(name))
    }

    #[test]
    fn an_effect_is_dropped_only_where_its_cause_is_about_the_same_declaration() {
        let table: &[(&str, &[&str])] = &[("cause", &["effect"])];
        let findings = vec![about(&EFFECT, 1), about(&CAUSE, 1), about(&EFFECT, 2)];
        let kept: Vec<_> =
            keep_causes_of(table, findings).iter().map(|f| (f.rule.name, f.about[0])).collect();
        assert_eq!(kept, [("cause", Site(1)), ("effect", Site(2))]);
    }

    #[test]
    fn the_table_is_sorted_and_names_rules_that_are_built() {
        assert!(SILENCES.is_sorted());
        for (cause, silenced) in SILENCES {
            assert!(silenced.is_sorted(), "what `{cause}` silences is not sorted");
            for name in silenced.iter().chain([cause]) {
                assert!(find_rule(name).is_some(), "`{name}` is no rule");
            }
        }
    }

    #[test]
    fn no_rule_is_silenced_by_a_later_phase_or_by_one_that_may_be_accepted_where_it_may_not() {
        let phase = |name: &str| find_rule(name).map_or(Phase::Last, |entry| entry.phase);
        let severity = |name: &str| find_rule(name).unwrap().rule.severity;
        for (cause, silenced) in SILENCES {
            for name in *silenced {
                assert!(phase(cause) <= phase(name), "`{cause}` is of a later phase than `{name}`");
                let hides = severity(cause).may_be_accepted() && !severity(name).may_be_accepted();
                assert!(!hides, "an accepted `{cause}` would hide `{name}`, which may not be accepted");
                let weakens = !severity(cause).is_error() && severity(name).is_error();
                assert!(!weakens, "the warning `{cause}` would hide the error `{name}`");
            }
        }
    }
}
