//! Whatever the tokens are, compiling ends with a report.

use proc_macro2::{Group, TokenTree};

use super::*;

/// The tokens with one left out, doubled, or put in the place of its neighbour.
fn mutate(tokens: TokenStream, at: &mut usize, how: usize) -> TokenStream {
    let mut mutated: Vec<TokenTree> = Vec::new();
    for token in tokens {
        let hit = *at == 0;
        *at = at.wrapping_sub(1);
        let token = match token {
            TokenTree::Group(group) => {
                TokenTree::Group(Group::new(group.delimiter(), mutate(group.stream(), at, how)))
            }
            token => token,
        };
        match (hit, how) {
            (true, 0) => {}
            (true, 1) => mutated.extend([token.clone(), token]),
            (true, _) => {
                let before = mutated.len().saturating_sub(1);
                mutated.insert(before, token);
            }
            (false, _) => mutated.push(token),
        }
    }
    mutated.into_iter().collect()
}

fn count(tokens: TokenStream) -> usize {
    tokens
        .into_iter()
        .map(|token| match token {
            TokenTree::Group(group) => 1 + count(group.stream()),
            _ => 1,
        })
        .sum()
}

#[test]
fn no_token_left_out_doubled_or_moved_makes_it_panic() {
    let tokens = TokenStream::from_str(example::STREET).unwrap();
    for at in 0..count(tokens.clone()) {
        let compiled = crate::compile(mutate(tokens.clone(), &mut at.clone(), at % 3), &OneFile);
        assert!(!compiled.report.to_tokens().is_empty() || compiled.report.problems.is_empty());
    }
}

#[test]
fn a_half_of_the_example_is_read_without_a_panic() {
    let tokens: Vec<TokenTree> = TokenStream::from_str(example::STREET).unwrap().into_iter().collect();
    for length in 0..tokens.len() {
        let _ = crate::compile(tokens[..length].iter().cloned().collect(), &OneFile);
    }
}
