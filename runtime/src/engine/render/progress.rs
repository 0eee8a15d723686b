//! What goes on, drawn while it does: bars for a person at a terminal, lines for a pipe, JSON lines for a program.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::{show_duration, sign};
use crate::event::{Event, Sink, Verb};
use crate::resource::address::Address;
use crate::terminal::{CHANGED, DIM, ERROR, Terminal, paint};

/// A wait is told again after so long.
const AGAIN: Duration = Duration::from_secs(30);

/// What a command does, which says what a program reads from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// It looks: its answer is one document.
    Reads,
    /// It changes: each event is a document on a line, the outcome the last.
    Writes,
}

/// Draws the events of a run.
pub struct Progress {
    state: Mutex<State>,
}

struct State {
    style: Style,
    terminal: Terminal,
    /// For each address the last wait that was told.
    told: BTreeMap<Address, (String, Duration)>,
}

enum Style {
    Bars(Bars),
    Lines,
    Json,
    Silent,
}

struct Bars {
    all: MultiProgress,
    whole: ProgressBar,
    running: BTreeMap<Address, ProgressBar>,
}

impl Progress {
    /// What draws for this terminal.
    #[must_use]
    pub fn new(json: bool, work: Work) -> Arc<Progress> {
        let style = if json && work == Work::Reads {
            Style::Silent
        } else if json {
            Style::Json
        } else if console::user_attended_stderr() {
            Style::Bars(Bars::new())
        } else {
            Style::Lines
        };
        Arc::new(Progress {
            state: Mutex::new(State { style, terminal: Terminal::new(json), told: BTreeMap::new() }),
        })
    }

    /// The sink to hand to a run.
    #[must_use]
    pub fn sink(self: &Arc<Progress>) -> Sink {
        let progress = Arc::clone(self);
        Arc::new(move |event| progress.state.lock().unwrap_or_else(PoisonError::into_inner).draw(&event))
    }

    /// Takes the bars away, so that what is printed next stands alone.
    pub fn finish(&self) {
        if let Style::Bars(bars) = &self.state.lock().unwrap_or_else(PoisonError::into_inner).style {
            bars.whole.finish_and_clear();
        }
    }
}

impl Bars {
    fn new() -> Bars {
        let all = MultiProgress::with_draw_target(ProgressDrawTarget::stderr());
        let whole = all.add(ProgressBar::no_length());
        whole.set_style(style("{bar:30.green} {pos} of {len}  {elapsed}"));
        Bars { all, whole, running: BTreeMap::new() }
    }

    /// A line for what is at work, above the bar of the whole.
    fn start(&mut self, address: &Address, text: String) {
        let bar = self.all.insert_before(&self.whole, ProgressBar::new_spinner());
        bar.set_style(style("  {spinner} {msg}"));
        bar.set_message(text);
        bar.enable_steady_tick(Duration::from_millis(120));
        self.running.insert(address.clone(), bar);
    }

    fn stop(&mut self, address: &Address) {
        if let Some(bar) = self.running.remove(address) {
            bar.finish_and_clear();
        }
        self.whole.inc(1);
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).expect("groundplan bug: the template of a bar is right")
}

impl State {
    fn draw(&mut self, event: &Event) {
        if let Style::Silent = self.style {
            return;
        }
        if let Style::Json = self.style {
            let line = serde_json::to_string(event).expect("groundplan bug: an event has texts as keys");
            return self.terminal.data(&line);
        }
        match event {
            Event::Identified { .. } | Event::Observing | Event::Observed { .. } => {}
            Event::Round { steps } => {
                if let Style::Bars(bars) = &self.style {
                    bars.whole.set_length(u64::try_from(*steps).unwrap_or(u64::MAX));
                    bars.whole.set_position(0);
                }
            }
            Event::Started { address, verb, .. } => {
                if let Style::Bars(bars) = &mut self.style {
                    bars.start(address, format!("{} {address}", present(*verb)));
                }
            }
            Event::Waiting { address, reason, waited } => self.draw_wait(address, reason, *waited),
            Event::Finished { address, verb, id, took, .. } => {
                self.stop(address);
                let (sign, colour) = sign(*verb);
                let id = id.as_ref().map(|id| paint(DIM, &format!("  {id}"))).unwrap_or_default();
                let took = match took.as_secs() {
                    0..=4 => String::new(),
                    _ => paint(DIM, &format!("  {}", show_duration(*took))),
                };
                self.say(&format!("  {} {address}{id}{took}", paint(colour, sign)));
            }
            Event::Failed { address, error, .. } => {
                self.stop(address);
                self.say(&format!("  {} {address}  {error}", paint(ERROR, "x")));
            }
            Event::Skipped { address, because, .. } => {
                self.stop(address);
                self.say(&paint(DIM, &format!("  / {address}  waits for {because}")));
            }
            Event::NeedsPerson { address, reason } => {
                self.stop(address);
                self.say(&format!("  {} {address} waits for a person", paint(CHANGED, "?")));
                reason.split("; ").for_each(|todo| self.say(&format!("      {todo}")));
            }
            Event::Throttled { service } => {
                self.say(&paint(DIM, &format!("  AWS is slowing us down ({service}); going on slower")));
            }
            Event::Stopping => {
                self.say("Stopping: what is in flight ends first. Press Ctrl-C again to leave at once.");
            }
        }
    }

    fn draw_wait(&mut self, address: &Address, reason: &str, waited: Duration) {
        let text = format!("{address}  {reason} ({})", show_duration(waited));
        match &self.style {
            Style::Bars(bars) => {
                if let Some(bar) = bars.running.get(address) {
                    bar.set_message(text);
                }
            }
            Style::Lines => {
                let told = self.told.get(address);
                let again =
                    told.is_none_or(|(last, at)| last != reason || waited >= *at + AGAIN || waited < *at);
                if again {
                    self.told.insert(address.clone(), (reason.to_owned(), waited));
                    self.terminal.say(&format!("  . {text}"));
                }
            }
            Style::Json | Style::Silent => {}
        }
    }

    fn stop(&mut self, address: &Address) {
        self.told.remove(address);
        if let Style::Bars(bars) = &mut self.style {
            bars.stop(address);
        }
    }

    fn say(&self, line: &str) {
        match &self.style {
            // Bars must be drawn anew below the line.
            Style::Bars(bars) => bars.all.suspend(|| self.terminal.say(line)),
            _ => self.terminal.say(line),
        }
    }
}

fn present(verb: Verb) -> &'static str {
    match verb {
        Verb::Create => "making",
        Verb::Update => "changing",
        Verb::Delete => "deleting",
        Verb::Retag => "tagging",
        Verb::Await => "waiting for",
    }
}
