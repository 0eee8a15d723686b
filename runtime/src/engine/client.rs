//! The SDK's clients of a run: region, credentials, retries, timeouts, and the connector that all of them share.

use std::sync::Arc;
use std::time::Duration;

use aws_config::timeout::TimeoutConfig;
use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_sdk_ec2::config::retry::RetryConfig;
use aws_sdk_ec2::config::{Credentials, SharedAsyncSleep, SharedCredentialsProvider, SharedHttpClient};
use aws_smithy_http_client::Builder;
use aws_smithy_http_client::tls::Provider;
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;

use crate::clock::Clock;
use crate::connector::{Hook, Hooked};
use crate::sandboxed::{AfterWrite, Sandboxed, SharedSandbox};

/// Where the calls go.
#[derive(Clone)]
pub enum Target {
    /// AWS, with the credentials and endpoints that environment and profile give.
    Aws {
        /// The profile, where it is not the default one.
        profile: Option<String>,
    },
    /// An emulator at this URL, with credentials that mean nothing.
    Emulator(String),
    /// A sandbox in this process.
    Sandbox(SharedSandbox, Option<AfterWrite>),
}

/// One attempt of a call may take this long.
const ATTEMPT: Duration = Duration::from_secs(20);
/// A call with all its attempts may take this long.
const OPERATION: Duration = Duration::from_mins(1);

/// The clients of a run.
#[derive(Clone, Debug)]
pub struct Clients {
    /// EC2 and VPC.
    pub ec2: aws_sdk_ec2::Client,
    /// Elastic Load Balancing.
    pub balancing: aws_sdk_elasticloadbalancingv2::Client,
    /// Auto Scaling.
    pub scaling: aws_sdk_autoscaling::Client,
    /// Certificate Manager.
    pub certificates: aws_sdk_acm::Client,
    /// Systems Manager, for public parameters.
    pub parameters: aws_sdk_ssm::Client,
    /// Security Token Service, for the account.
    pub identity: aws_sdk_sts::Client,
}

impl Clients {
    /// Makes the clients. Nothing is called yet.
    pub async fn new(target: &Target, region: &str, clock: &Clock, hook: Arc<dyn Hook>) -> Clients {
        let config = load(target, region, clock, hook).await;
        Clients {
            ec2: aws_sdk_ec2::Client::new(&config),
            balancing: aws_sdk_elasticloadbalancingv2::Client::new(&config),
            scaling: aws_sdk_autoscaling::Client::new(&config),
            certificates: aws_sdk_acm::Client::new(&config),
            parameters: aws_sdk_ssm::Client::new(&config),
            identity: aws_sdk_sts::Client::new(&config),
        }
    }
}

async fn load(target: &Target, region: &str, clock: &Clock, hook: Arc<dyn Hook>) -> SdkConfig {
    let region = Region::new(region.to_owned());
    let retries = RetryConfig::standard().with_max_attempts(3);
    let hooked = |inner| Hooked::new(inner, hook, clock.clone());
    // No timeout in the sandbox: on a fast clock a second of ours is many, and an answer always comes.
    let without_account = || {
        SdkConfig::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(region.clone())
            .retry_config(retries.clone())
            .sleep_impl(SharedAsyncSleep::new(clock.clone()))
            .credentials_provider(SharedCredentialsProvider::new(nobody()))
    };
    match target {
        Target::Sandbox(sandbox, after_write) => {
            let inner = Sandboxed::new(sandbox.clone(), clock.clone(), after_write.clone());
            without_account().http_client(hooked(SharedHttpClient::new(inner))).build()
        }
        Target::Emulator(url) => without_account()
            .http_client(hooked(https()))
            .timeout_config(timeouts())
            .endpoint_url(url)
            .build(),
        Target::Aws { profile } => {
            let loader = aws_config::defaults(BehaviorVersion::latest())
                .region(region)
                .http_client(hooked(https()))
                .sleep_impl(clock.clone())
                .retry_config(retries)
                .timeout_config(timeouts());
            match profile {
                Some(profile) => loader.profile_name(profile).load().await,
                None => loader.load().await,
            }
        }
    }
}

fn https() -> SharedHttpClient {
    Builder::new().tls_provider(Provider::Rustls(CryptoMode::Ring)).build_https()
}

fn timeouts() -> TimeoutConfig {
    TimeoutConfig::builder().operation_attempt_timeout(ATTEMPT).operation_timeout(OPERATION).build()
}

/// Credentials for what looks at none.
fn nobody() -> Credentials {
    Credentials::new("AKIDSANDBOX", "sandbox", None, None, "groundplan")
}
