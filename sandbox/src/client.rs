//! A small client for the tests: it builds requests as the AWS SDK does, and reads answers.

use std::collections::BTreeMap;

use crate::Sandbox;
use crate::clock::{Span, Timestamp};
use crate::service::Service;
use crate::settings::Settings;
use crate::wire::{Request, Response};

/// A sandbox with a clock that stands until it is moved.
pub(crate) struct Client {
    pub(crate) sandbox: Sandbox,
    pub(crate) now: Timestamp,
    pub(crate) region: &'static str,
}

impl Client {
    /// A client of a new account in us-east-1 without the default VPC.
    pub(crate) fn new() -> Self {
        Self::with_settings(Settings { default_vpc: false, ..Settings::default() })
    }

    pub(crate) fn with_settings(settings: Settings) -> Self {
        Self { sandbox: Sandbox::new(settings), now: Timestamp(1_795_910_400_000), region: "us-east-1" }
    }

    /// Lets time pass.
    pub(crate) fn wait(&mut self, span: Span) {
        self.now = self.now + span;
    }

    /// Sends a form: `parameters` is `Name=value` pairs, one an element.
    pub(crate) fn form(&mut self, service: Service, operation: &str, parameters: &[&str]) -> Response {
        let mut body = format!("Action={operation}&Version={}", service.version());
        for parameter in parameters {
            let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
            body.push_str(&format!("&{name}="));
            for byte in value.bytes() {
                if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
                    body.push(char::from(byte));
                } else {
                    body.push_str(&format!("%{byte:02X}"));
                }
            }
        }
        self.send(service, BTreeMap::new(), body.into_bytes())
    }

    /// Sends a JSON request.
    pub(crate) fn json(&mut self, service: Service, operation: &str, body: serde_json::Value) -> Response {
        let target = format!("{}.{operation}", service.version());
        let headers = BTreeMap::from([("x-amz-target".to_owned(), target)]);
        self.send(service, headers, body.to_string().into_bytes())
    }

    fn send(&mut self, service: Service, mut headers: BTreeMap<String, String>, body: Vec<u8>) -> Response {
        let (prefix, region) = (service.host_prefix(), self.region);
        let scope =
            format!("AWS4-HMAC-SHA256 Credential=AKID/20261129/{region}/{prefix}/aws4_request, Signature=0");
        headers.insert("authorization".to_owned(), scope);
        let request = Request { host: format!("{prefix}.{region}.amazonaws.com"), headers, body };
        self.sandbox.handle(&request, self.now)
    }

    /// Sends a request to EC2 that must be accepted; gives the XML.
    pub(crate) fn ec2(&mut self, operation: &str, parameters: &[&str]) -> String {
        let response = self.form(Service::Ec2, operation, parameters);
        assert!(response.is_success(), "{operation} {parameters:?}: {}", response.text());
        response.text()
    }

    /// Sends a request to EC2 that must be accepted; gives the text of the first element of that name.
    pub(crate) fn made(&mut self, operation: &str, parameters: &[&str], element: &str) -> String {
        first(&self.ec2(operation, parameters), element).to_owned()
    }

    /// Sends a request to EC2 that must be refused; gives the code.
    pub(crate) fn refused(&mut self, operation: &str, parameters: &[&str]) -> String {
        let response = self.form(Service::Ec2, operation, parameters);
        assert!(!response.is_success(), "{operation} {parameters:?} was accepted: {}", response.text());
        code(&response)
    }
}

/// The code of a refusal in any protocol.
pub(crate) fn code(response: &Response) -> String {
    let text = response.text();
    match serde_json::from_str::<serde_json::Value>(&text) {
        Ok(value) => value["__type"].as_str().unwrap_or_default().to_owned(),
        Err(_) => first(&text, "Code").to_owned(),
    }
}

/// The text of the first element of that name.
pub(crate) fn first<'a>(xml: &'a str, name: &str) -> &'a str {
    all(xml, name).into_iter().next().unwrap_or_default()
}

/// The texts of all elements of that name, not nested in one another.
pub(crate) fn all<'a>(xml: &'a str, name: &str) -> Vec<&'a str> {
    let (open, close) = (format!("<{name}>"), format!("</{name}>"));
    let parts = xml.split(open.as_str()).skip(1);
    parts.filter_map(|part| part.split_once(close.as_str()).map(|(inside, _)| inside)).collect()
}
