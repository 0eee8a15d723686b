//! The declared names as items, and their uses as paths: what lets an editor hover, complete and go to the definition.
//!
//! A name is a constant that holds the thing's address. A family, and a thing that has attributes, is a module beside
//! it. Each identifier has the span of the token that it stands for.

use groundplan_language::names::{Declared, Names};
use groundplan_model::ordered::OrderedSet;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

/// The module `names`.
pub fn expand_names(names: &Names) -> TokenStream {
    let used: OrderedSet<String> =
        names.uses.iter().filter(|path| path.len() > 1).map(|path| show(path)).collect();
    let items: TokenStream = names.declared.iter().map(|declared| expand_declared(declared, &used)).collect();
    quote! {
        /// The declared names, each with the address of what it stands for.
        #[allow(non_upper_case_globals, dead_code, missing_docs, clippy::all)]
        pub mod names { #items }
    }
}

/// The uses of names, as paths below `module`. An unknown one is for editors alone: our own error names it already.
pub fn expand_uses(module: &Ident, names: &Names) -> TokenStream {
    let paths = names.uses.iter().map(|path| expand_path(module, path));
    let unknown = names.unknown.iter().map(|path| expand_path(module, path));
    let unknown = match names.unknown.is_empty() {
        true => TokenStream::new(),
        false => quote! {
            #[allow(unexpected_cfgs)]
            const _: () = {
                #[cfg(rust_analyzer)]
                const _: &[&str] = &[#(#unknown),*];
            };
        },
    };
    quote! {
        const _: &[&str] = &[#(#paths),*];
        #unknown
    }
}

fn expand_path(module: &Ident, path: &[Ident]) -> TokenStream {
    let span = path.first().map_or_else(Span::call_site, Ident::span);
    quote_spanned! { span => #module::names #(::#path)* }
}

fn expand_declared(declared: &Declared, used: &OrderedSet<String>) -> TokenStream {
    let Declared { name, word, keys, attributes, .. } = declared;
    let address = format!("{word}.{name}");
    let docs = match declared.docs.as_str() {
        "" => format!(" The {word} `{name}`."),
        docs => docs.to_string(),
    };
    let constant = quote! { #[doc = #docs] pub const #name: &str = #address; };
    if keys.is_empty() && !has_module(&name.to_string(), attributes, used) {
        return constant;
    }
    let members = keys.iter().map(|key| {
        let address = format!("{address}.{key}");
        let docs = format!(" `{key}` of the family `{name}`.");
        let inside = match has_module(&format!("{name}.{key}"), attributes, used) {
            true => {
                let attributes = expand_attributes(&address, attributes, key.span());
                quote! { pub mod #key { #attributes } }
            }
            false => TokenStream::new(),
        };
        quote! { #[doc = #docs] pub const #key: &str = #address; #inside }
    });
    let attributes = expand_attributes(&address, attributes, name.span());
    quote! { #constant pub mod #name { #(#members)* #attributes } }
}

/// Whether a thing's attributes are worth a module: it has more than the id that all have, or one is used.
fn has_module(name: &str, attributes: &[&str], used: &OrderedSet<String>) -> bool {
    attributes.len() > 1 || attributes.iter().any(|attribute| used.contains(&format!("{name}.{attribute}")))
}

fn expand_attributes(address: &str, attributes: &[&str], span: Span) -> TokenStream {
    attributes
        .iter()
        .map(|attribute| {
            let ident = Ident::new(attribute, span);
            let docs = format!(" `{attribute}` of `{address}`, known when it stands.");
            let value = format!("{address}.{attribute}");
            quote! { #[doc = #docs] pub const #ident: &str = #value; }
        })
        .collect()
}

fn show(path: &[Ident]) -> String {
    path.iter().map(Ident::to_string).collect::<Vec<_>>().join(".")
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use std::collections::BTreeMap;

    use proc_macro2::{Delimiter, TokenTree};

    use super::*;

    const SOURCE: &str = r#"
        pub topology Shop;
        region "us-east-1";
        zones north, south;
        param shop_host: Host = "shop.example.com";
        param machines: Count 1..=4 = 2;
        let machine = { instance_type: "t3.micro", ami: amazon_linux "2023" x86_64 };
        let ports = [3000, 3001];
        vpc house "10.0.0.0/16" {
            subnet open per zone with { public_addresses: yes } { north: "10.0.1.0/24", south: "10.0.2.0/24" }
            subnet shut per zone { north: "10.0.11.0/24", south: "10.0.12.0/24" }
            internet_gateway gate;
            nat_gateway out per zone in open;
            route_table outward on open { "0.0.0.0/0" -> gate; }
            route_table inward per zone on shut { "0.0.0.0/0" -> out; }
            gateway_endpoint objects "s3" on [outward, inward];
        }
        security {
            group watched;
            internet -> edge: tcp 80, tcp 443;
            edge -> front: tcp ports;
            front -> objects: tcp 443;
            house -> watched: tcp 9100;
        }
        certificate paper for [shop_host];
        load_balancer edge internet_facing in open {
            listen http 80 => redirect 301 https 443;
            listen https 443 with { certificates: [paper] } => match host { shop_host => front, _ => respond 404 };
        }
        auto_scaling_group front in shut {
            groups: [front, watched],
            launch: machine,
            size: { min: 1, desired: machines, max: 4 },
            health_check: load_balancer { grace: 60 s },
            target: http 3000 { health_check: { path: "/", port: 3001 } },
        }
        instance desk in shut.north { launch: { ..machine, detailed_monitoring: yes } }
        instance lamp in shut.south { launch: machine }
        assert never internet -> [front, desk, lamp];
        output address = edge.dns_name;
        output nets = open.id;
    "#;

    /// The names that the source declares. Words that it uses as nothing else.
    const NAMES: &[&str] = &[
        "north",
        "south",
        "shop_host",
        "machines",
        "machine",
        "ports",
        "house",
        "open",
        "shut",
        "gate",
        "out",
        "outward",
        "inward",
        "objects",
        "watched",
        "edge",
        "front",
        "paper",
        "desk",
        "lamp",
    ];

    type Place = (usize, usize);

    fn place(span: Span) -> Place {
        (span.start().line, span.start().column)
    }

    /// Each identifier with its place, and whether it stands in a path behind `::`.
    fn identifiers(tokens: TokenStream, found: &mut Vec<(String, Place, bool)>) {
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(ident) => found.push((ident.to_string(), place(ident.span()), colons == 2)),
                TokenTree::Group(group) => {
                    let inside = group.stream();
                    let is_docs =
                        group.delimiter() == Delimiter::Bracket && inside.to_string().starts_with("doc");
                    if !is_docs {
                        identifiers(inside, found);
                    }
                }
                TokenTree::Punct(punct) if punct.as_char() == ':' => {
                    colons += 1;
                    continue;
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
            colons = 0;
        }
    }

    #[test]
    fn each_declaration_and_each_use_is_an_identifier_with_the_users_span() {
        let source: TokenStream = SOURCE.parse().unwrap();
        let (mut written, mut emitted) = (Vec::new(), Vec::new());
        identifiers(source.clone(), &mut written);
        identifiers(crate::expand::expand(&quote!(groundplan), source), &mut emitted);
        let mut of_name: BTreeMap<&str, Vec<(Place, bool)>> = BTreeMap::new();
        for (name, place, in_path) in &emitted {
            of_name.entry(name).or_default().push((*place, *in_path));
        }
        for name in NAMES {
            let places: Vec<Place> =
                written.iter().filter(|(word, ..)| word == name).map(|(_, place, _)| *place).collect();
            // Declarations stand first, but for what is used before it is declared.
            let emitted = &of_name[name];
            let declared = places.iter().filter(|place| emitted.contains(&(**place, false))).count();
            assert!(declared >= 1, "`{name}` has no item with the span of its declaration");
            for place in &places {
                let here: Vec<_> = emitted.iter().filter(|(emitted, _)| emitted == place).collect();
                assert!(!here.is_empty(), "`{name}` at {place:?} is not in the expansion with its span");
            }
            let used = places.iter().filter(|place| emitted.contains(&(**place, true))).count();
            assert!(used >= 1, "no use of `{name}` is in a path");
            assert!(declared + used >= places.len(), "`{name}` is neither declared nor used somewhere");
        }
    }

    #[test]
    fn what_is_unknown_is_a_path_for_editors_alone() {
        let source =
            "topology Shop; region \"us-east-1\"; output address = nowhere.dns_name;".parse().unwrap();
        let expanded = crate::expand::expand(&quote!(groundplan), source).to_string();
        let (_, behind) = expanded.split_once("cfg (rust_analyzer)").unwrap();
        assert!(behind.contains(":: names :: nowhere"), "{expanded}");
    }
}
