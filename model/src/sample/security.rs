//! Groups and arrows of a sample.

use super::Sample;
use crate::topology::*;

impl Sample {
    /// A group that is declared by `group`.
    pub fn group(&mut self, name: &str) -> GroupId {
        let header = self.header(name);
        let vpc = (self.topology.vpcs.len() == 1).then_some(VpcId(0));
        self.topology.groups.push(Group { header, own: false, vpc });
        GroupId(self.topology.groups.len() as u32 - 1)
    }

    /// The own group of a thing in this subnet: the members of a family share one.
    pub(super) fn push_own_group(&mut self, name: &str, subnet: SubnetId) -> GroupId {
        let base = name.split_once('.').map_or(name, |(base, _)| base);
        let vpc = Some(self.topology[subnet].vpc);
        let known = self.topology.groups.iter().position(|group| group.header.name.base == base);
        let index = known.unwrap_or_else(|| {
            let header = self.header(base);
            self.topology.groups.push(Group { header, own: true, vpc });
            self.topology.groups.len() - 1
        });
        GroupId(index as u32)
    }

    /// The group of this name, as the end of an arrow.
    pub fn own_group(&self, name: &str) -> End {
        let place = self.topology.groups.iter().position(|group| group.header.name.value.to_string() == name);
        End::Group(GroupId(place.expect("a group of this name") as u32))
    }

    /// A need. Its label is `edge n`, those of its parts `edge n.from`, `edge n.to`, `edge n.ports`.
    pub fn need(&mut self, from: End, to: End, ports: Ports) {
        let edge = self.edge(false, &[from], &[to], &[ports]);
        self.topology.edges.push(edge);
    }

    /// A permission, labelled as a need is.
    pub fn permit(&mut self, from: End, to: End, ports: Ports) {
        let edge = self.edge(true, &[from], &[to], &[ports]);
        self.topology.edges.push(edge);
    }

    /// A need or a permission, each end with each.
    pub fn edge(&mut self, permit: bool, from: &[End], to: &[End], ports: &[Ports]) -> Edge {
        let label = format!("edge {}", self.topology.edges.len());
        Edge {
            at: self.site(&label),
            permit,
            from: from.iter().map(|end| self.at(&format!("{label}.from"), *end)).collect(),
            to: to.iter().map(|end| self.at(&format!("{label}.to"), *end)).collect(),
            ports: ports.iter().map(|ports| self.at(&format!("{label}.ports"), *ports)).collect(),
        }
    }

    /// An assertion. Its label is `assert n`, those of its parts as of an edge.
    pub fn assert(&mut self, never: bool, from: End, to: End, ports: &[Ports]) {
        let label = format!("assert {}", self.topology.assertions.len());
        let assertion = Assertion {
            at: self.site(&label),
            never,
            from: vec![self.at(&format!("{label}.from"), from)],
            to: vec![self.at(&format!("{label}.to"), to)],
            ports: ports.iter().map(|ports| self.at(&format!("{label}.ports"), *ports)).collect(),
        };
        self.topology.assertions.push(assertion);
    }

    /// An arrow as the language writes it: `a -> b: tcp 80`, `permit [a, b] -> internet: all`,
    /// `assert never a -> "10.0.0.0/24"`. Its label is the text, those of its parts `part in text`.
    pub fn arrow(&mut self, text: &str) {
        let mut rest = text;
        let mut prefix = |word| {
            let found = rest.strip_prefix(word);
            rest = found.unwrap_or(rest);
            found.is_some()
        };
        let (permit, assert, never) = (prefix("permit "), prefix("assert "), prefix("never "));
        let (from, rest) = rest.split_once(" -> ").expect("an arrow");
        let (to, ports) = rest.rsplit_once(": ").unwrap_or((rest, ""));
        let at = self.site(text);
        let from = self.parts(from, text, Sample::end);
        let to = self.parts(to, text, Sample::end);
        let ports = self.parts(ports, text, |_, word| ports_of(word));
        if assert {
            self.topology.assertions.push(Assertion { at, never, from, to, ports });
        } else {
            self.topology.edges.push(Edge { at, permit, from, to, ports });
        }
    }

    fn parts<T>(&mut self, words: &str, text: &str, read: impl Fn(&Sample, &str) -> T) -> Vec<At<T>> {
        let words = words.trim_matches(['[', ']']).split(',').map(str::trim);
        words
            .filter(|word| !word.is_empty())
            .map(|word| {
                let value = read(self, word);
                self.at(&format!("{word} in {text}"), value)
            })
            .collect()
    }

    /// The end of an arrow that a word means: `internet`, a quoted block, or a name.
    pub fn end(&self, word: &str) -> End {
        let topology = &self.topology;
        let is = |header: &Header| header.name.value.to_string() == word;
        let place = |position: Option<usize>| position.map(|index| index as u32);
        if word == "internet" {
            End::Internet
        } else if word.starts_with('"') {
            End::Cidr(word.trim_matches('"').parse().expect("a block"))
        } else if let Some(id) = place(topology.groups.iter().position(|thing| is(&thing.header))) {
            End::Group(GroupId(id))
        } else if let Some(id) = place(topology.vpcs.iter().position(|thing| is(&thing.header))) {
            End::Vpc(VpcId(id))
        } else if let Some(id) = place(topology.gateway_endpoints.iter().position(|thing| is(&thing.header)))
        {
            End::Endpoint(GatewayEndpointId(id))
        } else {
            let id = place(topology.params.iter().position(|param| param.name.value == word));
            End::CidrParam(ParamId(id.expect("a group, VPC, endpoint or param of this name")))
        }
    }
}

fn ports_of(word: &str) -> Ports {
    let (protocol, range) = word.split_once(' ').unwrap_or((word, "0..=65535"));
    let protocol = match protocol {
        "tcp" => Protocol::Tcp,
        "udp" => Protocol::Udp,
        "icmp" => Protocol::Icmp,
        _ => Protocol::All,
    };
    let (first, last) = range.split_once("..=").unwrap_or((range, range));
    let port = |text: &str| text.parse().expect("a port");
    Ports { protocol, first: port(first), last: port(last) }
}
