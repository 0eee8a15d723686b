//! Texts that a param or an attribute may be a part of: tags, outputs, values for user data.

use groundplan_model::check::language::{NAME_OF_WRONG_KIND, NAME_UNKNOWN, TEXT_WITHOUT_FORMAT, VALUE_TYPE};
use groundplan_model::closest::closest;
use groundplan_model::diagnostic::Site;
use groundplan_model::property::Block;
use groundplan_model::topology::{Attribute, Piece, Text, Thing};
use proc_macro2::{Ident, Span};

use crate::names::Meaning;
use crate::syntax::{Literal, Value, ValueKind};

use super::Lowering;
use super::describe::show_path;
use super::family::to_ident;
use super::name::{a_spoken, spoken};
use super::properties::{Read, line};

/// What a path in a text stands for.
enum Found {
    /// Known when it is read, or when the topology stands.
    Pieces(Vec<Piece>),
    /// One piece for each member of a family.
    Members(Vec<Piece>),
}

impl<'s> Lowering<'s> {
    /// A text in which params may stand, but nothing that is known only when the topology stands.
    pub(super) fn read_text_with_params(&mut self, value: &'s Value, name: &str, block: Block) -> Read<Text> {
        let text = self.read_pieces_of(value, false)?;
        if let [Piece::Literal(literal)] = text.value.0.as_slice() {
            self.check_text(line(block, name), literal, text.at);
        }
        Ok(text)
    }

    /// A text in which params and attributes may stand.
    pub(super) fn read_pieces(&mut self, value: &'s Value) -> Read<Text> {
        self.read_pieces_of(value, true)
    }

    fn read_pieces_of(&mut self, value: &'s Value, attributes: bool) -> Read<Text> {
        let value = self.resolve(value);
        let pieces = match &value.kind {
            ValueKind::Text(text) => {
                self.check_braces(text, value.span);
                vec![Piece::Literal(text.clone())]
            }
            ValueKind::Number { number, unit: None } => vec![Piece::Literal(number.to_string())],
            ValueKind::Format(literal) => self.read_format(literal, attributes)?,
            ValueKind::Name(reference) => match self.find_pieces(&reference.segments, attributes)? {
                Found::Pieces(pieces) => pieces,
                Found::Members(_) => {
                    let shown = show_path(&reference.segments);
                    let message = format!("`{shown}` is a list, one text is due here");
                    return Err(self.tell_with_help(
                        &VALUE_TYPE,
                        value.span,
                        message,
                        "name one member of the family",
                    ));
                }
            },
            ValueKind::Failed => return Err(self.sites.add(value.span)),
            _ => {
                let message = format!("a text is due here, found {}", self.describe(value));
                let help = match &value.kind {
                    ValueKind::Typed { word, .. } if closest(&word.to_string(), ["format"]).is_some() => {
                        "did you mean `format`"
                    }
                    _ => "write a string, a param, or `format \"…\"`",
                };
                self.use_names_in(value);
                return Err(self.tell_with_help(&VALUE_TYPE, value.span, message, help));
            }
        };
        Ok(self.at(Text(pieces), value.span))
    }

