//! What a property accepts: one table, which the language reads to type values and which one check judges.
//!
//! A line says where a property stands ([`Block`]), how it is spelled, its type and unit, its default, whether it is
//! required, and the shapes that AWS asks of its value, each with the rule that tells. A new property, or a new
//! bound, is a line in the file of its block. Values that a statement's header takes (a VPC's block, a listener's
//! port) are lines too, with [`Written::Operand`].
//!
//! The table knows nothing of two values at once: that is a relation, and a file in [`crate::check`].

mod balancer;
mod forms;
mod machine;
mod network;
pub mod records;
mod whole;

use crate::cidr::Cidr;
use crate::diagnostic::Rule;

/// Where properties stand together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Block {
    /// The topology itself: `region`, `zones`.
    Topology,
    /// `tags { … }`, and `tags:` of a thing.
    Tags,
    /// `budget { … }`.
    Budget,
    /// `vpc`.
    Vpc,
    /// `subnet`.
    Subnet,
    /// `internet_gateway`.
    InternetGateway,
    /// `nat_gateway`.
    NatGateway,
    /// `route_table`.
    RouteTable,
    /// A route in a table.
    Route,
    /// `gateway_endpoint`.
    GatewayEndpoint,
    /// `group`.
    Group,
    /// An arrow of `security`.
    Edge,
    /// `certificate`.
    Certificate,
    /// `load_balancer`.
    LoadBalancer,
    /// `listen`.
    Listen,
    /// An arm of `match host` or `match path`.
    Arm,
    /// `redirect`.
    Redirect,
    /// `respond`.
    Respond,
    /// `target: http …`.
    Target,
    /// `health_check` of a target.
    HealthCheck,
    /// `auto_scaling_group`.
    AutoScalingGroup,
    /// `size` of a group.
    Size,
    /// `scaling` of a group.
    Scaling,
    /// `health_check: load_balancer { … }` of a group.
    GroupHealth,
    /// `refresh` of a group.
    Refresh,
    /// `launch` of a group or an instance.
    Launch,
    /// `ami` of a launch.
    Image,
    /// `root_volume` of a launch.
    Volume,
    /// `instance`.
    Instance,
}

/// How a property is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// `key: value`, between `with { … }` or in the body.
    Key,
    /// A value without a key: in the header, as the argument of a word, or in a list.
    Operand,
}

