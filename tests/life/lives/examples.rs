//! Each example lives its life: planned, applied, applied again, edited in each way, asked, destroyed.

use std::time::Duration;

use groundplan::exit::Exit;
use groundplan::outputs::read_outputs;
use groundplan::plan::plan;
use groundplan::render::{Detail, Head, Status, render_plan, render_status};
use groundplan_life::account::{left, unhealthy};
use groundplan_life::source::Source;
use groundplan_life::world::{World, settings};

use crate::common::{example_world, left_of_example};

/// An example with its edits: a size, an edge, a host, a health check; each is made on top of the ones before.
struct Example {
    name: &'static str,
    edits: &'static [(&'static str, &'static str)],
}

const SITE: Example = Example {
    name: "site",
    edits: &[
        ("min: 2, max: 4", "min: 3, max: 4"),
        ("web -> internet: tcp 443;", "web -> internet: tcp 443, tcp 80;"),
        ("=> web; }", "=> match host { \"www.example.com\" => web, _ => respond 404 }; }"),
        ("=> match host { \"www.example.com\" => web, _ => respond 404 }; }", "=> web; }"),
        ("health_check: \"/\"", "health_check: { path: \"/\", interval: 10 s, healthy: 2 }"),
    ],
};

const CONVIVE: Example = Example {
    name: "convive",
    edits: &[
        (
            "web_url: format \"https://{web_host}\",\n            },\n        },\n        size: { min: 1, desired: count,",
            "web_url: format \"https://{web_host}\",\n            },\n        },\n        size: { min: 3, desired: 3,",
        ),
        ("edge -> api: tcp 8080;", "edge -> api: tcp 8080, tcp 8081;"),
        ("api_host => api,", "api_host if path \"/*\" => api,"),
        ("conviveitesoback.ricardonavarro.mx", "conviveapi.ricardonavarro.mx"),
        (
            "target: http 8080 { health_check: \"/\",",
            "target: http 8080 { health_check: { path: \"/\", interval: 15 s, codes: 200..=299 },",
        ),
    ],
};

const FORGE: Example = Example {
    name: "forge",
    edits: &[
        ("size: { min: 1, desired: count, max: 6 }", "size: { min: 3, desired: 3, max: 6 }"),
        ("runners -> server: tcp 3000, tcp 22;", "runners -> server: tcp 3000;"),
        ("\"/metrics\" => respond 404,", "\"/metrics\" | \"/metrics/*\" => respond 404,"),
        ("path: \"/healthz\", healthy: 2", "path: \"/healthz\", healthy: 3, interval: 15 s"),
        ("scaling: cpu 60%", "scaling: cpu 50%"),
    ],
};

const WAREHOUSE: Example = Example {
    name: "warehouse",
    edits: &[
        ("size: { min: 2, max: 6 }", "size: { min: 3, max: 6 }"),
        ("office -> bastion: tcp 22;", "[office, \"198.51.100.0/24\"] -> bastion: tcp 22;"),
        ("| \"www.shop.example.com\" => shop", "| \"de.shop.example.com\" => shop"),
        ("interval: 15 s, timeout: 5 s, healthy: 2", "interval: 10 s, timeout: 4 s, healthy: 3"),
    ],
};

impl Example {
    fn live(&self) {
        let mut source = Source::example(self.name);
        let world = example_world(self.name);
        let desired = source.right().desired();

        let plan = world.plan(&desired);
        assert_eq!(plan.refusals, [], "{}", plan.to_json());
        assert_eq!(plan.steps.len(), desired.resources.len(), "a first plan makes everything, once");

        let run = world.apply(&desired);
        assert_eq!(run.outcome.exit(), Exit::Done, "{:#?}", run.outcome);
        assert_eq!(unhealthy(&world), [""; 0]);
        assert!(run.took <= Duration::from_mins(15), "{:?}", run.took);

        self.applies_again(&world, &source);
        for (from, to) in self.edits {
            source = source.edited(from, to);
            let desired = source.right().desired();
            let plan = world.plan(&desired);
            assert!(!plan.is_empty(), "`{to}` changes nothing");
            let run = world.apply(&desired);
            assert_eq!(run.outcome.exit(), Exit::Done, "`{to}`: {:#?}", run.outcome);
            assert_eq!(unhealthy(&world), [""; 0], "`{to}`");
            self.applies_again(&world, &source);
        }

        self.tells(&world, &source);
        let run = world.destroy();
        assert_eq!(run.outcome.exit(), Exit::Done, "{:#?}", run.outcome);
        assert_eq!(left_of_example(&world), [""; 0]);
        assert_eq!(world.destroy().writes(), 0);
    }

