//! What a security group lets through: its whole set of rules, in both directions.
//!
//! The set belongs to the group that it is named after, and exists with it. AWS gives each new group a rule that lets
//! everything out; it is an ordinary difference, revoked unless declared.
//!
//! AWS could tag each rule, and we do not: the whole set is ours because its group is, so a tag would decide nothing. It
//! would be one more thing to compare and to mend, and a rule that somebody adds by hand, which has to go, has none.

use aws_sdk_ec2::types::{
    IpPermission, IpRange, Ipv6Range, PrefixListId, SecurityGroupRule, UserIdGroupPair,
};
use groundplan_model::topology::{Ports, Protocol};

use super::address::Address;
use super::attribute::{Attributes, Read, Value, attributes};
use super::ec2::{PAGE, SERVICE};
use super::schema::{Attribute, Schema, Tagging};
use super::state::{Found, New, Observed, Which};
use super::{Kind, Operations};
use crate::call::{Call, items};
use crate::class::Class;
use crate::context::Context;
use crate::error::Error;

pub(crate) struct SecurityRules;

const GROUP: &str = "group_id";
const RULES: &str = "rules";

const DIRECTION: &str = "direction";
const PROTOCOL: &str = "protocol";
const FROM_PORT: &str = "from_port";
const TO_PORT: &str = "to_port";
const PEER_CIDR: &str = "cidr";
const PEER_GROUP: &str = "group";
const PEER_LIST: &str = "prefix_list";

const IN: &str = "in";
const OUT: &str = "out";

/// How often rules are revoked that somebody else revokes too.
const ATTEMPTS: u32 = 4;

/// How many values a filter takes (EC2 API reference, "Filters", 2026-09).
const FILTER_VALUES: usize = 200;

impl Operations for SecurityRules {
    const SCHEMA: Schema = Schema {
        attributes: &[Attribute::replace(GROUP), Attribute::in_place(RULES).unordered()],
        parents: &[Kind::SecurityGroup],
        tagging: Tagging::Parent,
        natural_key: &[GROUP],
        ..Schema::PLAIN
    };

    async fn observe(cx: &Context, which: Which<'_>, parents: &Observed) -> Result<Vec<Found>, Error> {
        let groups: Vec<&Found> = parents
            .of_kind(Kind::SecurityGroup)
            .filter(|group| which == Which::Owned || which == Which::Id(&group.id))
            .collect();
        let mut found = Vec::new();
        for groups in groups.chunks(FILTER_VALUES) {
            let ids: Vec<&str> = groups.iter().map(|group| group.id.as_str()).collect();
            let rules = describe(cx, &ids).await?;
            found.extend(groups.iter().map(|group| {
                let own = rules.iter().filter(|rule| rule.group_id() == Some(&group.id));
                Found::part(
                    Address::new(Kind::SecurityRules, group.address.name.clone()),
                    group.id.as_str(),
                    desired(group.id.as_str().into(), own.map(read_rule).collect()),
                )
            }));
        }
        Ok(found)
    }

    /// Makes nothing: a group has its set of rules from the start.
    async fn create(_: &Context, new: &New<'_>) -> Result<Found, Error> {
        let group = new.attributes.text(GROUP)?;
        Ok(Found::part(new.address.clone(), group, desired(group.into(), vec![default_egress()])))
    }

    /// Opens before it closes, so that no traffic stops in between.
    async fn update(cx: &Context, found: &Found, want: &Attributes, _: &[String]) -> Result<(), Error> {
        let (have, want) = (found.attributes.maps(RULES)?, want.maps(RULES)?);
        let added: Vec<&Attributes> = want.iter().filter(|rule| !have.contains(rule)).copied().collect();
        let removed: Vec<&Attributes> = have.iter().filter(|rule| !want.contains(rule)).copied().collect();
        authorize(cx, &found.id, &added).await?;
        revoke(cx, &found.id, &removed).await
    }

    /// Rules that name another group keep that one from going; the others go with their own.
    async fn leave(cx: &Context, found: &Found) -> Result<(), Error> {
        let rules = found.attributes.maps(RULES)?;
        let names_other = |rule: &&Attributes| {
            rule.maybe_text(PEER_GROUP).is_ok_and(|peer| peer.is_some_and(|peer| peer != found.id))
        };
        let rules: Vec<&Attributes> = rules.into_iter().filter(names_other).collect();
        revoke(cx, &found.id, &rules).await
    }

    async fn delete(cx: &Context, found: &Found) -> Result<(), Error> {
        revoke_by_id(cx, &found.id, |_| true).await
    }
}

