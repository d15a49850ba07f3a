//! The server's own secret: made on the first start, kept beside the database, read ever after. Signing keys and the
//! keys that encrypt people's provider keys are derived from it, so a backup needs it too.
//!
//! The file has it as its first line. While it is being replaced, the one before it stands below: what was sealed with that
//! one can be opened until it has been sealed anew, whenever the replacing is broken off.

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
         (everyone will have to sign in again, and to add their own keys of AI services again)",
        path.display()
    )]
    Malformed { path: PathBuf },
}

/// The secret in force, and those before it that may still be needed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecretKey {
    pub current: Secret,
    pub former: Vec<Secret>,
}

/// The secret in `data_dir`, made there where there is none.
pub fn load_or_create(data_dir: &Path, ids: &Ids) -> Result<SecretKey, SecretKeyError> {
    if let Some(found) = load(data_dir)? {
        return Ok(found);
    }
    let path = data_dir.join(FILE);
    create(data_dir, &path, ids).map_err(|error| failed(&path, &error))?;
    let gone = || failed(&path, &io::ErrorKind::NotFound.into());
    load(data_dir)?.ok_or_else(gone)
}

/// The secret in `data_dir`, where there is one.
pub fn load(data_dir: &Path) -> Result<Option<SecretKey>, SecretKeyError> {
    let path = data_dir.join(FILE);
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(&path, &error)),
    };
    warn_if_open(&path);
    let mut keys = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let malformed = || SecretKeyError::Malformed { path: path.clone() };
    let read = |line: &str| is_key(line).then(|| Secret::new(line)).ok_or_else(malformed);
    let current = read(keys.next().unwrap_or_default())?;
    Ok(Some(SecretKey { current, former: keys.map(read).collect::<Result<_, _>>()? }))
}

/// Puts a new secret in force; the one of now becomes a former one.
pub fn succeed(data_dir: &Path, now: SecretKey, ids: &Ids) -> Result<SecretKey, SecretKeyError> {
    let mut former = now.former;
    former.insert(0, now.current);
    let next = SecretKey { current: Secret::new(hex(&ids.bytes::<32>())), former };
    replace(data_dir, &next, ids)?;
    Ok(next)
}

/// Forgets the former secrets.
pub fn forget_former(
    data_dir: &Path,
    now: SecretKey,
    ids: &Ids,
) -> Result<SecretKey, SecretKeyError> {
    let next = SecretKey { former: Vec::new(), ..now };
    replace(data_dir, &next, ids)?;
    Ok(next)
}

/// At every moment the file is the one or the other.
fn replace(data_dir: &Path, next: &SecretKey, ids: &Ids) -> Result<(), SecretKeyError> {
    let path = data_dir.join(FILE);
    let all = std::iter::once(&next.current).chain(&next.former);
    let lines: Vec<&str> = all.map(Secret::expose).collect();
    let written = write_draft(data_dir, &(lines.join("\n") + "\n"), ids)
        .and_then(|draft| fs::rename(draft, &path))
        .and_then(|()| File::open(data_dir)?.sync_all());
    written.map_err(|error| failed(&path, &error))
}

fn failed(path: &Path, error: &io::Error) -> SecretKeyError {
    SecretKeyError::Io { path: path.to_owned(), reason: error.to_string() }
}

fn is_key(line: &str) -> bool {
    line.len() == 64 && line.bytes().all(|b| b.is_ascii_hexdigit())
}

/// Written whole under another name first: nobody ever reads half a key, and of two servers that start at once the
/// second finds the first one's.
fn create(data_dir: &Path, path: &Path, ids: &Ids) -> io::Result<()> {
    create_private_folder(data_dir)?;
    let draft = write_draft(data_dir, &format!("{}\n", hex(&ids.bytes::<32>())), ids)?;
    let linked = match fs::hard_link(&draft, path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        // Some file systems know no links.
        Err(_) => fs::copy(&draft, path).map(|_| ()),
        Ok(()) => Ok(()),
    };
    fs::remove_file(&draft)?;
    linked?;
    File::open(data_dir)?.sync_all()
}

/// A private file with this text, on the disk.
fn write_draft(data_dir: &Path, text: &str, ids: &Ids) -> io::Result<PathBuf> {
    let draft = data_dir.join(format!("{FILE}.{}", hex(&ids.bytes::<8>())));
    let mut file = private().open(&draft)?;
    let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
    if let Err(error) = written {
        // A half-written secret helps nobody.
        let _ = fs::remove_file(&draft);
        return Err(error);
    }
    Ok(draft)
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
        succeed(&data, load_or_create(&data, &ids(1)).unwrap(), &ids(2)).unwrap();
        assert_eq!(mode(&data.join(FILE)), 0o600);
        assert_eq!(mode(&data), 0o700);
    }

    #[test]
    fn secret_key_of_another_form_is_refused_and_kept() {
        let dir = tempfile::tempdir().unwrap();
        let second_line = format!("{}\nshort\n", "a".repeat(64));
        for text in ["", "short", &"g".repeat(64), &"a".repeat(63), &second_line] {
            fs::write(dir.path().join(FILE), text).unwrap();
            let error = load_or_create(dir.path(), &ids(1)).unwrap_err();
            assert!(matches!(error, SecretKeyError::Malformed { .. }), "{error}");
            assert_eq!(fs::read_to_string(dir.path().join(FILE)).unwrap(), text);
        }
    }

    #[test]
    fn secret_key_in_force_is_followed_by_those_before_it_until_they_are_forgotten() {
        let dir = tempfile::tempdir().unwrap();
        let load = || load_or_create(dir.path(), &ids(9)).unwrap();
        let first = load();
        let second = succeed(dir.path(), first.clone(), &ids(2)).unwrap();
        assert_ne!(second.current, first.current);
        assert_eq!(second.former, std::slice::from_ref(&first.current));
        assert_eq!(load(), second);
        let third = succeed(dir.path(), second.clone(), &ids(3)).unwrap();
        assert_eq!(third.former, [second.current, first.current]);
        let last = forget_former(dir.path(), third.clone(), &ids(4)).unwrap();
        assert_eq!((&last.current, last.former.len()), (&third.current, 0));
        assert_eq!(load(), last);
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1, "no draft is left behind");
    }

    #[test]
    fn secret_key_of_two_first_starts_at_once_is_one() {
        let dir = tempfile::tempdir().unwrap();
        let keys: Vec<SecretKey> = std::thread::scope(|scope| {
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
