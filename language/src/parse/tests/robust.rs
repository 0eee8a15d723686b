//! Whatever the tokens are, parsing ends, soon, without a panic; one wrong token stays one fault.

use std::str::FromStr;

use proc_macro2::{Group, Ident, Punct, Spacing, TokenStream, TokenTree};

use super::forms::CONVIVE;
use super::told;
use crate::parse::parse;
use crate::parse::tokens::LOOKS;
use crate::report::Report;

/// Each stream that comes of `tokens` with one token changed, at whatever depth.
fn with_one_changed(tokens: &TokenStream, change: &dyn Fn(&TokenTree) -> Vec<TokenTree>) -> Vec<TokenStream> {
    let trees: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let mut streams = Vec::new();
    for (place, tree) in trees.iter().enumerate() {
        let around = |middle: Vec<TokenTree>| {
            let (before, rest) = trees.split_at(place);
            let after = rest.iter().skip(1);
            before.iter().cloned().chain(middle).chain(after.cloned()).collect::<TokenStream>()
        };
        streams.push(around(change(tree)));
        if let TokenTree::Group(group) = tree {
            for inside in with_one_changed(&group.stream(), change) {
                let mut changed = Group::new(group.delimiter(), inside);
                changed.set_span(group.span());
                streams.push(around(vec![changed.into()]));
            }
        }
    }
    streams
}

/// Parses the whole topology once for every so many of its tokens, with that token changed.
fn assert_few_problems(most: usize, every: usize, change: &dyn Fn(&TokenTree) -> Vec<TokenTree>) {
    let tokens = TokenStream::from_str(CONVIVE).unwrap();
    for stream in with_one_changed(&tokens, change).into_iter().step_by(every) {
        let mut report = Report::default();
        parse(stream.clone(), &mut report);
        assert!(report.problems.len() <= most, "{:#?}\nin: {stream}", told(&report.problems));
        assert!(
            report.problems.iter().all(|problem| problem.help.is_some()),
            "{:#?}",
            told(&report.problems)
        );
    }
}

#[test]
fn a_missing_token_is_one_fault_at_most() {
    assert_few_problems(1, 1, &|_| Vec::new());
}

#[test]
fn a_token_written_twice_is_one_fault_at_most() {
    assert_few_problems(1, 1, &|tree| vec![tree.clone(), tree.clone()]);
}

#[test]
fn a_wrong_mark_in_any_place_is_few_faults() {
    for (first, mark) in ['?', ';', ',', '=', ':', '.', '#', '-'].into_iter().enumerate() {
        assert_few_problems(3, 5 + first, &|tree| {
            vec![tree.clone(), Punct::new(mark, Spacing::Alone).into()]
        });
    }
}

#[test]
fn a_wrong_word_in_any_place_is_few_faults() {
    for (first, word) in ["other", "subnet", "with", "in", "if", "match", "never"].into_iter().enumerate() {
        assert_few_problems(4, 5 + first, &|tree| vec![tree.clone(), Ident::new(word, tree.span()).into()]);
    }
}

#[test]
fn odd_tokens_end_without_a_panic() {
    for text in [
        "'a",
        "#",
        "#[]",
        "#[accept()]",
        "#[accept(,)] zones a;",
        "#![x]",
        "..",
        "::",
        "{}",
        "[]",
        "()",
        "{{}}",
        "_",
        "r#type",
        "let r#type = 1;",
        "let _ = 1;",
        "let x = '\\n';",
        "let x = 0x1F;",
        "let x = 1e5;",
        "let x = c\"a\";",
        "let x = r#\"a\"#;",
        "let x = \"a\"suffix;",
        "a.b.c.d",
        "a..b",
        "-> -> ->",
        "=> =>",
        "permit",
        "assert never never",
        "pub(crate)",
        "pub pub pub",
        "existing existing",
        "zones ,,,",
        "enforce ::",
        "listen listen listen",
        "match match { match => match }",
        "let x = 1 % % ;",
        "let x = 18446744073709551616;",
        "let x = 1..=99999999999999999999;",
    ] {
        let mut report = Report::default();
        let Ok(tokens) = TokenStream::from_str(text) else { continue };
        parse(tokens, &mut report);
    }
}

#[test]
fn a_token_in_an_invisible_group_is_read_as_if_it_stood_alone() {
    let mut report = Report::default();
    let invisible = |text: &str| {
        let inside = TokenStream::from_str(text).unwrap();
        TokenStream::from(TokenTree::from(Group::new(proc_macro2::Delimiter::None, inside)))
    };
    let mut tokens = TokenStream::from_str("region").unwrap();
    tokens.extend(invisible("\"us-east-1\""));
    tokens.extend(TokenStream::from_str("; let x =").unwrap());
    tokens.extend(invisible("{ a: 1 }"));
    tokens.extend(invisible(""));
    tokens.extend(TokenStream::from_str(";").unwrap());
    tokens.extend(invisible(""));
    let source = parse(tokens, &mut report);
    assert_eq!(told(&report.problems), Vec::<String>::new());
    assert_eq!(source.statements.len(), 2);
}

/// How often parsing looks at a token.
fn looks_of(tokens: TokenStream) -> u64 {
    let before = LOOKS.get();
    parse(tokens, &mut Report::default());
    LOOKS.get() - before
}

fn large(statements: usize, broken: bool) -> TokenStream {
    let mut text = String::from("pub topology Large; security {\n");
    for number in 0..statements / 2 {
        text.push_str(&format!("a{number} -> b{number}: tcp {number}, udp 53;\n"));
    }
    text.push_str("} vpc main \"10.0.0.0/8\" {\n");
    for number in 0..statements / 2 {
        let block = if broken && number % 2 == 0 { "in" } else { "\"10.0.0.0/24\" in a;" };
        text.push_str(&format!("subnet s{number} {block}\n"));
    }
    text.push('}');
    TokenStream::from_str(&text).unwrap()
}

#[test]
fn ten_times_as_many_statements_are_ten_times_the_work() {
    for broken in [false, true] {
        let (short, long) = (looks_of(large(200, broken)), looks_of(large(2_000, broken)));
        assert!(long <= short * 11, "{short}, ten times as much: {long}");
        assert!(short / 200 < 500, "{short} looks at the tokens of 200 statements");
    }
}

#[test]
fn what_never_ends_a_statement_is_read_in_linear_time() {
    for piece in [
        "{} ",
        "x ",
        "a -> ",
        "subnet ",
        "region \"a\" ",
        "let x = ",
        "a | ",
        "# ",
        "pub ",
        "permit ",
        "[a] ",
    ] {
        let [short, long] =
            [500, 5_000].map(|times| looks_of(TokenStream::from_str(&piece.repeat(times)).unwrap()));
        assert!(long <= short * 11, "{piece}: {short}, ten times as much: {long}");
    }
}
