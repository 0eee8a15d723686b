//! Groundplan's language as a library: tokens in, topology and problems out.
//!
//! Nothing here knows the compiler's own `proc_macro`, so that the macro, a formatter, an editor and the tests can
//! all use it.

pub use groundplan_model::closest;

pub mod cfg;
pub mod files;
pub mod names;
pub mod parse;
pub mod report;
pub mod sites;
pub mod syntax;

mod judge;
mod lower;
mod settle;

use groundplan_model::topology::Topology;
use proc_macro2::{Ident, TokenStream};

use files::{FileRead, Files};
use names::Names;
use parse::words;
use report::Report;
use sites::Sites;
use syntax::{Source, StatementKind};

/// What is known of a topology: what it declares, what is wrong with it, and the tokens of both.
#[derive(Debug)]
pub struct Compiled {
    /// The topology, without what could not be understood.
    pub topology: Topology,
    /// The token of each site of the topology.
    pub sites: Sites,
    /// What is wrong, in the order of the source.
    pub report: Report,
    /// What is declared and used.
    pub names: Names,
    /// The visibility of the type, perhaps nothing.
    pub visibility: TokenStream,
    /// The name of the type that stands for the topology, where the source gives one.
    pub type_name: Option<Ident>,
    /// The policies that the topology obeys, each as its path; their sites are in [`Topology::policies`].
    pub policies: Vec<TokenStream>,
    /// The files that were read: the build depends on them.
    pub files: Vec<FileRead>,
}

/// Reads, lowers and checks what stands between the braces of `topology! { … }`.
///
/// Whatever the tokens are, the rest of the topology is there beside the problems.
#[must_use]
pub fn compile(tokens: TokenStream, files: &dyn Files) -> Compiled {
    let mut report = Report::default();
    let source = parse::parse(tokens, &mut report);
    let lowered = lower::lower(&source, files);
    let findings = judge::judge(&lowered, &report);
    for finding in findings {
        report.add(&finding, &lowered.sites);
    }
    report.settle();
    let (visibility, type_name) = type_of(&source);
    let lower::Lowered { topology, sites, mut names, files, policies, .. } = lowered;
    names.leave_out_keywords();
    Compiled { topology, sites, report, names, visibility, type_name, policies, files }
}

fn type_of(source: &Source) -> (TokenStream, Option<Ident>) {
    let head = source.statements.iter().find_map(|statement| match &statement.kind {
        // A name that cannot be one was reported, and makes no type.
        StatementKind::Topology { visibility, name }
            if words::forbidden_name(&name.to_string()).is_none() =>
        {
            Some((visibility.clone(), Some(name.clone())))
        }
        _ => None,
    });
    head.unwrap_or_default()
}
