//! What every thing has beside its own properties: name, docs, tags, former name.

use groundplan_model::check::language::FORMER_NAME_TAKEN;
use groundplan_model::diagnostic::{Finding, Site};
use groundplan_model::ordered::OrderedMap;
use groundplan_model::topology::{At, Header, Name, Tag};
use proc_macro2::{Ident, Span};

use crate::syntax::Reference;

use super::family::Key;
use super::{Lowering, Part};

impl<'s> Lowering<'s> {
    /// The site of the name of the thing that a statement makes for `key`.
    pub(super) fn name_site(&mut self, name: &Ident, key: Option<&Key<'s>>) -> Site {
        let at = self.sites.add(key.map_or_else(|| name.span(), |key| key.span));
        self.owner = Some(at);
        if let Some(index) = self.names.find(&name.to_string()) {
            self.names.symbols[index].sites.push(at);
        }
        at
    }

    /// The header of the thing that the statement makes for `key`, whose name has the site `at`.
    pub(super) fn lower_header(
        &mut self,
        part: Part<'s>,
        name: &Ident,
        key: Option<&Key<'s>>,
        at: Site,
        tags: Vec<Tag>,
    ) -> Header {
        let attributes = &part.statement.attributes;
        let of_key = key.and_then(|key| key.given).map(|(attributes, _)| attributes);
        let was = match (of_key.and_then(|attributes| attributes.was.as_ref()), &attributes.was) {
            (Some(was), _) => self.read_former_name(was, None),
            (None, Some(was)) => self.read_former_name(was, key),
            (None, None) => None,
        };
        let docs = match of_key {
            Some(of_key) if !of_key.docs.is_empty() => of_key.docs.clone(),
            _ => attributes.docs.clone(),
        };
        let name = Name { base: name.to_string(), key: key.map(|key| key.name.clone()) };
        Header { name: At::new(name, at), docs, tags, was }
    }

    /// The name that `#[was(…)]` says. Before a whole family it is a family's, so each member had its own key there.
    fn read_former_name(&mut self, was: &Reference, key: Option<&Key<'s>>) -> Option<Name> {
        let (base, own_key) = match was.segments.as_slice() {
            [base] => (base, None),
            [base, key] => (base, Some(key.to_string())),
            _ => return None,
        };
        let key = own_key.or_else(|| key.map(|key| key.name.clone()));
        let name = Name { base: base.to_string(), key };
        self.former.push((name.clone(), base.span(), self.here));
        Some(name)
    }

    /// Tells former names that are still borne, or claimed twice: one thing cannot become two.
    pub(super) fn check_former_names(&mut self) {
        let mut taken: OrderedMap<Name, (Span, &str)> = OrderedMap::new();
        for symbol in &self.names.symbols {
            for member in &symbol.members {
                let name = Name { base: symbol.name.clone(), key: member.key.clone() };
                taken.insert(name, (symbol.ident.span(), "declared here"));
            }
        }
        for (name, span, item) in std::mem::take(&mut self.former) {
            let Some((first, label)) = taken.insert(name.clone(), (span, "claimed here")) else { continue };
            self.within(item, |lowering| {
                let at = lowering.sites.add(span);
                let first = lowering.sites.add(first);
                let message = format!("`{name}` is no former name, another thing bears it");
                lowering.push(
                    Finding::new(&FORMER_NAME_TAKEN, at, message)
                        .related(first, format!("{label}: `{name}`"))
                        .help("write the name that nothing bears any more, or remove `#[was(…)]`"),
                );
            });
        }
    }
}
