//! Plans a street that stands, and whose VPCs get other blocks, so that everything is replaced. Prints how many
//! resources it has and the milliseconds of the quickest plan.

use std::time::Instant;

use groundplan::Declared;
use groundplan::desired::desired;
use groundplan::plan::plan;
use groundplan::resource::Kind;
use groundplan::resource::attribute::Value;
use groundplan::resource::state::{Desired, Found, Observed, Scope, State};

fn main() {
    let scope = Scope { topology: "Street".into(), deployment: "main".into(), region: "us-east-1".into() };
    let standing = desired(&plan_1000::Street::topology(), scope, false);
    let observed = observe(&standing);
    assert!(plan(&standing, &observed).is_empty());
    let mut edited = standing;
    for resource in edited.resources.values_mut().filter(|resource| resource.address.kind == Kind::Vpc) {
        resource.attributes.insert("cidr_block".into(), "172.16.0.0/16".into());
    }
    // So many that one of them has the machine for itself.
    let quickest = (0..20).map(|_| {
        let start = Instant::now();
        assert!(plan(&edited, &observed).steps.len() > edited.resources.len());
        start.elapsed()
    });
    let quickest = quickest.min().unwrap_or_default();
    println!("{} {}", edited.resources.len(), quickest.as_secs_f64() * 1e3);
}

/// The street as AWS would show it, with its addresses for ids.
fn observe(standing: &Desired) -> Observed {
    let known = |part: &Value| match part {
        Value::Ref(reference) if reference.attribute == "id" => Some(reference.address.to_string().into()),
        Value::Ref(reference) => Some(format!("{}.{}", reference.address, reference.attribute).into()),
        Value::Lookup(_) => Some("fact".into()),
        _ => None,
    };
    let mut observed = Observed::nothing(standing.scope.clone(), "123456789012");
    observed.facts = standing.lookups().into_iter().map(|lookup| (lookup, "fact".to_owned())).collect();
    observed.add(standing.resources.values().map(|resource| {
        let attributes = resource.attributes.iter();
        Found {
            address: resource.address.clone(),
            id: resource.address.to_string(),
            attributes: attributes.map(|(name, value)| (name.clone(), value.map_parts(&known))).collect(),
            outputs: [("version".to_owned(), format!("{}.version", resource.address))].into(),
            tags: resource
                .tags
                .iter()
                .map(|(key, value)| (key.clone(), value.map_parts(&known).to_string()))
                .collect(),
            state: State::Ready,
            generation: None,
        }
    }));
    observed
}
