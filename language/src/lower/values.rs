//! Values by type: a reader for each, which tells what it found where something else is due.

use groundplan_model::check::language::{
    CIDR_HOST_BITS_SET, CIDR_LEADING_ZERO, CIDR_MALFORMED, CIDR_WITHOUT_PREFIX, CIDR_WRONG_FAMILY, VALUE_TYPE,
};
use groundplan_model::cidr::{Cidr, CidrError};
use groundplan_model::diagnostic::{Finding, Site};
use groundplan_model::property::{self, Property, Type, Written};
use groundplan_model::topology::{At, ParamType, Setting};
use proc_macro2::Span;

use crate::names::Meaning;
use crate::syntax::{Value, ValueKind};

use super::Lowering;
use super::name::spoken;
use super::properties::Read;

/// How long a chain of `let`s may be; a longer one goes round.
const LONGEST_CHAIN: usize = 32;

impl<'s> Lowering<'s> {
    /// The value itself: what a name of `let` stands for.
    pub(super) fn resolve(&mut self, value: &'s Value) -> &'s Value {
        let mut value = value;
        for _ in 0..LONGEST_CHAIN {
            let ValueKind::Name(reference) = &value.kind else { break };
            let [name] = reference.segments.as_slice() else { break };
            let Some(symbol) = self.names.find(&name.to_string()) else { break };
            let Meaning::Let(named, _) = self.names.symbols[symbol].meaning else { break };
            self.names.symbols[symbol].used = true;
            self.names.uses.push(vec![name.clone()]);
            value = named;
        }
        value
    }

    /// The values of a list; a value alone is a list of one.
    pub(super) fn each(&mut self, value: &'s Value) -> Vec<&'s Value> {
        match &self.resolve(value).kind {
            ValueKind::List(values) => values.iter().collect(),
            _ => vec![value],
        }
    }

    /// `yes` or `no`.
    pub(super) fn read_yes_no(&mut self, value: &'s Value, property: &'static Property) -> Read<bool> {
        let value = self.resolve(value);
        match value.word().as_deref() {
            Some("yes") => Ok(self.at(true, value.span)),
            Some("no") => Ok(self.at(false, value.span)),
            _ => Err(self.tell_type(value, property)),
        }
    }

    /// A number with the unit of the property's type.
    pub(super) fn read_number(&mut self, value: &'s Value, property: &'static Property) -> Read<u32> {
        let value = self.resolve(value);
        let ValueKind::Number { number, unit } = &value.kind else {
            return Err(self.tell_type(value, property));
        };
        let units = property.ty.units();
        let factor = match unit {
            None if units.is_empty() => Some(1),
            None => None,
            Some(unit) => units.iter().find(|(name, _)| *name == unit.text).map(|(_, factor)| *factor),
        };
        let Some(factor) = factor else { return Err(self.tell_type(value, property)) };
        let number = number.saturating_mul(factor);
        let at = self.sites.add(value.span);
        self.check_shape(property, property::Value::Number(number), at);
        match u32::try_from(number) {
            Ok(number) => Ok(At::new(number, at)),
            Err(_) => {
                let message = format!("{} `{number}` is larger than any that AWS takes", property.label);
                self.push(Finding::new(&VALUE_TYPE, at, message));
                Err(at)
            }
        }
    }

    /// A port.
    pub(super) fn read_port(&mut self, value: &'s Value, property: &'static Property) -> Read<u16> {
        let number = self.read_number(value, property)?;
        u16::try_from(number.value).map(|port| At::new(port, number.at)).map_err(|_| number.at)
    }

    /// A string.
    pub(super) fn read_text(&mut self, value: &'s Value, property: &'static Property) -> Read<String> {
        let value = self.resolve(value);
        let ValueKind::Text(text) = &value.kind else { return Err(self.tell_type(value, property)) };
        let at = self.sites.add(value.span);
        self.check_text(property, text, at);
        Ok(At::new(text.clone(), at))
    }

    /// A number, or a `Count` param.
    pub(super) fn read_count(&mut self, value: &'s Value, property: &'static Property) -> Read<Setting<u32>> {
        match self.read_param(value, property, |ty| matches!(ty, ParamType::Count(..))) {
            Some(param) => param,
            None => self.read_number(value, property).map(|number| map_at(number, Setting::Value)),
        }
    }

    /// An instance type, or an `InstanceType` param.
    pub(super) fn read_instance_type(
        &mut self,
        value: &'s Value,
        property: &'static Property,
    ) -> Read<Setting<String>> {
        match self.read_param(value, property, |ty| matches!(ty, ParamType::InstanceType(_))) {
            Some(param) => param,
            None => self.read_text(value, property).map(|text| map_at(text, Setting::Value)),
        }
    }

    /// A host, or a `Host` param.
    pub(super) fn read_host(
        &mut self,
        value: &'s Value,
        property: &'static Property,
    ) -> Read<Setting<String>> {
        match self.read_param(value, property, |ty| matches!(ty, ParamType::Host)) {
            Some(param) => param,
            None => self.read_text(value, property).map(|text| map_at(text, Setting::Value)),
        }
    }

    /// The param that a value names, where it is of the type that fits; another one is told.
    fn read_param<T>(
        &mut self,
        value: &'s Value,
        property: &'static Property,
        fits: fn(&ParamType) -> bool,
    ) -> Option<Read<Setting<T>>> {
        let value = self.resolve(value);
        let ValueKind::Name(reference) = &value.kind else { return None };
        let [name] = reference.segments.as_slice() else { return None };
        let symbol = self.names.find(&name.to_string())?;
        let Meaning::Param(id) = self.names.symbols[symbol].meaning else { return None };
        self.names.symbols[symbol].used = true;
        self.names.uses.push(vec![name.clone()]);
        let at = self.sites.add(value.span);
        let Some(id) = id else {
            self.leave_gap();
            return Some(Err(at));
        };
        if fits(&self.topology[id].ty) {
            return Some(Ok(At::new(Setting::Param(id), at)));
        }
        let found = show_param_type(&self.topology[id].ty);
        let message =
            format!("{} takes {}, param `{name}` is {found}", subject(property), property.ty.says());
        self.push(Finding::new(&VALUE_TYPE, at, message).help("give the param the type that is due here"));
        Some(Err(at))
    }

    /// Ranges of status codes: `200`, `200..=299`, or a list of both.
    pub(super) fn read_codes(
        &mut self,
        value: &'s Value,
        property: &'static Property,
    ) -> Read<Vec<(u16, u16)>> {
        let value = self.resolve(value);
        let mut codes = Vec::new();
        for code in self.each(value) {
            let code = self.resolve(code);
            let (low, high) = match &code.kind {
                ValueKind::Number { number, unit: None } => (*number, *number),
                ValueKind::Range(low, high) => (*low, *high),
                _ => return Err(self.tell_type(code, property)),
            };
            let (Ok(low), Ok(high)) = (u16::try_from(low), u16::try_from(high)) else {
                return Err(self.tell_type(code, property));
            };
            codes.push((low, high));
        }
        let at = self.sites.add(value.span);
        self.check_shape(property, property::Value::Codes(&codes), at);
        Ok(At::new(codes, at))
    }

    /// An IPv4 block; host bits that are set are told and cleared.
    pub(super) fn read_cidr(&mut self, value: &'s Value, property: &'static Property) -> Read<Cidr> {
        let value = self.resolve(value);
        let ValueKind::Text(text) = &value.kind else { return Err(self.tell_type(value, property)) };
        let at = self.sites.add(value.span);
        let (rule, message, help) = match Cidr::parse(text) {
            Ok((cidr, false)) => {
                self.check_shape(property, property::Value::Cidr(cidr), at);
                return Ok(At::new(cidr, at));
            }
            Ok((cidr, true)) => {
                let message = format!("`{text}` has host bits set, AWS would use `{cidr}`");
                let host = text.split('/').next().unwrap_or(text);
                let help = format!("write `\"{cidr}\"`, or `\"{host}/32\"` for one host");
                self.push(Finding::new(&CIDR_HOST_BITS_SET, at, message).help(help));
                return Ok(At::new(cidr, at));
            }
            Err(CidrError::WithoutPrefix) => (
                &CIDR_WITHOUT_PREFIX,
                format!("`{text}` has no prefix length"),
                format!("write `\"{text}/32\"` for one host"),
            ),
            Err(CidrError::LeadingZero) => (
                &CIDR_LEADING_ZERO,
                format!("an octet of `{text}` has a leading zero"),
                format!("write `\"{}\"`", without_zeros(text)),
            ),
            Err(CidrError::Malformed) if text.contains(':') => (
                &CIDR_WRONG_FAMILY,
                format!("`{text}` is IPv6, {} takes IPv4 here", property.label),
                "write an IPv4 block such as `\"10.0.0.0/16\"`".to_owned(),
            ),
            Err(CidrError::Malformed) => (
                &CIDR_MALFORMED,
                format!("`{text}` is not a CIDR block"),
                complete(text).map_or_else(
                    || "write four octets and a prefix, as `\"10.0.0.0/16\"`".to_owned(),
                    |whole| format!("write `\"{whole}\"`"),
                ),
            ),
        };
        self.push(Finding::new(rule, at, message).help(help));
        self.leave_gap();
        Err(at)
    }

    /// Tells that a value is of another type than the property's.
    pub(super) fn tell_type(&mut self, value: &'s Value, property: &'static Property) -> Site {
        let ty = property.ty;
        if let ValueKind::Name(reference) = &value.kind {
            let name = reference.segments[0].to_string();
            match self.names.find(&name) {
                None if name != "true" && name != "false" => {
                    return self.tell_unknown_word(&reference.segments, ty);
                }
                Some(symbol) => {
                    self.names.symbols[symbol].used = true;
                    self.names.uses.push(vec![reference.segments[0].clone()]);
                }
                None => {}
            }
        }
        if matches!(value.kind, ValueKind::Failed) {
            return self.sites.add(value.span);
        }
        let found = self.describe(value);
        let at = self.sites.add(value.span);
        let finding = Finding::new(
            &VALUE_TYPE,
            at,
            format!("{} takes {}, found {found}", subject(property), ty.says()),
        );
        let runtime = found.starts_with("param");
        let help =
            suggest(value, ty).or_else(|| runtime.then(|| "write a literal, or a name of `let`".to_owned()));
        self.push(match help {
            Some(help) => finding.help(help),
            None => finding,
        });
        at
    }

    /// What a message calls a value that was found.
    pub(super) fn describe(&self, value: &Value) -> String {
        match &value.kind {
            ValueKind::Text(text) if text.chars().count() > 40 => "a long string".to_owned(),
            ValueKind::Text(text) => format!("the string `\"{text}\"`"),
            ValueKind::Pattern(pattern) => format!("the pattern `r\"{pattern}\"`"),
            ValueKind::Number { number, unit } => format!("`{}`", show_number(*number, unit.as_ref())),
            ValueKind::Range(low, high) => format!("the range `{low}..={high}`"),
            ValueKind::List(_) => "a list".to_owned(),
            ValueKind::Map(_) => "properties between braces".to_owned(),
            ValueKind::Format(_) => "a `format`".to_owned(),
            ValueKind::File(..) => "a `file`".to_owned(),
            ValueKind::Typed { word, .. } => format!("`{word} …`"),
            ValueKind::Match { .. } => "a `match`".to_owned(),
            ValueKind::Failed => "what could not be read".to_owned(),
            ValueKind::Name(reference) => {
                let shown = show_path(&reference.segments);
                match self.names.find(&reference.segments[0].to_string()) {
                    Some(symbol) => {
                        let symbol = &self.names.symbols[symbol];
                        match symbol.meaning {
                            Meaning::Param(_) => {
                                format!("param `{shown}`, which is known only at run time")
                            }
                            _ => format!("{} `{shown}`", spoken(symbol.word)),
                        }
                    }
                    None => format!("the word `{shown}`"),
                }
            }
        }
    }
}

/// What a message says of the place of a property.
fn subject(property: &Property) -> String {
    match property.written {
        Written::Key => format!("`{}`", property.name),
        Written::Operand => property.label.to_owned(),
    }
}

/// What to write in place of a value whose meaning can be guessed.
fn suggest(value: &Value, ty: Type) -> Option<String> {
    let number = match &value.kind {
        ValueKind::Number { number, .. } => Some(*number),
        ValueKind::Text(text) => text.trim().parse().ok(),
        _ => None,
    };
    match ty {
        Type::Count | Type::Port | Type::Seconds | Type::Percent | Type::Gib => {
            number.map(|number| format!("write `{}`", ty.show(number)))
        }
        Type::YesNo => match value.word().as_deref() {
            Some("true") => Some("write `yes`".to_owned()),
            Some("false") => Some("write `no`".to_owned()),
            _ => None,
        },
        Type::Text => {
            value.word().map(|word| format!("write `\"{word}\"` if the word is meant, with its quotes"))
        }
        _ => None,
    }
}

fn show_number(number: u64, unit: Option<&crate::syntax::Literal>) -> String {
    match unit {
        None => number.to_string(),
        Some(unit) if unit.text == "%" => format!("{number}%"),
        Some(unit) => format!("{number} {}", unit.text),
    }
}

/// `public.a`.
pub(super) fn show_path(segments: &[proc_macro2::Ident]) -> String {
    segments.iter().map(ToString::to_string).collect::<Vec<_>>().join(".")
}

fn show_param_type(ty: &ParamType) -> &'static str {
    match ty {
        ParamType::Host => "a `Host`",
        ParamType::Count(..) => "a `Count`",
        ParamType::Cidr => "a `Cidr`",
        ParamType::InstanceType(_) => "an `InstanceType`",
        ParamType::Bool => "a `Bool`",
        ParamType::Text(_) => "a `String`",
    }
}

/// A block with octets put in at its end, where that makes it one: `10.0.1/24` is meant as `10.0.1.0/24`.
fn complete(text: &str) -> Option<String> {
    let (address, length) = text.split_once('/')?;
    let octets = address.split('.').count();
    let whole = format!("{address}{}/{length}", ".0".repeat(4usize.checked_sub(octets)?));
    Cidr::parse(&whole).ok().map(|(cidr, _)| cidr.to_string())
}

fn without_zeros(text: &str) -> String {
    let (address, length) = text.split_once('/').unwrap_or((text, "32"));
    let octets: Vec<&str> = address
        .split('.')
        .map(|octet| match octet.trim_start_matches('0') {
            "" => "0",
            rest => rest,
        })
        .collect();
    format!("{}/{length}", octets.join("."))
}

/// The same place with another value.
pub(super) fn map_at<T, U>(at: At<T>, act: impl FnOnce(T) -> U) -> At<U> {
    At { value: act(at.value), at: at.at, written: at.written }
}

impl Value {
    /// The word, where the value is one bare word.
    pub(crate) fn word(&self) -> Option<String> {
        match &self.kind {
            ValueKind::Name(reference) => match reference.segments.as_slice() {
                [word] => Some(word.to_string()),
                _ => None,
            },
            _ => None,
        }
    }
}

/// A span beside a value that has none of its own.
pub(super) fn span_of(values: &[Value], otherwise: Span) -> Span {
    values.first().map_or(otherwise, |value| value.span)
}
