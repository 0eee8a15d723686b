//! The sandbox as an HTTP client of the SDK: requests are answered in this process.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use groundplan_sandbox::{Request, Sandbox, Timestamp};

use crate::clock::Clock;
use crate::connector::{answer, host};

/// A sandbox that several clients share.
pub type SharedSandbox = Arc<Mutex<Sandbox>>;

/// Called with the sandbox after each call that changed something, to save it.
pub type AfterWrite = Arc<dyn Fn(&Sandbox) + Send + Sync>;

/// Answers the SDK's requests from a sandbox.
#[derive(Clone)]
pub struct Sandboxed {
    sandbox: SharedSandbox,
    clock: Clock,
    after_write: Option<AfterWrite>,
}

impl Sandboxed {
    /// A client for the sandbox, at the clock's time.
    #[must_use]
    pub fn new(sandbox: SharedSandbox, clock: Clock, after_write: Option<AfterWrite>) -> Sandboxed {
        Sandboxed { sandbox, clock, after_write }
    }
}

impl fmt::Debug for Sandboxed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sandboxed")
    }
}

impl HttpClient for Sandboxed {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

impl HttpConnector for Sandboxed {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let headers = request
            .headers()
            .iter()
            .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
            .collect();
        let body = request.body().bytes().unwrap_or_default().to_vec();
        let sent = Request { host: host(&request), headers, body };
        let mut sandbox = self.sandbox.lock().unwrap_or_else(PoisonError::into_inner);
        let response = sandbox.handle(&sent, timestamp(self.clock.now()));
        if let Some(save) = &self.after_write {
            save(&sandbox);
        }
        let headers = response.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        HttpConnectorFuture::ready(answer(response.status, headers, response.body.clone()))
    }
}

/// The sandbox's form of a time.
#[must_use]
pub fn timestamp(time: SystemTime) -> Timestamp {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp(u64::try_from(since.as_millis()).unwrap_or(u64::MAX))
}