    /// Tells a plain string that names something declared between braces, as a `format` does.
    fn check_braces(&mut self, text: &str, span: Span) {
        let between = text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0));
        let named = between.filter_map(|path| Some((path, path.split('.').next()?.trim())));
        let Some((path, name)) = named.into_iter().find(|(_, name)| self.names.find(name).is_some()) else {
            return;
        };
        let (path, name) = (path.to_owned(), name.to_owned());
        self.count_as_used(&name);
        let message = format!("`{{{path}}}` stays as it is in a plain string, and `{name}` is declared");
        let help = format!("write `format {text:?}`");
        self.tell_with_help(&TEXT_WITHOUT_FORMAT, span, message, help);
    }

    /// Texts: one for each member where a family's attribute is named, one for each value of a list.
    pub(super) fn read_texts(&mut self, value: &'s Value) -> Result<Vec<Text>, Site> {
        let value = self.resolve(value);
        match &value.kind {
            ValueKind::List(values) => {
                let mut texts = Vec::new();
                for value in values {
                    texts.extend(self.read_texts(value)?);
                }
                Ok(texts)
            }
            ValueKind::Name(reference) => match self.find_pieces(&reference.segments, true)? {
                Found::Pieces(pieces) => Ok(vec![Text(pieces)]),
                Found::Members(pieces) => Ok(pieces.into_iter().map(|piece| Text(vec![piece])).collect()),
            },
            _ => self.read_pieces(value).map(|text| vec![text.value]),
        }
    }

    /// Whether a value is several texts: a list, or the attribute of a family.
    pub(super) fn is_several(&mut self, value: &'s Value) -> bool {
        match &self.resolve(value).kind {
            ValueKind::List(_) => true,
            ValueKind::Name(reference) => match reference.segments.as_slice() {
                [name, word] => self.names.find(&name.to_string()).is_some_and(|symbol| {
                    let symbol = &self.names.symbols[symbol];
                    symbol.family && !symbol.keys.iter().any(|key| key == word)
                }),
                _ => false,
            },
            _ => false,
        }
    }

    /// The pieces of `format "https://{host}/{edge.dns_name}"`; `{{` and `}}` are braces.
    fn read_format(&mut self, literal: &Literal, attributes: bool) -> Result<Vec<Piece>, Site> {
        let mut pieces = Vec::new();
        let mut text = String::new();
        let mut rest = literal.text.as_str();
        while let Some(index) = rest.find(['{', '}']) {
            text.push_str(&rest[..index]);
            let brace = &rest[index..=index];
            rest = &rest[index + 1..];
            if let Some(behind) = rest.strip_prefix(brace) {
                text.push_str(brace);
                rest = behind;
                continue;
            }
            let Some(end) = rest.find('}').filter(|_| brace == "{") else {
                return Err(self.tell_with_help(
                    &VALUE_TYPE,
                    literal.span,
                    format!("a `{brace}` has no partner in this `format`"),
                    format!("write `{brace}{brace}` for the brace itself"),
                ));
            };
            let path = self.read_path(&rest[..end], literal.span)?;
            rest = &rest[end + 1..];
            match self.find_pieces(&path, attributes)? {
                Found::Pieces(found) => {
                    if !text.is_empty() {
                        pieces.push(Piece::Literal(std::mem::take(&mut text)));
                    }
                    pieces.extend(found);
                }
                Found::Members(_) => {
                    let message = format!("`{}` is a list, one text is due here", show_path(&path));
                    return Err(self.tell(&VALUE_TYPE, literal.span, message));
                }
            }
        }
        text.push_str(rest);
        if !text.is_empty() || pieces.is_empty() {
            pieces.push(Piece::Literal(text));
        }
        Ok(pieces)
    }

    fn read_path(&mut self, text: &str, span: Span) -> Result<Vec<Ident>, Site> {
        let path: Option<Vec<Ident>> = text.split('.').map(|word| to_ident(word.trim(), span)).collect();
        path.ok_or_else(|| {
            let message = format!("`{{{text}}}` holds no name");
            self.tell_with_help(
                &VALUE_TYPE,
                span,
                message,
                "write a name between the braces, as `{web_host}`",
            )
        })
    }

    /// What `name`, `thing.attribute` or `family.key.attribute` stands for in a text.
    fn find_pieces(&mut self, path: &[Ident], attributes: bool) -> Result<Found, Site> {
        let Some(first) = path.first() else { return Err(self.sites.next()) };
        let name = first.to_string();
        let Some(index) = self.names.find(&name) else {
            self.names.unknown.push(path.to_vec());
            let near = closest(&name, self.names.symbols.iter().map(|symbol| symbol.name.as_str()));
            let near = near.map(str::to_owned);
            if let Some(near) = &near {
                self.count_as_used(near);
            }
            let help =
                near.map_or_else(|| format!("declare `{name}`"), |near| format!("did you mean `{near}`"));
            return Err(self.tell_undeclared(&name, first.span(), format!("`{name}` is not declared"), help));
        };
        self.names.symbols[index].used = true;
        let symbol = &self.names.symbols[index];
        let family = symbol.family;
        let has_key = |word: &Ident| symbol.keys.iter().any(|key| key == word);
        match symbol.meaning {
            Meaning::Param(id) if path.len() == 1 => {
                self.names.uses.push(path.to_vec());
                let piece = id.map(Piece::Param).ok_or_else(|| self.sites.add(first.span()))?;
                return Ok(Found::Pieces(vec![piece]));
            }
            Meaning::Let(value, _) if path.len() == 1 => {
                self.names.uses.push(path.to_vec());
                return Ok(Found::Pieces(self.read_pieces_of(value, attributes)?.value.0));
            }
            Meaning::Thing => {}
            Meaning::Param(_) | Meaning::Let(..) | Meaning::Zone => {
                let message =
                    format!("`{}` is {}, a text is due here", show_path(path), a_spoken(symbol.word));
                return Err(self.tell(&NAME_OF_WRONG_KIND, first.span(), message));
            }
        }
        let (key, attribute) = match &path[1..] {
            [key, attribute] if family && has_key(key) => (Some(key.to_string()), Some(attribute)),
            [key] if family && has_key(key) => (Some(key.to_string()), None),
            [attribute] => (None, Some(attribute)),
            [] => (None, None),
            [_, word, ..] => (None, Some(word)),
        };
        let things: Vec<Thing> = (symbol.members.iter())
            .filter(|member| key.is_none() || member.key == key)
            .map(|member| member.thing)
            .collect();
        let known = symbol.attributes();
        let Some(attribute) = attribute.filter(|word| known.iter().any(|known| *word == known)) else {
            return Err(self.tell_attribute(path, attribute, known));
        };
        let failed = symbol.failed && things.is_empty();
        self.names.uses.push(path.to_vec());
        if !attributes {
            let message = format!("`{}` is known only when the topology stands", show_path(path));
            let help = "write a string or a param";
            return Err(self.tell_with_help(&VALUE_TYPE, first.span(), message, help));
        }
        if failed {
            return Err(self.sites.add(first.span()));
        }
        let piece = |of: Thing| Piece::Attribute(Attribute { of, name: attribute.to_string() });
        let pieces: Vec<Piece> = things.into_iter().map(piece).collect();
        Ok(if family && key.is_none() { Found::Members(pieces) } else { Found::Pieces(pieces) })
    }

    fn tell_attribute(&mut self, path: &[Ident], attribute: Option<&Ident>, known: &[&str]) -> Site {
        let name = &path[0];
        let written: Vec<String> = known.iter().map(|known| format!("`{name}.{known}`")).collect();
        match attribute {
            Some(attribute) => {
                self.names.unknown.push(path.to_vec());
                let help = match closest(&attribute.to_string(), known.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`"),
                    None => format!("there is {}", written.join(", ")),
                };
                let message = format!("`{name}` has no attribute `{attribute}`");
                self.tell_with_help(&NAME_UNKNOWN, attribute.span(), message, help)
            }
            None => {
                let word = self.names.find(&name.to_string()).map_or("thing", |s| self.names.symbols[s].word);
                let message =
                    format!("{} `{}` is no text, an attribute of it is", spoken(word), show_path(path));
                let help = format!("write {}", written.join(" or "));
                self.tell_with_help(&VALUE_TYPE, name.span(), message, help)
            }
        }
    }
}
