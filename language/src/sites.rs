//! From a site of the model to the token that it stands for.

use groundplan_model::diagnostic::Site;
use proc_macro2::Span;

/// The table of places: a [`Site`] is the number of its row.
///
/// Sites are handed out while a statement is lowered, one after the other, so that what a statement owns is a stretch
/// of the table: an `#[accept(…)]` covers it by its first and last site.
#[derive(Debug, Default)]
pub struct Sites {
    spans: Vec<Span>,
}

impl Sites {
    /// The site of one more token.
    pub fn add(&mut self, span: Span) -> Site {
        let site = self.next();
        self.spans.push(span);
        site
    }

    /// The site that the next token will get.
    #[must_use]
    pub fn next(&self) -> Site {
        Site(u32::try_from(self.spans.len()).unwrap_or(u32::MAX))
    }

    /// The token of a site; the macro's call for one that this table did not hand out.
    #[must_use]
    pub fn span(&self, site: Site) -> Span {
        self.spans.get(site.0 as usize).copied().unwrap_or_else(Span::call_site)
    }
}
