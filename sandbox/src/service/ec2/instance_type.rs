//! Instance types: how many CPUs, how much memory, which architectures, and in which zones they are offered.

use crate::filter::{Field, list_rows};
use crate::operation::{Call, Operation};
use crate::refusal::Refusal;
use crate::wire::answer::Answer;
use crate::wire::xml::Xml;

use super::zones::zones_of;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::read("DescribeInstanceTypes", describe_instance_types),
    Operation::read("DescribeInstanceTypeOfferings", describe_instance_type_offerings),
];

/// One instance type.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct InstanceType {
    /// `t3.small`
    pub(crate) name: &'static str,
    /// CPUs as EC2 counts them against its quota.
    pub(crate) vcpus: u32,
    memory_gib: f64,
    /// `x86_64`, `arm64`, or `i386+x86_64`.
    architectures: &'static str,
    pub(crate) burstable: bool,
}

const TABLE: &str = include_str!("instance-types.csv");

/// All instance types, in the order of the table.
pub(crate) fn instance_types() -> impl Iterator<Item = InstanceType> {
    TABLE.lines().filter_map(|line| {
        let mut cells = line.split(',');
        Some(InstanceType {
            name: cells.next().filter(|name| name.contains('.'))?,
            vcpus: cells.next()?.parse().ok()?,
            memory_gib: cells.next()?.parse().ok()?,
            architectures: cells.next()?,
            burstable: cells.next()? == "true",
        })
    })
}

/// The instance type of this name; exact, in lower case.
pub(crate) fn instance_type(name: &str) -> Option<InstanceType> {
    instance_types().find(|known| known.name == name)
}

impl InstanceType {
    pub(crate) fn architectures(self) -> impl Iterator<Item = &'static str> {
        self.architectures.split('+')
    }

    /// Whether the zone has this type.
    ///
    /// In us-east-1e only generations up to the fourth are offered (moto 5.2.5, `instance_type_offerings`, where every
    /// t3, t3a, t4g, m5, m7i, c6g and c7g type that was looked up is absent there while t2.micro is in all six).
    pub(crate) fn is_offered_in(self, zone: &str) -> bool {
        let generation = self.name.bytes().find(u8::is_ascii_digit).unwrap_or(b'0');
        let family = self.name.split(|letter: char| letter.is_ascii_digit()).next().unwrap_or_default();
        let newest_there = if family == "t" { b'2' } else { b'4' };
        zone != "us-east-1e" || generation <= newest_there
    }
}

/// EC2 API reference, DescribeInstanceTypes: those of its filters that the table can answer.
const FIELDS: &[Field<InstanceType>] = &[
    ("burstable-performance-supported", |known, _| vec![known.burstable.to_string()]),
    ("instance-type", |known, _| vec![known.name.to_owned()]),
    ("processor-info.supported-architecture", |known, _| known.architectures().map(str::to_owned).collect()),
    ("vcpu-info.default-vcpus", |known, _| vec![known.vcpus.to_string()]),
];

fn describe_instance_types(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    // "Error codes for the Amazon EC2 API": InvalidInstanceType.
    let unknown = |name: &str| {
        let message = format!("The following supplied instance types do not exist: [{name}]");
        Refusal::new("InvalidInstanceType", message)
    };
    let rows = instance_types().map(|known| (known.name.to_owned(), known)).collect();
    // EC2 API reference, DescribeInstanceTypes: 5 to 100.
    let (rows, next) = list_rows(call, Some(("InstanceType", unknown)), FIELDS, Some((5, 100)), rows)?;
    Ok(Answer::ec2(|xml| {
        xml.list("instanceTypeSet", rows, write_instance_type);
        xml.optional("nextToken", next.as_ref());
    }))
}

fn write_instance_type(xml: &mut Xml, known: InstanceType) {
    xml.text("instanceType", known.name);
    xml.element("processorInfo", |xml| xml.texts("supportedArchitectures", known.architectures()));
    xml.element("vCpuInfo", |xml| xml.text("defaultVCpus", known.vcpus));
    xml.element("memoryInfo", |xml| xml.text("sizeInMiB", (known.memory_gib * 1024.0).round() as i64));
    xml.text("burstablePerformanceSupported", known.burstable);
}

/// EC2 API reference, DescribeInstanceTypeOfferings.
const OFFER_FIELDS: &[Field<(InstanceType, String)>] = &[
    ("instance-type", |(known, _), _| vec![known.name.to_owned()]),
    ("location", |(_, place), _| vec![place.clone()]),
];

fn describe_instance_type_offerings(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let location_type = call.input.optional("LocationType").unwrap_or("region");
    let places: Vec<String> = match location_type {
        "region" => vec![call.region.name.clone()],
        "availability-zone" => {
            zones_of(&call.region.name).unwrap_or_default().into_iter().map(|zone| zone.name).collect()
        }
        // EC2 API reference: zone ids and outposts too, which the sandbox does not tell.
        other => {
            return Err(Refusal::value(format!("Value ({other}) for parameter LocationType is invalid")));
        }
    };
    let offers = instance_types().flat_map(|known| {
        let there = places.iter().filter(move |place| known.is_offered_in(place));
        there.map(move |place| (format!("{} {place}", known.name), (known, place.clone())))
    });
    // EC2 API reference, DescribeInstanceTypeOfferings: 5 to 1000.
    let (offers, next) = list_rows(call, None, OFFER_FIELDS, Some((5, 1000)), offers.collect())?;
    Ok(Answer::ec2(|xml| {
        xml.list("instanceTypeOfferingSet", &offers, |xml, (known, place)| {
            xml.text("instanceType", known.name);
            xml.text("locationType", location_type);
            xml.text("location", place);
        });
        xml.optional("nextToken", next.as_ref());
    }))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;

    #[test]
    fn the_table_of_instance_types_is_read_whole() {
        assert_eq!(instance_types().count(), TABLE.lines().count() - 3);
        let small = instance_type("t3.small").unwrap();
        assert_eq!((small.vcpus, small.burstable), (2, true));
        assert!(instance_type("t4g.small").unwrap().architectures().eq(["arm64"]));
        assert!(instance_type("T3.small").is_none());
    }

    #[test]
    fn the_fifth_zone_of_virginia_has_only_old_types() {
        for (name, zone, offered) in [
            ("t3.small", "us-east-1e", false),
            ("t3.small", "us-east-1a", true),
            ("t2.micro", "us-east-1e", true),
            ("m5.large", "us-east-1e", false),
            ("m4.large", "us-east-1e", true),
        ] {
            assert_eq!(instance_type(name).unwrap().is_offered_in(zone), offered, "{name} {zone}");
        }
    }
}
