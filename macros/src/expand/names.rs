//! The declared names as items, and their uses as paths: what lets an editor hover, complete and go to the definition.
//!
//! A name is a constant that holds the thing's address. A family, and a thing that has attributes, is a module beside
//! it. Each identifier has the span of the token that it stands for.

use std::collections::BTreeSet;

use groundplan_language::names::{Declared, Names};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

/// The module `names`.
pub fn expand_names(names: &Names) -> TokenStream {
    let used: BTreeSet<String> =
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

fn expand_declared(declared: &Declared, used: &BTreeSet<String>) -> TokenStream {
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
fn has_module(name: &str, attributes: &[&str], used: &BTreeSet<String>) -> bool {
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
