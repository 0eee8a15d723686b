//! Services: load balancers, listeners, host rules, target groups, health checks, certificates.

use super::chapter;

chapter! {
    Relation alb_needs_two_zones;
    Relation alb_subnet_too_small;
    Relation alb_subnets_different_vpcs;
    Relation alb_two_subnets_same_zone;
    Relation alb_without_listener;
    Relation certificate_does_not_cover_host;
    Relation certificate_name_unused;
    Relation certificate_wrong_region;
    Relation condition_values_per_rule;
    Relation default_shows_backend;
    Relation duplicate_certificate_on_listener;
    Relation health_matcher_accepts_errors;
    Relation health_timeout_not_below_interval;
    Relation host_rule_duplicate by host_rule_unreachable;
    Relation host_rule_partly_shadowed by host_rule_unreachable;
    Relation host_rule_same_as_default;
    Relation host_rule_unreachable;
    Relation http_listener_with_certificate;
    Relation http_listener_with_tls_policy;
    Relation https_listener_without_certificate;
    Relation listener_port_taken;
    Relation no_http_redirect;
    Relation path_prefix_needs_two_patterns;
    Relation plain_http_forwards;
    Relation redirect_https_to_http;
    Relation redirect_loop;
    Relation redirect_protocol_port_mismatch;
    Relation redirect_to_missing_listener;
    Relation rule_target_group_other_vpc;
    Relation stickiness_needs_cross_zone;
    Relation target_group_dead_zone;
    Relation target_group_of_two_albs;
    Relation target_group_without_listener;
    Relation tls_policy_weak;
    Relation wildcard_certificate_depth by certificate_does_not_cover_host;
    Relation wildcard_certificate_not_apex by certificate_does_not_cover_host;
    Relation wildcards_per_rule;
}

#[cfg(test)]
mod tests {
    use crate::check::check_after;
    use crate::check::language::NAME_UNUSED;
    use crate::diagnostic::Finding;
    use crate::sample::Sample;
    use crate::topology::Action;

    #[test]
    fn a_balancer_in_one_zone_explains_the_zones_that_it_lacks() {
        let mut sample = Sample::street();
        sample.topology.load_balancers[0].subnets.pop();
        assert_eq!(sample.told(), ["alb_needs_two_zones at edge.in.public.a"]);
    }

    #[test]
    fn a_balancer_in_two_vpcs_explains_targets_of_the_other_one() {
        let mut sample = Sample::street();
        let other = sample.vpc("other", "10.1.0.0/16");
        let far = sample.subnet(other, "far.b", "10.1.0.0/24", "b");
        sample.topology.load_balancers[0].subnets[1].value = far;
        sample.topology.target_groups[0].vpc = other;
        assert_eq!(sample.speaks("alb_subnets_different_vpcs"), ["edge.in.public.b"]);
        assert!(sample.speaks("rule_target_group_other_vpc").is_empty());
    }

    #[test]
    fn a_target_that_nothing_forwards_to_explains_an_unused_name() {
        let mut sample = Sample::street();
        let fixed = Action::Respond { status: sample.at("status", 404), content_type: None, body: None };
        sample.topology.load_balancers[0].listeners[0].default = Some(sample.at("default", fixed));
        let name = sample.topology.auto_scaling_groups[0].header.name.at;
        let earlier = Finding::new(&NAME_UNUSED, name, "is never used").about(name);
        let told = check_after(&sample.topology, vec![earlier]);
        assert!(told.iter().any(|found| found.rule.name == "target_group_without_listener"));
        assert!(told.iter().all(|found| found.rule.name != "name_unused"));
    }

    #[test]
    fn a_balancer_without_a_listener_explains_targets_without_one() {
        let mut sample = Sample::street();
        sample.topology.load_balancers[0].listeners.clear();
        assert_eq!(sample.speaks("alb_without_listener"), ["edge"]);
        assert!(sample.speaks("target_group_without_listener").is_empty());
    }
}
