//! What policies judge: for each fact one constant at the user's token, which the compiler evaluates.
//!
//! The macro cannot see a policy's numbers: a policy is a constant of another crate. All tokens of a check have the
//! span of the token that it is about, so that the compiler's error underlines that token and nothing else.

use groundplan_language::Compiled;
use groundplan_model::facts;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::spanned;

/// The policies that the topology obeys; without any, AWS's default quotas.
pub fn paths(facade: &TokenStream, compiled: &Compiled) -> Vec<TokenStream> {
    match compiled.policies.as_slice() {
        [] => vec![quote!(#facade::private::policy::Policy::AWS_DEFAULTS)],
        policies => policies.to_vec(),
    }
}

/// The checks of a topology against its policies.
pub fn expand_policies(facade: &TokenStream, name: &Ident, compiled: &Compiled) -> TokenStream {
    let token = |site| format!("{:?}", compiled.sites.span(site));
    let checks: TokenStream = facts::subjects_by_token(&compiled.topology, token)
        .iter()
        .map(|(at, subject)| {
            let subject: TokenStream = subject
                .to_rust("policy")
                .parse()
                .expect("groundplan bug: a subject is written as a Rust expression");
            let check = spanned::at(compiled.sites.span(*at), quote!(policy::check(POLICIES, &#subject)));
            quote! { const _: () = #check; }
        })
        .collect();
    quote! {
        const _: () = {
            use #facade::private::policy;
            const POLICIES: &[&policy::Policy] = <#name as #facade::private::Declared>::POLICIES;
            #checks
        };
    }
}
