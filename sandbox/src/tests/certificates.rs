//! Certificates: from the request to the listener, with and without somebody who sets records.

use serde_json::{Value, json};

use super::network::Network;
use crate::client::code;
use crate::clock::Span;
use crate::service::Service::CertificateManager;
use crate::settings::Settings;

fn acm(network: &mut Network, operation: &str, body: Value) -> Value {
    let response = network.aws.json(CertificateManager, operation, body);
    assert!(response.is_success(), "{operation}: {}", response.text());
    serde_json::from_str(&response.text()).unwrap()
}

fn request(network: &mut Network, token: &str) -> String {
    let body = json!({
        "DomainName": "example.org",
        "SubjectAlternativeNames": ["*.example.org", "api.example.org"],
        "ValidationMethod": "DNS",
        "IdempotencyToken": token,
        "Tags": [{ "Key": "Name", "Value": "site" }],
    });
    acm(network, "RequestCertificate", body)["CertificateArn"].as_str().unwrap().to_owned()
}

fn describe(network: &mut Network, arn: &str) -> Value {
    acm(network, "DescribeCertificate", json!({ "CertificateArn": arn }))["Certificate"].clone()
}

#[test]
fn a_certificate_waits_until_its_records_are_set() {
    let mut network = Network::new();
    let arn = request(&mut network, "one");
    assert_eq!(request(&mut network, "one"), arn);
    assert_eq!(describe(&mut network, &arn)["DomainValidationOptions"][0].get("ResourceRecord"), None);
    network.aws.wait(Span::seconds(5));
    let options = describe(&mut network, &arn)["DomainValidationOptions"].clone();
    let records: Vec<(String, String)> = options
        .as_array()
        .unwrap()
        .iter()
        .map(|option| {
            let text = |key: &str| option["ResourceRecord"][key].as_str().unwrap().to_owned();
            (text("Name"), text("Value"))
        })
        .collect();
    assert_eq!(records.len(), 3);
    assert_eq!(records[0], records[1]);
    network.aws.wait(Span::hours(2));
    assert_eq!(describe(&mut network, &arn)["Status"], "PENDING_VALIDATION");
    network.aws.sandbox.set_dns_record(&records[0].0, &records[0].1);
    network.aws.wait(Span::hours(1));
    assert_eq!(describe(&mut network, &arn)["Status"], "PENDING_VALIDATION");
    network.aws.sandbox.set_dns_record(&records[2].0.to_uppercase(), &records[2].1);
    network.aws.wait(Span::seconds(29));
    assert_eq!(describe(&mut network, &arn)["Status"], "PENDING_VALIDATION");
    network.aws.wait(Span::seconds(1));
    assert_eq!(describe(&mut network, &arn)["Status"], "ISSUED");
    // A new certificate for the same names needs no new record.
    let second = request(&mut network, "two");
    assert_ne!(second, arn);
    network.aws.wait(Span::seconds(35));
    assert_eq!(describe(&mut network, &second)["Status"], "ISSUED");
}

#[test]
fn somebody_sets_the_records_where_that_is_on() {
    let settings = Settings { dns_actor: true, default_vpc: false, ..Settings::default() };
    let mut network = Network::with_settings(settings);
    let arn = request(&mut network, "one");
    network.aws.wait(Span::seconds(5 + 20 + 30));
    assert_eq!(describe(&mut network, &arn)["Status"], "ISSUED");
}

#[test]
fn a_certificate_is_given_up_after_three_days() {
    let mut network = Network::new();
    let arn = request(&mut network, "one");
    network.aws.wait(Span::hours(72));
    assert_eq!(describe(&mut network, &arn)["Status"], "VALIDATION_TIMED_OUT");
}

