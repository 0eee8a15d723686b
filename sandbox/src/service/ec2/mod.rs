//! EC2: the network, and the machines on it.

pub(crate) mod tags;
mod vpc;
pub(crate) mod zones;

use crate::operation::Operation;
use crate::settings::Settings;
use crate::store::Region;

/// The tables of operations, one for each file.
pub(crate) const TABLES: &[&[Operation]] = &[vpc::OPERATIONS];

/// Puts into a region that is seen for the first time what AWS puts there.
pub(crate) fn found_region(_region: &mut Region, _settings: &Settings) {}
