//! The table of operations, and the call that one of them handles.

use crate::clock::Timestamp;
use crate::refusal::Refusal;
use crate::service::Service;
use crate::settings::Settings;
use crate::store::Region;
use crate::wire::Protocol;
use crate::wire::answer::Answer;
use crate::wire::input::Input;

/// One line of a service's table: an operation, and the function that is it.
#[derive(Debug, Clone, Copy)]
pub struct Operation {
    /// AWS's name of the operation.
    pub name: &'static str,
    /// Whether it changes anything.
    pub writes: bool,
    /// The parameter that makes it idempotent, where AWS has one.
    pub token: Option<&'static str>,
    pub(crate) run: fn(&mut Call<'_>) -> Result<Answer, Refusal>,
}

impl Operation {
    pub(crate) const fn read(name: &'static str, run: fn(&mut Call<'_>) -> Result<Answer, Refusal>) -> Self {
        Self { name, writes: false, token: None, run }
    }

    pub(crate) const fn write(name: &'static str, run: fn(&mut Call<'_>) -> Result<Answer, Refusal>) -> Self {
        Self { name, writes: true, token: None, run }
    }

    /// Makes it idempotent: the same token with the same input gets the first answer again, with another input it is
    /// refused. The token is read in one place, `Sandbox::handle`, and not by the operation.
    pub(crate) const fn with_token(mut self, parameter: &'static str) -> Self {
        self.token = Some(parameter);
        self
    }
}

/// One request while it is handled.
///
/// An operation reads all its parameters from `input`, says [`Call::begin`], and only then looks into the region and
/// changes it. The time is `region.now`.
#[derive(Debug)]
pub(crate) struct Call<'a> {
    pub(crate) service: Service,
    pub(crate) operation: &'static str,
    pub(crate) input: Input<'a>,
    pub(crate) region: &'a mut Region,
    pub(crate) settings: &'a Settings,
}

impl Call<'_> {
    /// Ends the reading: a parameter that was not read is refused, and a dry run ends here.
    pub(crate) fn begin(&self) -> Result<(), Refusal> {
        let dry_run = match self.service.protocol() {
            Protocol::Ec2 => self.input.flag("DryRun")?.unwrap_or(false),
            Protocol::Query | Protocol::Json => false,
        };
        if let Some(name) = self.input.unread() {
            return Err(Refusal::unknown_parameter(&name));
        }
        if dry_run {
            // EC2 API reference, every operation with `DryRun`.
            let message = "Request would have succeeded, but DryRun flag is set.";
            return Err(Refusal::new("DryRunOperation", message).with_status(412));
        }
        Ok(())
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.region.now
    }
}
