//! Moving tokens to a place of the source.

use proc_macro2::{Group, Span, TokenStream, TokenTree};

/// The tokens, each with the given span: what rustc says about them, it says at that place alone.
pub fn at(span: Span, tokens: TokenStream) -> TokenStream {
    tokens
        .into_iter()
        .map(|token| match token {
            TokenTree::Group(group) => {
                let mut moved = Group::new(group.delimiter(), at(span, group.stream()));
                moved.set_span(span);
                TokenTree::Group(moved)
            }
            mut token => {
                token.set_span(span);
                token
            }
        })
        .collect()
}
