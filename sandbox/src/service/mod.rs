//! The services: which host, which protocol, which operations.

pub(crate) mod acm;
pub(crate) mod autoscaling;
pub(crate) mod ec2;
pub(crate) mod elbv2;
pub(crate) mod ssm;
pub(crate) mod sts;

use crate::operation::Operation;
use crate::wire::Protocol;

/// A service of AWS that the sandbox speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Service {
    /// EC2 with VPC.
    Ec2,
    /// Elastic Load Balancing, the second API.
    ElasticLoadBalancing,
    /// Auto Scaling of EC2.
    AutoScaling,
    /// Certificate Manager.
    CertificateManager,
    /// Systems Manager.
    SystemsManager,
    /// Security Token Service.
    SecurityToken,
}

impl Service {
    /// All services.
    pub const ALL: [Self; 6] = [
        Self::Ec2,
        Self::ElasticLoadBalancing,
        Self::AutoScaling,
        Self::CertificateManager,
        Self::SystemsManager,
        Self::SecurityToken,
    ];

    /// The first part of its host name, which is also its name in a credential scope.
    pub fn host_prefix(self) -> &'static str {
        match self {
            Self::Ec2 => "ec2",
            Self::ElasticLoadBalancing => "elasticloadbalancing",
            Self::AutoScaling => "autoscaling",
            Self::CertificateManager => "acm",
            Self::SystemsManager => "ssm",
            Self::SecurityToken => "sts",
        }
    }

    /// How it speaks.
    pub fn protocol(self) -> Protocol {
        match self {
            Self::Ec2 => Protocol::Ec2,
            Self::ElasticLoadBalancing | Self::AutoScaling | Self::SecurityToken => Protocol::Query,
            Self::CertificateManager | Self::SystemsManager => Protocol::Json,
        }
    }

    /// The version of its API in the query protocols, the prefix of `x-amz-target` in the JSON one.
    pub fn version(self) -> &'static str {
        match self {
            Self::Ec2 => "2016-11-15",
            Self::ElasticLoadBalancing => "2015-12-01",
            Self::AutoScaling => "2011-01-01",
            Self::SecurityToken => "2011-06-15",
            Self::CertificateManager => "CertificateManager",
            Self::SystemsManager => "AmazonSSM",
        }
    }

    /// The XML name space of its answers; empty for JSON.
    pub(crate) fn namespace(self) -> &'static str {
        match self {
            Self::Ec2 => "http://ec2.amazonaws.com/doc/2016-11-15/",
            Self::ElasticLoadBalancing => "http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/",
            Self::AutoScaling => "http://autoscaling.amazonaws.com/doc/2011-01-01/",
            Self::SecurityToken => "https://sts.amazonaws.com/doc/2011-06-15/",
            Self::CertificateManager | Self::SystemsManager => "",
        }
    }

    /// Its operations, in tables of one line each.
    pub(crate) fn tables(self) -> &'static [&'static [Operation]] {
        match self {
            Self::Ec2 => ec2::TABLES,
            Self::ElasticLoadBalancing => elbv2::TABLES,
            Self::AutoScaling => autoscaling::TABLES,
            Self::CertificateManager => acm::TABLES,
            Self::SystemsManager => &[ssm::OPERATIONS],
            Self::SecurityToken => &[sts::OPERATIONS],
        }
    }
}
