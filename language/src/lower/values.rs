//! Values by type: a reader for each, which tells what it found where something else is due.

use groundplan_model::check::language::VALUE_TYPE;
use groundplan_model::diagnostic::Finding;
use groundplan_model::property::{self, Property};
use groundplan_model::topology::{At, ParamType, Setting};
use proc_macro2::Span;

use crate::names::Meaning;
use crate::syntax::{Value, ValueKind};

use super::Lowering;
use super::describe::subject;
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
            let first = self.named.filter(|(led_to, _)| std::ptr::eq(*led_to, value));
            self.named = Some((named, first.map_or_else(|| name.span(), |(_, span)| span)));
            value = named;
        }
        value
    }

    /// Says where the value is used, if the name of a `let` led to it: the name may be what is wrong.
    pub(super) fn used_at(&mut self, finding: Finding, value: &'s Value) -> Finding {
        match self.named.filter(|(led_to, _)| std::ptr::eq(*led_to, value)) {
            Some((_, span)) => finding.related(self.sites.add(span), "used here"),
            None => finding,
        }
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

    /// `yes` or `no`, or a `Bool` param.
    pub(super) fn read_switch(
        &mut self,
        value: &'s Value,
        property: &'static Property,
    ) -> Read<Setting<bool>> {
        match self.read_param(value, property, |ty| matches!(ty, ParamType::Bool)) {
            Some(param) => param,
            None => self.read_yes_no(value, property).map(|on| map_at(on, Setting::Value)),
        }
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
