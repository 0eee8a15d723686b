//! Parameters, and who is asking.

use serde_json::{Value, json};

use crate::client::{Client, code, first};
use crate::service::Service::{SecurityToken, SystemsManager};

fn ssm(aws: &mut Client, operation: &str, body: Value) -> Value {
    let response = aws.json(SystemsManager, operation, body);
    assert!(response.is_success(), "{operation}: {}", response.text());
    serde_json::from_str(&response.text()).unwrap()
}

#[test]
fn a_public_parameter_names_the_newest_image() {
    let mut aws = Client::new();
    let name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64";
    let parameter = ssm(&mut aws, "GetParameter", json!({ "Name": name }));
    let id = parameter["Parameter"]["Value"].as_str().unwrap();
    let image = aws.ec2("DescribeImages", &[&format!("ImageId.1={id}")]);
    assert_eq!(first(&image, "name"), "al2023-ami-2023.9.20261023.0-kernel-6.1-x86_64");
    let both = ssm(&mut aws, "GetParameters", json!({ "Names": [name, "/aws/service/other"] }));
    assert_eq!(both["InvalidParameters"], json!(["/aws/service/other"]));
    assert_eq!(both["Parameters"][0]["Value"], json!(id));
}

#[test]
fn an_own_parameter_counts_its_versions() {
    let mut aws = Client::new();
    let put = |value: &str, overwrite: bool| json!({ "Name": "/groundplan/a", "Value": value, "Type": "SecureString", "Overwrite": overwrite });
    assert_eq!(ssm(&mut aws, "PutParameter", put("one", false))["Version"], 1);
    assert_eq!(ssm(&mut aws, "PutParameter", put("two", true))["Version"], 2);
    let read = ssm(&mut aws, "GetParameter", json!({ "Name": "/groundplan/a", "WithDecryption": true }));
    assert_eq!((&read["Parameter"]["Value"], &read["Parameter"]["Version"]), (&json!("two"), &json!(2)));
    let hidden = ssm(&mut aws, "GetParameter", json!({ "Name": "/groundplan/a" }));
    assert_ne!(hidden["Parameter"]["Value"], json!("two"));

    let tagged = json!({ "Name": "b", "Value": "x", "Type": "String", "Overwrite": true, "Tags": [{ "Key": "k", "Value": "v" }] });
    let cases = [
        ("PutParameter", put("three", false), "ParameterAlreadyExists"),
        ("PutParameter", tagged, "ValidationException"),
        (
            "PutParameter",
            json!({ "Name": "b", "Value": "x".repeat(4_097), "Type": "String" }),
            "ValidationException",
        ),
        (
            "PutParameter",
            json!({ "Name": "/aws/b", "Value": "x", "Type": "String" }),
            "AccessDeniedException",
        ),
        ("PutParameter", json!({ "Name": "b c", "Value": "x", "Type": "String" }), "ValidationException"),
        ("PutParameter", json!({ "Name": "b", "Value": "x" }), "ValidationException"),
        ("GetParameter", json!({ "Name": "b" }), "ParameterNotFound"),
        ("DeleteParameter", json!({ "Name": "b" }), "ParameterNotFound"),
    ];
    for (operation, body, expected) in cases {
        let response = aws.json(SystemsManager, operation, body.clone());
        assert_eq!(code(&response), expected, "{operation} {body}");
    }
    let deleted = ssm(&mut aws, "DeleteParameters", json!({ "Names": ["/groundplan/a", "b"] }));
    assert_eq!(deleted, json!({ "DeletedParameters": ["/groundplan/a"], "InvalidParameters": ["b"] }));
}

#[test]
fn the_caller_is_a_learners_session() {
    let mut aws = Client::new();
    let answer = aws.form(SecurityToken, "GetCallerIdentity", &[]).text();
    assert_eq!(first(&answer, "Account"), "123456789012");
    assert!(first(&answer, "Arn").contains("assumed-role/voclabs/"));
}
