//! Packages to measure with, each with this repository as its dependency.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::clock::{self, Spent};

/// Where the packages are made.
pub struct Workshop {
    folder: PathBuf,
}

/// A package of its own workspace.
pub struct Package {
    folder: PathBuf,
    target: PathBuf,
}

impl Workshop {
    /// An empty workshop.
    pub fn new() -> Result<Workshop, String> {
        let folder = crate::root().join("target/bench");
        if folder.exists() {
            fs::remove_dir_all(&folder)
                .map_err(|error| format!("cannot empty {}: {error}", folder.display()))?;
        }
        Ok(Workshop { folder })
    }

    /// A package of these source files. Packages with the same features share what they compile.
    pub fn package(&self, name: &str, files: &[(&str, &str)], apply: bool) -> Result<Package, String> {
        let package = Package {
            folder: self.folder.join(name),
            target: self.folder.join(if apply { "target-apply" } else { "target" }),
        };
        let runtime = crate::root().join("runtime");
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
             [dependencies]\ngroundplan = {{ path = {runtime:?}, default-features = {apply} }}\n"
        );
        package.write("Cargo.toml", &manifest)?;
        for (file, text) in files {
            package.write(&format!("src/{file}"), text)?;
        }
        let lock = crate::root().join("Cargo.lock");
        fs::copy(&lock, package.folder.join("Cargo.lock"))
            .map_err(|error| format!("cannot copy {}: {error}", lock.display()))?;
        Ok(package)
    }

    /// The large example, without its binary.
    pub fn example(&self, name: &str, apply: bool) -> Result<Package, String> {
        let example = crate::root().join("examples/convive");
        let package = self.package(name, &[("lib.rs", &read(&example.join("src/lib.rs"))?)], apply)?;
        for script in ["web.sh", "api.sh"] {
            let path = format!("user-data/{script}");
            package.write(&path, &read(&example.join(&path))?)?;
        }
        Ok(package)
    }
}

impl Package {
    /// The source file of its library.
    pub fn source(&self) -> PathBuf {
        self.folder.join("src/lib.rs")
    }

    /// Brings the sources of its dependencies onto the machine.
    pub fn fetch(&self) -> Result<(), String> {
        clock::time(&mut self.cargo("fetch")).map(|_| ())
    }

    /// Forgets what was compiled.
    pub fn forget_target(&self) -> Result<(), String> {
        match fs::remove_dir_all(&self.target) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.to_string()),
            _ => Ok(()),
        }
    }

    /// Checks it.
    pub fn check(&self) -> Result<Spent, String> {
        clock::time(self.cargo("check").args(["--offline", "--quiet"]))
    }

    /// Checks it as a user meets it first: cargo compiles what comes from a registry without the records of
    /// incremental builds, which a path dependency would get.
    pub fn check_first(&self) -> Result<Spent, String> {
        clock::time(self.cargo("check").args(["--offline", "--quiet"]).env("CARGO_INCREMENTAL", "0"))
    }

    /// Runs its program, and returns what that prints.
    pub fn run(&self) -> Result<String, String> {
        clock::output(self.cargo("run").args(["--offline", "--quiet"]))
    }

    fn cargo(&self, command: &str) -> Command {
        let mut cargo = Command::new("cargo");
        cargo.arg(command).current_dir(&self.folder).env("CARGO_TARGET_DIR", &self.target);
        cargo
    }

    fn write(&self, path: &str, text: &str) -> Result<(), String> {
        let path = self.folder.join(path);
        let folder = path.parent().unwrap_or(&self.folder);
        fs::create_dir_all(folder)
            .and_then(|()| fs::write(&path, text))
            .map_err(|error| format!("cannot write {}: {error}", path.display()))
    }
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", path.display()))
}
