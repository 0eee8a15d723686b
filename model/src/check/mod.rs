//! The rules: what AWS would refuse, what would deploy and not work, and what is open that should be closed.
//!
//! A rule is a file `check/<chapter>/<rule>.rs` and one line in the `chapter!` of its folder. The file opens with
//! its record, and the function stands below it:
//!
//! ```text
//! pub(super) static RULE: Rule = Rule { name: "subnets_overlap", severity: Severity::Refused, … };
//!
//! pub(super) fn check(context: &Context<'_>, report: &mut Report) {
//!     for … {
//!         report.push(Finding::new(&RULE, subnet.cidr.at, format!("…")).about(subnet.header.name.at).help("…"));
//!     }
//! }
//! ```
//!
//! To add one, write the file with its tests (one topology that breaks it, its nearest neighbour that does not),
//! add the line in alphabetical order, and say in [`silence`] which rules it explains or is explained by. What the
//! compiler says is a case in `tests/ui/fail`, and its right neighbour a row in `tests/ui/neighbours`.
//!
//! What a rule owes to the others:
//! * `at` is the token to change; `about` names every declaration that the finding is about, the primary one first.
//! * A rule asks [`Report::failed`] before it computes with a value: what an earlier phase found wrong with a token
//!   is told once.
//! * It is near-linear in the size of the topology: sort and sweep, never each with each.
//! * It judges what is declared. Where a fact is unknown it stays silent.
//!
//! Phases run in the order of [`Phase`], root causes first. Rules without a function of their own are told by
//! whoever reads the source (`language`), by the table of properties, by a policy ([`policies`]), or by the function of
//! another rule of their chapter.

use std::cell::OnceCell;

use std::ops::Deref;

use crate::diagnostic::{Finding, Rule, Site};
use crate::ordered::{OrderedMap, OrderedSet};
use crate::reach::Reach;
use crate::reach::needs::Unmet;
use crate::topology::Topology;

pub mod accept;
pub mod catalogue;
pub mod language;
pub mod policies;
pub mod silence;

mod lookup;
mod machines;
mod network;
mod reach;
mod security;
mod services;
mod topology;
pub(crate) mod words;

/// When a rule speaks: what names the cause comes before what follows from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// A name that is missing, wrong or twice, and the form of the source.
    Name,
    /// One value by itself: its range, length, pattern, words.
    Shape,
    /// Two or more declarations that do not fit together.
    Relation,
    /// A route or gateway that is missing.
    Route,
    /// An address that is missing, or of which there are too few.
    Address,
    /// A security group that is closed or too open.
    Group,
    /// A path that does not lead there.
    Path,
    /// What is judged when everything else is known: accepts.
    Last,
}

/// What a rule runs on its own; `None` where another speaks for it.
pub type Check = fn(&Context<'_>, &mut Report);

/// A line of the table of rules.
#[derive(Debug)]
pub struct Entry {
    /// Its record.
    pub rule: &'static Rule,
    /// When it speaks.
    pub phase: Phase,
    /// Its function, where it has one of its own.
    pub check: Option<Check>,
}

/// Declares the rules of a chapter: the file of each, and the chapter's table. A rule that the function of another
/// one tells is written `Phase rule by other;`.
macro_rules! chapter {
    ($($phase:ident $rule:ident $(by $other:ident)?;)*) => {
        $(mod $rule;)*

        /// The rules of this chapter, by name.
        pub(super) static RULES: &[crate::check::Entry] = &[$(
            crate::check::Entry {
                rule: &$rule::RULE,
                phase: crate::check::Phase::$phase,
                check: crate::check::chapter!(@check $rule $($other)?),
            },
        )*];
    };
    (@check $rule:ident) => { Some($rule::check) };
    (@check $rule:ident $other:ident) => { None };
}
pub(crate) use chapter;

/// The chapters of the catalogue.
static CHAPTERS: &[(&str, &[Entry])] = &[
    ("accept", accept::RULES),
    ("language", language::RULES),
    ("machines", machines::RULES),
    ("network", network::RULES),
    ("policies", policies::RULES),
    ("reach", reach::RULES),
    ("security", security::RULES),
    ("services", services::RULES),
    ("shapes", crate::property::records::RULES),
    ("topology", topology::RULES),
];

/// The chapters of the catalogue by name, each with its rules by name.
pub fn chapters() -> impl Iterator<Item = (&'static str, &'static [Entry])> {
    CHAPTERS.iter().copied()
}

/// Every rule, by chapter and name.
pub fn rules() -> impl Iterator<Item = &'static Entry> {
    CHAPTERS.iter().flat_map(|(_, rules)| rules.iter())
}

/// The line of the rule of this name.
#[must_use]
pub fn find_rule(name: &str) -> Option<&'static Entry> {
    rules().find(|entry| entry.rule.name == name)
}

/// What rules read: the topology, and what is worked out from it once, when it is first asked for.
#[derive(Debug)]
pub struct Context<'a> {
    topology: &'a Topology,
    reach: OnceCell<Reach<'a>>,
    unmet_needs: OnceCell<Vec<Unmet>>,
}

impl<'a> Context<'a> {
    /// What rules read about this topology.
    #[must_use]
    pub fn new(topology: &'a Topology) -> Context<'a> {
        Context { topology, reach: OnceCell::new(), unmet_needs: OnceCell::new() }
    }

    /// The topology, for as long as it lives.
    #[must_use]
    pub fn topology(&self) -> &'a Topology {
        self.topology
    }

