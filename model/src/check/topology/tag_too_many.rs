//! Things with more tags than AWS takes.

use crate::ordered::OrderedSet;
use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "tag_too_many",
    severity: Severity::Refused,
    checks: "A thing has at most 43 tags, those of the topology included.",
    why: "AWS takes 50, and refuses more with TooManyTags or TagLimitExceeded. Seven are Groundplan's own: the name and what says to whom the thing belongs.",
    fails: "tags { … 44 keys … }",
    instead: "Remove some.",
    source: "AWS general reference, \"Tagging AWS resources\", 2026-09",
};

/// AWS's limit, less the `Name` and the six ownership tags that every thing gets.
const LIMIT: usize = 50 - 7;

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let inherited: OrderedSet<&str> = context.tags.iter().map(|tag| tag.key.as_str()).collect();
    if let Some(tag) = context.tags.get(LIMIT) {
        let message = format!("the topology has {} tags, a thing can have {LIMIT} beside ours", inherited.len());
        report.push(Finding::new(&RULE, tag.key.at, message).about(tag.key.at).help("remove some"));
        return;
    }
    for header in context.headers().filter(|header| !header.tags.is_empty()) {
        let mut keys = inherited.clone();
        for tag in &header.tags {
            keys.insert(&tag.key);
            if keys.len() > LIMIT {
                let name = &header.name.value;
                let message = format!("with those of the topology, `{name}` has more than {LIMIT} tags");
                report.push(Finding::new(&RULE, tag.key.at, message).about(header.name.at).help("remove some"));
                break;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::LIMIT;
    use crate::sample::Sample;

    #[test]
    fn the_tags_of_the_topology_count_for_each_thing() {
        let mut sample = Sample::street();
        (0..LIMIT).for_each(|number| sample.tag(&format!("k{number}"), "x"));
        assert!(sample.told().is_empty());
        let mut own = sample.topology.tags[0].clone();
        sample.topology.vpcs[0].header.tags.push(own.clone());
        assert!(sample.told().is_empty());
        own.key = sample.at("main.tags.more", "more".to_owned());
        sample.topology.vpcs[0].header.tags.push(own);
        assert_eq!(sample.speaks("tag_too_many"), ["main.tags.more"]);
        sample.tag("one_more", "x");
        assert_eq!(sample.speaks("tag_too_many"), ["tags.one_more"]);
    }
}
