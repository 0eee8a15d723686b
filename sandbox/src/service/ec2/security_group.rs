//! Security groups.

use std::collections::BTreeMap;

use super::security_group_rule::make_rule;
use super::tags::{read_tag_specifications, write_tags};
use crate::filter::{Field, Listing, list};
use crate::operation::{Call, Operation};
use crate::refusal::Refusal;
use crate::settings::Settings;
use crate::store::network::Vpc;
use crate::store::security::{Peer, RuleKey, SecurityGroup, SecurityGroupRule, Traffic};
use crate::store::{Region, Tags, find};
use crate::wire::answer::Answer;
use crate::wire::xml::Xml;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::write("CreateSecurityGroup", create_security_group),
    Operation::read("DescribeSecurityGroups", describe_security_groups),
    Operation::write("DeleteSecurityGroup", delete_security_group),
];

fn create_security_group(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let name = call.input.text("GroupName")?;
    let description = call.input.text("GroupDescription")?;
    let vpc_id = call.input.optional("VpcId");
    let tags = read_tag_specifications::<SecurityGroup>(call)?;
    call.begin()?;

    refuse_name(name)?;
    refuse_text(description, "security group description")?;
    let vpc_id = match vpc_id {
        Some(id) => find::<Vpc>(call.region, id)?.id.clone(),
        None => {
            // EC2 API reference, CreateSecurityGroup: "Required for a nondefault VPC"; code as EC2 has it.
            let default = call.region.vpcs.values().find(|vpc| vpc.is_default);
            default.map(|vpc| vpc.id.clone()).ok_or_else(|| {
                Refusal::new("VPCIdNotSpecified", "No default VPC for this user. GroupName is only supported for EC2-Classic and default VPC.")
            })?
        }
    };
    // EC2 API reference, CreateSecurityGroup: unique within the VPC, without regard to case.
    let mut siblings = call.region.security_groups.values().filter(|group| group.vpc_id == vpc_id);
    if siblings.any(|group| group.name.eq_ignore_ascii_case(name)) {
        let message = format!("The security group '{name}' already exists for VPC '{vpc_id}'");
        return Err(Refusal::new("InvalidGroup.Duplicate", message));
    }
    // VPC user guide, page on quotas.
    if call.region.security_groups.len() >= call.settings.quotas.security_groups {
        let message = "The maximum number of security groups has been reached.";
        return Err(Refusal::new("SecurityGroupLimitExceeded", message));
    }
    let id = call.region.new_id("sg");
    let group = SecurityGroup {
        id: id.clone(),
        made_at: call.now(),
        vpc_id,
        name: name.to_owned(),
        description: description.to_owned(),
        tags: tags.clone(),
    };
    call.region.security_groups.insert(id.clone(), group);
    // VPC user guide, "Security group rules": a new group lets everything out.
    make_rule(call.region, &id, RuleKey::EVERYTHING_OUT, None, Tags::new());
    let arn = call.region.arn("ec2", &format!("security-group/{id}"));
    Ok(Answer::ec2(|xml| {
        xml.text("return", true);
        xml.text("groupId", &id);
        write_tags(xml, &tags);
        xml.text("securityGroupArn", arn);
    }))
}

/// EC2 API reference, CreateSecurityGroup, `GroupName`; the codes of a reserved one: error codes.
fn refuse_name(name: &str) -> Result<(), Refusal> {
    if name.eq_ignore_ascii_case("default") {
        return Err(Refusal::new(
            "InvalidGroup.Reserved",
            "Cannot use reserved security group name: default",
        ));
    }
    if name.starts_with("sg-") {
        let message = format!(
            "Value ({name}) for parameter groupName is invalid. Group names may not be in the format sg-*"
        );
        return Err(Refusal::value(message));
    }
    refuse_text(name, "security group name")
}

/// EC2 API reference, CreateSecurityGroup, "Valid characters"; the words are those that EC2 answers.
pub(super) fn refuse_text(text: &str, what: &str) -> Result<(), Refusal> {
    let fits = text.chars().all(|one| one.is_ascii_alphanumeric() || " ._-:/()#,@[]+=&;{}!$*".contains(one));
    if fits && text.len() <= 255 {
        return Ok(());
    }
    let message = format!(
        "Invalid {what}. Valid descriptions are strings less than 256 characters from the following set:  a-zA-Z0-9. _-:/()#,@[]+=&;{{}}!$*"
    );
    Err(Refusal::value(message))
}

