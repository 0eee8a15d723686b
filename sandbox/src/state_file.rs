//! The state of a sandbox in a file, so that it lives on between commands: locked while it is used, written atomically,
//! readable by its owner only.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::{error, fmt};

use serde::{Deserialize, Serialize};

use crate::store::Store;

/// The version of the format. A file of another version is refused, never guessed at.
const VERSION: u32 = 1;

/// A state file that this process alone uses, as long as this value lives.
#[derive(Debug)]
pub struct StateFile {
    path: PathBuf,
    /// Beside the file, since the file itself is replaced at each save. The lock goes with it.
    _lock: File,
}

/// Why a state file could not be used.
#[derive(Debug)]
pub enum StateFileError {
    /// Another process has it.
    Locked(PathBuf),
    /// It cannot be opened, read or written.
    Unusable(PathBuf, io::Error),
    /// It is not what this version writes.
    Unreadable(PathBuf, String),
}

impl fmt::Display for StateFileError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Locked(path) => write!(formatter, "`{}` is used by another process", path.display()),
            Self::Unusable(path, _) => write!(formatter, "cannot use `{}`", path.display()),
            Self::Unreadable(path, why) => write!(formatter, "cannot read `{}`: {why}", path.display()),
        }
    }
}

impl error::Error for StateFileError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            Self::Unusable(_, cause) => Some(cause),
            Self::Locked(_) | Self::Unreadable(..) => None,
        }
    }
}

/// What stands in the file, read only once its version is known.
#[derive(Serialize, Deserialize)]
struct Document<S> {
    version: u32,
    store: S,
}

impl StateFile {
    /// Opens a file, which need not exist, and locks it. A link is followed, so that all its names share one lock.
    ///
    /// # Errors
    /// [`StateFileError::Locked`] if another process has it, [`StateFileError::Unusable`] if it is no file or its
    /// folder cannot be written.
    pub fn open(path: impl Into<PathBuf>) -> Result<Self, StateFileError> {
        let path = path.into();
        let path = resolve(&path).map_err(|cause| StateFileError::Unusable(path, cause))?;
        let lock = open_private(&beside(&path, "lock"), OpenOptions::new().write(true).create(true))
            .map_err(|cause| StateFileError::Unusable(path.clone(), cause))?;
        match lock.try_lock() {
            Ok(()) => Ok(Self { path, _lock: lock }),
            Err(TryLockError::WouldBlock) => Err(StateFileError::Locked(path)),
            Err(TryLockError::Error(cause)) => Err(StateFileError::Unusable(path, cause)),
        }
    }

    /// Reads what was saved; an empty store if nothing was.
    ///
    /// # Errors
    /// [`StateFileError::Unreadable`] if it is of another version or damaged.
    pub fn load(&self) -> Result<Store, StateFileError> {
        let text = match std::fs::read_to_string(&self.path) {
            Ok(text) => text,
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(Store::default()),
            Err(cause) => return Err(StateFileError::Unusable(self.path.clone(), cause)),
        };
        let unreadable = |why: String| StateFileError::Unreadable(self.path.clone(), why);
        let head: Document<serde::de::IgnoredAny> =
            serde_json::from_str(&text).map_err(|error| unreadable(error.to_string()))?;
        if head.version != VERSION {
            return Err(unreadable(format!("it has version {}, this program reads {VERSION}", head.version)));
        }
        let document: Document<Store> =
            serde_json::from_str(&text).map_err(|error| unreadable(error.to_string()))?;
        Ok(document.store)
    }

    /// Saves a store: whoever reads the file sees the old one or the new one, whole.
    ///
    /// # Errors
    /// [`StateFileError::Unusable`] if it cannot be written.
    pub fn save(&self, store: &Store) -> Result<(), StateFileError> {
        self.replace(store).map_err(|cause| StateFileError::Unusable(self.path.clone(), cause))
    }

    /// Forgets what was saved.
    ///
    /// # Errors
    /// [`StateFileError::Unusable`] if the file cannot be removed.
    pub fn remove(self) -> Result<(), StateFileError> {
        match std::fs::remove_file(&self.path) {
            Err(cause) if cause.kind() != io::ErrorKind::NotFound => {
                Err(StateFileError::Unusable(self.path, cause))
            }
            _ => Ok(()),
        }
    }

    fn replace(&self, store: &Store) -> io::Result<()> {
        let text = serde_json::to_vec(&Document { version: VERSION, store })?;
        let draft = beside(&self.path, "new");
        // One that a killed process left behind, or a link that somebody put there, is never written through.
        match std::fs::remove_file(&draft) {
            Err(cause) if cause.kind() != io::ErrorKind::NotFound => return Err(cause),
            _ => {}
        }
        let mut file = open_private(&draft, OpenOptions::new().write(true).create_new(true))?;
        file.write_all(&text)?;
        file.sync_all()?;
        std::fs::rename(&draft, &self.path)
    }
}

/// Where a path leads, if it is or may become a file.
fn resolve(path: &Path) -> io::Result<PathBuf> {
    if path.file_name().is_none() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "this is no name of a file"));
    }
    match path.symlink_metadata() {
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(path.to_owned()),
        Err(cause) => return Err(cause),
        Ok(_) => {}
    }
    let real = std::fs::canonicalize(path)?;
    if real.metadata()?.is_file() {
        Ok(real)
    } else {
        Err(io::Error::new(io::ErrorKind::InvalidInput, "it is no file"))
    }
}

/// `name.json` → `name.json.<ending>`
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}

/// Opens a file that only its owner may read and write.
fn open_private(path: &Path, options: &mut OpenOptions) -> io::Result<File> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path)
}
