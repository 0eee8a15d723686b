//! The commands of [`forge::Forge`].

fn main() -> std::process::ExitCode {
    groundplan::main::<forge::Forge>()
}
