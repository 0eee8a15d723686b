//! Rules of security groups.

use super::permission::{read_description, read_one_peer, read_permissions, read_traffic};
use super::prefix_list::prefix_list;
use super::security_group::refuse_text;
use super::tags::{read_tag_specifications, write_tags};
use crate::cidr::Block;
use crate::filter::{Field, Listing, list};
use crate::operation::{Call, Operation};
use crate::refusal::Refusal;
use crate::store::security::{Peer, RuleKey, SecurityGroup, SecurityGroupRule, Traffic};
use crate::store::{Kind, Region, Tags, find, find_mut};
use crate::wire::answer::Answer;
use crate::wire::xml::Xml;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::write("AuthorizeSecurityGroupIngress", |call| authorize(call, false)),
    Operation::write("AuthorizeSecurityGroupEgress", |call| authorize(call, true)),
    Operation::write("RevokeSecurityGroupIngress", |call| revoke(call, false)),
    Operation::write("RevokeSecurityGroupEgress", |call| revoke(call, true)),
    Operation::read("DescribeSecurityGroupRules", describe_security_group_rules),
    Operation::write("ModifySecurityGroupRules", modify_security_group_rules),
];

impl RuleKey {
    /// What AWS puts into a new group.
    pub(super) const EVERYTHING_OUT: Self =
        Self { is_egress: true, traffic: Traffic::ALL, peer: Peer::Block(Block::ALL) };
}

/// Enters a rule; gives its id.
pub(super) fn make_rule(
    region: &mut Region,
    group_id: &str,
    key: RuleKey,
    description: Option<String>,
    tags: Tags,
) -> String {
    let id = region.new_id("sgr");
    let rule = SecurityGroupRule {
        id: id.clone(),
        made_at: region.now,
        group_id: group_id.to_owned(),
        key,
        description,
        tags,
    };
    region.security_group_rules.insert(id.clone(), rule);
    id
}

/// Adds all rules of a request, or none.
fn authorize(call: &mut Call<'_>, is_egress: bool) -> Result<Answer, Refusal> {
    let group_id = call.input.text("GroupId")?;
    let wanted = read_permissions(call.input, is_egress)?;
    let tags = read_tag_specifications::<SecurityGroupRule>(call)?;
    call.begin()?;

    find::<SecurityGroup>(call.region, group_id)?;
    if wanted.is_empty() {
        // EC2 API reference, AuthorizeSecurityGroupIngress: permissions are required; the code is assumed.
        return Err(Refusal::missing("ipPermissions"));
    }
    for (at, (key, description)) in wanted.iter().enumerate() {
        refuse_key(call.region, group_id, key)?;
        description.as_deref().map_or(Ok(()), |text| refuse_text(text, "rule description"))?;
        if wanted[..at].iter().any(|(other, _)| other == key) {
            // The words are those that EC2 answers.
            return Err(Refusal::value("The same permission must not appear multiple times"));
        }
        refuse_duplicate(call.region, group_id, key, None)?;
    }
    refuse_quota(call, group_id, is_egress, wanted.len())?;

    let mut ids = Vec::new();
    for (key, description) in wanted {
        ids.push(make_rule(call.region, group_id, key, description, tags.clone()));
    }
    let rules = ids.iter().filter_map(|id| call.region.security_group_rules.get(id));
    Ok(Answer::ec2(|xml| {
        xml.text("return", true);
        xml.list("securityGroupRuleSet", rules, |xml, rule| write_rule(xml, rule, call.region));
    }))
}

/// EC2 API reference, error codes; the words are those that EC2 answers.
fn refuse_duplicate(
    region: &Region,
    group_id: &str,
    key: &RuleKey,
    but: Option<&str>,
) -> Result<(), Refusal> {
    let mut rules = region.security_group_rules.values();
    if !rules.any(|rule| rule.group_id == group_id && rule.key == *key && Some(rule.id.as_str()) != but) {
        return Ok(());
    }
    let message = format!(
        "the specified rule \"peer: {}, {}, ALLOW\" already exists",
        peer_text(&key.peer),
        traffic_text(key.traffic)
    );
    Err(Refusal::new("InvalidPermission.Duplicate", message))
}