/// What kind of value a property takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// `yes` or `no`.
    YesNo,
    /// A number without a unit.
    Count,
    /// A port.
    Port,
    /// A time, in seconds: `300 s`, `5 m`, `24 h`, `7 days`.
    Seconds,
    /// A share: `70%`.
    Percent,
    /// A size: `20 GiB`.
    Gib,
    /// A string.
    Text,
    /// One of these words of the language.
    Word(&'static [&'static str]),
    /// A string that is an IPv4 block.
    Cidr,
    /// A list of IPv4 blocks.
    Cidrs,
    /// Status codes: `200`, `200..=299`, or a list of them.
    Codes,
    /// The name of a declaration of this kind.
    Name(&'static str),
    /// A list of such names.
    Names(&'static str),
    /// Properties between braces.
    Block(Block),
    /// Properties between braces, or a string alone for the property of this name.
    TextOrBlock(&'static str, Block),
    /// One of these words with its arguments, and perhaps a map of the block.
    Typed(&'static [Word]),
    /// `file "…" { name: value }`.
    File,
    /// Any keys, with strings.
    Tags,
}

/// A word of a type, with what follows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// The word.
    pub word: &'static str,
    /// What stands behind it, as one writes it: `8 GiB`, `"22.04" x86_64`.
    pub arguments: &'static str,
    /// The properties between braces after it, where it takes any.
    pub block: Option<Block>,
}

/// What a value must be like.
#[derive(Clone, Copy, Debug)]
pub enum Form {
    /// A number from the first to the second, both included.
    Range(u64, u64),
    /// A number within one of these ranges, both ends included.
    Spans(&'static [(u64, u64)]),
    /// One of these numbers.
    Numbers(&'static [u64]),
    /// One of these strings.
    Texts(&'static [&'static str]),
    /// A number of characters from the first to the second, both included.
    Length(usize, usize),
    /// A string that this function has nothing to say about.
    Text(fn(&str) -> Option<Fault>),
    /// A block that this function has nothing to say about.
    Cidr(fn(Cidr) -> Option<Fault>),
    /// Ranges of status codes within the first to the second, each the right way round.
    Codes(u16, u16),
}

/// A form, and the rule that tells where a value has it not.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// The rule.
    pub rule: &'static Rule,
    /// The form.
    pub form: Form,
}

/// What is wrong with a value: the message, and what to write.
pub type Fault = (String, String);

/// A value as far as shapes look at it.
#[derive(Clone, Copy, Debug)]
pub enum Value<'a> {
    /// A number, in the unit of the property's type: seconds, GiB, percent.
    Number(u64),
    /// A string.
    Text(&'a str),
    /// A block.
    Cidr(Cidr),
    /// Ranges of status codes, both ends included.
    Codes(&'a [(u16, u16)]),
}

/// A line of the table.
#[derive(Clone, Copy, Debug)]
pub struct Property {
    /// Where it stands.
    pub block: Block,
    /// How it is spelled; for an operand, what it is.
    pub name: &'static str,
    /// How it is written.
    pub written: Written,
    /// What kind of value it takes.
    pub ty: Type,
    /// What messages call it: "health check interval".
    pub label: &'static str,
    /// What holds where nothing is written, as one would write it.
    pub default: Option<&'static str>,
    /// Whether it must be written.
    pub required: bool,
    /// Whether a param may stand for it.
    pub param: bool,
    /// What its value must be like; the first that it has not is told.
    pub shapes: &'static [Shape],
}

impl Property {
    /// A property with a key.
    const fn key(block: Block, name: &'static str, ty: Type, label: &'static str) -> Property {
        let written = Written::Key;
        Property {
            block,
            name,
            written,
            ty,
            label,
            default: None,
            required: false,
            param: false,
            shapes: &[],
        }
    }

    /// A value without a key, which always stands there.
    const fn operand(block: Block, name: &'static str, ty: Type, label: &'static str) -> Property {
        Property { written: Written::Operand, required: true, ..Property::key(block, name, ty, label) }
    }

    /// What holds where nothing is written.
    const fn or(self, default: &'static str) -> Property {
        Property { default: Some(default), ..self }
    }

    /// It must be written.
    const fn required(self) -> Property {
        Property { required: true, ..self }
    }

    /// A param may stand for it.
    const fn or_param(self) -> Property {
        Property { param: true, ..self }
    }

    /// What its value must be like.
    const fn shapes(self, shapes: &'static [Shape]) -> Property {
        Property { shapes, ..self }
    }
}

/// The tables of all blocks.
static TABLES: &[&[Property]] =
    &[whole::PROPERTIES, network::PROPERTIES, balancer::PROPERTIES, machine::PROPERTIES];

/// Every property, block by block.
pub fn all() -> impl Iterator<Item = &'static Property> {
    TABLES.iter().flat_map(|table| table.iter())
}

/// The properties with a key that a block takes.
pub fn keys_of(block: Block) -> impl Iterator<Item = &'static Property> {
    all().filter(move |property| property.block == block && property.written == Written::Key)
}

/// The property of this name in a block, with a key or as an operand.
#[must_use]
pub fn find(block: Block, name: &str) -> Option<&'static Property> {
    all().find(|property| property.block == block && property.name == name)
}