async fn describe(cx: &Context, groups: &[&str]) -> Result<Vec<SecurityGroupRule>, Error> {
    let ids = groups.iter().map(|group| (*group).to_owned()).collect();
    let filter = aws_sdk_ec2::types::Filter::builder().name("group-id").set_values(Some(ids)).build();
    let request = cx.clients.ec2.describe_security_group_rules().filters(filter);
    cx.call(Call::new(SERVICE, "DescribeSecurityGroupRules"), async || items!(request, PAGE)).await
}

/// One call a direction. A rule that is there already makes AWS refuse the whole call: then the rest is sent alone.
async fn authorize(cx: &Context, group: &str, rules: &[&Attributes]) -> Result<(), Error> {
    match authorize_once(cx, group, rules).await {
        Err(error) if error.is(Class::AlreadyThere) => {
            let there: Vec<Value> = describe(cx, &[group]).await?.iter().map(read_rule).collect();
            let is_there = |rule: &&Attributes| there.contains(&Value::Map((*rule).clone()));
            let rest: Vec<&Attributes> = rules.iter().filter(|rule| !is_there(rule)).copied().collect();
            authorize_once(cx, group, &rest).await
        }
        done => done,
    }
}

async fn authorize_once(cx: &Context, group: &str, rules: &[&Attributes]) -> Result<(), Error> {
    let peers = peer_groups(rules);
    let ids: Vec<&str> = peers.iter().copied().chain([group]).collect();
    let (inbound, outbound) = permissions(rules)?;
    if !inbound.is_empty() {
        let request = cx
            .clients
            .ec2
            .authorize_security_group_ingress()
            .group_id(group)
            .set_ip_permissions(Some(inbound));
        let call = Call::new(SERVICE, "AuthorizeSecurityGroupIngress").on(&ids);
        cx.call(call, async || request.clone().send().await).await?;
    }
    if !outbound.is_empty() {
        let request = cx
            .clients
            .ec2
            .authorize_security_group_egress()
            .group_id(group)
            .set_ip_permissions(Some(outbound));
        let call = Call::new(SERVICE, "AuthorizeSecurityGroupEgress").on(&ids);
        cx.call(call, async || request.clone().send().await).await?;
    }
    Ok(())
}

/// Revokes rules by what they say. Where one of them is gone meanwhile, AWS revokes none (EC2 API model,
/// RevokeSecurityGroupIngress, 2026-09): then the others go by their ids.
async fn revoke(cx: &Context, group: &str, rules: &[&Attributes]) -> Result<(), Error> {
    let revoked = match revoke_as_said(cx, group, rules, &[]).await {
        // Neither a group that this run has made is gone where it is not found, nor its rule: they are not known yet.
        Err(error) if error.is(Class::NotFound) && is_made(cx, group) => {
            revoke_as_said(cx, group, rules, &[group]).await
        }
        done => done,
    };
    match revoked {
        Err(error) if error.is(Class::NotFound) => {
            let goes = |rule: &SecurityGroupRule| match read_rule(rule) {
                Value::Map(rule) => rules.contains(&&rule),
                _ => false,
            };
            revoke_by_id(cx, group, goes).await
        }
        done => done,
    }
}

fn is_made(cx: &Context, group: &str) -> bool {
    cx.made(Kind::SecurityGroup).iter().any(|made| made == group)
}

async fn revoke_as_said(cx: &Context, group: &str, rules: &[&Attributes], ids: &[&str]) -> Result<(), Error> {
    let (inbound, outbound) = permissions(rules)?;
    if !inbound.is_empty() {
        let request =
            cx.clients.ec2.revoke_security_group_ingress().group_id(group).set_ip_permissions(Some(inbound));
        let call = Call::new(SERVICE, "RevokeSecurityGroupIngress").on(ids);
        cx.call(call, async || request.clone().send().await).await?;
    }
    if !outbound.is_empty() {
        let request =
            cx.clients.ec2.revoke_security_group_egress().group_id(group).set_ip_permissions(Some(outbound));
        let call = Call::new(SERVICE, "RevokeSecurityGroupEgress").on(ids);
        cx.call(call, async || request.clone().send().await).await?;
    }
    Ok(())
}

/// Revokes what is there and goes, and looks again where somebody else revokes too.
async fn revoke_by_id(
    cx: &Context,
    group: &str,
    goes: impl Fn(&SecurityGroupRule) -> bool,
) -> Result<(), Error> {
    for _ in 0..ATTEMPTS {
        let there = match describe(cx, &[group]).await {
            Err(error) if error.is(Class::NotFound) => return Ok(()),
            there => there?,
        };
        match revoke_ids(cx, group, there.iter().filter(|rule| goes(rule))).await {
            Err(error) if error.is(Class::NotFound) => {}
            done => return done,
        }
    }
    Ok(())
}

