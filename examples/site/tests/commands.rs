//! The commands of a topology's binary as a user calls them: what each prints, where, and how it ends.
#![cfg(feature = "apply")]
#![allow(clippy::unwrap_used, missing_docs, reason = "a test may panic")]

use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::Value;

/// How a command ended.
#[derive(Debug)]
struct Ended {
    exit: Option<i32>,
    /// What another program would read.
    out: String,
    /// What a person reads beside it.
    err: String,
}

fn site(arguments: &[&str]) -> Ended {
    let ended = Command::new(env!("CARGO_BIN_EXE_site"))
        .args(arguments)
        .env("NO_COLOR", "1")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ended { exit: ended.status.code(), out: text(ended.stdout), err: text(ended.stderr) }
}

/// An account on the sandbox that a test has for itself.
struct Account {
    file: PathBuf,
}

impl Account {
    fn new(test: &str) -> Account {
        let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{test}.json"));
        let account = Account { file };
        assert_eq!(account.run(&["sandbox", "reset"]).exit, Some(0));
        account
    }

    /// Runs a command in the account; those that take a clock get one whose waits are over at once.
    fn run(&self, arguments: &[&str]) -> Ended {
        let sandbox = format!("--sandbox={}", self.file.display());
        let clock: &[&str] = if arguments[0] == "sandbox" { &[] } else { &["--clock=jump"] };
        site(&[arguments, &[&sandbox], clock].concat())
    }

    fn applied(test: &str) -> Account {
        let account = Account::new(test);
        let applied = account.run(&["apply", "--yes"]);
        assert_eq!(applied.exit, Some(0), "{applied:#?}");
        account
    }
}

/// The texts stand in files beside the test, as the terminal shows them.
macro_rules! shown {
    ($name:literal) => {
        include_str!(concat!("commands/", $name, ".txt"))
    };
}

#[test]
fn a_check_counts_what_a_build_has_proven() {
    let check = site(&["check"]);
    assert_eq!((check.exit, check.out.as_str(), check.err.as_str()), (Some(0), shown!("check"), ""));
}

#[test]
fn a_plan_tells_everything_that_is_made_and_what_to_type_next() {
    let account = Account::new("plan");
    let plan = account.run(&["plan"]);
    assert_eq!((plan.exit, plan.out.as_str()), (Some(0), shown!("plan")));
    assert!(plan.err.starts_with("Next: ") && plan.err.contains(" apply --sandbox="), "{}", plan.err);
    assert_eq!(account.run(&["plan", "--exit-code"]).exit, Some(3));
}

#[test]
fn a_life_is_told_from_its_plan_to_its_end() {
    let account = Account::new("life");
    let applied = account.run(&["apply", "--yes"]);
    assert_eq!((applied.exit, applied.out.as_str()), (Some(0), ""), "{applied:#?}");
    let (brief, after) = applied.err.split_once("about 6 min.\n").unwrap();
    assert!(brief.contains("  + vpc.main\n  + subnet.public.a\n"), "a brief plan stands above: {brief}");
    assert!(after.contains("\nDone: 16 created, 0 changed, 0 deleted.\n  address = "), "{after}");
    let next = after.lines().last().unwrap();
    assert!(next.starts_with("Next: ") && next.contains(" status --sandbox="), "{next}");

    let status = account.run(&["status"]);
    assert_eq!((status.exit, status.out.as_str(), status.err.as_str()), (Some(0), shown!("status"), ""));
    let outputs = account.run(&["outputs"]);
    assert!(outputs.out.starts_with("address  site-edge-"), "{outputs:#?}");
    let plan = account.run(&["plan", "--exit-code"]);
    let told = (plan.exit, plan.out.as_str(), plan.err.as_str());
    assert_eq!(told, (Some(0), shown!("nothing_to_do"), ""));

    let destroyed = account.run(&["destroy", "--yes"]);
    assert_eq!((destroyed.exit, destroyed.out.as_str()), (Some(0), ""), "{destroyed:#?}");
    assert!(destroyed.err.ends_with("\nDone: 0 created, 0 changed, 16 deleted.\n"), "{}", destroyed.err);
    assert!(account.run(&["status"]).out.ends_with("\nNothing stands.\n"));
}

