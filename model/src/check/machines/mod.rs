//! Machines: instance types, images, volumes, user data, sizes of groups, and how many addresses they take.

use super::chapter;
use crate::ordered::OrderedSet;
use crate::topology::{Action, Header, Launch, TargetGroupId, Topology};

chapter! {
    Relation ami_arch_mismatch;
    Relation asg_desired_zero_behind_alb;
    Relation asg_ec2_check_behind_alb;
    Relation asg_elb_check_without_target_group;
    Relation asg_grace_zero;
    Relation asg_max_zero;
    Relation asg_single_zone;
    Relation asg_sizes_out_of_order;
    Relation asg_subnets_of_two_vpcs;
    Relation burstable_unlimited_cost;
    Shape instance_type_unknown;
    Relation refresh_surge_over_max;
    Shape role_given_as_profile;
    Relation root_volume_below_snapshot;
    Shape sc1_root;
    Relation scaling_policy_no_room;
    Address subnet_out_of_addresses;
    Address subnet_out_of_addresses_at_max by subnet_out_of_addresses;
    Address subnet_out_of_addresses_in_refresh by subnet_out_of_addresses;
    Shape user_data_crlf;
    Relation user_data_cycle;
    Relation user_data_needs_role;
    Shape user_data_no_shebang;
    Shape user_data_over_16_kib;
    Shape user_data_secret;
    Shape user_data_two_formats;
    Shape user_data_unrendered;
    Shape user_data_unused_variable;
    Relation user_data_wrong_package_manager;
    Shape volume_iops_missing;
    Shape volume_size_by_type;
}

/// What is launched, with the header of the group or instance that launches it.
fn launches(topology: &Topology) -> impl Iterator<Item = (&Header, &Launch)> {
    let groups = topology.auto_scaling_groups.iter().map(|group| (&group.header, &group.launch));
    groups.chain(topology.instances.iter().map(|instance| (&instance.header, &instance.launch)))
}

/// The target groups that a listener forwards to.
fn forwarded_targets(topology: &Topology) -> OrderedSet<TargetGroupId> {
    let listeners = topology.load_balancers.iter().flat_map(|balancer| &balancer.listeners);
    let actions = listeners.flat_map(|listener| {
        let rules = listener.rules.iter().map(|rule| &rule.action.value);
        rules.chain(listener.default.iter().map(|action| &action.value))
    });
    actions
        .filter_map(|action| match action {
            Action::Forward(target) => Some(*target),
            _ => None,
        })
        .collect()
}
