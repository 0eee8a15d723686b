//! The binary of a topology that was built for the check by the compiler alone.

use std::io::Write;
use std::process::ExitCode;

use crate::declared::Declared;

/// Says what the program was built without: it has no commands.
#[must_use]
pub fn main<D: Declared>() -> ExitCode {
    // Nobody is left to be told where even this cannot be printed.
    let _ = writeln!(
        std::io::stderr(),
        "error: {} was built for the check by the compiler alone, without commands\n\
         help: build it with the feature `apply` of groundplan for all commands,\n      \
         or with `commands` for those that need no AWS crate: check, explain, params",
        D::NAME,
    );
    // As `exit::Exit::Usage`.
    ExitCode::from(2)
}
