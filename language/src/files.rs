//! The files that a topology names: where they are looked for, and what was read.

use std::path::{Path, PathBuf};

use proc_macro2::Span;

/// A file that was read: the build depends on it.
#[derive(Clone, Debug)]
pub struct FileRead {
    /// The path as written.
    pub written: String,
    /// Where it was found.
    pub path: PathBuf,
    /// The string that names it.
    pub span: Span,
}

/// Where the files that a topology names are read from.
pub trait Files {
    /// The place and the text of the file that the string at `span` names.
    ///
    /// # Errors
    ///
    /// Why it cannot be read: a phrase that completes "`web.sh` cannot be read: …".
    fn read(&self, written: &str, span: Span) -> Result<(PathBuf, String), String>;
}

/// Reads relative to the source file in which the name is written, as `include_str!` does.
#[derive(Clone, Copy, Debug, Default)]
pub struct BesideSource;

impl Files for BesideSource {
    fn read(&self, written: &str, span: Span) -> Result<(PathBuf, String), String> {
        let source = span.local_file().ok_or("the source file is not known here")?;
        let path = source.parent().unwrap_or(Path::new("")).join(written);
        read_text(path)
    }
}

/// Reads relative to a folder.
#[derive(Clone, Debug)]
pub struct InFolder(
    /// The folder.
    pub PathBuf,
);

impl Files for InFolder {
    fn read(&self, written: &str, _: Span) -> Result<(PathBuf, String), String> {
        read_text(self.0.join(written))
    }
}

fn read_text(path: PathBuf) -> Result<(PathBuf, String), String> {
    match std::fs::read(&path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Err(format!("there is no file `{}`", path.display()))
        }
        Err(error) => Err(error.to_string()),
        Ok(bytes) => match String::from_utf8(bytes) {
            Ok(text) => Ok((path, text)),
            Err(_) => Err("it is not UTF-8 text".into()),
        },
    }
}
