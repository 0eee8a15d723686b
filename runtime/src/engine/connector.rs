//! The one place that every AWS call goes through.
//!
//! A decorator of the SDK's HTTP client: behind it stands HTTPS, or the sandbox in this process. A [`Hook`] can look
//! at each call and have it delayed, refused, cut off or never answered, on any target alike. It stands below the
//! SDK's retries, so it sees each attempt.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient,
    SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;

use crate::clock::Clock;

/// One attempt of a call, as the hook sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// Counted from 1 over the run.
    pub number: u64,
    /// The service as its host says, as `ec2`.
    pub service: String,
    /// The operation, as `CreateVpc`.
    pub operation: String,
    /// Whether the operation changes anything.
    pub writes: bool,
}

/// What becomes of an attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It goes its way.
    Pass,
    /// It goes its way after this time.
    Delay(Duration),
    /// It is answered with this error and not sent.
    Refuse {
        /// The HTTP status.
        status: u16,
        /// The error code.
        code: String,
        /// The message.
        message: String,
    },
    /// The connection breaks before it is sent.
    BreakBefore,
    /// It is sent, and the connection breaks before the answer.
    BreakAfter,
    /// It is not sent and never answered: the process is dead, for all that AWS can see.
    EndBefore,
    /// It is sent and never answered.
    EndAfter,
}

/// Looks at every call of a run.
pub trait Hook: fmt::Debug + Send + Sync {
    /// Decides what becomes of an attempt.
    fn judge(&self, attempt: &Attempt) -> Verdict;
}

/// Lets everything pass.
#[derive(Clone, Copy, Debug)]
pub struct Quiet;

impl Hook for Quiet {
    fn judge(&self, _: &Attempt) -> Verdict {
        Verdict::Pass
    }
}

/// An HTTP client that asks a hook about each call.
#[derive(Clone, Debug)]
pub struct Hooked {
    inner: SharedHttpClient,
    hook: Arc<dyn Hook>,
    clock: Clock,
    attempts: Arc<AtomicU64>,
}

impl Hooked {
    /// Puts the hook before the client.
    #[must_use]
    pub fn new(inner: SharedHttpClient, hook: Arc<dyn Hook>, clock: Clock) -> Hooked {
        Hooked { inner, hook, clock, attempts: Arc::new(AtomicU64::new(0)) }
    }
}

impl HttpClient for Hooked {
    fn http_connector(
        &self,
        settings: &HttpConnectorSettings,
        parts: &RuntimeComponents,
    ) -> SharedHttpConnector {
        let inner = self.inner.http_connector(settings, parts);
        SharedHttpConnector::new(HookedConnector { inner, shared: self.clone() })
    }
}

#[derive(Clone, Debug)]
struct HookedConnector {
    inner: SharedHttpConnector,
    shared: Hooked,
}

impl HttpConnector for HookedConnector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let number = self.shared.attempts.fetch_add(1, Ordering::Relaxed) + 1;
        let attempt = attempt(number, &request);
        let this = self.clone();
        HttpConnectorFuture::new(async move {
            match this.shared.hook.judge(&attempt) {
                Verdict::Pass => this.inner.call(request).await,
                Verdict::Delay(time) => {
                    this.shared.clock.sleep(time).await;
                    this.inner.call(request).await
                }
                Verdict::Refuse { status, code, message } => refuse(&request, status, &code, &message),
                Verdict::BreakBefore => Err(broken()),
                Verdict::BreakAfter => this.inner.call(request).await.and_then(|_| Err(broken())),
                Verdict::EndBefore => std::future::pending().await,
                Verdict::EndAfter => {
                    drop(this.inner.call(request).await);
                    std::future::pending().await
                }
            }
        })
    }
}

fn broken() -> ConnectorError {
    ConnectorError::io("the connection was reset".into())
}

/// What a request is about, read as AWS reads it: the host, `Action` of the body, or the target header of JSON.
fn attempt(number: u64, request: &HttpRequest) -> Attempt {
    let host = host(request);
    let operation = match request.headers().get("x-amz-target") {
        Some(target) => target.rsplit('.').next().unwrap_or(target).to_owned(),
        None => action(request.body().bytes().unwrap_or_default()),
    };
    let reads = ["Describe", "List", "Get"].iter().any(|verb| operation.starts_with(verb));
    let service = host.split('.').next().unwrap_or_default().to_owned();
    Attempt { number, service, operation, writes: !reads }
}

/// The host that a request goes to, without its port.
pub(crate) fn host(request: &HttpRequest) -> String {
    let rest = request.uri().split_once("://").map_or(request.uri(), |(_, rest)| rest);
    let authority = rest.split(['/', '?']).next().unwrap_or_default();
    authority.split(':').next().unwrap_or_default().to_owned()
}

fn action(body: &[u8]) -> String {
    let body = String::from_utf8_lossy(body);
    body.split('&').find_map(|pair| pair.strip_prefix("Action=")).unwrap_or_default().to_owned()
}

/// An error in the envelope of the request's protocol.
fn refuse(
    request: &HttpRequest,
    status: u16,
    code: &str,
    message: &str,
) -> Result<HttpResponse, ConnectorError> {
    let (content, body) = if request.headers().get("x-amz-target").is_some() {
        let body = serde_json::json!({ "__type": code, "message": message }).to_string();
        ("application/x-amz-json-1.1", body)
    } else {
        let (code, message) = (escape(code), escape(message));
        let error = format!("<Error><Code>{code}</Code><Message>{message}</Message></Error>");
        let request_id = "<RequestId>hook</RequestId>";
        let body = if host(request).starts_with("ec2.") {
            format!("<Response><Errors>{error}</Errors>{request_id}</Response>")
        } else {
            format!("<ErrorResponse>{error}{request_id}</ErrorResponse>")
        };
        ("text/xml", body)
    };
    answer(status, [("content-type", content)], body.into_bytes())
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// An answer as the SDK takes it.
pub(crate) fn answer<'a>(
    status: u16,
    headers: impl IntoIterator<Item = (&'a str, &'a str)>,
    body: Vec<u8>,
) -> Result<HttpResponse, ConnectorError> {
    let status = status.try_into().map_err(|error| ConnectorError::other(Box::new(error), None))?;
    let mut response = HttpResponse::new(status, SdkBody::from(body));
    for (name, value) in headers {
        response.headers_mut().insert(name.to_owned(), value.to_owned());
    }
    Ok(response)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;

    fn request(uri: &str, body: &str) -> HttpRequest {
        let mut request = HttpRequest::new(SdkBody::from(body));
        request.set_uri(uri).unwrap();
        request
    }

    #[test]
    fn an_attempt_knows_service_operation_and_whether_it_writes() {
        let query =
            request("https://ec2.us-east-1.amazonaws.com/", "Action=CreateVpc&CidrBlock=10.0.0.0%2F16");
        let seen = attempt(3, &query);
        assert_eq!((seen.number, seen.service.as_str(), seen.operation.as_str()), (3, "ec2", "CreateVpc"));
        assert!(seen.writes);

        let mut json = request("https://acm.us-east-1.amazonaws.com:443/", "{}");
        json.headers_mut().insert("x-amz-target", "CertificateManager.ListCertificates");
        let seen = attempt(4, &json);
        assert_eq!((seen.service.as_str(), seen.operation.as_str()), ("acm", "ListCertificates"));
        assert!(!seen.writes);
    }
}