/// VPC user guide, page on quotas: inbound and outbound rules are counted apart; AWS's prefix lists for S3 and DynamoDB
/// weigh one.
fn refuse_quota(call: &Call<'_>, group_id: &str, is_egress: bool, more: usize) -> Result<(), Refusal> {
    let rules = call.region.security_group_rules.values();
    let has = rules.filter(|rule| rule.group_id == group_id && rule.key.is_egress == is_egress).count();
    if has + more > call.settings.quotas.security_group_rules {
        let message = "The maximum number of rules per security group has been reached.";
        return Err(Refusal::new("RulesPerSecurityGroupLimitExceeded", message));
    }
    Ok(())
}

fn peer_text(peer: &Peer) -> String {
    match peer {
        Peer::Block(block) => block.to_string(),
        Peer::Group(id) | Peer::PrefixList(id) => id.clone(),
    }
}

fn traffic_text(traffic: Traffic) -> String {
    let protocol = match traffic.protocol_text().as_str() {
        "-1" => "ALL".to_owned(),
        other => other.to_ascii_uppercase(),
    };
    match traffic.ports {
        Some((from, to)) => format!("{protocol}, from port: {from}, to port: {to}"),
        None => protocol,
    }
}

/// Refuses a peer that the group cannot name.
fn refuse_key(region: &Region, group_id: &str, key: &RuleKey) -> Result<(), Refusal> {
    match &key.peer {
        Peer::Block(_) => Ok(()),
        Peer::Group(id) => {
            let (own, other) = (find::<SecurityGroup>(region, group_id)?, find::<SecurityGroup>(region, id)?);
            if own.vpc_id == other.vpc_id {
                return Ok(());
            }
            // EC2 API reference, error codes: "You can't specify a security group that is in a different … VPC".
            let message = "You have specified two resources that belong to different networks.";
            Err(Refusal::new("InvalidGroup.NotFound", message))
        }
        Peer::PrefixList(id) => {
            prefix_list(&region.name, id).map(|_| ()).ok_or_else(|| super::prefix_list::not_found(id))
        }
    }
}

/// Removes all rules of a request, or none.
fn revoke(call: &mut Call<'_>, is_egress: bool) -> Result<Answer, Refusal> {
    let group_id = call.input.text("GroupId")?;
    let ids = call.input.texts("SecurityGroupRuleId");
    let permissions = read_permissions(call.input, is_egress)?;
    call.begin()?;

    find::<SecurityGroup>(call.region, group_id)?;
    if ids.is_empty() == permissions.is_empty() {
        // EC2 API reference, RevokeSecurityGroupIngress: rule ids, or permissions; the code is assumed.
        return Err(Refusal::combination("Either ipPermissions or securityGroupRuleIds should be provided"));
    }
    let mut removed = Vec::new();
    for id in &ids {
        let rule = find::<SecurityGroupRule>(call.region, id)?;
        if rule.group_id != group_id || rule.key.is_egress != is_egress {
            // EC2 API reference, error codes; that a rule of another group counts as absent is assumed.
            let message = format!("The security group rule ID '{id}' does not exist");
            return Err(Refusal::new(SecurityGroupRule::NOT_FOUND, message));
        }
        removed.push(id.clone());
    }
    for (key, _) in &permissions {
        let mut rules = call.region.security_group_rules.values();
        let rule = rules.find(|rule| rule.group_id == group_id && rule.key == *key);
        // EC2 API reference, RevokeSecurityGroupIngress: "For a security group in a nondefault VPC, if you specify a
        // rule that doesn't exist" the request fails; error codes.
        let rule = rule.ok_or_else(|| {
            let message = "The specified rule does not exist in this security group.";
            Refusal::new("InvalidPermission.NotFound", message)
        })?;
        removed.push(rule.id.clone());
    }
    let rules: Vec<_> = removed.iter().filter_map(|id| call.region.security_group_rules.remove(id)).collect();
    Ok(Answer::ec2(|xml| {
        xml.text("return", true);
        xml.list("revokedSecurityGroupRuleSet", &rules, |xml, rule| {
            xml.text("securityGroupRuleId", &rule.id);
            xml.text("groupId", &rule.group_id);
            xml.text("isEgress", rule.key.is_egress);
            write_traffic(xml, rule.key.traffic);
            match &rule.key.peer {
                Peer::Block(block) => xml.text("cidrIpv4", block),
                Peer::Group(id) => xml.text("referencedGroupId", id),
                Peer::PrefixList(id) => xml.text("prefixListId", id),
            }
            xml.optional("description", rule.description.as_ref());
        });
    }))
}

