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
    Relation target_group_dead_zone;
    Relation target_group_of_two_albs;
    Relation target_group_without_listener;
    Relation tls_policy_weak;
    Relation wildcard_certificate_depth by certificate_does_not_cover_host;
    Relation wildcard_certificate_not_apex by certificate_does_not_cover_host;
    Relation wildcards_per_rule;
}
