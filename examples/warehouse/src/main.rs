//! The commands of [`warehouse::Warehouse`].

fn main() -> std::process::ExitCode {
    groundplan::main::<warehouse::Warehouse>()
}
