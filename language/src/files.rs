//! The files that a topology names: where they are looked for, and what was read.

use std::io::ErrorKind;
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

/// Why a file was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unread {
    /// It cannot be read: a phrase that completes "`web.sh` cannot be read: …".
    Because(String),
    /// The source file is not known here, as in some editors; so nothing can be said about the file.
    NoSource,
}

/// Where the files that a topology names are read from.
pub trait Files {
    /// The place and the text of the file that the string at `span` names.
    ///
    /// # Errors
    ///
    /// Why it was not read.
    fn read(&self, written: &str, span: Span) -> Result<(PathBuf, String), Unread>;
}

/// Reads relative to the source file in which the name is written, as `include_str!` does.
#[derive(Clone, Copy, Debug, Default)]
pub struct BesideSource;

impl Files for BesideSource {
    fn read(&self, written: &str, span: Span) -> Result<(PathBuf, String), Unread> {
        let source = span.local_file().ok_or(Unread::NoSource)?;
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
    fn read(&self, written: &str, _: Span) -> Result<(PathBuf, String), Unread> {
        read_text(self.0.join(written))
    }
}

fn read_text(path: PathBuf) -> Result<(PathBuf, String), Unread> {
    let bytes = std::fs::read(&path).map_err(|error| {
        Unread::Because(match error.kind() {
            ErrorKind::NotFound => format!("there is no file `{}`", path.display()),
            _ => error.to_string(),
        })
    })?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok((path, text)),
        Err(_) => Err(Unread::Because("it is not UTF-8 text".into())),
    }
}