#[test]
fn what_nobody_agrees_to_is_not_done() {
    let account = Account::new("agree");
    let applied = account.run(&["apply"]);
    assert_eq!(applied.exit, Some(2));
    assert!(
        applied.err.ends_with("error: nobody is there to agree\n  help: give --yes\n"),
        "{}",
        applied.err
    );
    assert!(account.run(&["status"]).out.ends_with("\nNothing stands.\n"));
}

#[test]
fn the_file_of_the_sandbox_stands_behind_its_flag_in_either_way() {
    let file = format!("{}/apart.json", env!("CARGO_TARGET_TMPDIR"));
    assert_eq!(site(&["sandbox", "reset", "--sandbox", &file]).exit, Some(0));
    let plan = site(&["plan", "--sandbox", &file, "--clock=jump", "--exit-code"]);
    assert_eq!((plan.exit, plan.out.as_str()), (Some(3), shown!("plan")));
}

#[cfg(unix)]
#[test]
fn a_saved_plan_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let account = Account::new("private");
    let plan = account.file.with_extension("plan");
    std::fs::write(&plan, "older, and open to all").unwrap();
    assert_eq!(account.run(&["plan", "--out", plan.to_str().unwrap()]).exit, Some(0));
    assert_eq!(plan.metadata().unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn a_profile_that_is_not_there_is_told_with_those_that_are() {
    let config = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("aws-config");
    std::fs::write(&config, "[default]\n[profile ops]\n").unwrap();
    let ended = Command::new(env!("CARGO_BIN_EXE_site"))
        .args(["plan", "--profile", "nope"])
        .env("AWS_CONFIG_FILE", &config)
        .env("AWS_SHARED_CREDENTIALS_FILE", config.with_extension("none"))
        .env("NO_COLOR", "1")
        .output()
        .unwrap();
    let told = "error: no profile `nope` in the AWS configuration\n  help: there are `default`, `ops`; make it with `aws configure --profile nope`\n";
    assert_eq!((ended.status.code(), String::from_utf8(ended.stderr).unwrap().as_str()), (Some(5), told));
}

#[test]
fn a_saved_plan_is_applied_once() {
    let account = Account::new("saved");
    let plan = account.file.with_extension("plan");
    let plan = plan.to_str().unwrap();
    assert_eq!(account.run(&["plan", "--out", plan]).exit, Some(0));
    assert_eq!(account.run(&["apply", "--plan", plan, "--yes"]).exit, Some(0));
    let again = account.run(&["apply", "--plan", plan, "--yes"]);
    let told = "error: the world has moved since the plan was made: make a new plan\n";
    assert_eq!((again.exit, again.out.as_str(), again.err.as_str()), (Some(7), "", told));
}

#[test]
fn with_json_everything_on_stdout_is_json() {
    let account = Account::applied("json");
    for arguments in [
        &["check", "--json"][..],
        &["params", "--json"],
        &["params", "--example", "--json"],
        &["explain", "subnet_outside_vpc", "--json"],
        &["explain", "web", "--json"],
    ] {
        let ended = site(arguments);
        assert_eq!((ended.exit, ended.err.as_str()), (Some(0), ""), "{arguments:?}");
        serde_json::from_str::<Value>(&ended.out).unwrap();
    }
    for arguments in [["plan", "--json"], ["status", "--json"], ["outputs", "--json"]] {
        let ended = account.run(&arguments);
        assert_eq!((ended.exit, ended.err.as_str()), (Some(0), ""), "{arguments:?}");
        serde_json::from_str::<Value>(&ended.out).unwrap();
    }
    let outputs: Value = serde_json::from_str(&account.run(&["outputs", "--json"]).out).unwrap();
    assert!(outputs["address"].as_str().is_some_and(|text| text.starts_with("site-edge-")), "{outputs}");
    for arguments in [
        &["sandbox", "show", "--json"][..],
        &["sandbox", "advance", "5m", "--json"],
        &["sandbox", "dns", "a.example.com", "b.example.com", "--json"],
    ] {
        let ended = account.run(arguments);
        assert_eq!((ended.exit, ended.err.as_str()), (Some(0), ""), "{arguments:?}");
        serde_json::from_str::<Value>(&ended.out).unwrap();
    }
    let destroyed = account.run(&["destroy", "--yes", "--json"]);
    let events: Vec<Value> = destroyed.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let last = events.last().unwrap();
    assert_eq!((&last["event"], &last["exit"]), (&"outcome".into(), &"done".into()));
    assert_eq!(last["done"].as_array().map(Vec::len), Some(16));
    assert_eq!((destroyed.exit, destroyed.err.as_str()), (Some(0), ""));
    let again = account.run(&["destroy", "--yes", "--json"]);
    let told: Value = serde_json::from_str(again.out.lines().last().unwrap_or_default()).unwrap();
    assert_eq!((again.exit, &told["exit"]), (Some(0), &"done".into()), "{again:#?}");
    let reset = account.run(&["sandbox", "reset", "--json"]);
    assert_eq!((reset.exit, reset.err.as_str()), (Some(0), ""));
    serde_json::from_str::<Value>(&reset.out).unwrap();
}

#[test]
fn explain_tells_a_rule_and_what_a_thing_is_made_of() {
    let rule = site(&["explain", "subnet_outside_vpc"]);
    assert_eq!((rule.exit, rule.out.as_str()), (Some(0), shown!("explain_rule")));
    let thing = site(&["explain", "web"]);
    assert_eq!((thing.exit, thing.out.as_str()), (Some(0), shown!("explain_thing")));
}

#[test]
fn a_wrong_call_is_told_with_what_to_write() {
    for (arguments, told) in [
        (
            &["explain", "subnet_outside_vcp"][..],
            "error: `subnet_outside_vcp` is neither a rule nor a declared name\n  help: did you mean `subnet_outside_vpc`?\n",
        ),
        (&["plan", "--endpoint=foo"], "error: `foo` is no address\n  help: write `http://localhost:4566`\n"),
        (&["apply", "--wait=soon"], "error: `soon` is no duration\n  help: write `90s`, `15m` or `2h`\n"),
    ] {
        let ended = site(arguments);
        let got = (ended.exit, ended.out.as_str(), ended.err.as_str());
        assert_eq!(got, (Some(2), "", told), "{arguments:?}");
    }
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("clock.json");
    let clock = site(&["plan", &format!("--sandbox={}", file.display()), "--clock=fast"]);
    let told =
        "error: `fast` is no mode of the clock\n  help: write `real`, `jump`, or a number of 1 to 100000\n";
    assert_eq!((clock.exit, clock.err.as_str()), (Some(2), told));
    assert!(!file.with_extension("json.lock").exists(), "nothing is opened before all is understood");
    let unknown = site(&["plan", "--frob"]);
    assert_eq!((unknown.exit, unknown.out.as_str()), (Some(2), ""));
    assert!(unknown.err.contains("unexpected argument '--frob'"), "{}", unknown.err);
}

#[test]
fn the_sandbox_is_looked_after() {
    let account = Account::new("sandbox");
    let show = || account.run(&["sandbox", "show"]).out;
    assert_eq!(show(), "A new account: nothing was done in it yet.\n");
    assert_eq!(account.run(&["apply", "--yes"]).exit, Some(0));
    assert!(show().contains("  us-east-1     1  vpcs\n"), "{}", show());
    let time = |shown: String| shown.lines().next().unwrap().to_owned();
    let before = time(show());
    let advanced = account.run(&["sandbox", "advance", "1h"]);
    assert_eq!((advanced.exit, advanced.err.as_str()), (Some(0), "1 h passed in the sandbox.\n"));
    assert_ne!(time(show()), before);
    let reset = account.run(&["sandbox", "reset"]);
    assert_eq!((reset.exit, reset.err.as_str()), (Some(0), "The sandbox is empty again.\n"));
    assert_eq!(show(), "A new account: nothing was done in it yet.\n");
}
