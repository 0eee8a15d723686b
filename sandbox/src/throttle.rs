//! How often an operation may be called: a bucket of tokens for each operation and region, filled as time passes.
//!
//! Sizes: EC2 developer guide, "Request throttling for the Amazon EC2 API"; ELBv2 user guide, "API request throttling".
//! What those pages do not list has no bucket here.

use std::collections::BTreeMap;

use crate::clock::Timestamp;
use crate::operation::Operation;
use crate::refusal::Refusal;
use crate::service::Service;
use crate::wire::input::Input;

/// The buckets of an account. They are full at first, and are not saved.
#[derive(Debug, Clone, Default)]
pub(crate) struct Throttle {
    buckets: BTreeMap<(String, &'static str, bool), Bucket>,
}

/// Tokens are counted in thousandths, so that a rate a second is one a millisecond.
#[derive(Debug, Clone, Copy)]
struct Bucket {
    tokens: u64,
    at: Timestamp,
}

/// How many calls at once, and how many thousandths of a call a second after that.
#[derive(Debug, Clone, Copy)]
struct Rate {
    burst: u64,
    milli_per_second: u64,
}

impl Throttle {
    /// Takes a token for a call, or refuses it.
    pub(crate) fn admit(
        &mut self,
        (service, operation): (Service, &Operation),
        region: &str,
        input: Input<'_>,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        let is_narrow = input.has("Filter") || input.has("MaxResults");
        let Some(rate) = rate_of(service, operation, is_narrow) else { return Ok(()) };
        let full = rate.burst * 1_000;
        let key = (region.to_owned(), operation.name, is_narrow);
        let bucket = self.buckets.entry(key).or_insert(Bucket { tokens: full, at: now });
        let filled = (now - bucket.at).0.saturating_mul(rate.milli_per_second) / 1_000;
        bucket.tokens = bucket.tokens.saturating_add(filled).min(full);
        bucket.at = now;
        if bucket.tokens < 1_000 {
            return Err(refusal_of(service));
        }
        bucket.tokens -= 1_000;
        Ok(())
    }
}

fn rate_of(service: Service, operation: &Operation, is_narrow: bool) -> Option<Rate> {
    let rate = |burst, per_second: u64| Some(Rate { burst, milli_per_second: per_second * 1_000 });
    match (service, operation.name) {
        // The page lists these calls with a bucket of their own; its size is assumed.
        (Service::Ec2, "CreateVpcEndpoint" | "ModifyVpcEndpoint" | "DeleteVpcEndpoints") => {
            Some(Rate { burst: 4, milli_per_second: 300 })
        }
        (Service::Ec2, "RunInstances") => rate(5, 2),
        (Service::Ec2, _) if operation.writes => rate(50, 5),
        (Service::Ec2, _) if is_narrow => rate(100, 20),
        (Service::Ec2, _) => rate(50, 10),
        (Service::ElasticLoadBalancing, _) if !operation.writes => rate(40, 10),
        _ => None,
    }
}

fn refusal_of(service: Service) -> Refusal {
    match service {
        // EC2 API reference, error codes: status 503.
        Service::Ec2 => Refusal::new("RequestLimitExceeded", "Request limit exceeded.").with_status(503),
        // "Common errors" of the query services: status 400.
        _ => Refusal::new("Throttling", "Rate exceeded"),
    }
}
