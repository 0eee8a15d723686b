//! How a command ends: one table of classes and numbers for all of them. Scripts depend on the numbers: they never
//! change.

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// Done, or nothing to do.
    Done = 0,
    /// It failed, and no step was done.
    Failed = 1,
    /// It was called wrongly: an unknown flag, a value that is refused.
    Usage = 2,
    /// `plan`: there is something to do (only where the caller asked for this answer).
    Changes = 3,
    /// Everything that could be done is done; the rest waits for a person.
    Waiting = 4,
    /// The credentials are missing, wrong or expired.
    Credentials = 5,
    /// Somebody else is at work on the same deployment.
    Locked = 6,
    /// Refused before anything was changed: a conflict, something foreign, a stale plan, a protection.
    Refused = 7,
    /// Some steps are done, some failed.
    Partial = 8,
    /// Ended by the user.
    Interrupted = 130,
}

impl Exit {
    /// Every class, for the documentation.
    pub const ALL: &'static [Exit] = &[
        Exit::Done,
        Exit::Failed,
        Exit::Usage,
        Exit::Changes,
        Exit::Waiting,
        Exit::Credentials,
        Exit::Locked,
        Exit::Refused,
        Exit::Partial,
        Exit::Interrupted,
    ];

    /// The process's exit code.
    #[must_use]
    pub const fn code(self) -> u8 {
        self as u8
    }

    /// The class's name.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Exit::Done => "done",
            Exit::Failed => "failed",
            Exit::Usage => "usage",
            Exit::Changes => "changes",
            Exit::Waiting => "waiting",
            Exit::Credentials => "credentials",
            Exit::Locked => "locked",
            Exit::Refused => "refused",
            Exit::Partial => "partial",
            Exit::Interrupted => "interrupted",
        }
    }
}

impl From<Exit> for std::process::ExitCode {
    fn from(exit: Exit) -> std::process::ExitCode {
        std::process::ExitCode::from(exit.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_are_fixed() {
        let numbers: Vec<(&str, u8)> = Exit::ALL.iter().map(|exit| (exit.word(), exit.code())).collect();
        let fixed = [
            ("done", 0),
            ("failed", 1),
            ("usage", 2),
            ("changes", 3),
            ("waiting", 4),
            ("credentials", 5),
            ("locked", 6),
            ("refused", 7),
            ("partial", 8),
            ("interrupted", 130),
        ];
        assert_eq!(numbers, fixed);
    }
}