/// Refuses groups that an interface in this VPC cannot wear: those that do not exist, that are of another VPC, that are
/// named twice, or too many.
pub(crate) fn refuse_groups(
    region: &Region,
    settings: &Settings,
    vpc_id: &str,
    groups: &[String],
) -> Result<(), Refusal> {
    for (at, id) in groups.iter().enumerate() {
        let group = find::<SecurityGroup>(region, id)?;
        if group.vpc_id != vpc_id {
            // EC2 API reference, error codes: "You can't specify a security group that is in a different … VPC".
            let message = "You have specified two resources that belong to different networks.";
            return Err(Refusal::new("InvalidGroup.NotFound", message));
        }
        if groups[..at].contains(id) {
            // Assumed.
            return Err(Refusal::value(format!("The security group '{id}' is specified more than once")));
        }
    }
    // VPC user guide, page on quotas.
    if groups.len() > settings.quotas.interface_security_groups {
        let message = "The maximum number of security groups per interface has been reached.";
        return Err(Refusal::new("SecurityGroupsPerInterfaceLimitExceeded", message));
    }
    Ok(())
}

/// EC2 API reference, DescribeSecurityGroups.
const FIELDS: &[Field<SecurityGroup>] = &[
    ("description", |group, _| vec![group.description.clone()]),
    ("egress.ip-permission.cidr", |group, region| rules(group, region, true, cidr)),
    ("egress.ip-permission.group-id", |group, region| rules(group, region, true, peer_group)),
    ("egress.ip-permission.prefix-list-id", |group, region| rules(group, region, true, peer_list)),
    ("egress.ip-permission.protocol", |group, region| rules(group, region, true, protocol)),
    ("egress.ip-permission.from-port", |group, region| rules(group, region, true, from_port)),
    ("egress.ip-permission.to-port", |group, region| rules(group, region, true, to_port)),
    ("group-id", |group, _| vec![group.id.clone()]),
    ("group-name", |group, _| vec![group.name.clone()]),
    ("ip-permission.cidr", |group, region| rules(group, region, false, cidr)),
    ("ip-permission.group-id", |group, region| rules(group, region, false, peer_group)),
    ("ip-permission.prefix-list-id", |group, region| rules(group, region, false, peer_list)),
    ("ip-permission.protocol", |group, region| rules(group, region, false, protocol)),
    ("ip-permission.from-port", |group, region| rules(group, region, false, from_port)),
    ("ip-permission.to-port", |group, region| rules(group, region, false, to_port)),
    ("owner-id", |_, region| vec![region.account.clone()]),
    ("vpc-id", |group, _| vec![group.vpc_id.clone()]),
];

fn rules(
    group: &SecurityGroup,
    region: &Region,
    is_egress: bool,
    value: fn(&RuleKey) -> Option<String>,
) -> Vec<String> {
    let rules = region.security_group_rules.values();
    let rules = rules.filter(|rule| rule.group_id == group.id && rule.key.is_egress == is_egress);
    rules.filter_map(|rule| value(&rule.key)).collect()
}

fn cidr(key: &RuleKey) -> Option<String> {
    if let Peer::Block(block) = &key.peer { Some(block.to_string()) } else { None }
}

fn peer_group(key: &RuleKey) -> Option<String> {
    if let Peer::Group(id) = &key.peer { Some(id.clone()) } else { None }
}

fn peer_list(key: &RuleKey) -> Option<String> {
    if let Peer::PrefixList(id) = &key.peer { Some(id.clone()) } else { None }
}

fn protocol(key: &RuleKey) -> Option<String> {
    Some(key.traffic.protocol_text())
}

fn from_port(key: &RuleKey) -> Option<String> {
    key.traffic.ports.map(|(from, _)| from.to_string())
}

fn to_port(key: &RuleKey) -> Option<String> {
    key.traffic.ports.map(|(_, to)| to.to_string())
}

