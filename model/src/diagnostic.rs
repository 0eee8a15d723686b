//! What a rule has to say: data, without any layout of text.
//!
//! A finding names places by [`Site`]. Whoever built the topology knows what a site is: the language keeps a table
//! from site to token, the engine shows the thing's name.

#[cfg(feature = "decode")]
use nanoserde::DeJson;
#[cfg(feature = "rules")]
use nanoserde::SerJson;

/// A place in the declaration: the index of a token in the table of whoever built the topology.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "rules", derive(SerJson))]
#[cfg_attr(feature = "decode", derive(DeJson))]
pub struct Site(pub u32);

/// How bad a finding is, and with that whether it stops the build and may be accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// An AWS call would refuse it: an error that cannot be accepted.
    Refused,
    /// It deploys and cannot work: an error that can be accepted at its place, with a reason.
    Broken,
    /// It exposes what should be closed: an error that can be accepted at its place, with a reason.
    Insecure,
    /// It exceeds a number of the policy in force: an error that only the policy can lift.
    Quota,
    /// The organisation forbids it: an error that only the policy can lift.
    Policy,
    /// It costs money without need: a warning.
    Cost,
    /// It is probably not what was meant: a warning.
    Lint,
}

impl Severity {
    /// Whether a finding of this severity stops the build.
    #[must_use]
    pub const fn is_error(self) -> bool {
        !matches!(self, Severity::Cost | Severity::Lint)
    }

    /// What it means for a build, as a phrase.
    #[must_use]
    pub const fn describe(self) -> &'static str {
        match self {
            Severity::Refused => "error: AWS refuses it",
            Severity::Broken => "error: it deploys and does not work; may be accepted with a reason",
            Severity::Insecure => "error: it exposes what should be closed; may be accepted with a reason",
            Severity::Quota => "error: more than the policy in force allows",
            Severity::Policy => "error: the policy in force forbids it",
            Severity::Cost => "warning: it costs money without need",
            Severity::Lint => "warning: probably not what was meant",
        }
    }

    /// Whether `#[accept(…)]` may silence a finding of this severity.
    #[must_use]
    pub const fn may_be_accepted(self) -> bool {
        matches!(self, Severity::Broken | Severity::Insecure | Severity::Cost | Severity::Lint)
    }
}

/// One rule of the catalogue: its name is the same in the message, its page and its failing case.
#[derive(Debug)]
pub struct Rule {
    /// The name, as in `groundplan::subnet_outside_vpc`.
    pub name: &'static str,
    /// How bad a finding is.
    pub severity: Severity,
    /// What it checks, in one sentence.
    pub checks: &'static str,
    /// Why: what AWS does, or what would not work.
    pub why: &'static str,
    /// The shortest topology, or part of one, that breaks it.
    pub fails: &'static str,
    /// What to write instead.
    pub instead: &'static str,
    /// Where its fact comes from, with the date.
    pub source: &'static str,
}

/// One fault: what is wrong, where, and what to write.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule that speaks.
    pub rule: &'static Rule,
    /// The token to change.
    pub at: Site,
    /// The declarations that the finding is about, by the site of their name: what one of them causes, another rule
    /// need not tell again, and an accept at one of them covers it.
    pub about: Vec<Site>,
    /// What is wrong: a phrase, lowercase, without a final period.
    pub message: String,
    /// The other parties: where, and what it is, as in "first declared here".
    pub related: Vec<(Site, String)>,
    /// What to write, ready to paste.
    pub help: Option<String>,
}

impl Finding {
    /// A finding of `rule` at the token `at`.
    pub fn new(rule: &'static Rule, at: Site, message: impl Into<String>) -> Finding {
        Finding { rule, at, about: Vec::new(), message: message.into(), related: Vec::new(), help: None }
    }

    /// Adds a declaration that the finding is about.
    #[must_use]
    pub fn about(mut self, name: Site) -> Finding {
        self.about.push(name);
        self
    }

    /// Adds another party: "first declared here".
    #[must_use]
    pub fn related(mut self, at: Site, label: impl Into<String>) -> Finding {
        self.related.push((at, label.into()));
        self
    }

    /// Adds other parties.
    #[must_use]
    pub fn related_all(mut self, parties: impl IntoIterator<Item = (Site, String)>) -> Finding {
        self.related.extend(parties);
        self
    }

    /// Says what to write instead.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Finding {
        self.help = Some(help.into());
        self
    }
}
