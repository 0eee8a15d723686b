//! What the commands that talk to AWS share: where the calls go, the clock, Ctrl-C, the sandbox's state.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use groundplan_model::topology::{Setting, Topology};
use groundplan_sandbox::{Sandbox, Settings, StateFile, StateFileError, Store};
use tokio::runtime::Runtime;

use super::Call;
use crate::class::Class;
use crate::client::Target;
use crate::clock::{Clock, ClockMode};
use crate::connector::Quiet;
use crate::context::Context;
use crate::exit::Exit;
use crate::observe::{identify, observe};
use crate::render::{Progress, Work};
use crate::resource::attribute::Lookup;
use crate::resource::state::{Observed, Scope};
use crate::sandboxed::{SharedSandbox, timestamp};
use crate::terminal::Terminal;

/// How many seconds of the sandbox pass in one of ours, where nothing else is said.
const SCALE: u32 = 60;

/// How long an apply waits for a person where one is simulated.
const ACTORS_WAIT: Duration = Duration::from_mins(15);

/// No duration that a person gives is longer.
const LONGEST_DAYS: u64 = 3650;

/// A command's connection to AWS, or to the sandbox.
pub(super) struct Session {
    /// Whose resources the command is about.
    pub scope: Scope,
    /// Whether the calls go to the sandbox.
    pub sandbox: Option<OpenSandbox>,
    /// Draws what goes on.
    pub progress: Arc<Progress>,
    terminal: Terminal,
    runtime: Runtime,
    clock: Clock,
    /// What one run of the command knows, the next one knows too.
    context: Context,
}

/// A sandbox with its state file, which no other process can use meanwhile.
pub(super) struct OpenSandbox {
    /// The sandbox.
    pub shared: SharedSandbox,
    /// Whether it does what a person would.
    pub actors: bool,
    file: Arc<StateFile>,
}

impl Session {
    /// Opens what the flags name, or tells what is wrong.
    pub fn open(call: &Call<'_>, work: Work) -> Result<Session, Exit> {
        let scope = scope(call, call.topology)?;
        let file = call.matches.get_one::<String>("sandbox");
        let mode = clock_mode(call, file.is_some())?;
        let sandbox = match file {
            Some(path) => Some(OpenSandbox::open(call, path, actors(call))?),
            None => None,
        };
        let runtime = mode.runtime().map_err(|error| {
            call.terminal.problem(&format!("this system gives no event queue: {error}"), None);
            Exit::Failed
        })?;
        let clock = runtime.block_on(async {
            Clock::new(mode, sandbox.as_ref().map_or_else(SystemTime::now, OpenSandbox::time))
        });
        let target = match &sandbox {
            Some(sandbox) => sandbox.target(),
            None => match call.matches.get_one::<String>("endpoint") {
                Some(url) => Target::Emulator(endpoint(call, url)?),
                None => Target::Aws { profile: profile(call)? },
            },
        };
        let progress = Progress::new(call.terminal.json, work);
        let context = Context::new(scope.clone(), &target, clock.clone(), Arc::new(Quiet), progress.sink());
        let context = runtime.block_on(context);
        let terminal = Terminal::new(call.terminal.json);
        Ok(Session { scope, sandbox, progress, terminal, runtime, clock, context })
    }

    /// Runs a command's work: Ctrl-C asks it to end, a second one leaves.
    pub fn run<T>(&self, work: impl AsyncFnOnce(&Context) -> T) -> Result<T, Exit> {
        let done = self.runtime.block_on(async {
            tokio::select! {
                done = work(&self.context) => Ok(done),
                () = leave(&self.context) => Err(Exit::Interrupted),
            }
        });
        self.progress.finish();
        if let Some(sandbox) = &self.sandbox {
            sandbox.settle(&self.terminal, self.clock.now())?;
        }
        done
    }

    /// What the person types, or nothing where they press Ctrl-C: once a run has listened for it, the system's own way
    /// of ending the process is gone.
    pub fn read_line(&self) -> Option<String> {
        let (send, receive) = tokio::sync::oneshot::channel();
        // Nothing can end a read of the terminal: the thread is left behind where nobody waits for it any more.
        std::thread::spawn(move || {
            let mut line = String::new();
            let read = std::io::stdin().read_line(&mut line);
            let _ = send.send(read.map(|_| line));
        });
        self.runtime.block_on(async {
            tokio::select! {
                line = receive => line.ok().and_then(Result::ok),
                _ = tokio::signal::ctrl_c() => None,
            }
        })
    }

