//! `param web_count: Count 1..=4 = 2;`

use groundplan_model::check::language::{PARAM_DEFAULT, PARAM_FLAG_TAKEN, PARAM_TYPE};
use groundplan_model::closest::closest;
use groundplan_model::diagnostic::Site;
use groundplan_model::params;
use groundplan_model::topology::{At, Param, ParamId, ParamType};

use crate::names::Meaning;
use crate::syntax::{StatementKind, Value, ValueKind};

use super::vpc::next;
use super::{Lowering, Part};

/// The types, as one writes them.
const TYPES: &[&str] = &["Host", "Count", "Cidr", "InstanceType", "Bool", "String"];

/// Types that a later version brings.
const NOT_BUILT: &[&str] = &["Secret", "ImageTag"];

const FORMS: &str = "write `Host`, `Count 1..=4`, `Cidr`, `InstanceType one of [\"t3.small\"]`, `Bool`, `String` or \
                     `String matching r\"…\"`";

/// Lowers a param.
pub(super) fn lower_param<'s>(lowering: &mut Lowering<'s>, part: Part<'s>) {
    let StatementKind::Param { name, ty, default } = &part.statement.kind else { return };
    let at = lowering.at(name.to_string(), name.span());
    if params::FLAGS.contains(&params::flag(&at.value).as_str()) {
        let message = format!(
            "`--{}` is a flag of the commands, so no param can have its name",
            params::flag(&at.value)
        );
        let help = format!("give it a longer name, as `{name}_value`");
        lowering.tell_with_help(&PARAM_FLAG_TAKEN, name.span(), message, help);
    }
    let Ok(ty) = lowering.read_param_type(ty) else { return lowering.leave_gap() };
    let default = default.as_ref().and_then(|value| lowering.read_param_default(value, &ty, &at.value));
    let id = ParamId(next(&lowering.topology.params));
    let docs = part.statement.attributes.docs.clone();
    lowering.topology.params.push(Param { name: at, docs, ty, default });
    if let Some(symbol) = part.symbol {
        lowering.names.symbols[symbol].meaning = Meaning::Param(Some(id));
    }
}

impl<'s> Lowering<'s> {
    fn read_param_type(&mut self, value: &'s Value) -> Result<ParamType, Site> {
        let (word, arguments) = match &value.kind {
            ValueKind::Failed => return Err(self.sites.add(value.span)),
            ValueKind::Typed { word, arguments, .. } => (word.to_string(), arguments.as_slice()),
            _ => match value.word() {
                Some(word) => (word, &[][..]),
                None => {
                    let message = format!("the type of a param is due here, found {}", self.describe(value));
                    return Err(self.tell_with_help(&PARAM_TYPE, value.span, message, FORMS));
                }
            },
        };
        let list = arguments.iter().find_map(|argument| match &argument.kind {
            ValueKind::List(values) => Some(values),
            _ => None,
        });
        let pattern = arguments.iter().find_map(|argument| match &argument.kind {
            ValueKind::Pattern(pattern) | ValueKind::Text(pattern) => Some((pattern, argument.span)),
            _ => None,
        });
        match (word.as_str(), arguments) {
            ("Host", []) => Ok(ParamType::Host),
            ("Cidr", []) => Ok(ParamType::Cidr),
            ("Bool", []) => Ok(ParamType::Bool),
            ("String", []) => Ok(ParamType::Text(None)),
            ("String", _) if pattern.is_some() => self.read_pattern(pattern),
            ("Count", [range]) => self.read_range(range),
            ("Count", []) => {
                let message = "`Count` says no range, so nothing can be proved for every value";
                Err(self.tell_with_help(&PARAM_TYPE, value.span, message, "write `Count 1..=4`"))
            }
            ("InstanceType", _) if list.is_some() => {
                let types = list.map_or_else(Vec::new, |list| self.read_types(list));
                if types.is_empty() {
                    return Err(self.tell_with_help(
                        &PARAM_TYPE,
                        value.span,
                        "`InstanceType` lists no types",
                        "write `InstanceType one of [\"t3.small\", \"t3.medium\"]`",
                    ));
                }
                Ok(ParamType::InstanceType(types))
            }
            ("InstanceType", _) => {
                let message = "`InstanceType` says no types to choose from";
                let help = "write `InstanceType one of [\"t3.small\", \"t3.medium\"]`";
                Err(self.tell_with_help(&PARAM_TYPE, value.span, message, help))
            }
            (word, _) if NOT_BUILT.contains(&word) => {
                let message = format!("param type `{word}` is not built yet");
                Err(self.tell_with_help(&PARAM_TYPE, value.span, message, FORMS))
            }
            (word, _) if TYPES.contains(&word) => {
                let message = format!("param type `{word}` does not take what stands behind it");
                Err(self.tell_with_help(&PARAM_TYPE, value.span, message, FORMS))
            }
            (word, _) => {
                let help = closest(word, TYPES.iter().copied())
                    .map_or_else(|| FORMS.to_owned(), |near| format!("did you mean `{near}`"));
                let message = format!("there is no param type `{word}`");
                Err(self.tell_with_help(&PARAM_TYPE, value.span, message, help))
            }
        }
    }

