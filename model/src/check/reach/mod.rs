//! Reachability: who can send to whom, over the whole path, and who should not.
//!
//! The rules ask [`crate::reach`] and put its answers into words. A need that fails is told by one of them: which,
//! the first broken hop and the kind of its two sides decide.

use super::chapter;

chapter! {
    Route alb_public_needs_igw_route;
    Relation assert_contradicts_assert_never;
    Path assert_fails;
    Path assert_never_cannot_be_proved by assert_never_fails;
    Path assert_never_fails;
    Path assert_never_is_vacuous;
    Route cidr_private_source_from_internet;
    Path edge_has_no_path;
    Path edge_has_path_from_some_subnets;
    Group edge_wrong_port;
    Route group_half_connected;
    Group health_port_not_reachable;
    Address internet_edge_to_private_address;
    Group load_balancer_bypassed;
    Group load_balancer_cannot_reach_target;
    Route load_balancer_half_public;
    Route nat_in_private_subnet;
    Route nat_without_internet_gateway;
    Route no_route_to_internet;
    Address public_address_in_private_subnet;
    Address public_subnet_without_address;
    Group security_group_misses_listener_port;
    Address subnet_without_table;
}
