//! `GRAMMAR.md` says what the program does: its examples are one topology without a problem, its tables are the
//! program's own.

use std::fmt::Write;
use std::path::PathBuf;
use std::str::FromStr;

use groundplan_model::property::{self, Block, Written};
use groundplan_model::topology::{
    AutoScalingGroupId, CertificateId, InstanceId, LoadBalancerId, NatGatewayId, SubnetId, Thing,
};
use proc_macro2::{Span, TokenStream};

use super::super::words::{self, BodyForm, Form, Operand, Word};
use super::{parse_clean, told};
use crate::cfg::split_cfg;
use crate::files::{Files, Unread};
use crate::report::Report;

const GRAMMAR: &str = include_str!("../../../GRAMMAR.md");

/// The blocks of code in the language, one after another.
fn examples() -> Vec<&'static str> {
    let blocks = GRAMMAR.split("```groundplan\n").skip(1);
    blocks.map(|block| block.split("```").next().unwrap()).collect()
}

/// Asserts that the document holds a table, which is written anew from what the failing test shows.
fn assert_table(expected: &str) {
    assert!(GRAMMAR.contains(expected), "GRAMMAR.md does not hold this table:\n\n{expected}\n");
}

struct Script;

impl Files for Script {
    fn read(&self, written: &str, _: Span) -> Result<(PathBuf, String), Unread> {
        let text = "#!/bin/sh\nserve {{ port }} {{ image }} {{ greeting }} {{ debug }}\n";
        Ok((PathBuf::from(written), text.into()))
    }
}

#[test]
fn each_example_is_read_without_a_problem() {
    let examples = examples();
    assert!(examples.len() > 8);
    for example in examples {
        parse_clean(example);
    }
}

#[test]
fn the_examples_are_one_topology_without_an_error() {
    let tokens = TokenStream::from_str(&examples().concat()).unwrap();
    let step = split_cfg(&tokens, &mut Report::default()).unwrap();
    for tokens in [step.kept, step.dropped] {
        let compiled = crate::compile(tokens, &Script);
        assert_eq!(told(&compiled.report.problems), Vec::<String>::new());
    }
}

#[test]
fn every_word_of_a_statement_that_is_built_has_an_example() {
    let examples = examples().concat();
    for word in words::STATEMENTS {
        if !matches!(word.form, Form::Reserved { .. }) {
            assert!(examples.contains(&format!("{} ", word.word)), "`{}` has no example", word.word);
        }
    }
}

#[test]
fn the_table_of_units() {
    for unit in words::UNITS.iter().chain(&["%"]) {
        assert!(GRAMMAR.contains(&format!("| `{unit}` |")), "`{unit}`");
    }
}

fn stands_in(word: &Word) -> String {
    word.scopes.iter().map(|scope| scope.shown()).collect::<Vec<_>>().join(", ")
}

#[test]
fn the_table_of_spellings() {
    let mut table = String::from(
        "| word | name | operand | `per` | place | `with` | body | stands in |\n|---|---|---|---|---|---|---|---|\n",
    );
    let yes = |yes: bool| if yes { "yes" } else { "" };
    for word in words::STATEMENTS {
        let Form::Header(header) = &word.form else { continue };
        let operand = match header.operand {
            Operand::None => String::new(),
            Operand::Text(what) => format!("its {what}"),
            Operand::TextUnlessFamily(what) => format!("its {what}, but for a family"),
            Operand::Word(known) => {
                known.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(" or ")
            }
        };
        let places: Vec<String> = header
            .places
            .iter()
            .map(|(place, required)| if *required { format!("`{place}`") } else { format!("[`{place}`]") })
            .collect();
        let body = match header.body {
            BodyForm::None => "",
            BodyForm::Statements(_) if header.name => "[statements]",
            BodyForm::Statements(_) => "statements",
            BodyForm::Properties => "properties",
            BodyForm::Keys => "keys of the family",
        };
        let name = yes(header.name);
        let per = if header.per_zone { "[`zone`]" } else { "" };
        let with = if header.with { "[yes]" } else { "" };
        let places = places.join(", ");
        let home = stands_in(word);
        writeln!(
            table,
            "| `{}` | {name} | {operand} | {per} | {places} | {with} | {body} | {home} |",
            word.word
        )
        .unwrap();
    }
    assert_table(&table);
}

