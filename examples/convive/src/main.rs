//! The commands of [`convive::Convive`].

fn main() -> std::process::ExitCode {
    groundplan::main::<convive::Convive>()
}
