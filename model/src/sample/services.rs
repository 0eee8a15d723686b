//! Certificates, load balancers and targets of a sample.

use super::Sample;
use crate::diagnostic::Site;
use crate::topology::*;

impl Sample {
    /// A requested certificate.
    pub fn certificate(&mut self, name: &str, hosts: &[&str]) -> CertificateId {
        let header = self.header(name);
        let hosts = hosts
            .iter()
            .map(|host| self.at(&format!("{name}.{host}"), Setting::Value((*host).to_owned())))
            .collect();
        self.topology.certificates.push(Certificate { header, hosts, existing: None });
        CertificateId(self.topology.certificates.len() as u32 - 1)
    }

    /// A load balancer that wears its own group.
    pub fn load_balancer(
        &mut self,
        name: &str,
        internet_facing: bool,
        subnets: &[SubnetId],
    ) -> LoadBalancerId {
        let group = self.push_own_group(name, subnets[0]);
        let balancer = LoadBalancer {
            header: self.header(name),
            internet_facing: self.at(&format!("{name}.internet_facing"), internet_facing),
            subnets: self.subnets_of(name, subnets),
            groups: vec![self.at(&format!("{name}.groups"), group)],
            idle_timeout: At::default_at(60, Site(0)),
            deletion_protection: At::default_at(Setting::Value(false), Site(0)),
            listeners: vec![],
        };
        self.topology.load_balancers.push(balancer);
        LoadBalancerId(self.topology.load_balancers.len() as u32 - 1)
    }

    pub(super) fn subnets_of(&mut self, name: &str, subnets: &[SubnetId]) -> Vec<At<SubnetId>> {
        let label = |sample: &Sample, subnet: &SubnetId| {
            format!("{name}.in.{}", sample.topology[*subnet].header.name.value)
        };
        subnets.iter().map(|subnet| self.at(&label(self, subnet), *subnet)).collect()
    }

    /// A listener with a default action and no rules; its labels are `edge:80` and `edge:80.default`.
    pub fn listener(
        &mut self,
        balancer: LoadBalancerId,
        protocol: ListenerProtocol,
        port: u16,
        default: Action,
    ) -> &mut Listener {
        let label = format!("{}:{port}", self.topology[balancer].header.name.value);
        let listener = Listener {
            protocol: self.at(&label, protocol),
            port: self.at(&format!("{label}.port"), port),
            certificates: vec![],
            ssl_policy: None,
            rules: vec![],
            default: Some(self.at(&format!("{label}.default"), default)),
        };
        let listeners = &mut self.topology.load_balancers[balancer.0 as usize].listeners;
        listeners.push(listener);
        listeners.last_mut().expect("just pushed")
    }

    /// A target group with AWS's defaults, for the thing of this name.
    pub fn target(&mut self, name: &str, vpc: VpcId, port: u16) -> TargetGroupId {
        let target = TargetGroup {
            name: self.at(&format!("{name}.target"), Name { base: name.into(), key: None }),
            vpc,
            port: self.at(&format!("{name}.target.port"), port),
            health: HealthCheck {
                path: self.at(&format!("{name}.health.path"), "/".to_owned()),
                port: None,
                codes: self.at(&format!("{name}.health.codes"), vec![(200, 200)]),
                interval: self.at(&format!("{name}.health.interval"), 30),
                timeout: self.at(&format!("{name}.health.timeout"), 5),
                healthy: self.at(&format!("{name}.health.healthy"), 5),
                unhealthy: self.at(&format!("{name}.health.unhealthy"), 2),
            },
            stickiness: None,
            deregistration_delay: At::default_at(300, Site(0)),
            cross_zone: None,
        };
        self.topology.target_groups.push(target);
        TargetGroupId(self.topology.target_groups.len() as u32 - 1)
    }
}
