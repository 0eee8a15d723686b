//! A need of, or for, a security group that nothing wears.



use crate::ordered::OrderedSet;
use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::topology::End;

pub(super) static RULE: Rule = Rule {
    name: "group_without_members",
    severity: Severity::Broken,
    checks: "The groups at the ends of a need are worn by something.",
    why: "A rule for a group that nothing wears lets nobody through.",
    fails: "group jobs; jobs -> api: tcp 8080; where no thing lists `jobs` in its groups",
    instead: "Add the group to the `groups:` of a thing.",
    source: "Groundplan, what an arrow means, 2026-11",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let reach = context.reach();
    let mut told = OrderedSet::new();
    for edge in context.edges.iter().filter(|edge| !edge.permit) {
        for end in edge.from.iter().chain(&edge.to) {
            let End::Group(group) = end.value else { continue };
            if !reach.interfaces.wearing(group).is_empty() || !told.insert(group) {
                continue;
            }
            let name = &context[group].header.name;
            report.push(
                Finding::new(&RULE, end.at, format!("nothing wears group `{}`, so this need is nobody's", name.value))
                    .about(name.at)
                    .about(edge.at)
                    .related(name.at, "declared here")
                    .help(format!("add `{}` to the `groups:` of a thing", name.value)),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;
    use crate::topology::GroupId;

    #[test]
    fn a_need_of_nobody_is_told_and_a_permit_is_not() {
        let mut sample = Sample::street();
        sample.group("jobs");
        sample.arrow("permit jobs -> web: tcp 9000");
        assert_eq!(sample.told(), Vec::<String>::new());
        sample.arrow("jobs -> web: tcp 9001");
        assert_eq!(sample.told(), ["group_without_members at jobs in jobs -> web: tcp 9001"]);
        let worn = sample.at("web.groups.jobs", GroupId(2));
        sample.topology.auto_scaling_groups[0].groups.push(worn);
        assert!(sample.speaks("group_without_members").is_empty());
    }
}