    /// How long an apply waits for a person: as asked, and in a sandbox whose actors are on as long as they may take.
    pub fn wait(&self, asked: Option<Duration>) -> Option<Duration> {
        let acted = self.sandbox.as_ref().is_some_and(|sandbox| sandbox.actors);
        asked.or_else(|| acted.then_some(ACTORS_WAIT))
    }
}

/// Asks AWS who we are, or tells why nobody.
pub(super) async fn account(call: &Call<'_>, context: &Context) -> Result<String, Exit> {
    identify(context).await.map_err(|error| {
        let help = format!(
            "give credentials (AWS_ACCESS_KEY_ID …, or --profile NAME), or try it on the embedded AWS with `{} … --sandbox`",
            call.program()
        );
        if error.is(Class::Credentials) {
            call.terminal.problem(&format!("AWS does not know who we are: {error}"), Some(&help));
            return Exit::Credentials;
        }
        let help = "look at the network, at --endpoint and at AWS_ENDPOINT_URL";
        call.terminal.problem(&format!("AWS cannot be asked who we are: {error}"), Some(help));
        Exit::Failed
    })
}

/// Observes what stands, or tells why it cannot.
pub(super) async fn look(
    call: &Call<'_>,
    context: &Context,
    lookups: &BTreeSet<Lookup>,
) -> Result<Observed, Exit> {
    let account = account(call, context).await?;
    observe(context, &account, lookups).await.map_err(|error| call.failed(&error))
}

impl OpenSandbox {
    pub fn open(call: &Call<'_>, path: &str, actors: bool) -> Result<OpenSandbox, Exit> {
        let opened = StateFile::open(path).and_then(|file| Ok((file.load()?, file)));
        let (store, file) = opened.map_err(|error| unusable(call.terminal, &error))?;
        let sandbox = furnish(call.topology, actors, store);
        Ok(OpenSandbox { shared: Arc::new(Mutex::new(sandbox)), actors, file: Arc::new(file) })
    }

    /// The sandbox's time: where it was left, or now for a new one.
    pub fn time(&self) -> SystemTime {
        let left = self.lock().store().now.0;
        match left {
            0 => SystemTime::now(),
            left => SystemTime::UNIX_EPOCH + Duration::from_millis(left),
        }
    }

    /// Lets time pass up to `now`, and saves, or tells why it cannot.
    pub fn settle(&self, terminal: &Terminal, now: SystemTime) -> Result<(), Exit> {
        let mut sandbox = self.lock();
        sandbox.advance(timestamp(now));
        self.file.save(sandbox.store()).map_err(|error| unusable(terminal, &error))
    }

    fn target(&self) -> Target {
        let file = Arc::clone(&self.file);
        let save = move |sandbox: &Sandbox| {
            if sandbox.log().last().is_some_and(|call| call.writes) {
                // A later save makes up for one that failed, and the one at the end tells.
                let _ = file.save(sandbox.store());
            }
        };
        Target::Sandbox(Arc::clone(&self.shared), Some(Arc::new(save)))
    }

