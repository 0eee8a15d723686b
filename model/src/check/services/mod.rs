//! Services: load balancers, listeners, host rules, target groups, health checks, certificates.

use super::chapter;

chapter! {}