async fn revoke_ids<'r>(
    cx: &Context,
    group: &str,
    rules: impl Iterator<Item = &'r SecurityGroupRule>,
) -> Result<(), Error> {
    let (mut inbound, mut outbound) = (Vec::new(), Vec::new());
    for rule in rules {
        let side = if rule.is_egress().unwrap_or_default() { &mut outbound } else { &mut inbound };
        side.extend(rule.security_group_rule_id().map(str::to_owned));
    }
    if !inbound.is_empty() {
        let request = cx.clients.ec2.revoke_security_group_ingress().group_id(group);
        let request = request.set_security_group_rule_ids(Some(inbound));
        let call = Call::new(SERVICE, "RevokeSecurityGroupIngress");
        cx.call(call, async || request.clone().send().await).await?;
    }
    if !outbound.is_empty() {
        let request = cx.clients.ec2.revoke_security_group_egress().group_id(group);
        let request = request.set_security_group_rule_ids(Some(outbound));
        let call = Call::new(SERVICE, "RevokeSecurityGroupEgress");
        cx.call(call, async || request.clone().send().await).await?;
    }
    Ok(())
}

fn peer_groups<'a>(rules: &[&'a Attributes]) -> Vec<&'a str> {
    rules.iter().filter_map(|rule| rule.maybe_text(PEER_GROUP).ok().flatten()).collect()
}

/// The rules as AWS takes them: inbound and outbound.
fn permissions(rules: &[&Attributes]) -> Result<(Vec<IpPermission>, Vec<IpPermission>), Error> {
    let (mut inbound, mut outbound) = (Vec::new(), Vec::new());
    for rule in rules {
        let side = if rule.text(DIRECTION)? == IN { &mut inbound } else { &mut outbound };
        side.push(permission(rule)?);
    }
    Ok((inbound, outbound))
}

/// AWS spells "every protocol" -1, and "every message of ICMP" as the port -1. Other protocols have no ports.
fn permission(rule: &Attributes) -> Result<IpPermission, Error> {
    let protocol = rule.text(PROTOCOL)?;
    let every = protocol.starts_with("icmp").then_some(-1);
    let permission = IpPermission::builder()
        .ip_protocol(if protocol == "all" { "-1" } else { protocol })
        .set_from_port(rule.maybe_number(FROM_PORT)?.or(every))
        .set_to_port(rule.maybe_number(TO_PORT)?.or(every));
    let permission = if let Some(cidr) = rule.maybe_text(PEER_CIDR)? {
        if cidr.contains(':') {
            permission.ipv6_ranges(Ipv6Range::builder().cidr_ipv6(cidr).build())
        } else {
            permission.ip_ranges(IpRange::builder().cidr_ip(cidr).build())
        }
    } else if let Some(list) = rule.maybe_text(PEER_LIST)? {
        permission.prefix_list_ids(PrefixListId::builder().prefix_list_id(list).build())
    } else {
        permission.user_id_group_pairs(UserIdGroupPair::builder().group_id(rule.text(PEER_GROUP)?).build())
    };
    Ok(permission.build())
}

fn read_rule(aws: &SecurityGroupRule) -> Value {
    let protocol = match aws.ip_protocol().unwrap_or_default() {
        "-1" => "all",
        "6" => "tcp",
        "17" => "udp",
        "1" => "icmp",
        other => other,
    };
    let (key, peer) = if let Some(cidr) = aws.cidr_ipv4().or(aws.cidr_ipv6()) {
        (PEER_CIDR, cidr)
    } else if let Some(list) = aws.prefix_list_id() {
        (PEER_LIST, list)
    } else {
        let group = aws.referenced_group_info().and_then(|info| info.group_id());
        (PEER_GROUP, group.unwrap_or_default())
    };
    let direction = if aws.is_egress().unwrap_or_default() { OUT } else { IN };
    // Where only some messages of ICMP are let through, their type and code stand as ports; -1 is all.
    let has_ports = match protocol {
        "tcp" | "udp" => true,
        "icmp" | "icmpv6" => aws.from_port().is_some_and(|kind| kind != -1),
        _ => false,
    };
    let ports = has_ports.then(|| (aws.from_port(), aws.to_port()));
    let mut rule =
        attributes([(DIRECTION, direction.into()), (PROTOCOL, protocol.into()), (key, peer.into())]);
    if let Some((from, to)) = ports {
        rule.insert(FROM_PORT.to_owned(), from.unwrap_or_default().into());
        rule.insert(TO_PORT.to_owned(), to.unwrap_or_default().into());
    }
    Value::Map(rule)
}