    /// The status shows everything that is desired and no drift, the outputs have their values.
    fn tells(&self, world: &World, source: &Source) {
        let checked = source.right();
        let desired = checked.desired();
        let observed = world.observe(&desired);
        let plan = plan(&desired, &observed);
        let status = Status { observed: &observed, plan: &plan, sandbox: true, allowed: 9 }.to_json();
        let status: serde_json::Value = serde_json::from_str(&status).unwrap();
        assert_eq!(status["found"].as_array().map(Vec::len), Some(desired.resources.len()), "{}", self.name);
        assert_eq!(status["drift"].as_array().map(Vec::len), Some(0));
        let outputs = read_outputs(&checked.topology, &observed);
        assert_eq!(outputs.len(), checked.topology.outputs.len());
        assert!(outputs.values().all(|texts| texts.iter().all(|text| !text.is_empty())), "{outputs:?}");
    }

    fn applies_again(&self, world: &World, source: &Source) {
        let desired = source.right().desired();
        let plan = world.plan(&desired);
        assert!(plan.is_empty(), "{}", plan.to_json());
        assert_eq!(plan.unchanged.len(), desired.resources.len());
        let run = world.apply(&desired);
        assert_eq!((run.outcome.exit(), run.writes()), (Exit::Done, 0), "{:#?}", run.outcome);
    }
}

#[test]
fn site_lives() {
    SITE.live();
}

#[test]
fn convive_lives() {
    CONVIVE.live();
}

#[test]
fn forge_lives() {
    FORGE.live();
}

#[test]
fn warehouse_lives() {
    WAREHOUSE.live();
}

/// Nobody sets the certificate's DNS record: what can be done is done, the rest waits, and is told at once.
#[test]
fn convive_waits_for_its_certificate() {
    let checked = Source::example("convive").right();
    let desired = checked.desired();
    let world = World::new(checked.scope(), settings());
    let run = world.apply(&desired);
    assert_eq!(run.outcome.exit(), Exit::Waiting, "{:#?}", run.outcome);
    let reasons: Vec<&str> = run.outcome.waiting.iter().map(|waiting| waiting.reason.as_str()).collect();
    assert_eq!(reasons.len(), 1, "{reasons:?}");
    for told in [
        "CNAME",
        "conviveitesofront.ricardonavarro.mx",
        "conviveitesoback.ricardonavarro.mx",
        "acm-validations.aws",
    ] {
        assert!(reasons[0].contains(told), "`{told}` is not in `{}`", reasons[0]);
    }
    assert!(run.took < Duration::from_mins(6), "nothing waits for the person: {:?}", run.took);

    let again = world.apply(&desired);
    assert_eq!((again.outcome.exit(), again.writes()), (Exit::Waiting, 0));
    assert!(again.took < Duration::from_secs(30), "{:?}", again.took);
    assert!(world.destroy().outcome.exit() == Exit::Done && left(&world).is_empty());
}

/// A new template does not touch the machines that run: the plan says so, and the status how many those are.
#[test]
fn machines_of_an_older_template_are_told() {
    let source = Source::example("forge");
    let world = example_world("forge");
    let status = |source: &Source| {
        let desired = source.right().desired();
        let observed = world.observe(&desired);
        let plan = plan(&desired, &observed);
        render_status(&Status { observed: &observed, plan: &plan, sandbox: true, allowed: 9 })
    };
    assert_eq!(world.apply(&source.right().desired()).outcome.exit(), Exit::Done);
    assert!(!status(&source).contains("older"), "{}", status(&source));

    let larger = source.edited("c7g.large", "c7g.xlarge");
    let told = render_plan(&world.plan(&larger.right().desired()), &Head::default(), Detail::Brief);
    assert!(
        told.contains("(machines that run stay as they are, those launched from now on get it)"),
        "{told}"
    );
    assert_eq!(world.apply(&larger.right().desired()).outcome.exit(), Exit::Done);
    assert!(status(&larger).contains(", 2 launched from an older template\n"), "{}", status(&larger));
}
