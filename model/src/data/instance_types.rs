//! EC2 instance types.
//!
//! Source: EC2 DescribeInstanceTypes as bundled in moto 5.2.5, read 2026-11: every type of the commercial regions.
//! The vCPUs are the default ones, which EC2 counts against a quota. The table is a text that is searched, not a
//! static array: the compiler reads a thousand lines of text faster than a thousand values.

use crate::closest::closest;
use crate::topology::Architecture;

/// The lines of the table; those of a comment begin with `#`.
const TABLE: &str = include_str!("../../data/instance_types.csv");

/// An instance type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InstanceType {
    /// Its name, as `t3.small`.
    pub name: &'static str,
    /// How many vCPUs it has.
    pub vcpus: u32,
    /// Its memory, in MiB.
    pub memory: u32,
    /// The architecture of the images that it runs; `None` is one that no declared image has.
    pub architecture: Option<Architecture>,
    /// Whether its CPU is paid in credits beyond a baseline.
    pub burstable: bool,
}

/// The type of this name.
#[must_use]
pub fn find_instance_type(name: &str) -> Option<InstanceType> {
    let found = TABLE.match_indices(name).find(|(start, _)| {
        let before = &TABLE[..*start];
        before.ends_with('\n') && TABLE[start + name.len()..].starts_with(',')
    });
    found.and_then(|(start, _)| TABLE[start..].lines().next()).and_then(parse_line)
}

/// The type whose name is nearest to a misspelt one.
#[must_use]
pub fn nearest_instance_type(name: &str) -> Option<&'static str> {
    closest(name, instance_types().map(|kind| kind.name))
}

/// Every type, by name.
pub fn instance_types() -> impl Iterator<Item = InstanceType> {
    TABLE.lines().filter_map(parse_line)
}

fn parse_line(line: &'static str) -> Option<InstanceType> {
    let mut fields = line.split(',');
    let mut field = || fields.next();
    let name = field().filter(|name| !name.starts_with('#'))?;
    let vcpus = field()?.parse().ok()?;
    let memory = field()?.parse().ok()?;
    let architecture = match field()? {
        "x86_64" => Some(Architecture::X86_64),
        "arm64" => Some(Architecture::Arm64),
        _ => None,
    };
    Some(InstanceType { name, vcpus, memory, architecture, burstable: field()? == "burstable" })
}

impl InstanceType {
    /// The part of its name before the dot: `t3`.
    #[must_use]
    pub fn family(&self) -> &'static str {
        self.name.split('.').next().unwrap_or_default()
    }

    /// The share of its CPU, in percent, that a burstable type may use for ever without surplus credits.
    ///
    /// Source: EC2 user guide, "Burstable performance instances: baseline utilization", 2026-09; families of before
    /// `t3` have other numbers and are left out.
    #[must_use]
    pub fn baseline(&self) -> Option<u32> {
        let (family, size) = self.name.split_once('.')?;
        if !matches!(family, "t3" | "t3a" | "t4g") {
            return None;
        }
        match size {
            "nano" => Some(5),
            "micro" => Some(10),
            "small" | "medium" => Some(20),
            "large" => Some(30),
            "xlarge" | "2xlarge" => Some(40),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_read_and_the_names_are_sorted() {
        let lines = TABLE.lines().filter(|line| !line.starts_with('#')).count();
        let names: Vec<&str> = instance_types().map(|kind| kind.name).collect();
        assert_eq!(names.len(), lines);
        assert!(names.is_sorted());
    }

    #[test]
    fn a_type_is_found_by_its_whole_name() {
        let small = find_instance_type("t3.small").expect("a known type");
        assert_eq!((small.vcpus, small.memory, small.burstable), (2, 2048, true));
        assert_eq!(small.baseline(), Some(20));
        let micro = find_instance_type("t4g.micro").expect("a known type");
        assert_eq!(micro.architecture, Some(Architecture::Arm64));
        for name in ["T3.small", "t3.smal", "3.small", "t3", "", "2,2048"] {
            assert_eq!(find_instance_type(name), None, "{name}");
        }
        assert_eq!(nearest_instance_type("t3.smal"), Some("t3.small"));
    }
}
