//! An `assert never` that hangs on something unknown. `assert_never_fails` tells it.

use crate::diagnostic::{Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "assert_never_cannot_be_proved",
    severity: Severity::Insecure,
    checks: "What is asserted never is proved from what is declared.",
    why: "A block that a param gives may be any block, so a rule that names it may let anybody in.",
    fails: "param office: Cidr; security { office -> web: tcp 22; } assert never internet -> web;",
    instead: "Write the block, or accept the finding at the assertion with a reason.",
    source: "Groundplan, what an arrow means, 2026-11",
};

#[cfg(test)]
mod tests {
    use crate::sample::Sample;
    use crate::topology::ParamType;

    #[test]
    fn a_param_in_a_rule_leaves_the_proof_open() {
        let mut sample = Sample::street();
        sample.param("office", ParamType::Cidr);
        sample.arrow("office -> web: tcp 8022");
        sample.arrow("assert never internet -> web: tcp 3000");
        assert_eq!(sample.told(), Vec::<String>::new());
        sample.arrow("assert never internet -> web");
        assert_eq!(sample.told(), ["assert_never_cannot_be_proved at assert never internet -> web"]);
        assert_eq!(
            sample.findings()[0].message,
            "`assert never internet -> web` cannot be proved: `office` may be any block, on tcp 8022 the path would be \
             the internet, through internet gateway `gate`, in by `office -> web: tcp 8022`, to `web` in `public.a`"
        );
    }

    #[test]
    fn a_param_as_an_end_is_everybody_who_may_have_its_addresses() {
        let mut sample = Sample::street();
        sample.param("office", ParamType::Cidr);
        sample.arrow("assert never office -> web: tcp 22");
        assert_eq!(sample.told(), Vec::<String>::new());
        sample.arrow("assert never office -> web: tcp 3000");
        assert_eq!(sample.told(), ["assert_never_cannot_be_proved at assert never office -> web: tcp 3000"]);
        sample.arrow("office -> web: tcp 3000");
        assert_eq!(sample.told(), ["assert_never_fails at assert never office -> web: tcp 3000"]);
    }
}
