//! The command line: flags and commands, with a flag for each param of the topology.

use std::collections::BTreeMap;
use std::io::Read;

use clap::{Arg, ArgAction, ArgMatches, Command};
use groundplan_model::topology::{ParamType, Topology};

use crate::params::{self, Sources};

/// The whole command line of a topology's binary.
pub fn command_line(name: &'static str, topology: &Topology) -> Command {
    let about = match topology.docs.trim() {
        "" => format!("The topology {name}"),
        docs => docs.lines().map(str::trim).collect::<Vec<_>>().join("\n"),
    };
    let command = Command::new(name.to_lowercase())
        .about(about)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .arg(
            Arg::new("json")
                .long("json")
                .global(true)
                .action(ArgAction::SetTrue)
                .help("Print data instead of text"),
        )
        .subcommand(
            with_params(topology, Command::new("check")).about("Check the topology with its run-time values"),
        )
        .subcommand(
            Command::new("explain")
                .about("Tell what a rule checks, or what a declared thing is made of")
                .arg(Arg::new("name").required(true).help("A rule or a declared name")),
        )
        .subcommand(
            with_params(topology, Command::new("params"))
                .about("Show the run-time values and where they come from")
                .arg(
                    Arg::new("example")
                        .long("example")
                        .action(ArgAction::SetTrue)
                        .help("Print a groundplan.toml with every value and what it may be"),
                ),
        );
    engine_commands(topology, command)
}

#[cfg(not(feature = "apply"))]
fn engine_commands(_: &Topology, command: Command) -> Command {
    command
}

#[cfg(feature = "apply")]
fn engine_commands(topology: &Topology, command: Command) -> Command {
    let yes = || Arg::new("yes").long("yes").short('y').action(ArgAction::SetTrue).help("Do not ask");
    let wait = Arg::new("wait")
        .long("wait")
        .value_name("DURATION")
        .num_args(0..=1)
        .default_missing_value("15m")
        .help(
            "Wait this long for what a person has to do, such as a DNS record [15m where no time is given]",
        );
    command
        .subcommand(
            with_target(with_params(topology, Command::new("plan")))
                .about("Show what apply would do, and why")
                .arg(
                    Arg::new("out")
                        .long("out")
                        .value_name("FILE")
                        .help("Save the plan, for `apply --plan FILE`"),
                )
                .arg(
                    Arg::new("exit-code")
                        .long("exit-code")
                        .action(ArgAction::SetTrue)
                        .help("End with 3 where there is something to do"),
                ),
        )
        .subcommand(
            with_target(with_params(topology, Command::new("apply")))
                .about("Make it so")
                .arg(yes())
                .arg(wait)
                .arg(
                    Arg::new("plan")
                        .long("plan")
                        .value_name("FILE")
                        .help("Apply this saved plan and nothing else"),
                ),
        )
        .subcommand(
            with_target(with_params(topology, Command::new("status")))
                .about("Show what stands, its health and its drift"),
        )
        .subcommand(with_target(with_params(topology, Command::new("outputs"))).about("Print the outputs"))
        .subcommand(
            with_target(Command::new("destroy"))
                .about("Delete everything that carries this deployment's tags")
                .arg(yes()),
        )
        .subcommand(
            Command::new("sandbox")
                .about("Look after the embedded AWS")
                .subcommand_required(true)
                .subcommand(
                    Command::new("show").about("Tell its time and count what it holds").arg(sandbox_file()),
                )
                .subcommand(
                    Command::new("advance")
                        .about("Let time pass")
                        .arg(
                            Arg::new("duration")
                                .required(true)
                                .value_name("DURATION")
                                .help("As 90s, 15m, 2h or 7d"),
                        )
                        .arg(sandbox_file()),
                )
                .subcommand(
                    Command::new("dns")
                        .about("Set a DNS record, as a person would at the provider")
                        .arg(
                            Arg::new("name")
                                .required(true)
                                .value_name("NAME")
                                .help("The record's name, as apply tells it"),
                        )
                        .arg(
                            Arg::new("value")
                                .required(true)
                                .value_name("VALUE")
                                .help("What the record says, as apply tells it"),
                        )
                        .arg(sandbox_file()),
                )
                .subcommand(Command::new("reset").about("Forget everything").arg(sandbox_file())),
        )
}

/// The sandbox's state file where none is named.
#[cfg(feature = "apply")]
pub const SANDBOX_FILE: &str = "groundplan-sandbox.json";

#[cfg(feature = "apply")]
fn sandbox_file() -> Arg {
    Arg::new("sandbox").long("sandbox").value_name("FILE").default_value(SANDBOX_FILE).help("Its state file")
}