    /// Who reaches whom.
    pub fn reach(&self) -> &Reach<'a> {
        self.reach.get_or_init(|| Reach::new(self.topology))
    }

    /// The needs that no path carries everywhere.
    pub fn unmet_needs(&self) -> &[Unmet] {
        self.unmet_needs.get_or_init(|| self.reach().unmet_needs())
    }
}

impl Deref for Context<'_> {
    type Target = Topology;

    fn deref(&self) -> &Topology {
        self.topology
    }
}

/// Collects what rules find, and remembers which tokens are wrong.
#[derive(Debug, Default)]
pub struct Report {
    findings: Vec<Finding>,
    failed: OrderedSet<Site>,
}

impl Report {
    /// A report that goes on from what was found before.
    #[must_use]
    pub fn after(findings: Vec<Finding>) -> Report {
        let failed =
            findings.iter().filter(|finding| finding.rule.severity.is_error()).map(|finding| finding.at);
        Report { failed: failed.collect(), findings }
    }

    /// Adds a finding. The marks of an error hold for what comes after.
    pub fn push(&mut self, finding: Finding) {
        if finding.rule.severity.is_error() {
            self.failed.insert(finding.at);
        }
        self.findings.push(finding);
    }

    /// Adds what a rule may have found.
    pub fn extend(&mut self, findings: impl IntoIterator<Item = Finding>) {
        findings.into_iter().for_each(|finding| self.push(finding));
    }

    /// Whether an error stands at this token already, so that nothing should be computed with its value.
    #[must_use]
    pub fn failed(&self, token: Site) -> bool {
        self.failed.contains(&token)
    }
}

/// Every finding about the topology, in the order in which they are told: root causes first, then by place.
#[must_use]
pub fn check_all(topology: &Topology) -> Vec<Finding> {
    check_after(topology, Vec::new())
}

/// As [`check_all`], going on from what was found when the topology was read: each fault is told once, and accepts
/// hold for the earlier findings too. What several things take over from one `let` is told once.
#[must_use]
pub fn check_after(topology: &Topology, earlier: Vec<Finding>) -> Vec<Finding> {
    let context = Context::new(topology);
    let mut report = Report::after(earlier);
    let mut entries: Vec<&Entry> = rules().collect();
    entries.sort_by_key(|entry| entry.phase);
    for check in entries.iter().filter_map(|entry| entry.check) {
        check(&context, &mut report);
    }
    let phases: OrderedMap<&str, Phase> =
        entries.iter().map(|entry| (entry.rule.name, entry.phase)).collect();
    let phase = |finding: &Finding| phases.get(finding.rule.name).copied().unwrap_or(Phase::Name);
    let mut findings = silence::keep_causes(report.findings);
    findings = accept::apply_accepts(topology, findings);
    findings.sort_by_key(|finding| (phase(finding), finding.at, finding.rule.name));
    findings.dedup_by(|next, first| {
        let same = next.rule.name == first.rule.name && next.at == first.at && next.message == first.message;
        if same {
            first.about.append(&mut next.about);
        }
        same
    });
    findings
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use std::fs;
    use std::path::Path;

    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_chapter_is_sorted_by_name() {
        for (chapter, rules) in CHAPTERS {
            assert!(rules.is_sorted_by_key(|entry| entry.rule.name), "rules of `{chapter}` are not sorted");
        }
    }

    #[test]
    fn no_name_is_used_twice() {
        let mut seen = BTreeSet::new();
        for entry in rules() {
            assert!(seen.insert(entry.rule.name), "two rules are named `{}`", entry.rule.name);
        }
    }

    #[test]
    fn every_file_of_a_chapter_is_a_rule_of_its_name_and_every_rule_has_its_file() {
        let check = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/check");
        let entries = |folder: &Path| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let stem = |path: &Path| path.file_stem().unwrap().to_string_lossy().into_owned();
        for folder in entries(&check).filter(|path| path.is_dir()) {
            let chapter = stem(&folder);
            let files: BTreeSet<String> =
                entries(&folder).map(|path| stem(&path)).filter(|name| name != "mod").collect();
            let (_, rules) = CHAPTERS.iter().find(|(name, _)| *name == chapter.as_str()).unwrap();
            let named: BTreeSet<String> = rules.iter().map(|entry| entry.rule.name.to_owned()).collect();
            assert_eq!(files, named, "files and rules of `{chapter}`");
        }
    }

    #[test]
    fn every_record_is_complete_and_in_the_house_form() {
        for Entry { rule, .. } in rules() {
            let name = rule.name;
            assert!(
                name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
            );
            for (part, text) in [
                ("checks", rule.checks),
                ("why", rule.why),
                ("fails", rule.fails),
                ("instead", rule.instead),
                ("source", rule.source),
            ] {
                assert!(!text.is_empty(), "`{part}` of `{name}` is empty");
                assert_eq!(text, text.trim(), "`{part}` of `{name}` has blanks around it");
            }
            assert!(rule.source.contains("20"), "the source of `{name}` has no date");
        }
    }

    #[test]
    fn an_empty_topology_has_no_findings() {
        assert!(check_all(&Topology::default()).is_empty());
    }
}
