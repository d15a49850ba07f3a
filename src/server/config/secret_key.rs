//! The server's own secret: made on the first start, kept beside the database, read ever after. Signing keys and the
//! keys that encrypt people's provider keys are derived from it, so a backup needs it too.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
};

use thiserror::Error;

use crate::{ids::Ids, secret::Secret};

/// Its name in the data directory.
pub const FILE: &str = "secret.key";

#[derive(Debug, Error)]
pub enum SecretKeyError {
    #[error("{} cannot be read or made ({reason}); the server needs a data directory it may write to", path.display())]
    Io { path: PathBuf, reason: String },
    #[error(
        "{} is not a secret key of 64 hexadecimal digits; restore it from a backup, or remove it to get a new one \
         (everyone will have to sign in again)",
        path.display()
    )]
    Malformed { path: PathBuf },
}

/// The secret in `data_dir`, made there where there is none.
pub fn load_or_create(data_dir: &Path, ids: &Ids) -> Result<Secret, SecretKeyError> {
    let path = data_dir.join(FILE);
    let failed =
        |error: io::Error| SecretKeyError::Io { path: path.clone(), reason: error.to_string() };
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            create(data_dir, &path, ids).map_err(failed)?;
            fs::read_to_string(&path).map_err(failed)?
        }
        Err(error) => return Err(failed(error)),
    };
    warn_if_open(&path);
    let key = text.trim();
    if key.len() == 64 && key.bytes().all(|b| b.is_ascii_hexdigit()) {
        Ok(Secret::new(key))
    } else {
        Err(SecretKeyError::Malformed { path })
    }
}

/// Written whole under another name first: nobody ever reads half a key, and of two servers that start at once the
/// second finds the first one's.
fn create(data_dir: &Path, path: &Path, ids: &Ids) -> io::Result<()> {
    create_private_folder(data_dir)?;
    let draft = data_dir.join(format!("{FILE}.{}", hex(&ids.bytes::<8>())));
    let mut file = private().open(&draft)?;
    let written = writeln!(file, "{}", hex(&ids.bytes::<32>())).and_then(|()| file.sync_all());
    let linked = written.and_then(|()| match fs::hard_link(&draft, path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        // Some file systems know no links.
        Err(_) => fs::copy(&draft, path).map(|_| ()),
        Ok(()) => Ok(()),
    });
    fs::remove_file(&draft)?;
    linked?;
    File::open(data_dir)?.sync_all()
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Makes the folder, readable by its owner only; one that exists is left as it is.
pub(crate) fn create_private_folder(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

#[cfg(unix)]
fn warn_if_open(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let Ok(metadata) = fs::metadata(path) else { return };
    let mode = metadata.permissions().mode() & 0o777;
    if mode & 0o077 != 0 {
        tracing::warn!(
            path = %path.display(),
            mode = format!("{mode:o}"),
            "others on this machine can read the secret key; run chmod 600 on it"
        );
    }
}

#[cfg(not(unix))]
fn warn_if_open(_path: &Path) {}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::clock::MockClock;

    fn ids(seed: u64) -> Ids {
        Ids::seeded(Arc::new(MockClock::new(1)), seed)
    }

    #[test]
    fn secret_key_is_made_once_and_read_afterwards() {
        let dir = tempfile::tempdir().unwrap();
        let data = dir.path().join("new/data");
        let first = load_or_create(&data, &ids(1)).unwrap();
        let again = load_or_create(&data, &ids(2)).unwrap();
        assert_eq!(first, again);
        assert_eq!(fs::read_dir(&data).unwrap().count(), 1, "no draft is left behind");
    }

    #[cfg(unix)]
    #[test]
    fn secret_key_is_readable_by_its_owner_only() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let data = dir.path().join("data");
        load_or_create(&data, &ids(1)).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&data.join(FILE)), 0o600);
        assert_eq!(mode(&data), 0o700);
    }

    #[test]
    fn secret_key_of_another_form_is_refused_and_kept() {
        let dir = tempfile::tempdir().unwrap();
        for text in ["", "short", &"g".repeat(64), &"a".repeat(63)] {
            fs::write(dir.path().join(FILE), text).unwrap();
            let error = load_or_create(dir.path(), &ids(1)).unwrap_err();
            assert!(matches!(error, SecretKeyError::Malformed { .. }), "{error}");
            assert_eq!(fs::read_to_string(dir.path().join(FILE)).unwrap(), text);
        }
    }

    #[test]
    fn secret_key_of_two_first_starts_at_once_is_one() {
        let dir = tempfile::tempdir().unwrap();
        let keys: Vec<Secret> = std::thread::scope(|scope| {
            let start = |seed| {
                let dir = dir.path();
                scope.spawn(move || load_or_create(dir, &ids(seed)).unwrap())
            };
            let threads: Vec<_> = (0..8).map(start).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert!(keys.iter().all(|key| key == &keys[0]));
    }
}