/// EC2 API reference, DescribeSecurityGroupRules.
const FIELDS: &[Field<SecurityGroupRule>] = &[
    ("group-id", |rule, _| vec![rule.group_id.clone()]),
    ("security-group-rule-id", |rule, _| vec![rule.id.clone()]),
];

fn describe_security_group_rules(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let listing = Listing { ids: "SecurityGroupRuleId", fields: FIELDS, page: Some((5, 1000)) };
    let listed = list(call, &listing)?;
    Ok(Answer::ec2(|xml| {
        xml.list("securityGroupRuleSet", &listed.rows, |xml, rule| write_rule(xml, rule, call.region));
        xml.optional("nextToken", listed.next.as_ref());
    }))
}

/// Changes all rules of a request, or none.
fn modify_security_group_rules(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let group_id = call.input.text("GroupId")?;
    let mut changes = Vec::new();
    for change in call.input.structures("SecurityGroupRule") {
        let id = change.text("SecurityGroupRuleId")?;
        let rule =
            change.structure("SecurityGroupRule").ok_or_else(|| Refusal::missing("SecurityGroupRule"))?;
        changes.push((id, read_traffic(rule)?, read_one_peer(rule)?, read_description(rule)));
    }
    call.begin()?;

    find::<SecurityGroup>(call.region, group_id)?;
    if changes.is_empty() {
        return Err(Refusal::missing("SecurityGroupRule"));
    }
    let before = call.region.security_group_rules.clone();
    for (id, traffic, peer, description) in changes {
        if let Err(refusal) = modify_rule(call.region, group_id, id, traffic, peer, description) {
            call.region.security_group_rules = before;
            return Err(refusal);
        }
    }
    Ok(Answer::done())
}

fn modify_rule(
    region: &mut Region,
    group_id: &str,
    id: &str,
    traffic: Traffic,
    peer: Peer,
    description: Option<String>,
) -> Result<(), Refusal> {
    let rule = find::<SecurityGroupRule>(region, id)?;
    if rule.group_id != group_id {
        // As for a revoke.
        let message = format!("The security group rule ID '{id}' does not exist");
        return Err(Refusal::new(SecurityGroupRule::NOT_FOUND, message));
    }
    if std::mem::discriminant(&rule.key.peer) != std::mem::discriminant(&peer) {
        // VPC user guide, "Configure security group rules": a block cannot become a group or a prefix list; the code is
        // assumed.
        return Err(Refusal::value("The type of the source or destination of a rule cannot be changed"));
    }
    let key = RuleKey { is_egress: rule.key.is_egress, traffic, peer };
    refuse_key(region, group_id, &key)?;
    description.as_deref().map_or(Ok(()), |text| refuse_text(text, "rule description"))?;
    refuse_duplicate(region, group_id, &key, Some(id))?;
    let rule = find_mut::<SecurityGroupRule>(region, id)?;
    rule.key = key;
    rule.description = description;
    Ok(())
}

fn write_traffic(xml: &mut Xml, traffic: Traffic) {
    xml.text("ipProtocol", traffic.protocol_text());
    let (from, to) = traffic.ports.unwrap_or((-1, -1));
    xml.text("fromPort", from);
    xml.text("toPort", to);
}

fn write_rule(xml: &mut Xml, rule: &SecurityGroupRule, region: &Region) {
    xml.text("securityGroupRuleId", &rule.id);
    xml.text("groupId", &rule.group_id);
    xml.text("groupOwnerId", &region.account);
    xml.text("isEgress", rule.key.is_egress);
    write_traffic(xml, rule.key.traffic);
    match &rule.key.peer {
        Peer::Block(block) => xml.text("cidrIpv4", block),
        Peer::PrefixList(id) => xml.text("prefixListId", id),
        Peer::Group(id) => xml.element("referencedGroupInfo", |xml| {
            xml.text("groupId", id);
            xml.text("userId", &region.account);
        }),
    }
    xml.optional("description", rule.description.as_ref());
    xml.text("securityGroupRuleArn", region.arn("ec2", &format!("security-group-rule/{}", rule.id)));
    write_tags(xml, &rule.tags);
}
