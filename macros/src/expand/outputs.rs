//! The generated `Outputs` struct.

use groundplan_model::topology::{Output, OutputValue};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// The struct with a field for each output, and how it is made of what AWS says.
pub fn expand_outputs(
    facade: &TokenStream,
    outputs: &[Output],
    span_of: impl Fn(&Output) -> Span,
) -> TokenStream {
    let mut fields = TokenStream::new();
    let mut reads = TokenStream::new();
    for output in outputs {
        let name = output.name.value.as_str();
        let field = Ident::new(name, span_of(output));
        let docs =
            if output.docs.is_empty() { format!(" The output `{name}`.") } else { output.docs.clone() };
        let (ty, read) = match output.value {
            OutputValue::One(_) => (quote!(::std::string::String), quote!(read_output)),
            OutputValue::List(_) => (quote!(::std::vec::Vec<::std::string::String>), quote!(read_outputs)),
        };
        fields.extend(quote! { #[doc = #docs] pub #field: #ty, });
        reads.extend(quote! { #field: #facade::private::#read(values, #name), });
    }
    quote! {
        /// What the topology tells when it stands.
        #[derive(Clone, Debug, PartialEq)]
        pub struct Outputs { #fields }

        impl #facade::private::OutputSet for Outputs {
            fn from_values(values: &#facade::private::OutputValues) -> Self {
                let _ = values;
                Self { #reads }
            }
        }
    }
}
