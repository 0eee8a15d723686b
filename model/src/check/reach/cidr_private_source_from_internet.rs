//! A need of a private block that no declared VPC has.

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::reach::{Host, show};
use crate::topology::End;

pub(super) static RULE: Rule = Rule {
    name: "cidr_private_source_from_internet",
    severity: Severity::Broken,
    checks: "The source of a need is a block of public addresses, or of a declared VPC.",
    why: "No packet with a private address arrives from outside; the internet carries none.",
    fails: "\"192.168.4.0/24\" -> web: tcp 22;",
    instead: "Write the public addresses of that network, or `permit` where something else joins the two networks.",
    source: "RFC 1918; Amazon VPC user guide, VPC CIDR blocks, 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let reach = context.reach();
    for unmet in context.unmet_needs() {
        let edge = &context.edges[unmet.edge];
        let source = &edge.from[unmet.from];
        let Some((Host::Nowhere(block), _, _)) = unmet.broken.first() else { continue };
        let inside = context.vpcs.iter().any(|vpc| vpc.blocks().any(|own| own.contains(*block)));
        if inside || !matches!(source.value, End::Cidr(_)) {
            continue;
        }
        let target = show::show_end(context, edge.to[unmet.to].value);
        report.push(
            Finding::new(
                &RULE,
                source.at,
                format!("no packet from `{block}` can arrive at `{target}`: no declared VPC has these addresses"),
            )
            .about(edge.at)
            .help(format!(
                "write the public addresses of that network, or `permit {}` where something else joins the two",
                reach.show_pair(unmet.edge, unmet.from, unmet.to)
            )),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;

    #[test]
    fn a_private_block_of_nobody_is_told() {
        let mut sample = Sample::street();
        sample.arrow(r#"permit "192.168.4.0/24" -> web: tcp 22"#);
        sample.arrow(r#""10.0.1.0/24" -> web: tcp 23"#);
        assert_eq!(sample.told(), Vec::<String>::new());
        sample.arrow(r#""192.168.4.0/24" -> web: tcp 8022"#);
        assert_eq!(
            sample.told(),
            [r#"cidr_private_source_from_internet at "192.168.4.0/24" in "192.168.4.0/24" -> web: tcp 8022"#]
        );
    }
}
