//! The text of a topology, and what the checker makes of it, without rustc.

use std::ops::Range;
use std::path::{Path, PathBuf};

use groundplan::desired::desired;
use groundplan::policy::{LEARNER_LAB, Policy, check_policies};
use groundplan::resource::state::{Desired, Scope};
use groundplan_language::files::InFolder;
use groundplan_language::{Compiled, compile};
use groundplan_model::params::Values;
use groundplan_model::topology::Topology;
use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};

/// The policies that a text may name: a path alone says nothing where no compiler resolves it.
const POLICIES: [(&str, &Policy); 4] = [
    ("groundplan::policy::LEARNER_LAB", &LEARNER_LAB),
    ("groundplan::policy::AWS_DEFAULTS", &Policy::AWS_DEFAULTS),
    ("acme_policy::BASE", &acme_policy::BASE),
    ("acme_policy::PRODUCTION", &acme_policy::PRODUCTION),
];

/// What stands between the braces of `topology! { … }`, and the folder of the files that it names.
#[derive(Clone, Debug)]
pub struct Source {
    /// The text.
    pub text: String,
    /// The folder.
    pub folder: PathBuf,
}

/// A topology with all that is wrong with it.
#[derive(Debug)]
pub struct Checked {
    /// The topology, its params at their defaults.
    pub topology: Topology,
    /// What the language and the policies say.
    pub findings: Vec<Told>,
    few_machines: bool,
}

/// A finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The rule.
    pub rule: &'static str,
    /// Whether it stops the build.
    pub is_error: bool,
    /// Its place, then those of the other parties, in bytes of the text.
    pub places: Vec<Range<usize>>,
    /// What is wrong, and what else it says.
    pub message: String,
}

impl Source {
    /// A text that names no file, or those of no folder in particular.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Source {
        Source { text: text.into(), folder: PathBuf::new() }
    }

    /// The topology of an example of this repository.
    ///
    /// # Panics
    ///
    /// Where there is none.
    #[must_use]
    pub fn example(name: &str) -> Source {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples").join(name).join("src");
        let file = folder.join("lib.rs");
        let text =
            std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let tokens: TokenStream = text.parse().expect("an example is Rust");
        let braces = tokens.into_iter().find_map(|token| match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                Some(group.span().byte_range())
            }
            _ => None,
        });
        let braces = braces.expect("an example begins with its topology");
        Source { text: text[braces.start + 1..braces.end - 1].to_owned(), folder }
    }

    /// The same with one piece of text replaced, which must stand there once.
    ///
    /// # Panics
    ///
    /// Where it does not.
    #[must_use]
    pub fn edited(&self, from: &str, to: &str) -> Source {
        assert_eq!(self.text.matches(from).count(), 1, "`{from}` stands once in the text");
        Source { text: self.text.replacen(from, to, 1), folder: self.folder.clone() }
    }

    /// Reads and checks it, by the language and by the policies that it names.
    #[must_use]
    pub fn check(&self) -> Checked {
        let tokens: TokenStream = match self.text.parse() {
            Ok(tokens) => tokens,
            Err(error) => return Checked::not_rust(&error),
        };
        let compiled = compile(tokens, &InFolder(self.folder.clone()));
        let mut findings: Vec<Told> = (compiled.report.problems.iter())
            .map(|problem| {
                let places =
                    std::iter::once(problem.span).chain(problem.related.iter().map(|(span, _)| *span));
                let places = places.map(|span| span.byte_range()).collect();
                Told { rule: problem.rule, is_error: problem.is_error, places, message: problem.text() }
            })
            .collect();
        let policies = named_policies(&compiled, &mut findings);
        let broken = check_policies(&policies, &compiled.topology);
        findings.extend(broken.into_iter().map(|finding| {
            let sites = std::iter::once(finding.at).chain(finding.related.iter().map(|(site, _)| *site));
            let spans = sites.map(|site| compiled.sites.span(site).byte_range());
            Told {
                rule: finding.rule.name,
                is_error: finding.rule.severity.is_error(),
                places: spans.collect(),
                message: finding.message.clone(),
            }
        }));
        let few_machines = policies.iter().any(|policy| policy.max_instances.is_some())
            || compiled.topology.budget.instances.is_some();
        Checked { topology: with_defaults(&compiled.topology), findings, few_machines }
    }

    /// Checks it, and asks for no error.
    ///
    /// # Panics
    ///
    /// With what is wrong.
    #[must_use]
    pub fn right(&self) -> Checked {
        let checked = self.check();
        let errors: Vec<&Told> = checked.errors().collect();
        assert!(errors.is_empty(), "{errors:#?}\n{}", self.text);
        checked
    }
}

impl Checked {
    fn not_rust(error: &proc_macro2::LexError) -> Checked {
        let place = error.span().byte_range();
        let message = error.to_string();
        let told = Told { rule: "syntax", is_error: true, places: vec![place], message };
        Checked { topology: Topology::default(), findings: vec![told], few_machines: false }
    }

    /// What stops the build.
    pub fn errors(&self) -> impl Iterator<Item = &Told> {
        self.findings.iter().filter(|told| told.is_error)
    }

    /// The scope of its main deployment.
    #[must_use]
    pub fn scope(&self) -> Scope {
        let name = self.topology.name.as_ref().map_or("Nameless", |name| name.value.as_str());
        let region = self.topology.region.as_ref().map_or("us-east-1", |region| region.value.as_str());
        Scope { topology: name.to_owned(), deployment: "main".to_owned(), region: region.to_owned() }
    }

    /// What should be there.
    #[must_use]
    pub fn desired(&self) -> Desired {
        desired(&self.topology, self.scope(), self.few_machines)
    }
}

fn with_defaults(topology: &Topology) -> Topology {
    let given = |param: &groundplan_model::topology::Param| {
        Some((param.name.value.clone(), param.default.as_ref()?.value.clone()))
    };
    let values: Values = topology.params.iter().filter_map(given).collect();
    topology.with_values(&values)
}

/// The policies of the paths; that a path leads nowhere is what rustc tells at it.
fn named_policies(compiled: &Compiled, findings: &mut Vec<Told>) -> Vec<&'static Policy> {
    let mut policies = Vec::new();
    for (path, written) in compiled.policies.iter().zip(&compiled.topology.policies) {
        let text = path.to_string().replace(' ', "");
        match POLICIES.iter().find(|(name, _)| *name == text) {
            Some((_, policy)) => policies.push(*policy),
            None => {
                let places = vec![compiled.sites.span(written.at).byte_range()];
                let message = format!("cannot find value `{text}`");
                findings.push(Told { rule: "rustc", is_error: true, places, message });
            }
        }
    }
    policies
}

/// Forgets the texts that were read so far: their spans mean nothing from here on.
pub fn forget_texts() {
    let _ = Span::call_site();
    proc_macro2::extra::invalidate_current_thread_spans();
}
