//! A call to AWS, repeated while its error's class allows it.
//!
//! The SDK repeats what is broken on the way or throttled, three attempts in all. On top of that this waits out a
//! longer slow-down, and the time until AWS knows a thing everywhere that this run has just made. Everything else goes
//! back to the caller at once.

use std::time::Duration;

use aws_sdk_ec2::error::{ProvideErrorMetadata, SdkError};
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;

use crate::class::{Class, classify};
use crate::context::Context;
use crate::error::{AwsError, Error};

/// What a call is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Call<'a> {
    service: &'static str,
    operation: &'static str,
    repeat: Repeat,
    ids: &'a [&'a str],
}

/// Whether a call may be sent again when it is unknown whether it had an effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Repeat {
    /// It reads, or sending it twice is as sending it once.
    Safe,
    /// A second one would make a second thing.
    Never,
}

/// AWS's throttling and its slow knowledge of new things are waited out for so long.
const PATIENCE: Duration = Duration::from_mins(5);
const FIRST_PAUSE: Duration = Duration::from_millis(500);
const LONGEST_PAUSE: Duration = Duration::from_secs(20);

impl Call<'static> {
    /// A call that can be repeated: a read, or a write with a client token or a natural key.
    pub(crate) const fn new(service: &'static str, operation: &'static str) -> Call<'static> {
        Call { service, operation, repeat: Repeat::Safe, ids: &[] }
    }

    /// A create that has neither token nor natural key. The caller turns the SDK's retries off for it, and looks by
    /// tag after a failure.
    pub(crate) const fn once(service: &'static str, operation: &'static str) -> Call<'static> {
        Call { service, operation, repeat: Repeat::Never, ids: &[] }
    }
}

impl<'a> Call<'a> {
    /// The same call, and the ids that it names: if this run made or saw them, "not found" is "not yet".
    pub(crate) const fn on<'b>(self, ids: &'b [&'b str]) -> Call<'b>
    where
        'a: 'b,
    {
        Call { service: self.service, operation: self.operation, repeat: self.repeat, ids }
    }
}

impl Context {
    /// Sends a call until it succeeds, fails for good, or patience is at its end.
    pub(crate) async fn call<T, E>(
        &self,
        call: Call<'_>,
        mut send: impl AsyncFnMut() -> Result<T, SdkError<E, HttpResponse>>,
    ) -> Result<T, Error>
    where
        E: ProvideErrorMetadata + std::error::Error + 'static,
    {
        let start = self.clock.passed();
        let mut pause = FIRST_PAUSE;
        loop {
            let error = match send().await {
                Ok(value) => return Ok(value),
                Err(error) => AwsError::new(call.service, call.operation, &error),
            };
            let again = match classify(&error) {
                Class::Throttle => {
                    self.tell_throttled(call.service);
                    true
                }
                Class::Unknown => call.repeat == Repeat::Safe,
                Class::NotFound => call.ids.iter().any(|id| self.remembers(id)),
                Class::FirstUse => true,
                _ => false,
            };
            if !again || self.stop.asked() || self.clock.passed() - start >= PATIENCE {
                return Err(Box::new(error).into());
            }
            self.clock.sleep(pause).await;
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }
}

impl Error {
    /// The class of an AWS error; `None` for an error that does not come from AWS.
    #[must_use]
    pub fn class(&self) -> Option<Class> {
        match self {
            Error::Aws(error) => Some(classify(error)),
            _ => None,
        }
    }

    /// Whether it is of the class.
    #[must_use]
    pub fn is(&self, class: Class) -> bool {
        self.class() == Some(class)
    }
}

/// The answer of a listing call, page after page: the SDK's paginators share no trait.
macro_rules! items {
    ($request:ident $(, $page:expr)?) => {
        $request.clone().into_paginator()$(.page_size($page))?.items().send().collect::<Result<Vec<_>, _>>().await
    };
}
pub(crate) use items;

/// Takes "it is there already" for success: an earlier attempt of ours made it, or the next observation tells.
pub(crate) fn already_is_done<T>(result: Result<T, Error>) -> Result<(), Error> {
    match result {
        Err(error) if !error.is(Class::AlreadyThere) => Err(error),
        _ => Ok(()),
    }
}

/// Takes "not found" for success: what was to be deleted, detached or revoked is gone.
pub(crate) fn gone_is_done<T>(result: Result<T, Error>) -> Result<(), Error> {
    match result {
        Err(error) if !error.is(Class::NotFound) => Err(error),
        _ => Ok(()),
    }
}
