//! Run-time values: from flags, the environment and a TOML file, in that order, checked with the rules.

use std::collections::BTreeMap;
use std::path::PathBuf;

use groundplan_model::params::{self, Values};
use groundplan_model::topology::{Param, ParamType, Topology};
use toml::de::{DeTable, DeValue};

/// The file that is read where no other is named.
pub const FILE: &str = "groundplan.toml";

/// Where values come from.
#[derive(Debug, Default)]
pub struct Sources {
    /// Given on the command line, by param.
    pub flags: Values,
    /// The variables of the environment that begin with `GROUNDPLAN_`.
    pub environment: BTreeMap<String, String>,
    /// The file's path and text, where there is one.
    pub file: Option<(PathBuf, String)>,
}

/// Where a value came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A flag, as `--web-count`.
    Flag(String),
    /// A variable, as `GROUNDPLAN_WEB_COUNT`.
    Variable(String),
    /// The file.
    File(PathBuf),
    /// The declaration.
    Default,
}

/// The value of every param, with its origin.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resolved {
    /// The values, as a person types them.
    pub values: Values,
    /// Where each came from.
    pub origins: BTreeMap<String, Origin>,
}

/// Why values cannot be used.
#[derive(Debug, PartialEq, Eq)]
pub enum ParamError {
    /// A param has no value anywhere.
    Missing {
        /// The param.
        name: String,
    },
    /// A value is not of the param's type.
    Invalid {
        /// The param.
        name: String,
        /// Where the value came from.
        origin: Origin,
        /// What is wrong.
        problem: String,
    },
    /// The file names something that is no param.
    Unknown {
        /// What the file says.
        key: String,
        /// The file.
        file: PathBuf,
        /// The nearest param.
        nearest: Option<String>,
    },
    /// The file is not TOML.
    File {
        /// The file.
        file: PathBuf,
        /// What is wrong.
        problem: String,
    },
}

impl std::fmt::Display for ParamError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            ParamError::Missing { name } => {
                let (flag, variable) = (flag_of(name), variable_of(name));
                write!(f, "param `{name}` has no value: give {flag}, {variable}, or `{name}` in {FILE}")
            }
            ParamError::Invalid { name, origin, problem } => {
                write!(f, "param `{name}` ({origin}): {problem}")
            }
            ParamError::Unknown { key, file, nearest } => {
                write!(f, "`{key}` in {} is no param", file.display())?;
                nearest.iter().try_for_each(|name| write!(f, "; did you mean `{name}`?"))
            }
            ParamError::File { file, problem } => write!(f, "{} cannot be read: {problem}", file.display()),
        }
    }
}

impl std::error::Error for ParamError {}

impl std::fmt::Display for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Origin::Flag(flag) => f.write_str(flag),
            Origin::Variable(variable) => f.write_str(variable),
            Origin::File(path) => path.display().fmt(f),
            Origin::Default => f.write_str("default"),
        }
    }
}

/// The flag of a param: `--web-count`.
#[must_use]
pub fn flag_of(name: &str) -> String {
    format!("--{}", params::flag(name))
}

/// The variable of a param: `GROUNDPLAN_WEB_COUNT`.
#[must_use]
pub fn variable_of(name: &str) -> String {
    format!("GROUNDPLAN_{}", name.to_uppercase())
}

/// Finds the value of every param and checks it against its type.
///
/// # Errors
///
/// Every problem at once.
pub fn resolve(topology: &Topology, sources: &Sources) -> Result<Resolved, Vec<ParamError>> {
    let mut problems = Vec::new();
    let file = read_file(topology, sources, &mut problems);
    let mut resolved = Resolved::default();
    for param in &topology.params {
        match find_value(param, sources, &file) {
            None => problems.push(ParamError::Missing { name: param.name.value.clone() }),
            Some((value, origin)) => {
                if let Err(problem) = params::check(&param.ty, &value) {
                    let name = param.name.value.clone();
                    problems.push(ParamError::Invalid { name, origin, problem });
                } else {
                    resolved.values.insert(param.name.value.clone(), value);
                    resolved.origins.insert(param.name.value.clone(), origin);
                }
            }
        }
    }
    if problems.is_empty() { Ok(resolved) } else { Err(problems) }
}

fn find_value(param: &Param, sources: &Sources, file: &Values) -> Option<(String, Origin)> {
    let name = &param.name.value;
    let variable = variable_of(name);
    if let Some(value) = sources.flags.get(name) {
        Some((value.clone(), Origin::Flag(flag_of(name))))
    } else if let Some(value) = sources.environment.get(&variable) {
        Some((value.clone(), Origin::Variable(variable)))
    } else if let Some(value) = file.get(name) {
        let path = sources.file.as_ref().map(|(path, _)| path.clone()).unwrap_or_default();
        Some((value.clone(), Origin::File(path)))
    } else {
        param.default.as_ref().map(|default| (default.value.clone(), Origin::Default))
    }
}

/// The file's values as text; what is no param is a problem.
fn read_file(topology: &Topology, sources: &Sources, problems: &mut Vec<ParamError>) -> Values {
    let Some((path, text)) = &sources.file else { return Values::new() };
    let file = path.clone();
    let table = match DeTable::parse(text) {
        Ok(table) => table.into_inner(),
        Err(error) => {
            problems.push(ParamError::File { file, problem: error.to_string() });
            return Values::new();
        }
    };
    let mut values = Values::new();
    for (key, value) in table {
        let key = key.into_inner().into_owned();
        if !topology.params.iter().any(|param| param.name.value == key) {
            let names: Vec<&str> = topology.params.iter().map(|param| param.name.value.as_str()).collect();
            let nearest = groundplan_model::closest::closest(&key, names).map(str::to_string);
            problems.push(ParamError::Unknown { key, file: file.clone(), nearest });
            continue;
        }
        let text = match value.get_ref() {
            DeValue::String(text) => text.to_string(),
            DeValue::Boolean(flag) => if *flag { "yes" } else { "no" }.to_string(),
            DeValue::Integer(number) if number.radix() == 10 => number.as_str().to_string(),
            // Whatever else it is, the param's type says whether it fits as it is written.
            _ => text[value.span()].to_string(),
        };
        values.insert(key, text);
    }
    values
}

