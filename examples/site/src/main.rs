//! The commands of [`site::Site`].

fn main() -> std::process::ExitCode {
    groundplan::main::<site::Site>()
}