fn describe_security_groups(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let listed = list(call, &Listing { ids: "GroupId", fields: FIELDS, page: Some((5, 1000)) })?;
    let mut by_group: BTreeMap<&str, Vec<&SecurityGroupRule>> = BTreeMap::new();
    for rule in call.region.security_group_rules.values() {
        by_group.entry(rule.group_id.as_str()).or_default().push(rule);
    }
    Ok(Answer::ec2(|xml| {
        xml.list("securityGroupInfo", &listed.rows, |xml, group| {
            let rules = by_group.get(group.id.as_str()).map(Vec::as_slice).unwrap_or_default();
            write_security_group(xml, group, rules, call.region);
        });
        xml.optional("nextToken", listed.next.as_ref());
    }))
}

fn delete_security_group(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let id = call.input.text("GroupId")?;
    call.begin()?;

    let group = find::<SecurityGroup>(call.region, id)?;
    if group.name == "default" {
        // VPC user guide, "Default security groups": it cannot be deleted; code and words as EC2 has them.
        let message = format!("the specified group: \"{id}\" name: \"default\" cannot be deleted by a user");
        return Err(Refusal::new("CannotDelete", message));
    }
    // EC2 API reference, DeleteSecurityGroup: "If you attempt to delete a security group that is associated with an
    // instance or network interface, or is referenced by another security group in the same VPC".
    let worn =
        call.region.interfaces.values().any(|interface| interface.groups.iter().any(|worn| worn == id));
    let named = call
        .region
        .security_group_rules
        .values()
        .any(|rule| rule.group_id != id && rule.key.peer == Peer::Group(id.to_owned()));
    if worn || named {
        return Err(Refusal::dependency(format!("resource {id} has a dependent object")));
    }
    call.region.security_groups.remove(id);
    call.region.security_group_rules.retain(|_, rule| rule.group_id != id);
    Ok(Answer::ec2(|xml| {
        xml.text("return", true);
        xml.text("groupId", id);
    }))
}

fn write_security_group(xml: &mut Xml, group: &SecurityGroup, rules: &[&SecurityGroupRule], region: &Region) {
    xml.text("groupId", &group.id);
    xml.text("groupName", &group.name);
    xml.text("groupDescription", &group.description);
    xml.text("ownerId", &region.account);
    xml.text("vpcId", &group.vpc_id);
    xml.text("securityGroupArn", region.arn("ec2", &format!("security-group/{}", group.id)));
    for (name, is_egress) in [("ipPermissions", false), ("ipPermissionsEgress", true)] {
        let mut by_traffic: BTreeMap<Traffic, Vec<&SecurityGroupRule>> = BTreeMap::new();
        for rule in rules.iter().filter(|rule| rule.key.is_egress == is_egress) {
            by_traffic.entry(rule.key.traffic).or_default().push(rule);
        }
        xml.list(name, by_traffic, |xml, (traffic, rules)| write_permission(xml, traffic, &rules, region));
    }
    write_tags(xml, &group.tags);
}

/// Rules of the same protocol and ports are shown as one permission with several peers.
fn write_permission(xml: &mut Xml, traffic: Traffic, rules: &[&SecurityGroupRule], region: &Region) {
    xml.text("ipProtocol", traffic.protocol_text());
    xml.optional("fromPort", traffic.ports.map(|(from, _)| from));
    xml.optional("toPort", traffic.ports.map(|(_, to)| to));
    let groups = rules.iter().filter_map(|rule| Some((peer_group(&rule.key)?, rule)));
    xml.list("groups", groups, |xml, (id, rule)| {
        xml.text("groupId", id);
        xml.text("userId", &region.account);
        xml.optional("description", rule.description.as_ref());
    });
    let blocks = rules.iter().filter_map(|rule| Some((cidr(&rule.key)?, rule)));
    xml.list("ipRanges", blocks, |xml, (block, rule)| {
        xml.text("cidrIp", block);
        xml.optional("description", rule.description.as_ref());
    });
    xml.element("ipv6Ranges", |_| {});
    let lists = rules.iter().filter_map(|rule| Some((peer_list(&rule.key)?, rule)));
    xml.list("prefixListIds", lists, |xml, (id, rule)| {
        xml.text("prefixListId", id);
        xml.optional("description", rule.description.as_ref());
    });
}
