//! Networks: VPCs, subnets, zones, route tables, gateways, endpoints, the form of security rules.

use super::chapter;

chapter! {}
