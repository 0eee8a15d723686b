//! The `topology!` macro: a thin shell over [`groundplan_language`].
//!
//! Users reach it through the facade crate `groundplan`, whose `macro_rules!` of the same name hands on its own
//! `$crate`, so that a renamed dependency works.

mod expand;

use proc_macro2::{TokenStream, TokenTree};

/// Declares a topology: the first token is the path of the facade, the rest is the declaration.
#[proc_macro]
pub fn topology(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let mut tokens = TokenStream::from(input).into_iter();
    let facade: TokenStream = tokens.next().map(TokenTree::into).unwrap_or_default();
    expand::expand(&facade, tokens.collect()).into()
}
