//! Security groups: who wears them, what their rules are worth, and what they open that should be closed.

use super::chapter;

chapter! {
    Group admin_port_open_to_world by database_port_open_to_world;
    Group all_traffic_from_world by database_port_open_to_world;
    Group database_port_open_to_world;
    Relation group_attached_other_vpc;
    Relation group_reference_other_vpc;
    Group group_without_members;
    Group port_range_covers_sensitive by database_port_open_to_world;
    Shape port_zero_is_not_all;
    Group rule_contained;
    Relation rule_twice;
    Group self_edge_is_needed_nowhere;
    Group source_range_too_wide by database_port_open_to_world;
    Group world_in_pieces;
}
