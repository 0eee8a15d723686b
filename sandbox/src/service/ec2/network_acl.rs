//! Network ACLs: the one that AWS makes with each VPC, to be looked at. Others cannot be made here.

use super::tags::write_tags;
use crate::filter::{Field, Listing, list};
use crate::operation::{Call, Operation};
use crate::refusal::Refusal;
use crate::store::Region;
use crate::store::network::NetworkAcl;
use crate::wire::answer::Answer;
use crate::wire::xml::Xml;

pub(super) const OPERATIONS: &[Operation] = &[Operation::read("DescribeNetworkAcls", describe_network_acls)];

/// EC2 API reference, DescribeNetworkAcls.
const FIELDS: &[Field<NetworkAcl>] = &[
    ("default", |_, _| vec!["true".to_owned()]),
    ("network-acl-id", |acl, _| vec![acl.id.clone()]),
    ("owner-id", |_, region| vec![region.account.clone()]),
    ("vpc-id", |acl, _| vec![acl.vpc_id.clone()]),
];

fn describe_network_acls(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let listed = list(call, &Listing { ids: "NetworkAclId", fields: FIELDS, page: Some((5, 1000)) })?;
    Ok(Answer::ec2(|xml| {
        xml.list("networkAclSet", &listed.rows, |xml, acl| write_network_acl(xml, acl, call.region));
        xml.optional("nextToken", listed.next.as_ref());
    }))
}

fn write_network_acl(xml: &mut Xml, acl: &NetworkAcl, region: &Region) {
    xml.text("networkAclId", &acl.id);
    xml.text("vpcId", &acl.vpc_id);
    xml.text("ownerId", &region.account);
    xml.text("default", true);
    // VPC user guide, "Default network ACL": rule 100 lets everything through, the last one nothing.
    let entries = [(true, 100), (true, 32_767), (false, 100), (false, 32_767)];
    xml.list("entrySet", entries, |xml, (egress, number)| {
        xml.text("ruleNumber", number);
        xml.text("protocol", -1);
        xml.text("ruleAction", if number == 100 { "allow" } else { "deny" });
        xml.text("egress", egress);
        xml.text("cidrBlock", "0.0.0.0/0");
    });
    write_tags(xml, &acl.tags);
}