/// Where the calls go, and for which deployment.
#[cfg(feature = "apply")]
fn with_target(command: Command) -> Command {
    command
        .arg(
            Arg::new("deployment")
                .long("deployment")
                .value_name("NAME")
                .default_value("main")
                .help("Which deployment; several stand side by side"),
        )
        .arg(
            Arg::new("sandbox")
                .long("sandbox")
                .value_name("FILE")
                .num_args(0..=1)
                .default_missing_value(SANDBOX_FILE)
                .help("Use the AWS inside this program, with its state in FILE, instead of the real one"),
        )
        .arg(
            Arg::new("clock")
                .long("clock")
                .value_name("MODE")
                .requires("sandbox")
                .help("The sandbox's time: real, jump, or how many times faster [60]"),
        )
        .arg(
            Arg::new("actors")
                .long("actors")
                .value_name("on|off")
                .requires("sandbox")
                .value_parser(["on", "off"])
                .help("Whether the sandbox does what a person would, such as setting DNS records [on]"),
        )
        .arg(Arg::new("profile").long("profile").value_name("NAME").help("The AWS profile to use"))
        .arg(
            Arg::new("endpoint")
                .long("endpoint")
                .value_name("URL")
                .conflicts_with("sandbox")
                .help("Use an emulator of AWS at this address"),
        )
}

/// A flag for each param, and the file.
fn with_params(topology: &Topology, command: Command) -> Command {
    let file = Arg::new("params-file")
        .long("params")
        .value_name("FILE")
        .help("The file with values [groundplan.toml]");
    topology.params.iter().fold(command.arg(file), |command, param| {
        let name = param.name.value.clone();
        let help = match param.docs.trim() {
            "" => params::describe(&param.ty),
            docs => format!(
                "{} ({})",
                docs.lines().next().unwrap_or_default().trim(),
                params::describe(&param.ty)
            ),
        };
        let help = match &param.default {
            Some(default) => format!("{help} [{}]", default.value),
            None => help,
        };
        let value_name = match param.ty {
            ParamType::Bool => "yes|no",
            ParamType::Count(..) => "NUMBER",
            ParamType::Cidr => "CIDR",
            _ => "TEXT",
        };
        let flag = params::flag_of(&name).trim_start_matches('-').to_string();
        command.arg(
            Arg::new(format!("param:{name}"))
                .long(flag)
                .value_name(value_name)
                .help_heading("Params")
                .help(help),
        )
    })
}

/// Where values come from, as the command line says it.
///
/// # Errors
///
/// Where the named file cannot be read.
pub fn read_sources(topology: &Topology, matches: &ArgMatches) -> Result<Sources, String> {
    let flags = topology
        .params
        .iter()
        .filter_map(|param| {
            let value = matches.get_one::<String>(&format!("param:{}", param.name.value))?;
            Some((param.name.value.clone(), value.clone()))
        })
        .collect();
    let named = matches.get_one::<String>("params-file");
    let path = std::path::PathBuf::from(named.map_or(params::FILE, String::as_str));
    let file = match read_short(&path) {
        Ok(text) => Some((path, text)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && named.is_none() => None,
        Err(error) => return Err(format!("{} cannot be read: {error}", path.display())),
    };
    Ok(Sources { flags, environment: read_environment()?, file })
}

/// The variables that are ours. What else stands in the environment is none of our business, text or not.
fn read_environment() -> Result<BTreeMap<String, String>, String> {
    let ours = std::env::vars_os().filter_map(|(name, value)| {
        let name = name.into_string().ok().filter(|name| name.starts_with("GROUNDPLAN_"))?;
        Some((name, value))
    });
    ours.map(|(name, value)| match value.into_string() {
        Ok(value) => Ok((name, value)),
        Err(_) => Err(format!("{name} is no text in UTF-8")),
    })
    .collect()
}

/// A file of values, which no person writes longer than this.
fn read_short(path: &std::path::Path) -> std::io::Result<String> {
    const LONGEST: u64 = 1 << 20;
    let mut text = String::new();
    std::fs::File::open(path)?.take(LONGEST + 1).read_to_string(&mut text)?;
    if text.len() as u64 > LONGEST {
        return Err(std::io::Error::other("it is longer than 1 MiB"));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_param_can_have_the_name_of_a_flag() {
        let command = command_line("Shop", &Topology::default());
        let mut flags: BTreeSet<String> = command
            .get_subcommands()
            .flat_map(|command| command.get_arguments())
            .filter_map(flag_of)
            .collect();
        flags.extend(command.get_arguments().filter_map(flag_of));
        flags.insert("help".to_owned());
        #[cfg(feature = "apply")]
        assert_eq!(flags, groundplan_model::params::FLAGS.iter().map(|flag| (*flag).to_owned()).collect());
        #[cfg(not(feature = "apply"))]
        assert!(flags.iter().all(|flag| groundplan_model::params::FLAGS.contains(&flag.as_str())));
    }

    fn flag_of(argument: &Arg) -> Option<String> {
        argument.get_long().map(str::to_owned)
    }
}
