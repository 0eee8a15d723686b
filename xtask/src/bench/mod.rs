//! How long checks take, measured as a user meets them: by `cargo check` of packages that are made for it.
//!
//! The packages lie below `target/bench`, depend on this repository by path and use its `Cargo.lock`, so that the same
//! versions are measured; the sources of dependencies are fetched before the clock runs. Everything is measured in
//! the dev profile, where the macro itself is not optimised. Each re-check is measured several times, and the
//! quickest counts: what else the machine does only ever adds.
//!
//! A plan needs the AWS crates, since the engine is one crate with its calls: it is measured with them, in a program
//! of its own.

mod clock;
mod packages;
mod street;

use std::fs;

use clock::Spent;
use packages::{Package, Workshop};

/// The sizes of streets that are checked; the ratio of each to the half of it is told where both stand here.
const STREETS: [usize; 6] = [10, 100, 1_000, 2_000, 2_500, 5_000];

/// How often a re-check is measured.
const REPEATS: usize = 5;

/// A line of the result.
struct Line {
    what: String,
    measured: String,
    target: String,
    met: Option<bool>,
}

impl Line {
    fn new(what: impl Into<String>, measured: String) -> Line {
        Line { what: what.into(), measured, target: String::new(), met: None }
    }

    /// The line with the most that it may be.
    fn at_most(self, target: String, met: bool) -> Line {
        Line { target, met: Some(met), ..self }
    }
}

/// A street of so many subnets has a thousand resources.
const SUBNETS_OF_THE_PLAN: usize = 455;

/// Measures everything and prints a table; with `apply` the re-check with the AWS crates and a plan too.
pub fn run(apply: bool) -> Result<(), String> {
    let workshop = Workshop::new()?;
    let mut lines = Vec::new();
    measure_cold(&workshop, &mut lines)?;
    measure_recheck(&workshop, apply, &mut lines)?;
    measure_streets(&workshop, &mut lines)?;
    if apply {
        measure_plan(&workshop, &mut lines)?;
    }
    print_table(&lines);
    let missed = lines.iter().filter(|line| line.met == Some(false)).count();
    if missed == 0 { Ok(()) } else { Err(format!("{missed} of the targets are missed")) }
}

/// The first check of a small package: empty target, sources fetched.
fn measure_cold(workshop: &Workshop, lines: &mut Vec<Line>) -> Result<(), String> {
    let package = workshop.package("cold", &[("lib.rs", &street::small())], false)?;
    package.fetch()?;
    package.forget_target()?;
    let spent = package.check_first()?;
    let line = Line::new("cold policy check of a small package, CPU", seconds(spent.cpu));
    lines.push(line.at_most("10 s".to_owned(), spent.cpu < 10.0));
    lines.push(Line::new("cold policy check of a small package, wall", seconds(spent.wall)));
    Ok(())
}

/// The check after one literal was touched, in the example and in a crate with nothing in it.
fn measure_recheck(workshop: &Workshop, apply: bool, lines: &mut Vec<Line>) -> Result<(), String> {
    let empty =
        workshop.package("empty", &[("lib.rs", "/// A number.\npub const NUMBER: u32 = 1000;\n")], false)?;
    let empty = recheck(&empty, "1000", "1001")?;
    lines.push(Line::new("re-check of a crate with one constant", spent(&empty)));
    for (apply, name) in [(false, "off"), (true, "on")].into_iter().take(1 + usize::from(apply)) {
        let example = workshop.example(&format!("convive-{name}"), apply)?;
        let example = recheck(&example, "10.0.12.0/24", "10.0.13.0/24")?;
        let line = Line::new(format!("re-check of the example, feature `apply` {name}"), spent(&example));
        lines.push(line.at_most("0.3 s".to_owned(), example.wall <= 0.3));
        let ratio = format!("{:.1}", example.wall / empty.wall);
        lines.push(Line::new("  over the crate with one constant", ratio));
    }
    Ok(())
}

/// Long streets, and what twice the length costs.
fn measure_streets(workshop: &Workshop, lines: &mut Vec<Line>) -> Result<(), String> {
    let mut measured: Vec<(usize, f64)> = Vec::new();
    for size in STREETS {
        let package =
            workshop.package(&format!("street-{size}"), &[("lib.rs", &street::long(size))], false)?;
        let time = recheck(&package, "street 1000", "street 1001")?;
        let line = Line::new(format!("check of {size} subnets and {size} edges"), spent(&time));
        lines.push(match size {
            1_000 => line.at_most("0.5 s".to_owned(), time.wall < 0.5),
            5_000 => line.at_most("1.5 s".to_owned(), time.wall < 1.5),
            _ => line,
        });
        if let Some((_, half)) = measured.iter().find(|(half, _)| half * 2 == size) {
            let ratio = time.wall / half;
            let line = Line::new(format!("  time({size}) / time({})", size / 2), format!("{ratio:.2}"));
            lines.push(line.at_most("2.5".to_owned(), ratio <= 2.5));
        }
        measured.push((size, time.wall));
    }
    Ok(())
}

/// A plan that replaces a thousand resources.
fn measure_plan(workshop: &Workshop, lines: &mut Vec<Line>) -> Result<(), String> {
    let files = [("lib.rs", &*street::long(SUBNETS_OF_THE_PLAN)), ("main.rs", include_str!("plan/main.rs"))];
    let package = workshop.package("plan_1000", &files, true)?;
    package.fetch()?;
    let told = package.run()?;
    let numbers = told.trim().split_once(' ').and_then(|(resources, millis)| {
        Some((resources.parse::<usize>().ok()?, millis.parse::<f64>().ok()? / 1e3))
    });
    let (resources, time) = numbers.ok_or_else(|| format!("the plan's program told `{told}`"))?;
    let line = Line::new(format!("plan of {resources} resources"), format!("{time:.3} s"));
    lines.push(line.at_most("0.1 s".to_owned(), time < 0.1));
    Ok(())
}

/// The quickest of several checks, a literal touched before each.
fn recheck(package: &Package, literal: &str, other: &str) -> Result<Spent, String> {
    package.fetch()?;
    package.check()?;
    let source = fs::read_to_string(package.source()).map_err(|error| error.to_string())?;
    let touched = source.replacen(literal, other, 1);
    if touched == source {
        return Err(format!("`{literal}` does not stand in {}", package.source().display()));
    }
    let mut best: Option<Spent> = None;
    for repeat in 0..REPEATS {
        let text = if repeat % 2 == 0 { &touched } else { &source };
        fs::write(package.source(), text).map_err(|error| error.to_string())?;
        let spent = package.check()?;
        best = Some(best.map_or(spent, |best| best.quicker(spent)));
    }
    best.ok_or_else(|| "nothing was measured".to_owned())
}

fn print_table(lines: &[Line]) {
    let width = lines.iter().map(|line| line.what.len()).max().unwrap_or(0);
    println!("{:width$}  {:>22}  {:>7}", "what", "measured", "target");
    for line in lines {
        let verdict = match line.met {
            Some(true) => "  met",
            Some(false) => "  MISSED",
            None => "",
        };
        println!("{:width$}  {:>22}  {:>7}{verdict}", line.what, line.measured, line.target);
    }
}

fn seconds(time: f64) -> String {
    format!("{time:.2} s")
}

fn spent(spent: &Spent) -> String {
    format!("{:.2} s ({:.2} s CPU)", spent.wall, spent.cpu)
}