    fn read_pattern(&mut self, pattern: Option<(&'s String, proc_macro2::Span)>) -> Result<ParamType, Site> {
        let Some((pattern, span)) = pattern else { return Ok(ParamType::Text(None)) };
        match params::check_pattern(pattern) {
            Ok(()) => Ok(ParamType::Text(Some(pattern.clone()))),
            Err(problem) => {
                let problem = problem.lines().last().unwrap_or_default().trim().to_owned();
                Err(self.tell(&PARAM_TYPE, span, format!("`{pattern}` is no pattern: {problem}")))
            }
        }
    }

    fn read_range(&mut self, range: &'s Value) -> Result<ParamType, Site> {
        let range = self.resolve(range);
        if let ValueKind::Range(low, high) = range.kind
            && let (Ok(low), Ok(high)) = (u32::try_from(low), u32::try_from(high))
        {
            if low <= high {
                return Ok(ParamType::Count(low, high));
            }
            let message = format!("range `{low}..={high}` is reversed and has no value");
            return Err(self.tell_with_help(
                &PARAM_TYPE,
                range.span,
                message,
                format!("write `{high}..={low}`"),
            ));
        }
        let message = format!("`Count` takes a range, found {}", self.describe(range));
        Err(self.tell_with_help(&PARAM_TYPE, range.span, message, "write `Count 1..=4`"))
    }

    fn read_types(&mut self, list: &'s [Value]) -> Vec<At<String>> {
        let mut types = Vec::new();
        for value in list {
            let value = self.resolve(value);
            if let ValueKind::Text(text) = &value.kind {
                types.push(self.at(text.clone(), value.span));
            } else if !matches!(value.kind, ValueKind::Failed) {
                let message = format!("an instance type is due here, found {}", self.describe(value));
                self.tell_with_help(&PARAM_TYPE, value.span, message, "write `\"t3.small\"`");
            }
        }
        types
    }

    /// The default of a param, as a person would type it.
    fn read_param_default(&mut self, value: &'s Value, ty: &ParamType, name: &str) -> Option<At<String>> {
        let value = self.resolve(value);
        let text = match (&value.kind, ty) {
            (ValueKind::Failed, _) => return None,
            (ValueKind::Number { number, unit: None }, ParamType::Count(..)) => Some(number.to_string()),
            (ValueKind::Name(_), ParamType::Bool) => value.word(),
            (ValueKind::Text(_), ParamType::Count(..) | ParamType::Bool) => None,
            (ValueKind::Text(text), _) => Some(text.clone()),
            _ => None,
        };
        let Some(text) = text else {
            let help = match ty {
                ParamType::Count(min, _) => format!("write a number, as `{min}`"),
                ParamType::Bool => "write `yes` or `no`".to_owned(),
                _ => "write a string".to_owned(),
            };
            let message = format!("default of param `{name}` is {}", self.describe(value));
            self.tell_with_help(&PARAM_DEFAULT, value.span, message, help);
            return None;
        };
        if let Err(problem) = params::check(ty, &text) {
            self.tell(&PARAM_DEFAULT, value.span, format!("default of param `{name}`: {problem}"));
            return None;
        }
        Some(self.at(text, value.span))
    }
}
