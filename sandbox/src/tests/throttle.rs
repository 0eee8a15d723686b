//! Rates: off unless asked for; then a burst, and a rate after it.

use crate::client::Client;
use crate::clock::Span;
use crate::settings::Settings;

#[test]
fn calls_beyond_the_rate_are_refused_until_time_has_passed() {
    let mut aws =
        Client::with_settings(Settings { throttle: true, default_vpc: false, ..Settings::default() });
    for _ in 0..50 {
        aws.ec2("DescribeVpcs", &[]);
    }
    assert_eq!(aws.refused("DescribeVpcs", &[]), "RequestLimitExceeded");
    aws.ec2("DescribeSubnets", &[]);
    aws.ec2("DescribeVpcs", &["MaxResults=5"]);
    aws.wait(Span(100));
    aws.ec2("DescribeVpcs", &[]);
    assert_eq!(aws.refused("DescribeVpcs", &[]), "RequestLimitExceeded");
    let calls: Vec<_> = aws.sandbox.log().iter().filter(|record| record.refused.is_some()).collect();
    assert_eq!(calls.len(), 2);
}

#[test]
fn nothing_is_throttled_unless_asked_for() {
    let mut aws = Client::new();
    for _ in 0..500 {
        aws.ec2("DescribeVpcs", &[]);
    }
}