    pub fn lock(&self) -> std::sync::MutexGuard<'_, Sandbox> {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Tells why a state file cannot be used.
pub(super) fn unusable(terminal: &Terminal, error: &StateFileError) -> Exit {
    let cause = std::error::Error::source(error).map(|cause| format!(": {cause}")).unwrap_or_default();
    terminal.problem(&format!("{error}{cause}"), None);
    match error {
        StateFileError::Locked(_) => Exit::Locked,
        StateFileError::Unusable(..) | StateFileError::Unreadable(..) => Exit::Failed,
    }
}

/// A sandbox in which that stands what the topology takes for granted: its key pairs and existing certificates.
fn furnish(topology: &Topology, actors: bool, store: Store) -> Sandbox {
    let mut settings = Settings { dns_actor: actors, default_vpc: false, ..Settings::default() };
    let launches = (topology.auto_scaling_groups.iter().map(|group| &group.launch))
        .chain(topology.instances.iter().map(|instance| &instance.launch));
    for launch in launches {
        settings.key_pairs.extend(launch.key_pair.iter().map(|key| key.value.clone()));
        settings
            .instance_profiles
            .extend(launch.instance_profile.iter().map(|profile| profile.value.clone()));
    }
    let mut sandbox = Sandbox::with_store(settings, store);
    for certificate in &topology.certificates {
        if let Some(arn) = &certificate.existing {
            let hosts: Vec<String> = (certificate.hosts.iter())
                .filter_map(|host| match &host.value {
                    Setting::Value(host) => Some(host.clone()),
                    Setting::Param(param) => topology[*param].default.as_ref().map(|host| host.value.clone()),
                })
                .collect();
            let hosts: Vec<&str> = hosts.iter().map(String::as_str).collect();
            sandbox.add_certificate(arn, &hosts);
        }
    }
    sandbox
}

async fn leave(context: &Context) {
    // Without a handler the system's own way of ending the process remains.
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
    context.tell(crate::event::Event::Stopping);
    context.stop.ask();
    let _ = tokio::signal::ctrl_c().await;
}

fn scope(call: &Call<'_>, topology: &Topology) -> Result<Scope, Exit> {
    let deployment =
        call.matches.get_one::<String>("deployment").cloned().unwrap_or_else(|| "main".to_owned());
    let good = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_';
    if deployment.is_empty() || deployment.len() > 64 || !deployment.chars().all(good) {
        let problem = format!("`{deployment}` cannot be the name of a deployment");
        call.terminal.problem(&problem, Some("use up to 64 letters, digits, `-` and `_`"));
        return Err(Exit::Usage);
    }
    let region = topology.region.as_ref().map(|region| region.value.clone()).unwrap_or_default();
    Ok(Scope { topology: call.name.to_owned(), deployment, region })
}

/// The profile that the flag names, which must be there.
fn profile(call: &Call<'_>) -> Result<Option<String>, Exit> {
    let asked = call.matches.get_one::<String>("profile").cloned();
    if let Some((problem, help)) = asked.as_deref().and_then(super::profile::find_fault) {
        call.terminal.problem(&problem, Some(&help));
        return Err(Exit::Credentials);
    }
    Ok(asked)
}

/// The address of an emulator: a scheme and a host at least.
fn endpoint(call: &Call<'_>, url: &str) -> Result<String, Exit> {
    let host = url.strip_prefix("http://").or_else(|| url.strip_prefix("https://"));
    if host.is_some_and(|host| !host.is_empty() && !host.starts_with(['/', ':'])) {
        return Ok(url.to_owned());
    }
    call.terminal.problem(&format!("`{url}` is no address"), Some("write `http://localhost:4566`"));
    Err(Exit::Usage)
}

fn actors(call: &Call<'_>) -> bool {
    call.matches.get_one::<String>("actors").is_none_or(|actors| actors == "on")
}

fn clock_mode(call: &Call<'_>, sandbox: bool) -> Result<ClockMode, Exit> {
    if !sandbox {
        return Ok(ClockMode::Real);
    }
    match call.matches.get_one::<String>("clock").map(String::as_str) {
        None => Ok(ClockMode::Scaled(SCALE)),
        Some("real") => Ok(ClockMode::Real),
        Some("jump") => Ok(ClockMode::Jump),
        Some(text) => match text.parse() {
            Ok(scale) if (1..=100_000).contains(&scale) => Ok(ClockMode::Scaled(scale)),
            _ => {
                let problem = format!("`{text}` is no mode of the clock");
                call.terminal.problem(&problem, Some("write `real`, `jump`, or a number of 1 to 100000"));
                Err(Exit::Usage)
            }
        },
    }
}

/// Reads `90s`, `15m`, `2h`, `7d`; up to ten years, which the arithmetic of every clock bears.
pub(super) fn parse_duration(text: &str) -> Option<Duration> {
    let (number, unit) = text.split_at(text.len() - text.chars().last()?.len_utf8());
    let seconds = match unit {
        "s" => 1,
        "m" => 60,
        "h" => 3600,
        "d" => 86_400,
        _ => return None,
    };
    let seconds = number.parse::<u64>().ok()?.checked_mul(seconds)?;
    (seconds <= LONGEST_DAYS * 86_400).then(|| Duration::from_secs(seconds))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::parse_duration;

    #[test]
    fn a_duration_is_a_number_with_its_unit_and_no_clock_overflows() {
        for (text, seconds) in [("0s", 0), ("90s", 90), ("15m", 900), ("2h", 7200), ("3650d", 3650 * 86_400)]
        {
            assert_eq!(parse_duration(text), Some(Duration::from_secs(seconds)), "{text}");
        }
        for text in ["", "s", "90", "1.5h", "-1s", "1 h", "5µ", "µs", "1w", "3651d", "18446744073709551615d"]
        {
            assert_eq!(parse_duration(text), None, "{text}");
        }
    }
}