fn default_egress() -> Value {
    let all = Ports { protocol: Protocol::All, first: 0, last: u16::MAX };
    rule(Way::Out, all, Peer::Cidr("0.0.0.0/0".into()))
}

/// Into the group or out of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    In,
    Out,
}

/// Who is on the other side of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Peer {
    /// Whoever wears the group with this id.
    Group(Value),
    /// A block.
    Cidr(Value),
    /// The addresses of a prefix list.
    PrefixList(Value),
}

/// A rule.
pub(crate) fn rule(way: Way, ports: Ports, peer: Peer) -> Value {
    let (key, peer) = match peer {
        Peer::Group(id) => (PEER_GROUP, id),
        Peer::Cidr(cidr) => (PEER_CIDR, cidr),
        Peer::PrefixList(id) => (PEER_LIST, id),
    };
    let direction = if way == Way::In { IN } else { OUT };
    let protocol = ports.protocol.word();
    let mut rule = attributes([(DIRECTION, direction.into()), (PROTOCOL, protocol.into()), (key, peer)]);
    if matches!(ports.protocol, Protocol::Tcp | Protocol::Udp) {
        rule.insert(FROM_PORT.to_owned(), ports.first.into());
        rule.insert(TO_PORT.to_owned(), ports.last.into());
    }
    Value::Map(rule)
}

/// The attributes of a group's set of rules.
pub(crate) fn desired(group: Value, rules: Vec<Value>) -> Attributes {
    attributes([(GROUP, group), (RULES, Value::List(rules))])
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_sdk_ec2::types::ReferencedSecurityGroup;

    fn tcp(port: u16) -> Ports {
        Ports { protocol: Protocol::Tcp, first: port, last: port }
    }

    #[test]
    fn what_aws_shows_is_read_as_what_was_declared() {
        let from_group = SecurityGroupRule::builder()
            .is_egress(false)
            .ip_protocol("tcp")
            .from_port(3000)
            .to_port(3000)
            .referenced_group_info(ReferencedSecurityGroup::builder().group_id("sg-1").build())
            .build();
        assert_eq!(read_rule(&from_group), rule(Way::In, tcp(3000), Peer::Group("sg-1".into())));
        let everything_out = SecurityGroupRule::builder()
            .is_egress(true)
            .ip_protocol("-1")
            .from_port(-1)
            .to_port(-1)
            .cidr_ipv4("0.0.0.0/0")
            .build();
        assert_eq!(read_rule(&everything_out), default_egress());
        let icmp = |kind, code| {
            let rule =
                SecurityGroupRule::builder().is_egress(false).ip_protocol("icmp").cidr_ipv4("10.0.0.0/8");
            read_rule(&rule.from_port(kind).to_port(code).build())
        };
        let every_message = Ports { protocol: Protocol::Icmp, first: 0, last: u16::MAX };
        assert_eq!(icmp(-1, -1), rule(Way::In, every_message, Peer::Cidr("10.0.0.0/8".into())));
        assert_ne!(icmp(8, -1), icmp(-1, -1));
    }
    #[test]
    fn a_rule_that_somebody_added_can_be_said_to_aws() {
        let by_hand = |protocol: &str, ports: Option<(i32, i32)>, cidr: &str| {
            let mut rule = attributes([(PROTOCOL, protocol.into()), (PEER_CIDR, cidr.into())]);
            rule.extend(ports.map(|(from, _)| (FROM_PORT.to_owned(), from.into())));
            rule.extend(ports.map(|(_, to)| (TO_PORT.to_owned(), to.into())));
            permission(&rule)
        };
        let esp = by_hand("50", None, "10.0.0.0/8").expect("a protocol of a number");
        assert_eq!((esp.ip_protocol(), esp.from_port()), (Some("50"), None));
        let echo = by_hand("icmp", Some((8, -1)), "10.0.0.0/8").expect("one message of ICMP");
        assert_eq!((echo.from_port(), echo.to_port()), (Some(8), Some(-1)));
        let far = by_hand("tcp", Some((22, 22)), "::/0").expect("a block of IPv6");
        assert!(far.ip_ranges().is_empty());
        assert_eq!(far.ipv6_ranges()[0].cidr_ipv6(), Some("::/0"));
    }
}
