//! Destroys a deployment, from its tags alone: the declaration may be gone.
//!
//! A destroy is the plan whose desired state is nothing. Before its first deletion it looks for what is not ours in our
//! VPCs and refuses, because AWS would refuse half-way; at its end it observes that nothing is left.

use crate::apply::apply_round;
use crate::class::Class;
use crate::context::Context;
use crate::error::Error;
use crate::foreign::foreign_in;
use crate::known::Known;
use crate::observe::observe;
use crate::outcome::Outcome;
use crate::plan::{Plan, plan};
use crate::resource::state::{Desired, Observed};

/// What a destroy would do.
///
/// # Errors
///
/// Where AWS cannot be asked.
pub async fn plan_destroy(cx: &Context, account: &str) -> Result<Plan, Error> {
    let observed = observe(cx, account, &Default::default()).await?;
    let mut plan = plan(&Desired::nothing(cx.scope.clone()), &observed);
    let foreign = foreign_in(cx, &observed).await?;
    plan.refusals.extend(foreign.into_iter().map(|holder| crate::plan::Refusal::Foreign { holder }));
    Ok(plan)
}

/// Does what [`plan_destroy`] said.
///
/// # Guarantees
///
/// * Nothing is deleted where the plan has refusals.
/// * What is gone already is done.
/// * A destroy that ends anywhere is finished by the next one.
/// * At the end the outcome tells what is still there.
pub async fn destroy(cx: &Context, plan: &Plan) -> Outcome {
    if !plan.refusals.is_empty() {
        return Outcome::refused(plan.refusals.clone());
    }
    let mut outcome = Outcome::default();
    let known = Known::new(plan, Observed::nothing(plan.scope.clone(), plan.account.as_str()));
    apply_round(cx, plan, &known, &mut outcome).await;
    outcome.interrupted =
        cx.stop.asked() && !outcome.failed.iter().any(|one| one.error.is(Class::Credentials));
    if outcome.failed.is_empty() && !cx.stop.asked() {
        match observe(cx, &plan.account, &Default::default()).await {
            Ok(observed) => outcome.left = observed.found.keys().cloned().collect(),
            Err(error) => outcome.error = Some(error),
        }
    }
    outcome
}
