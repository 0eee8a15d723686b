//! The generated `Params` struct.

use groundplan_model::topology::{Param, ParamType};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// The struct with a field for each param, and how it is made of checked values.
pub fn expand_params(
    facade: &TokenStream,
    params: &[Param],
    span_of: impl Fn(&Param) -> Span,
) -> TokenStream {
    let mut fields = TokenStream::new();
    let mut reads = TokenStream::new();
    let mut writes = TokenStream::new();
    for param in params {
        let name = param.name.value.as_str();
        let field = Ident::new(name, span_of(param));
        let ty = expand_type(facade, &param.ty);
        let docs = if param.docs.is_empty() { format!(" The param `{name}`.") } else { param.docs.clone() };
        fields.extend(quote! { #[doc = #docs] pub #field: #ty, });
        reads.extend(quote! { #field: #facade::private::read_param(values, #name), });
        writes.extend(quote! {
            (::std::string::String::from(#name), #facade::private::ParamValue::show(&self.#field)),
        });
    }
    quote! {
        /// The values that are given at run time: by flag, by variable of the environment, or in a file.
        #[derive(Clone, Debug, PartialEq)]
        pub struct Params { #fields }

        impl #facade::private::ParamSet for Params {
            fn from_values(values: &#facade::private::Values) -> Self {
                let _ = values;
                Self { #reads }
            }

            fn to_values(&self) -> #facade::private::Values {
                [#writes].into_iter().collect()
            }
        }
    }
}

fn expand_type(facade: &TokenStream, ty: &ParamType) -> TokenStream {
    match ty {
        ParamType::Count(..) => quote!(u32),
        ParamType::Bool => quote!(bool),
        ParamType::Cidr => quote!(#facade::private::Ipv4Network),
        ParamType::Host | ParamType::InstanceType(_) | ParamType::Text(_) => quote!(::std::string::String),
    }
}