/// What the rule of the first shape that `value` has not says: the rule, the message and the help.
#[must_use]
pub fn check_shape(property: &Property, value: Value<'_>) -> Option<(&'static Rule, String, String)> {
    property.shapes.iter().find_map(|shape| {
        let (message, help) = check_form(property, shape.form, value)?;
        Some((shape.rule, message, help))
    })
}

fn check_form(property: &Property, form: Form, value: Value<'_>) -> Option<Fault> {
    let label = property.label;
    match (form, value) {
        (Form::Range(min, max), Value::Number(number)) if number < min || number > max => {
            let (shown, unit) = (property.ty.show(number), property.ty.unit_name());
            let message = format!("{label} `{shown}` is outside {min}..={max}{unit}");
            Some((message, property.write(&property.ty.show(number.clamp(min, max)))))
        }
        (Form::Spans(spans), Value::Number(number))
            if !spans.iter().any(|(first, last)| (first..=last).contains(&&number)) =>
        {
            let spans: Vec<String> = spans.iter().map(|(first, last)| format!("{first}..={last}")).collect();
            let message = format!("{label} `{number}` is outside {}", list(&spans, " and "));
            Some((message, format!("write a number of {}", list(&spans, " or "))))
        }
        (Form::Numbers(numbers), Value::Number(number)) if !numbers.contains(&number) => {
            let message = format!("{label} `{number}` is not possible, only {} are", list(numbers, " and "));
            Some((message, format!("write {}", list(numbers, " or "))))
        }
        (Form::Texts(texts), Value::Text(text)) if !texts.contains(&text) => {
            let help = match crate::closest::closest(text, texts.iter().copied()) {
                Some(near) => format!("did you mean `{}`", property.quote(near)),
                None => {
                    let texts: Vec<String> = texts.iter().map(|text| property.quote(text)).collect();
                    format!("write {}", list(&texts, " or "))
                }
            };
            Some((format!("there is no {label} `{text}`"), help))
        }
        (Form::Length(min, max), Value::Text(text)) => {
            let length = text.chars().count();
            let (message, help) = if length < min {
                (format!("{label} is empty"), format!("give it at least {min} character"))
            } else if length > max {
                (format!("{label} has {length} characters, the limit is {max}"), "shorten it".to_owned())
            } else {
                return None;
            };
            Some((message, help))
        }
        (Form::Text(check), Value::Text(text)) => check(text),
        (Form::Cidr(check), Value::Cidr(cidr)) => check(cidr),
        (Form::Codes(min, max), Value::Codes(ranges)) => {
            ranges.iter().find_map(|range| check_codes(label, *range, min, max))
        }
        _ => None,
    }
}

fn check_codes(label: &str, (low, high): (u16, u16), min: u16, max: u16) -> Option<Fault> {
    let shown = if low == high { low.to_string() } else { format!("{low}..={high}") };
    if low > high {
        Some((format!("{label} `{shown}` is reversed"), format!("write `{high}..={low}`")))
    } else if low < min || high > max {
        Some((format!("{label} `{shown}` is outside {min}..={max}"), "write `200..=399`".to_owned()))
    } else {
        None
    }
}

fn list<T: std::fmt::Display>(items: &[T], last: &str) -> String {
    let shown: Vec<String> = items.iter().map(|item| format!("`{item}`")).collect();
    match shown.split_last() {
        Some((end, [])) => end.clone(),
        Some((end, rest)) => format!("{}{last}{end}", rest.join(", ")),
        None => String::new(),
    }
}

impl Property {
    /// A text as one writes it: a word bare, a string in quotes.
    fn quote(&self, text: &str) -> String {
        if matches!(self.ty, Type::Word(_)) { text.to_owned() } else { format!("\"{text}\"") }
    }

    /// What to write where the property is missing: with a block's own due properties, ready to paste.
    #[must_use]
    pub fn write_missing(&self) -> String {
        let Type::Block(block) = self.ty else {
            return format!("write `{}:` with {}", self.name, self.ty.says());
        };
        let due: Vec<String> = (keys_of(block).filter(|property| property.required))
            .map(|property| format!("{}: …", property.name))
            .collect();
        format!("write `{}: {{ {} }}`", self.name, due.join(", "))
    }

