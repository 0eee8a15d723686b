//! From what was compiled to Rust code. Nothing here can fail: what was wrong is among the tokens as an error.

mod names;
mod outputs;
mod params;
mod policies;
mod spanned;

use groundplan_language::cfg::{Step, split_cfg};
use groundplan_language::files::BesideSource;
use groundplan_language::parse::words::is_rust_keyword;
use groundplan_language::report::Report;
use groundplan_language::{Compiled, compile};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// The code for a declaration: one more step of its `#[cfg]` chain, or the topology itself.
pub fn expand(facade: &TokenStream, tokens: TokenStream) -> TokenStream {
    let mut report = Report::default();
    match split_cfg(&tokens, &mut report) {
        Some(Step { predicate, kept, dropped }) => quote! {
            #[cfg(#predicate)]
            #facade::topology! { #kept }
            #[cfg(not(#predicate))]
            #facade::topology! { #dropped }
        },
        None => {
            let too_many = report.to_tokens();
            let topology = expand_topology(facade, &compile(tokens, &BesideSource));
            quote! { #too_many #topology }
        }
    }
}

fn expand_topology(facade: &TokenStream, compiled: &Compiled) -> TokenStream {
    let problems = compiled.report.to_tokens();
    let files = expand_files(compiled);
    let Some(name) = &compiled.type_name else { return quote! { #problems #files } };
    let module = Ident::new(&module_of(&name.to_string()), Span::call_site());
    let declared = expand_declared(facade, name, &module, compiled);
    let contents = expand_module(facade, name, &module, compiled);
    let uses = names::expand_uses(&module, &compiled.names);
    let policies = policies::expand_policies(facade, name, compiled);
    quote! { #problems #declared #contents #uses #policies #files }
}

/// The type that stands for the topology.
fn expand_declared(facade: &TokenStream, name: &Ident, module: &Ident, compiled: &Compiled) -> TokenStream {
    let visibility = &compiled.visibility;
    let policies = policies::expand_references(facade, compiled);
    let text = compiled.topology.to_text();
    let shown = name.to_string();
    let docs = match compiled.topology.docs.as_str() {
        "" => format!(" The topology `{name}`."),
        docs => docs.to_string(),
    };
    quote! {
        #[doc = #docs]
        #[derive(Clone, Copy, Debug)]
        #visibility struct #name;

        impl #facade::private::Declared for #name {
            const NAME: &'static str = #shown;
            const TEXT: &'static str = #text;
            const POLICIES: &'static [&'static #facade::private::policy::Policy] = &[#(#policies),*];
            type Params = #module::Params;
            type Outputs = #module::Outputs;
        }
    }
}

/// The module beside the type: its params, outputs and names.
fn expand_module(facade: &TokenStream, name: &Ident, module: &Ident, compiled: &Compiled) -> TokenStream {
    let Compiled { topology, sites, visibility, .. } = compiled;
    let params = params::expand_params(facade, &topology.params, |param| sites.span(param.name.at));
    let outputs = outputs::expand_outputs(facade, &topology.outputs, |output| sites.span(output.name.at));
    let names = names::expand_names(&compiled.names);
    let docs = format!(" Run-time values, outputs and names of [`{name}`].");
    quote! {
        #[doc = #docs]
        #visibility mod #module { #params #outputs #names }
    }
}

/// Tells cargo which files to watch.
fn expand_files(compiled: &Compiled) -> TokenStream {
    compiled
        .files
        .iter()
        .map(|file| {
            let mut path = proc_macro2::Literal::string(&file.written);
            path.set_span(file.span);
            quote! { const _: &[u8] = ::core::include_bytes!(#path); }
        })
        .collect()
}

/// The name of the module beside the type; behind a keyword of Rust stands a `_`.
fn module_of(name: &str) -> String {
    let module = snake_case(name);
    if is_rust_keyword(&module) { format!("{module}_") } else { module }
}

fn snake_case(name: &str) -> String {
    let mut snake = String::new();
    for (index, letter) in name.chars().enumerate() {
        if letter.is_uppercase() && index > 0 {
            snake.push('_');
        }
        snake.extend(letter.to_lowercase());
    }
    snake
}
