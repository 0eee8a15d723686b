//! Tags with characters that load balancers and certificates refuse.

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity, Site};
use crate::topology::{Piece, Tag};

pub(super) static RULE: Rule = Rule {
    name: "tag_characters",
    severity: Severity::Refused,
    checks: "Tags of load balancers and certificates have letters, digits, blanks and `_.:/=+-@` only.",
    why: "CreateLoadBalancer, CreateTargetGroup and RequestCertificate refuse other characters; EC2 takes them.",
    fails: "tags { Note: \"one & all\" }, with a load balancer",
    instead: "Leave the character out, or give the tag to single things of EC2.",
    source: "ELBv2 and ACM API models (botocore 1.44.5), and EC2 user guide, \"Tag your resources\", 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let balancers = context.load_balancers.iter().map(|balancer| &balancer.header);
    let requested = context.certificates.iter().filter(|certificate| certificate.existing.is_none());
    let strict: Vec<_> = balancers.chain(requested.map(|certificate| &certificate.header)).collect();
    if let Some(first) = strict.first() {
        context.tags.iter().for_each(|tag| check_tag(tag, first.name.at, report));
    }
    for header in strict {
        header.tags.iter().for_each(|tag| check_tag(tag, header.name.at, report));
    }
}

fn check_tag(tag: &Tag, about: Site, report: &mut Report) {
    let mut tell = |what: &str, at: Site, bad: char| {
        let message = format!("{what} contains `{bad}`, which load balancers and certificates refuse");
        let help = "use letters, digits, blanks and `_.:/=+-@`";
        report.push(Finding::new(&RULE, at, message).about(about).help(help));
    };
    if let Some(bad) = bad_character(&tag.key) {
        tell(&format!("tag key `{}`", tag.key.value), tag.key.at, bad);
    }
    let literals = tag.value.0.iter().filter_map(|piece| match piece {
        Piece::Literal(literal) => Some(literal),
        _ => None,
    });
    if let Some(bad) = literals.into_iter().find_map(|literal| bad_character(literal)) {
        tell(&format!("the value of tag `{}`", tag.key.value), tag.value.at, bad);
    }
}

fn bad_character(text: &str) -> Option<char> {
    text.chars().find(|c| !(c.is_alphanumeric() || *c == ' ' || "_.:/=+-@".contains(*c)))
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;

    #[test]
    fn what_a_load_balancer_refuses_is_told_where_there_is_one() {
        let mut sample = Sample::street();
        sample.tag("Note", "one & all");
        sample.tag("A&B", "x");
        assert_eq!(sample.speaks("tag_characters"), ["tags.Note.value", "tags.A&B"]);
        sample.topology.load_balancers.clear();
        assert!(sample.speaks("tag_characters").is_empty());
    }

    #[test]
    fn letters_of_every_alphabet_are_taken() {
        let mut sample = Sample::street();
        sample.tag("Año", "über 100 _.:/=+-@");
        assert!(sample.told().is_empty());
    }
}
