//! What policies judge: for each fact one constant at the user's token, which the compiler evaluates.
//!
//! The macro cannot see a policy's numbers: a policy is a constant of another crate. All tokens of a check have the
//! span of the token that it is about, so that the compiler's error underlines that token and nothing else.

use groundplan_language::Compiled;
use groundplan_model::facts;
use groundplan_model::policy::Subject;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::spanned;

/// References to the policies that the topology obeys; without any, to AWS's default quotas. What rustc says of one,
/// such as that it is no policy, it says at the path.
pub fn expand_references(facade: &TokenStream, compiled: &Compiled) -> Vec<TokenStream> {
    let refer = |path: &TokenStream| {
        let span = path.clone().into_iter().next().map_or_else(Span::call_site, |token| token.span());
        quote_spanned! { span => &#path }
    };
    match compiled.policies.as_slice() {
        [] => vec![quote!(&#facade::private::policy::Policy::AWS_DEFAULTS)],
        policies => policies.iter().map(refer).collect(),
    }
}

/// The checks of a topology against its policies.
pub fn expand_policies(facade: &TokenStream, name: &Ident, compiled: &Compiled) -> TokenStream {
    let token = |site| format!("{:?}", compiled.sites.span(site));
    let subjects = facts::subjects_by_token(&compiled.topology, token);
    let subjects = subjects.iter().map(|(at, subject)| expand_check(compiled.sites.span(*at), subject));
    // A policy that forbids warnings has a name: without one nobody forbids any.
    let warnings =
        compiled.report.problems.iter().filter(|problem| !problem.is_error && !compiled.policies.is_empty());
    let warnings = warnings.map(|warning| {
        let help = warning.help.clone().unwrap_or_default();
        let subject =
            Subject::Warning { rule: warning.rule.to_owned(), message: warning.message.clone(), help };
        expand_check(warning.span, &subject)
    });
    let checks: TokenStream = subjects.chain(warnings).collect();
    quote! {
        const _: () = {
            use #facade::private::policy;
            const POLICIES: &[&policy::Policy] = <#name as #facade::private::Declared>::POLICIES;
            #checks
        };
    }
}

/// The question to the policies about one subject, at its token.
fn expand_check(span: Span, subject: &Subject<String>) -> TokenStream {
    let subject: TokenStream =
        subject.to_rust("policy").parse().expect("groundplan bug: a subject is written as a Rust expression");
    let check = spanned::at(span, quote!(policy::check(POLICIES, &#subject)));
    quote! { const _: () = #check; }
}
