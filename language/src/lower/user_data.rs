//! `user_data: file "web.sh" { port: 3000 }`: what a machine runs at its first boot.

use groundplan_model::check::language::{FILE_UNREADABLE, PROPERTY_TWICE};
use groundplan_model::property::Property;
use groundplan_model::topology::{At, Text, UserData, Variable};

use crate::files::{FileRead, Unread};
use crate::syntax::{Map, Value, ValueKind};

use super::Lowering;

impl<'s> Lowering<'s> {
    /// The script of a file with the values for its names.
    pub(super) fn read_user_data(
        &mut self,
        value: &'s Value,
        property: &'static Property,
    ) -> Option<UserData> {
        let value = self.resolve(value);
        let ValueKind::File(written, map) = &value.kind else {
            self.tell_type(value, property);
            return None;
        };
        let at = self.sites.add(written.span);
        if map.as_ref().is_some_and(|map| map.failed) {
            // What has no value may be what was left out.
            self.stand_in(at);
        }
        let variables = map.as_ref().map_or_else(Vec::new, |map| self.read_variables(map));
        match self.reader.read(&written.text, written.span) {
            Ok((path, text)) => {
                if !self.files.iter().any(|file| file.path == path) {
                    let written_path = written.text.clone();
                    self.files.push(FileRead { written: written_path, path, span: written.span });
                }
                Some(UserData { file: At::new(written.text.clone(), at), text, variables })
            }
            Err(Unread::NoSource) => {
                self.leave_gap();
                None
            }
            Err(Unread::Because(problem)) => {
                let message = format!("`{}` cannot be read: {problem}", written.text);
                let help = "write the path relative to this source file";
                self.tell_with_help(&FILE_UNREADABLE, written.span, message, help);
                None
            }
        }
    }

    fn read_variables(&mut self, map: &'s Map) -> Vec<Variable> {
        let mut variables: Vec<Variable> = Vec::new();
        for (layer, map) in self.layers_of(map).into_iter().enumerate() {
            for entry in &map.map.entries {
                let (name, span) = (entry.key.text(), entry.key.span());
                if let Some(first) = variables.iter().find(|variable| variable.name.value == name) {
                    if layer == 0 && !self.stand_ins.contains(&first.name.at) {
                        let message = format!("`{name}` is given twice");
                        self.tell_with_help(&PROPERTY_TWICE, span, message, "remove one of the two");
                    }
                    continue;
                }
                let first = self.sites.next();
                let name = self.at(name, span);
                if matches!(entry.value.kind, ValueKind::Failed) {
                    self.stand_in(name.at);
                }
                // What could not be read was told, and counts as given.
                let value = self.read_pieces(&entry.value).unwrap_or_else(|at| At::new(Text::default(), at));
                variables.push(Variable { name, value });
                self.accept_since(&entry.attributes.accepts, first);
            }
        }
        variables
    }
}
