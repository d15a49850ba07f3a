//! Who uses the data folder: any number of servers at once, or one command that needs them all gone.

use std::{
    fs::{File, OpenOptions, TryLockError},
    io,
    path::{Path, PathBuf},
};

use thiserror::Error;

use super::secret_key::create_private_folder;

/// A file that is locked, and otherwise empty. It stays: removing it would let two believe they are alone.
const FILE: &str = "in-use.lock";

#[derive(Debug, Error)]
pub enum InUseError {
    #[error("a server is running on {}; stop it first", folder.display())]
    Serving { folder: PathBuf },
    #[error("the secret of {} is being replaced; start again in a moment", folder.display())]
    Alone { folder: PathBuf },
    #[error("{} cannot be locked ({reason}); the server needs a data directory it may write to", path.display())]
    Io { path: PathBuf, reason: String },
}

/// Holds the folder for as long as it lives. The system lets go of it when the process ends, however that comes.
#[derive(Debug)]
#[must_use = "dropping it lets go of the folder"]
pub struct InUse(#[expect(dead_code, reason = "held, not read")] Option<File>);

impl InUse {
    /// For serving.
    pub fn serving(data_dir: &Path) -> Result<Self, InUseError> {
        let file = open(data_dir)?;
        match file.try_lock_shared() {
            Ok(()) => Ok(Self(Some(file))),
            Err(TryLockError::WouldBlock) => Err(InUseError::Alone { folder: data_dir.to_owned() }),
            Err(TryLockError::Error(error)) => {
                // Some file systems know no locks; serving is possible all the same.
                tracing::warn!(%error, "the data folder cannot be locked: {error}");
                Ok(Self(None))
            }
        }
    }

    /// For what must not happen while a server runs.
    pub fn alone(data_dir: &Path) -> Result<Self, InUseError> {
        let file = open(data_dir)?;
        match file.try_lock() {
            Ok(()) => Ok(Self(Some(file))),
            Err(TryLockError::WouldBlock) => {
                Err(InUseError::Serving { folder: data_dir.to_owned() })
            }
            Err(TryLockError::Error(error)) => Err(failed(data_dir, &error)),
        }
    }
}

fn open(data_dir: &Path) -> Result<File, InUseError> {
    let mut options = OpenOptions::new();
    options.create(true).truncate(false).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    create_private_folder(data_dir)
        .and_then(|()| options.open(data_dir.join(FILE)))
        .map_err(|error| failed(data_dir, &error))
}

fn failed(data_dir: &Path, error: &io::Error) -> InUseError {
    InUseError::Io { path: data_dir.join(FILE), reason: error.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folder_is_for_many_servers_or_for_one_who_is_alone() {
        let dir = tempfile::tempdir().unwrap();
        let data = dir.path().join("data");
        let servers = [InUse::serving(&data).unwrap(), InUse::serving(&data).unwrap()];
        assert!(matches!(InUse::alone(&data), Err(InUseError::Serving { .. })));
        drop(servers);
        let alone = InUse::alone(&data).unwrap();
        assert!(matches!(InUse::serving(&data), Err(InUseError::Alone { .. })));
        assert!(matches!(InUse::alone(&data), Err(InUseError::Serving { .. })));
        drop(alone);
        assert!(InUse::serving(&data).is_ok());
    }
}
