//! Security Token Service: who is asking.

use crate::operation::{Call, Operation};
use crate::refusal::Refusal;
use crate::wire::answer::Answer;

pub(crate) const OPERATIONS: &[Operation] = &[Operation::read("GetCallerIdentity", get_caller_identity)];

/// The caller is the session of a learner's account, whatever keys signed the request.
fn get_caller_identity(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    call.begin()?;
    let account = &call.region.account;
    Ok(Answer::query(|xml| {
        xml.text("Arn", format!("arn:aws:sts::{account}:assumed-role/voclabs/sandbox"));
        xml.text("UserId", "AROASANDBOXSANDBOXSAN:sandbox");
        xml.text("Account", account);
    }))
}
