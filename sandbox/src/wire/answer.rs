//! Answers and refusals in the envelope of their protocol.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::xml::Xml;
use super::{Protocol, Response};
use crate::refusal::Refusal;
use crate::service::Service;

/// What an operation answers when it was accepted.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) enum Answer {
    /// The inside of an XML answer.
    Xml(String),
    /// A JSON answer.
    Json(serde_json::Value),
}

impl Answer {
    /// EC2's answer of operations that have nothing to tell: `<return>true</return>`.
    pub(crate) fn done() -> Self {
        Self::Xml("<return>true</return>".to_owned())
    }

    /// An answer with nothing in it.
    pub(crate) fn empty() -> Self {
        Self::Xml(String::new())
    }

    /// An XML answer of EC2.
    pub(crate) fn ec2(write: impl FnOnce(&mut Xml)) -> Self {
        let mut xml = Xml::new(Protocol::Ec2);
        write(&mut xml);
        Self::Xml(xml.finish())
    }

    /// An XML answer of a query service.
    pub(crate) fn query(write: impl FnOnce(&mut Xml)) -> Self {
        let mut xml = Xml::new(Protocol::Query);
        write(&mut xml);
        Self::Xml(xml.finish())
    }
}

/// Puts an answer into the envelope of the service.
pub(crate) fn render_answer(service: Service, operation: &str, request_id: &str, answer: Answer) -> Response {
    let namespace = service.namespace();
    match (service.protocol(), answer) {
        (_, Answer::Json(value)) => response(200, service, request_id, value.to_string()),
        (Protocol::Ec2, Answer::Xml(inside)) => {
            let body = format!(
                "{HEAD}<{operation}Response xmlns=\"{namespace}\"><requestId>{request_id}</requestId>{inside}</{operation}Response>"
            );
            response(200, service, request_id, body)
        }
        (Protocol::Query | Protocol::Json, Answer::Xml(inside)) => {
            let body = format!(
                "{HEAD}<{operation}Response xmlns=\"{namespace}\"><{operation}Result>{inside}</{operation}Result><ResponseMetadata><RequestId>{request_id}</RequestId></ResponseMetadata></{operation}Response>"
            );
            response(200, service, request_id, body)
        }
    }
}

/// Puts a refusal into the envelope of the service.
pub(crate) fn render_refusal(service: Service, request_id: &str, refusal: &Refusal) -> Response {
    let kind = if refusal.status >= 500 { "Receiver" } else { "Sender" };
    let error = |xml: &mut Xml| {
        xml.text("Code", &refusal.code);
        xml.text("Message", &refusal.message);
    };
    let mut xml = Xml::new(service.protocol());
    let body = match service.protocol() {
        Protocol::Ec2 => {
            xml.element("Response", |xml| {
                xml.element("Errors", |xml| xml.element("Error", error));
                xml.text("RequestID", request_id);
            });
            format!("{HEAD}{}", xml.finish())
        }
        Protocol::Query => {
            xml.element("Error", |xml| {
                xml.text("Type", kind);
                error(xml);
            });
            xml.text("RequestId", request_id);
            format!("<ErrorResponse xmlns=\"{}\">{}</ErrorResponse>", service.namespace(), xml.finish())
        }
        Protocol::Json => {
            serde_json::json!({ "__type": refusal.code, "message": refusal.message }).to_string()
        }
    };
    response(refusal.status, service, request_id, body)
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

fn response(status: u16, service: Service, request_id: &str, body: String) -> Response {
    let kind = match service.protocol() {
        Protocol::Ec2 | Protocol::Query => "text/xml;charset=UTF-8",
        Protocol::Json => "application/x-amz-json-1.1",
    };
    let headers = BTreeMap::from([
        ("content-type".to_owned(), kind.to_owned()),
        ("x-amzn-requestid".to_owned(), request_id.to_owned()),
    ]);
    Response { status, headers, body: body.into_bytes() }
}
