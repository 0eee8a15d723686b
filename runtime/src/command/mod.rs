//! The commands of a topology's binary: `groundplan::main::<Convive>()`.
//!
//! A command reads its flags, calls the library and hands what came back to [`crate::render`]. Its error is the exit of
//! what has been told already. To add one: its file here, its flags in [`arguments`], its line in [`run`].

mod arguments;
mod check;
mod explain;
mod params;
mod resolved;

#[cfg(feature = "apply")]
mod again;
#[cfg(feature = "apply")]
mod apply;
#[cfg(feature = "apply")]
mod destroy;
#[cfg(feature = "apply")]
mod outputs;
#[cfg(feature = "apply")]
mod plan;
#[cfg(feature = "apply")]
mod profile;
#[cfg(feature = "apply")]
mod sandbox;
#[cfg(feature = "apply")]
mod session;
#[cfg(feature = "apply")]
mod status;

#[cfg(feature = "apply")]
use std::io::IsTerminal;
use std::process::ExitCode;

use clap::ArgMatches;
use groundplan_model::policy::Policy;
use groundplan_model::topology::Topology;

#[cfg(feature = "apply")]
use crate::class::Class;
use crate::declared::Declared;
#[cfg(feature = "apply")]
use crate::desired::desired;
#[cfg(feature = "apply")]
use crate::error::Error;
use crate::exit::Exit;
#[cfg(feature = "apply")]
use crate::resource::attribute::Lookup;
#[cfg(feature = "apply")]
use crate::resource::state::{Desired, Scope};
use crate::terminal::Terminal;

/// A command's input: the topology, the flags, and where to print.
struct Call<'a> {
    name: &'static str,
    policies: &'static [&'static Policy],
    topology: &'a Topology,
    matches: &'a ArgMatches,
    terminal: &'a Terminal,
}

/// Runs the command that the process's arguments name, for this topology.
#[must_use]
pub fn main<D: Declared>() -> ExitCode {
    let topology = D::topology();
    let matches = match arguments::command_line(D::NAME, &topology).try_get_matches() {
        Ok(matches) => matches,
        Err(problem) => {
            let exit = if problem.use_stderr() { Exit::Usage } else { Exit::Done };
            // Nobody is left to be told where even this cannot be printed.
            let _ = problem.print();
            return exit.into();
        }
    };
    let terminal = Terminal::new(matches.get_flag("json"));
    let Some((command, matches)) = matches.subcommand() else { return Exit::Usage.into() };
    let call =
        Call { name: D::NAME, policies: D::POLICIES, topology: &topology, matches, terminal: &terminal };
    match run(command, &call) {
        // What was asked for has not arrived.
        Exit::Done | Exit::Changes if !terminal.told_all() => Exit::Failed.into(),
        exit => exit.into(),
    }
}

#[cfg(feature = "apply")]
impl Call<'_> {
    /// What the topology should consist of in AWS.
    fn desired(&self, topology: &Topology, scope: &Scope) -> Desired {
        let few_machines = topology.budget.instances.is_some()
            || self.policies.iter().any(|policy| policy.max_instances.is_some());
        let mut desired = desired(topology, scope.clone(), few_machines);
        // A deployment that moved to another region still holds something where it was.
        let regions = self.policies.iter().flat_map(|policy| policy.regions);
        let others = regions.filter(|region| **region != scope.region);
        desired.questions.extend(others.map(|region| Lookup::Region((*region).to_owned())));
        desired
    }

    /// Tells an error that ended the command before anything was changed.
    fn failed(&self, error: &Error) -> Exit {
        let class = error.class();
        self.terminal.problem(&error.to_string(), class.and_then(Class::hint));
        match (class, error) {
            (Some(Class::Credentials), _) => Exit::Credentials,
            (_, Error::Refused(_) | Error::Foreign { .. }) => Exit::Refused,
            (_, Error::Stopped) => Exit::Interrupted,
            _ => Exit::Failed,
        }
    }
}

/// Lets the user agree, by `--yes` or at the terminal, or tells how the command ends without.
#[cfg(feature = "apply")]
fn confirm(call: &Call<'_>, session: &session::Session, question: &str) -> Result<(), Exit> {
    if call.matches.get_flag("yes") {
        return Ok(());
    }
    // The question goes to stderr and the answer comes from stdin; stdout may well be a pipe.
    if !std::io::stdin().is_terminal() {
        call.terminal.problem("nobody is there to agree", Some("give --yes"));
        return Err(Exit::Usage);
    }
    call.terminal.say(&format!("{question} Type `yes` to go on:"));
    let answer = session.read_line();
    if answer.is_some_and(|answer| answer.trim() == "yes") { Ok(()) } else { Err(Exit::Interrupted) }
}

fn run(command: &str, call: &Call<'_>) -> Exit {
    let ended = match command {
        "check" => check::run(call),
        "explain" => explain::run(call),
        "params" => params::run(call),
        #[cfg(feature = "apply")]
        "plan" => plan::run(call),
        #[cfg(feature = "apply")]
        "apply" => apply::run(call),
        #[cfg(feature = "apply")]
        "status" => status::run(call),
        #[cfg(feature = "apply")]
        "outputs" => outputs::run(call),
        #[cfg(feature = "apply")]
        "destroy" => destroy::run(call),
        #[cfg(feature = "apply")]
        "sandbox" => sandbox::run(call),
        _ => Err(Exit::Usage),
    };
    ended.unwrap_or_else(|exit| exit)
}