    /// How the property is written with this value.
    fn write(&self, value: &str) -> String {
        match self.written {
            Written::Key => format!("write `{}: {value}`", self.name),
            Written::Operand => format!("write `{value}`"),
        }
    }
}

impl Type {
    /// What a message says behind numbers of the type: ` seconds`.
    const fn unit_name(self) -> &'static str {
        match self {
            Type::Seconds => " seconds",
            Type::Percent => " percent",
            Type::Gib => " GiB",
            _ => "",
        }
    }

    /// The units that a number of this type may have, each with what one of it is in the type's own: none where the
    /// number stands alone.
    #[must_use]
    pub const fn units(self) -> &'static [(&'static str, u64)] {
        match self {
            Type::Seconds => &[("s", 1), ("m", 60), ("h", 3600), ("days", 86_400)],
            Type::Percent => &[("%", 1)],
            Type::Gib => &[("GiB", 1)],
            _ => &[],
        }
    }

    /// A number as one writes it: `300 s`, `7 days`, `70%`, `8 GiB`.
    #[must_use]
    pub fn show(self, number: u64) -> String {
        match self {
            Type::Seconds if number > 0 && number.is_multiple_of(24 * 3600) => {
                format!("{} days", number / (24 * 3600))
            }
            Type::Seconds => format!("{number} s"),
            Type::Percent => format!("{number}%"),
            Type::Gib => format!("{number} GiB"),
            _ => number.to_string(),
        }
    }

    /// What the type takes, for "`x` is not …": with an example, ready to paste.
    #[must_use]
    pub fn says(self) -> String {
        match self {
            Type::YesNo => "`yes` or `no`".to_owned(),
            Type::Count => "a number such as `2`".to_owned(),
            Type::Port => "a port such as `443`".to_owned(),
            Type::Seconds => "a time such as `300 s`".to_owned(),
            Type::Percent => "a share such as `70%`".to_owned(),
            Type::Gib => "a size such as `20 GiB`".to_owned(),
            Type::Text => "a string".to_owned(),
            Type::Word(words) => format!("one of {}", list(words, " and ")),
            Type::Cidr => "an IPv4 block such as `\"10.0.0.0/16\"`".to_owned(),
            Type::Cidrs => "a list of IPv4 blocks such as `[\"10.1.0.0/16\"]`".to_owned(),
            Type::Codes => "status codes such as `200`, `200..=299` or `[200, 204]`".to_owned(),
            Type::Name(kind) => format!("the name of a {kind}"),
            Type::Names(kind) => format!("a list of names, each of a {kind}"),
            Type::Block(_) => "properties between braces".to_owned(),
            Type::TextOrBlock(name, _) => format!("a string, or properties such as `{{ {name}: \"…\" }}`"),
            Type::Typed(words) => {
                let forms: Vec<String> = words.iter().map(Word::form).collect();
                list(&forms, " or ")
            }
            Type::File => "a file such as `file \"user-data/web.sh\"`".to_owned(),
            Type::Tags => "tags such as `{ Project: \"shop\" }`".to_owned(),
        }
    }
}

impl Word {
    /// A word with arguments and without properties.
    const fn plain(word: &'static str, arguments: &'static str) -> Word {
        Word { word, arguments, block: None }
    }

    /// How it is written.
    fn form(&self) -> String {
        match (self.arguments, self.block) {
            ("", None) => self.word.to_owned(),
            ("", Some(_)) => format!("{} {{ … }}", self.word),
            (arguments, None) => format!("{} {arguments}", self.word),
            (arguments, Some(_)) => format!("{} {arguments} {{ … }}", self.word),
        }
    }
}

#[cfg(test)]
mod tests;