/// A TOML file that gives every param its default, with what it is and may be as comments.
#[must_use]
pub fn render_example(topology: &Topology) -> String {
    let mut text = format!(
        "# Values of {}. A flag or a variable of the environment wins over this file.\n",
        topology.name.as_ref().map_or("the topology", |name| name.value.as_str())
    );
    for param in &topology.params {
        let name = &param.name.value;
        text.push('\n');
        for line in param.docs.lines() {
            text.push_str(&format!("# {}\n", line.trim()));
        }
        text.push_str(&format!("# {}; {} or {}\n", describe(&param.ty), flag_of(name), variable_of(name)));
        match (&param.default, &param.ty) {
            (Some(default), ParamType::Count(..)) => text.push_str(&format!("{name} = {}\n", default.value)),
            (Some(default), _) => text.push_str(&format!("{name} = {}\n", quote(&default.value))),
            (None, _) => text.push_str(&format!("# {name} = (no default)\n")),
        }
    }
    text
}

/// The same for a program: an object for each param, its default left out where it has none.
#[must_use]
pub fn example_json(topology: &Topology) -> String {
    let objects = topology.params.iter().map(|param| {
        let name = &param.name.value;
        let docs: Vec<&str> = param.docs.lines().map(str::trim).collect();
        let told = [
            ("name", Some(name.clone())),
            ("docs", Some(docs.join("\n"))),
            ("is", Some(describe(&param.ty))),
            ("flag", Some(flag_of(name))),
            ("variable", Some(variable_of(name))),
            ("default", param.default.as_ref().map(|default| default.value.clone())),
        ];
        let told = told.into_iter().filter_map(|(key, text)| Some((key.to_owned(), text?)));
        params::to_json(&told.collect())
    });
    format!("[{}]", objects.collect::<Vec<_>>().join(",\n"))
}

/// A text as a basic string of TOML.
fn quote(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            letter if letter.is_control() => quoted.push_str(&format!("\\u{:04X}", u32::from(letter))),
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

/// What a param may be, as a phrase.
#[must_use]
pub fn describe(ty: &ParamType) -> String {
    match ty {
        ParamType::Host => "a host name".to_string(),
        ParamType::Count(min, max) => format!("a number of {min} to {max}"),
        ParamType::Cidr => "an IPv4 block".to_string(),
        ParamType::InstanceType(types) => format!("one of {}", params::list_types(types)),
        ParamType::Bool => "yes or no".to_string(),
        ParamType::Text(None) => "a text".to_string(),
        ParamType::Text(Some(pattern)) => format!("a text that matches {pattern}"),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use groundplan_model::topology::At;

    use super::*;

    fn file(text: &str) -> (Values, Vec<ParamError>) {
        let param = |name: &str| Param {
            name: At::new(name.to_string(), Default::default()),
            docs: String::new(),
            ty: ParamType::Text(None),
            default: None,
        };
        let topology =
            Topology { params: vec![param("host"), param("count"), param("flag")], ..Topology::default() };
        let mut problems = Vec::new();
        let sources = Sources { file: Some((PathBuf::from(FILE), text.to_string())), ..Sources::default() };
        (read_file(&topology, &sources, &mut problems), problems)
    }

    #[test]
    fn a_file_gives_text_numbers_and_yes_or_no() {
        let (values, problems) = file("host = 'www.example.com'\ncount = 1_0\nflag = true\n");
        assert!(problems.is_empty(), "{problems:?}");
        let values: Vec<(&str, &str)> =
            values.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
        assert_eq!(values, [("count", "10"), ("flag", "yes"), ("host", "www.example.com")]);
    }

    #[test]
    fn a_quoted_text_is_read_back_as_it_was() {
        for text in ["plain", "a \"quoted\" one", "C:\\path", "two\nlines\tand\u{7f}"] {
            let (values, problems) = file(&format!("host = {}", quote(text)));
            assert!(problems.is_empty(), "{problems:?}");
            assert_eq!(values.get("host").map(String::as_str), Some(text));
        }
    }

    #[test]
    fn an_example_for_a_program_tells_each_param_and_its_default_if_it_has_one() {
        let param = |name: &str, default: Option<&str>| Param {
            name: At::new(name.to_string(), Default::default()),
            docs: " How many.".to_string(),
            ty: ParamType::Count(1, 4),
            default: default.map(|text| At::new(text.to_string(), Default::default())),
        };
        let params = vec![param("web_count", Some("2")), param("count", None)];
        let topology = Topology { params, ..Topology::default() };
        let whole = example_json(&topology);
        for told in
            ["\"name\":\"web_count\"", "\"default\":\"2\"", "\"flag\":\"--count\"", "a number of 1 to 4"]
        {
            assert!(whole.contains(told), "{told} is not in {whole}");
        }
        assert_eq!(whole.matches("\"default\"").count(), 1);
    }

    #[test]
    fn what_is_no_param_and_what_is_no_toml_is_told() {
        assert!(matches!(&file("hots = 'x'").1[..], [ParamError::Unknown { key, .. }] if key == "hots"));
        assert!(matches!(file("host = ").1[..], [ParamError::File { .. }]));
    }
}
