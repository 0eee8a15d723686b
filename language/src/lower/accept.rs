//! What the source accepts, with the places that each attribute stands before.

use groundplan_model::check::language::ACCEPT_WITHOUT_REASON;
use groundplan_model::diagnostic::Site;
use groundplan_model::ordered::OrderedMap;
use groundplan_model::topology::{Accept, At};

use crate::syntax::AcceptSyntax;

use super::Lowering;

/// The accepts so far. One attribute is one row, however often the value that it stands before is used.
#[derive(Debug, Default)]
pub(crate) struct Accepts<'s> {
    rows: Vec<Accept>,
    /// The row of each attribute, by where it lies in the tree.
    known: OrderedMap<*const AcceptSyntax, usize>,
    /// Keeps the tree alive for as long as its addresses count.
    tree: std::marker::PhantomData<&'s AcceptSyntax>,
}

impl<'s> Accepts<'s> {
    /// The rows, in the order in which they were met.
    pub fn finish(self) -> Vec<Accept> {
        self.rows
    }

    fn row(&mut self, accept: &'s AcceptSyntax) -> Option<&mut Accept> {
        self.known.get(&std::ptr::from_ref(accept)).map(|row| &mut self.rows[*row])
    }

    fn add(&mut self, accept: &'s AcceptSyntax, row: Accept) {
        self.known.insert(std::ptr::from_ref(accept), self.rows.len());
        self.rows.push(row);
    }
}

impl<'s> Lowering<'s> {
    /// Notes that the attributes stand before what got the sites from `first` up to now.
    pub(super) fn accept_since(&mut self, accepts: &'s [AcceptSyntax], first: Site) {
        let next = self.sites.next();
        let places = if next > first { vec![(first, Site(next.0 - 1))] } else { Vec::new() };
        self.accept_places(accepts, &places);
    }

    /// Notes the accepts before whole statements.
    pub(super) fn accept_items(&mut self) {
        for index in 0..self.items.len() {
            let accepts = &self.items[index].statement.attributes.accepts;
            if accepts.is_empty() {
                continue;
            }
            let inside = index..self.items[index].end;
            let places: Vec<(Site, Site)> =
                self.items[inside].iter().flat_map(|item| item.stretches.iter().copied()).collect();
            self.accept_places(accepts, &places);
        }
    }

    fn accept_places(&mut self, accepts: &'s [AcceptSyntax], places: &[(Site, Site)]) {
        for accept in accepts {
            if let Some(row) = self.accepts.row(accept) {
                row.places.extend_from_slice(places);
                continue;
            }
            let mut rules = Vec::with_capacity(accept.rules.len());
            for rule in &accept.rules {
                rules.push(At::new(rule.to_string(), self.sites.add(rule.span())));
            }
            let reason = accept.reason.as_ref().map_or_else(String::new, |reason| reason.text.clone());
            if reason.trim().is_empty() {
                let help = "add `reason = \"…\"` behind the rules";
                self.tell_with_help(&ACCEPT_WITHOUT_REASON, accept.span, "this accept says no reason", help);
            }
            self.accepts.add(accept, Accept { rules, reason, places: places.to_vec() });
        }
    }
}
