//! A file on its way in: to the disk, piece by piece. It has no name there, so nothing is left of it when the server stops.

use std::{fs::File, io, path::Path, time::Duration};

use adda_protocol::limits;
use bytes::Bytes;
use futures::{Stream, StreamExt};
use tokio::{
    io::{AsyncSeekExt, AsyncWriteExt},
    time::timeout,
};

use super::{Error, Result};

/// How long a piece may take to come.
const PATIENCE: Duration = Duration::from_secs(30);
/// And the whole file.
const LONGEST: Duration = Duration::from_mins(30);

/// The file, to be read from its beginning, and its length.
pub(super) async fn keep(
    folder: &Path,
    pieces: impl Stream<Item = io::Result<Bytes>> + Send + Unpin,
) -> Result<(File, u64)> {
    match timeout(LONGEST, keep_all(folder, pieces, limits::IMPORT_BYTES)).await {
        Ok(kept) => kept,
        Err(_) => Err(Error::Unsent),
    }
}

/// Takes a file in and forgets it, for a while.
pub(super) async fn pass_over(mut pieces: impl Stream<Item = io::Result<Bytes>> + Unpin) {
    let all = async { while let Some(Ok(_)) = pieces.next().await {} };
    let _ = timeout(PATIENCE, all).await;
}

async fn keep_all(
    folder: &Path,
    mut pieces: impl Stream<Item = io::Result<Bytes>> + Send + Unpin,
    most: u64,
) -> Result<(File, u64)> {
    let file = tempfile::tempfile_in(folder).map_err(Error::Disk)?;
    let (mut file, mut length) = (tokio::fs::File::from_std(file), 0);
    loop {
        let piece = match timeout(PATIENCE, pieces.next()).await {
            Err(_) | Ok(Some(Err(_))) => return Err(Error::Unsent),
            Ok(None) => break,
            Ok(Some(Ok(piece))) => piece,
        };
        length += piece.len() as u64;
        if length > most {
            return Err(Error::TooLong);
        }
        file.write_all(&piece).await.map_err(Error::Disk)?;
    }
    if length == 0 {
        return Err(Error::Empty);
    }
    file.flush().await.map_err(Error::Disk)?;
    file.rewind().await.map_err(Error::Disk)?;
    Ok((file.into_std().await, length))
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use futures::stream;

    use super::*;

    async fn kept(pieces: Vec<io::Result<Bytes>>) -> Result<(String, u64)> {
        let folder = tempfile::tempdir().unwrap();
        let (mut file, length) = keep_all(folder.path(), stream::iter(pieces), 6).await?;
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "it has no name");
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        Ok((text, length))
    }

    #[tokio::test]
    async fn file_is_kept_as_it_comes_up_to_the_limit() {
        let piece = || Ok(Bytes::from_static(b"abc"));
        assert_eq!(kept(vec![piece(), piece()]).await.unwrap(), ("abcabc".to_owned(), 6));
        assert!(matches!(kept(vec![piece(), piece(), piece()]).await, Err(Error::TooLong)));
        assert!(matches!(kept(vec![]).await, Err(Error::Empty)));
        let broken = Err(io::ErrorKind::ConnectionReset.into());
        assert!(matches!(kept(vec![piece(), broken]).await, Err(Error::Unsent)));
    }

    #[tokio::test(start_paused = true)]
    async fn file_that_stops_coming_is_given_up() {
        let folder = tempfile::tempdir().unwrap();
        let outcome = keep_all(folder.path(), stream::pending(), 6).await;
        assert!(matches!(outcome, Err(Error::Unsent)));
    }
}
