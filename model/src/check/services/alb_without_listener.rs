//! Load balancers that answer nothing.

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "alb_without_listener",
    severity: Severity::Broken,
    checks: "A load balancer has a listener.",
    why: "Without one it answers nothing.",
    fails: "load_balancer edge internet_facing in public {}",
    instead: "Add a listener, as `listen http 80 => web;`.",
    source: "Application Load Balancers guide, \"Listeners\", 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for balancer in context.load_balancers.iter().filter(|balancer| balancer.listeners.is_empty()) {
        let name = &balancer.header.name;
        let target = context.target_groups.first().map_or_else(|| "web".to_owned(), |t| t.name.value.to_string());
        let message = format!("load balancer `{}` has no listener and answers nothing", name.value);
        report.push(
            Finding::new(&RULE, name.at, message)
                .about(name.at)
                .help(format!("add one: `listen http 80 => {target};`")),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;

    #[test]
    fn a_balancer_without_a_listener_is_refused() {
        let mut sample = Sample::street();
        assert!(sample.speaks("alb_without_listener").is_empty());
        sample.topology.load_balancers[0].listeners.clear();
        assert_eq!(sample.speaks("alb_without_listener"), ["edge"]);
    }
}