#[test]
fn the_table_of_statements_with_a_form_of_their_own() {
    let mut table = String::from("| word | written | stands in |\n|---|---|---|\n");
    for word in words::STATEMENTS {
        if matches!(word.form, Form::Own) {
            writeln!(table, "| `{}` | `{}` | {} |", word.word, word.example, stands_in(word)).unwrap();
        }
    }
    assert_table(&table);
}

/// Where a block of properties stands.
fn place(block: Block) -> String {
    let place = match block {
        Block::Tags => "`tags`",
        Block::Budget => "`budget`",
        Block::Vpc => "`vpc … with`",
        Block::Subnet => "`subnet … with`",
        Block::InternetGateway => "`internet_gateway … with`",
        Block::NatGateway => "`nat_gateway … with`",
        Block::RouteTable => "`route_table … with`",
        Block::GatewayEndpoint => "`gateway_endpoint … with`",
        Block::Group => "`group … with`",
        Block::Certificate => "`certificate … with`",
        Block::LoadBalancer => "`load_balancer … with`",
        Block::Listen => "`listen … with`",
        Block::Respond => "`respond 404 { … }`",
        Block::Target => "`target: http 3000 { … }`",
        Block::HealthCheck => "`health_check` of a target",
        Block::AutoScalingGroup => "`auto_scaling_group`",
        Block::Size => "`size`",
        Block::GroupHealth => "`health_check` of a group",
        Block::Refresh => "`refresh`",
        Block::Launch => "`launch`",
        Block::Instance => "`instance`",
        other => return format!("{other:?}"),
    };
    place.into()
}

#[test]
fn the_table_of_properties() {
    let mut table = String::from("| place | property | value | without it |\n|---|---|---|---|\n");
    let mut last = None;
    for property in property::all().filter(|property| property.written == Written::Key) {
        let place = if last == Some(property.block) { String::new() } else { place(property.block) };
        last = Some(property.block);
        let param = if property.param { ", or a param" } else { "" };
        let default = match (property.default, property.required) {
            (Some(default), _) => format!("`{default}`"),
            (None, true) => "it is due".into(),
            (None, false) => String::new(),
        };
        writeln!(table, "| {place} | `{}` | {}{param} | {default} |", property.name, property.ty.says())
            .unwrap();
    }
    assert_table(&table);
}

#[test]
fn the_table_of_attributes() {
    let things = [
        (
            "vpc`, `subnet`, `internet_gateway`, `route_table`, `gateway_endpoint`, `group",
            Thing::Subnet(SubnetId(0)),
        ),
        ("nat_gateway", Thing::NatGateway(NatGatewayId(0))),
        ("certificate", Thing::Certificate(CertificateId(0))),
        ("load_balancer", Thing::LoadBalancer(LoadBalancerId(0))),
        ("instance", Thing::Instance(InstanceId(0))),
        ("auto_scaling_group", Thing::AutoScalingGroup(AutoScalingGroupId(0))),
    ];
    let mut table = String::from("| thing | attributes |\n|---|---|\n");
    for (words, thing) in things {
        let attributes: Vec<String> = thing.attributes().iter().map(|name| format!("`{name}`")).collect();
        writeln!(table, "| `{words}` | {} |", attributes.join(", ")).unwrap();
    }
    assert_table(&table);
}

#[test]
fn the_reserved_words() {
    let mut table = String::from("| word | what it is kept for |\n|---|---|\n");
    for word in words::STATEMENTS {
        if let Form::Reserved { is } = word.form {
            writeln!(table, "| `{}` | {is} |", word.word).unwrap();
        }
    }
    assert_table(&table);
    let list = |words: &[&str]| words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(" ");
    assert_table(&format!("{}\n{}\n", list(words::VALUES), list(words::SUBJECTS)));
}