#[test]
fn only_certificates_of_the_usual_key_are_listed_unless_asked_for() {
    let mut network = Network::new();
    request(&mut network, "one");
    let body =
        json!({ "DomainName": "ec.example.org", "ValidationMethod": "DNS", "KeyAlgorithm": "EC_prime256v1" });
    acm(&mut network, "RequestCertificate", body);
    let listed = |network: &mut Network, body: Value| {
        acm(network, "ListCertificates", body)["CertificateSummaryList"].as_array().unwrap().len()
    };
    assert_eq!(listed(&mut network, json!({})), 1);
    assert_eq!(listed(&mut network, json!({ "Includes": { "keyTypes": ["RSA_2048", "EC_prime256v1"] } })), 2);
    assert_eq!(listed(&mut network, json!({ "CertificateStatuses": ["ISSUED"] })), 0);
}

#[test]
fn tags_of_certificates_are_kept() {
    let mut network = Network::new();
    let arn = request(&mut network, "one");
    acm(
        &mut network,
        "AddTagsToCertificate",
        json!({ "CertificateArn": arn, "Tags": [{ "Key": "a", "Value": "b" }] }),
    );
    acm(
        &mut network,
        "RemoveTagsFromCertificate",
        json!({ "CertificateArn": arn, "Tags": [{ "Key": "Name" }] }),
    );
    let tags = acm(&mut network, "ListTagsForCertificate", json!({ "CertificateArn": arn }));
    assert_eq!(tags, json!({ "Tags": [{ "Key": "a", "Value": "b" }] }));
}

#[test]
fn certificates_are_refused_as_aws_refuses_them() {
    let mut network = Network::new();
    let arn = request(&mut network, "one");
    let names: Vec<String> = (0..10).map(|at| format!("h{at}.example.org")).collect();
    let other = "arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000-4000-a000-000000000000";
    let cases = [
        (
            "RequestCertificate",
            json!({ "DomainName": "example", "ValidationMethod": "DNS" }),
            "ValidationException",
        ),
        (
            "RequestCertificate",
            json!({ "DomainName": "a.org", "SubjectAlternativeNames": names, "ValidationMethod": "DNS" }),
            "LimitExceededException",
        ),
        (
            "RequestCertificate",
            json!({ "DomainName": "a.org", "ValidationMethod": "DNS", "IdempotencyToken": "a-b" }),
            "ValidationException",
        ),
        (
            "RequestCertificate",
            json!({ "DomainName": "a.org", "ValidationMethod": "DNS", "IdempotencyToken": "one" }),
            "InvalidParameterException",
        ),
        (
            "RequestCertificate",
            json!({ "DomainName": "a.org", "ValidationMethod": "DNS", "KeyAlgorithm": "RSA_4096" }),
            "ValidationException",
        ),
        (
            "RequestCertificate",
            json!({ "DomainName": "a.org", "ValidationMethod": "DNS", "Tags": [{ "Key": "aws:a" }] }),
            "InvalidTagException",
        ),
        ("DescribeCertificate", json!({ "CertificateArn": other }), "ResourceNotFoundException"),
        ("DescribeCertificate", json!({ "CertificateArn": "site" }), "InvalidArnException"),
        ("ListCertificates", json!({ "NextToken": "x" }), "ValidationException"),
        ("ListCertificates", json!({ "MaxItems": 0 }), "ValidationError"),
    ];
    for (operation, body, expected) in cases {
        let response = network.aws.json(CertificateManager, operation, body.clone());
        assert_eq!(code(&response), expected, "{operation} {body}");
    }
    acm(&mut network, "DeleteCertificate", json!({ "CertificateArn": arn }));
    let response =
        network.aws.json(CertificateManager, "DeleteCertificate", json!({ "CertificateArn": arn }));
    assert_eq!(code(&response), "ResourceNotFoundException");
}

#[test]
fn a_certificate_from_before_can_be_put_into_the_account() {
    let mut network = Network::new();
    let arn = "arn:aws:acm:us-east-1:111122223333:certificate/0b1c2d3e-4f50-6172-8394-a5b6c7d8e9f0";
    network.aws.sandbox.add_certificate(arn, &["shop.example.org", "*.shop.example.org"]);
    network
        .aws
        .sandbox
        .add_certificate("arn:aws:acm:moon-1:111122223333:certificate/x", &["shop.example.org"]);
    let shown = describe(&mut network, arn);
    assert_eq!((&shown["Status"], &shown["DomainName"]), (&json!("ISSUED"), &json!("shop.example.org")));
}
