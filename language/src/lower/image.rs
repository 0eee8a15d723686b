//! `ami: ubuntu "22.04" x86_64`: which machine image.

use groundplan_model::check::language::{NAME_OF_WRONG_KIND, VALUE_TYPE};
use groundplan_model::closest::closest;
use groundplan_model::diagnostic::{Finding, Site};
use groundplan_model::property::{self, Block, Property, Type};
use groundplan_model::topology::{Architecture, Image, ImageSource};
use proc_macro2::Ident;

use crate::syntax::{Map, Value, ValueKind};

use super::Lowering;
use super::properties::{Read, line};

impl<'s> Lowering<'s> {
    /// A machine image.
    pub(super) fn read_image(&mut self, value: &'s Value, property: &'static Property) -> Read<Image> {
        let value = self.resolve(value);
        if let ValueKind::Text(text) = &value.kind
            && text.starts_with("ami-")
        {
            let message = "`ami` takes a word that says where the image comes from".to_owned();
            return Err(self.tell_with_help(
                &VALUE_TYPE,
                value.span,
                message,
                format!("write `id \"{text}\"`"),
            ));
        }
        let (word, arguments, map) = self.read_typed(value, property)?;
        if let Some(map) = map {
            let message = format!("`{word}` takes no properties");
            return Err(self.tell_with_help(&VALUE_TYPE, map.span, message, "remove the braces"));
        }
        let (text, architecture) = match arguments {
            [text] => (text, None),
            [text, architecture] => (text, Some(self.read_architecture(architecture)?)),
            _ => return Err(self.tell_type(value, property)),
        };
        let text = self.resolve(text);
        let ValueKind::Text(name) = &text.kind else { return Err(self.tell_type(value, property)) };
        let at = self.at((), text.span);
        if let Some(property) = property::find(Block::Image, &word.to_string()) {
            self.check_text(property, name, at.at);
        }
        let name = name.clone();
        let (source, usual) = match word.to_string().as_str() {
            "ubuntu" => (ImageSource::Ubuntu(name), Some(Architecture::X86_64)),
            "amazon_linux" => (ImageSource::AmazonLinux(name), Some(Architecture::X86_64)),
            "ssm" => (ImageSource::Ssm(name), None),
            _ => (ImageSource::Id(name), None),
        };
        let image = Image { source, architecture: architecture.or(usual) };
        Ok(super::values::map_at(at, |()| image))
    }

    fn read_architecture(&mut self, value: &'s Value) -> Result<Architecture, Site> {
        match value.word().as_deref() {
            Some("x86_64") => Ok(Architecture::X86_64),
            Some("arm64") => Ok(Architecture::Arm64),
            _ => Err(self.tell_type(value, line(Block::Image, "architecture"))),
        }
    }

    /// The word, arguments and map of a value of one of the property's words.
    pub(super) fn read_typed(
        &mut self,
        value: &'s Value,
        property: &'static Property,
    ) -> Result<(&'s Ident, &'s [Value], Option<&'s Map>), Site> {
        let (word, arguments, map) = match &value.kind {
            ValueKind::Typed { word, arguments, map } => (word, arguments.as_slice(), map.as_ref()),
            ValueKind::Name(reference) if reference.segments.len() == 1 => {
                (&reference.segments[0], &[][..], None)
            }
            _ => return Err(self.tell_type(value, property)),
        };
        let Type::Typed(words) = property.ty else { return Err(self.tell_type(value, property)) };
        let name = word.to_string();
        if !words.iter().any(|known| known.word == name) {
            if self.names.find(&name).is_some() && matches!(value.kind, ValueKind::Name(_)) {
                return Err(self.tell_type(value, property));
            }
            let message = format!("there is no `{name}` for `{}`", property.name);
            let help = match closest(&name, words.iter().map(|known| known.word)) {
                Some(near) => format!("did you mean `{near}`"),
                None => format!("write {}", property.ty.says()),
            };
            return Err(self.tell_with_help(&VALUE_TYPE, word.span(), message, help));
        }
        let declared = self.names.find(&name);
        if let Some(symbol) = declared
            && !self.names.symbols[symbol].word.ends_with("balancer")
        {
            let declared = self.names.symbols[symbol].ident.span();
            let at = self.sites.add(word.span());
            let related = self.sites.add(declared);
            let message = format!("`{name}` is a word of `{}`, and a declared name", property.name);
            self.push(
                Finding::new(&NAME_OF_WRONG_KIND, at, message)
                    .related(related, format!("declared here: `{name}`"))
                    .help("rename the declaration"),
            );
            return Err(at);
        }
        Ok((word, arguments, map))
    }
}
