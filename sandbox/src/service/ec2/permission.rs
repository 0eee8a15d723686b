//! Protocols, ports and peers of rules as requests write them, in one form for each meaning.

use crate::cidr::Block;
use crate::refusal::Refusal;
use crate::store::security::{Peer, RuleKey, Traffic};
use crate::wire::input::Input;

/// Reads `IpPermissions.1.IpProtocol`, `IpPermissions.1.IpRanges.1.CidrIp` …: one rule for each peer.
pub(super) fn read_permissions(
    input: Input<'_>,
    is_egress: bool,
) -> Result<Vec<(RuleKey, Option<String>)>, Refusal> {
    let mut rules = Vec::new();
    for permission in input.structures("IpPermissions") {
        let traffic = read_traffic(permission)?;
        let before = rules.len();
        for range in permission.structures("IpRanges") {
            let peer = read_peer_block(range.text("CidrIp")?)?;
            rules.push((RuleKey { is_egress, traffic, peer }, read_description(range)));
        }
        for group in permission.structures("Groups") {
            // The account's own number may stand beside its group.
            let _ = group.optional("UserId");
            let peer = Peer::Group(group.text("GroupId")?.to_owned());
            rules.push((RuleKey { is_egress, traffic, peer }, read_description(group)));
        }
        for list in permission.structures("PrefixListIds") {
            let peer = Peer::PrefixList(list.text("PrefixListId")?.to_owned());
            rules.push((RuleKey { is_egress, traffic, peer }, read_description(list)));
        }
        if rules.len() == before {
            // EC2 API reference, IpPermission: a source or destination is required.
            return Err(Refusal::new(
                "MissingParameter",
                "Either 'cidrIp', 'groups' or 'prefixListIds' must be specified",
            ));
        }
    }
    Ok(rules)
}

pub(super) fn read_description(input: Input<'_>) -> Option<String> {
    input.optional("Description").filter(|text| !text.is_empty()).map(str::to_owned)
}

/// The words are those that EC2 answers.
fn read_peer_block(text: &str) -> Result<Peer, Refusal> {
    Block::parse(text)
        .map(Peer::Block)
        .ok_or_else(|| Refusal::value(format!("CIDR block {text} is malformed")))
}

/// EC2 API reference, IpPermission: `IpProtocol`, `FromPort`, `ToPort`.
pub(super) fn read_traffic(input: Input<'_>) -> Result<Traffic, Refusal> {
    let protocol = read_protocol(input.text("IpProtocol")?)?;
    let (from, to) = (input.number("FromPort")?, input.number("ToPort")?);
    let wrong = |value: &str| Refusal::value(format!("Invalid value '{value}' for portRange."));
    let narrow = |value: i64| i32::try_from(value).map_err(|_| wrong(&value.to_string()));
    let ports = match protocol {
        Some(6 | 17) => {
            let (Some(from), Some(to)) = (from, to) else {
                return Err(wrong("Must specify both from and to ports with TCP/UDP."));
            };
            for port in [from, to] {
                if !(0..=65_535).contains(&port) {
                    return Err(wrong(&port.to_string()));
                }
            }
            if from > to {
                return Err(wrong(&format!("{from}-{to}")));
            }
            Some((narrow(from)?, narrow(to)?))
        }
        Some(1 | 58) => {
            // Type and code; -1 is all. "If you specify all ICMP types, you must specify all codes."
            let (kind, code) = (from.unwrap_or(-1), to.unwrap_or(-1));
            let bounds = -1..=255;
            if !bounds.contains(&kind) || !bounds.contains(&code) || (kind == -1 && code != -1) {
                return Err(Refusal::value(format!("Invalid ICMP type and code '{kind}, {code}'")));
            }
            Some((narrow(kind)?, narrow(code)?))
        }
        // "Traffic on all ports is allowed, regardless of any port range that you specify".
        None | Some(_) => None,
    };
    Ok(Traffic { protocol, ports })
}

/// A protocol by name or number; none: all. EC2 API reference, error codes: `InvalidPermission.Malformed`.
fn read_protocol(text: &str) -> Result<Option<u8>, Refusal> {
    match text {
        "-1" | "all" => Ok(None),
        "tcp" => Ok(Some(6)),
        "udp" => Ok(Some(17)),
        "icmp" => Ok(Some(1)),
        "icmpv6" => Ok(Some(58)),
        number => number.parse().map(Some).map_err(|_| {
            Refusal::new("InvalidPermission.Malformed", format!("Unsupported IP protocol \"{number}\""))
        }),
    }
}

/// EC2 API reference, SecurityGroupRuleRequest: exactly one of the peers.
pub(super) fn read_one_peer(input: Input<'_>) -> Result<Peer, Refusal> {
    let block = input.optional("CidrIpv4").map(read_peer_block).transpose()?;
    let group = input.optional("ReferencedGroupId").map(|id| Peer::Group(id.to_owned()));
    let list = input.optional("PrefixListId").map(|id| Peer::PrefixList(id.to_owned()));
    let mut given = [block, group, list].into_iter().flatten();
    match (given.next(), given.next()) {
        (Some(peer), None) => Ok(peer),
        (Some(_), Some(_)) => {
            Err(Refusal::combination("Only one source or destination may be specified for a rule"))
        }
        (None, _) => Err(Refusal::missing("CidrIpv4")),
    }
}
