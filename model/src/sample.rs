//! Topologies for tests, built part by part: what would be a token gets a label, so that a test can say where a
//! finding must stand.
//!
//! The label of a thing's name is the name (`public.a`), that of a value is the name and the property
//! (`public.a.cidr`, `web.max`).

#![allow(dead_code, reason = "each test takes the parts that it needs")]

mod machines;
mod network;
mod security;
mod services;

use crate::check;
use crate::diagnostic::{Finding, Site};
use crate::topology::*;

/// A topology being built, with the labels of its sites.
#[derive(Clone, Debug)]
pub(crate) struct Sample {
    /// The topology so far.
    pub topology: Topology,
    labels: Vec<String>,
}

/// TCP on one port.
pub(crate) const fn tcp(port: u16) -> Ports {
    Ports { protocol: Protocol::Tcp, first: port, last: port }
}

/// Every protocol and port.
pub(crate) const ALL: Ports = Ports { protocol: Protocol::All, first: 0, last: 65535 };

impl Sample {
    /// A region with two zones, and nothing in it.
    pub fn new() -> Sample {
        let mut sample = Sample { topology: Topology::default(), labels: Vec::new() };
        let name = sample.at("topology", "Sample".to_owned());
        let region = sample.at("region", "us-east-1".to_owned());
        let zones = ["a", "b"].map(|zone| sample.at(&format!("zones.{zone}"), zone.to_owned()));
        sample.topology =
            Topology { name: Some(name), region: Some(region), zones: zones.into(), ..Topology::default() };
        sample
    }

    /// Two public subnets behind an internet gateway, a balancer `edge` in both, a group `web` of two machines that
    /// it forwards to, and a subnet `data.a` without a way out. It breaks no rule.
    pub fn street() -> Sample {
        let mut sample = Sample::new();
        let main = sample.vpc("main", "10.0.0.0/16");
        let public = [("public.a", "10.0.1.0/24", "a"), ("public.b", "10.0.2.0/24", "b")]
            .map(|(name, cidr, zone)| sample.subnet(main, name, cidr, zone));
        for subnet in public {
            sample.topology.subnets[subnet.0 as usize].public_addresses.value = true;
        }
        let data = sample.subnet(main, "data.a", "10.0.11.0/24", "a");
        let gate = sample.internet_gateway(main, "gate");
        sample.route_table(
            main,
            "to_internet",
            &public,
            &[("0.0.0.0/0", RouteTarget::InternetGateway(gate))],
        );
        sample.route_table(main, "isolated", &[data], &[]);
        let edge = sample.load_balancer("edge", true, &public);
        let web = sample.auto_scaling_group("web", &public, "t3.small", [1, 2, 4]);
        let target = sample.target("web", main, 3000);
        let group = &mut sample.topology.auto_scaling_groups[web.0 as usize];
        group.target = Some(target);
        group.balancer_health.value = true;
        let forward = Action::Forward(target);
        sample.listener(edge, ListenerProtocol::Http, 80, forward);
        let (edge, web) = (sample.own_group("edge"), sample.own_group("web"));
        sample.need(End::Internet, edge, tcp(80));
        sample.need(edge, web, tcp(3000));
        sample.permit(web, End::Internet, ALL);
        sample
    }

    /// A new site of this label.
    pub fn site(&mut self, label: &str) -> Site {
        self.labels.push(label.to_owned());
        Site(self.labels.len() as u32 - 1)
    }

    /// A written value with a site of this label.
    pub fn at<T>(&mut self, label: &str, value: T) -> At<T> {
        At::new(value, self.site(label))
    }

    /// The header of a thing of this name, as `public.a`.
    pub fn header(&mut self, name: &str) -> Header {
        let parts = match name.split_once('.') {
            Some((base, key)) => Name { base: base.into(), key: Some(key.into()) },
            None => Name { base: name.into(), key: None },
        };
        Header { name: self.at(name, parts), docs: String::new(), tags: vec![], was: None }
    }

    /// A tag of everything, labelled `tags.key` and `tags.key.value`.
    pub fn tag(&mut self, key: &str, value: &str) {
        let label = format!("tags.{key}");
        let key = self.at(&label, key.to_owned());
        let value = self.at(&format!("{label}.value"), Text(vec![Piece::Literal(value.to_owned())]));
        self.topology.tags.push(Tag { key, value });
    }

    /// A param without a default.
    pub fn param(&mut self, name: &str, ty: ParamType) -> ParamId {
        let name = self.at(name, name.to_owned());
        self.topology.params.push(Param { name, docs: String::new(), ty, default: None });
        ParamId(self.topology.params.len() as u32 - 1)
    }

    /// Every finding about the topology.
    pub fn findings(&self) -> Vec<Finding> {
        check::check_all(&self.topology)
    }

    /// The label of a site.
    pub fn label(&self, site: Site) -> &str {
        &self.labels[site.0 as usize]
    }

    /// Every finding as `rule at label`, in the order told.
    pub fn told(&self) -> Vec<String> {
        self.findings().iter().map(|f| format!("{} at {}", f.rule.name, self.label(f.at))).collect()
    }

    /// The labels at which this rule speaks.
    pub fn speaks(&self, rule: &str) -> Vec<String> {
        assert!(check::find_rule(rule).is_some(), "no rule `{rule}`");
        let findings = self.findings();
        findings.iter().filter(|f| f.rule.name == rule).map(|f| self.label(f.at).to_owned()).collect()
    }
}

#[test]
fn the_street_breaks_no_rule() {
    assert_eq!(Sample::street().told(), Vec::<String>::new());
}
