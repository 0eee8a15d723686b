//! Tag keys that differ only in case.



use crate::ordered::OrderedMap;
use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::topology::Tag;

pub(super) static RULE: Rule = Rule {
    name: "tag_keys_differ_in_case",
    severity: Severity::Lint,
    checks: "No two tag keys of a thing differ only in case.",
    why: "AWS takes them as two tags, and whoever looks for one misses the other.",
    fails: "tags { env: \"production\", Env: \"production\" }",
    instead: "Keep one of them.",
    source: "AWS general reference, \"Tagging AWS resources\", 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let mut inherited: OrderedMap<String, &Tag> = OrderedMap::new();
    for tag in &context.tags {
        tell_twin(tag, &inherited, report);
        inherited.entry(tag.key.to_lowercase()).or_insert(tag);
    }
    for header in context.headers().filter(|header| !header.tags.is_empty()) {
        let mut keys = inherited.clone();
        for tag in &header.tags {
            tell_twin(tag, &keys, report);
            keys.entry(tag.key.to_lowercase()).or_insert(tag);
        }
    }
}

fn tell_twin(tag: &Tag, before: &OrderedMap<String, &Tag>, report: &mut Report) {
    let Some(first) = before.get(&tag.key.to_lowercase()) else { return };
    if first.key.value != tag.key.value {
        let message = format!("`{}` and `{}` are two tags", first.key.value, tag.key.value);
        let finding = Finding::new(&RULE, tag.key.at, message).about(tag.key.at);
        report.push(finding.related(first.key.at, "the other one").help(format!("write `{}`", first.key.value)));
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;

    #[test]
    fn two_spellings_are_told_at_the_second() {
        let mut sample = Sample::street();
        sample.tag("env", "production");
        sample.tag("Env", "production");
        assert_eq!(sample.told(), ["tag_keys_differ_in_case at tags.Env"]);
    }

    #[test]
    fn a_thing_may_give_a_tag_of_the_topology_another_value() {
        let mut sample = Sample::street();
        sample.tag("env", "production");
        let own = sample.topology.tags[0].clone();
        sample.topology.vpcs[0].header.tags.push(own);
        assert!(sample.told().is_empty());
    }
}
