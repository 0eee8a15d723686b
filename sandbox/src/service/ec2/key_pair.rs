//! Key pairs: those that the settings name. They are not made or deleted here.

use super::tags::write_tags;
use crate::filter::{Field, list_rows};
use crate::operation::{Call, Operation};
use crate::refusal::Refusal;
use crate::settings::Settings;
use crate::store::{Region, Tags, checksum};
use crate::wire::answer::Answer;

pub(super) const OPERATIONS: &[Operation] = &[Operation::read("DescribeKeyPairs", describe_key_pairs)];

/// The names of a region's key pairs. `vockey` is in us-east-1 only (AWS Academy Learner Lab, readme).
pub(crate) fn key_pairs<'a>(region: &'a Region, settings: &'a Settings) -> impl Iterator<Item = &'a String> {
    settings.key_pairs.iter().filter(|name| *name != "vockey" || region.name == "us-east-1")
}

/// EC2 API reference, DescribeKeyPairs.
const FIELDS: &[Field<String>] =
    &[("key-name", |name, _| vec![name.clone()]), ("key-pair-id", |name, region| vec![id_of(region, name)])];

fn id_of(region: &Region, name: &str) -> String {
    format!("key-0{:016x}", checksum(format!("{} {name}", region.name).as_bytes()))
}

/// "Error codes for the Amazon EC2 API".
pub(crate) fn not_found(name: &str) -> Refusal {
    Refusal::new("InvalidKeyPair.NotFound", format!("The key pair '{name}' does not exist"))
}

fn describe_key_pairs(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let rows = key_pairs(call.region, call.settings).map(|name| (name.clone(), name.clone())).collect();
    // EC2 API reference, DescribeKeyPairs: no pages.
    let (names, _) = list_rows(call, Some(("KeyName", not_found)), FIELDS, None, rows)?;
    let region = &*call.region;
    Ok(Answer::ec2(|xml| {
        xml.list("keySet", &names, |xml, name| {
            xml.text("keyPairId", id_of(region, name));
            xml.text("keyName", name);
            xml.text("keyType", "rsa");
            write_tags(xml, &Tags::new());
        });
    }))
}
