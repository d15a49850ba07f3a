//! A ZIP archive that is sent while it is written.

use std::{
    io::{self, Write},
    mem,
    sync::Arc,
};

use adda_protocol::{Millis, day};
use bytes::Bytes;
use parking_lot::Mutex;
use serde::Serialize;
use tokio::sync::mpsc;
use zip::{
    CompressionMethod, DateTime, ZipWriter,
    write::{SimpleFileOptions, StreamWriter},
};

use super::{Error, Result};

/// Bytes sent at once.
const PIECE: usize = 64 * 1024;

/// What was written and not sent yet.
#[derive(Clone, Default)]
struct Outgoing(Arc<Mutex<Vec<u8>>>);

impl Write for Outgoing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// One entry after the other; each ends where the next begins.
pub(super) struct Archive {
    zip: ZipWriter<StreamWriter<Outgoing>>,
    outgoing: Outgoing,
    pieces: mpsc::Sender<io::Result<Bytes>>,
}

impl Archive {
    pub fn new(pieces: mpsc::Sender<io::Result<Bytes>>) -> Self {
        let outgoing = Outgoing::default();
        Self { zip: ZipWriter::new_stream(outgoing.clone()), outgoing, pieces }
    }

    /// Begins an entry, last changed `at`.
    pub async fn begin(&mut self, name: &str, at: Millis) -> Result<()> {
        self.start(name, at, false).await
    }

    /// The same for one that may become longer than 4 GiB.
    pub async fn begin_long(&mut self, name: &str, at: Millis) -> Result<()> {
        self.start(name, at, true).await
    }

    async fn start(&mut self, name: &str, at: Millis, long: bool) -> Result<()> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .large_file(long)
            .unix_permissions(0o600)
            .last_modified_time(moment(at).unwrap_or_default());
        self.zip.start_file(name, options)?;
        self.send(PIECE).await
    }

    /// Goes on with the entry.
    pub async fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.zip.write_all(bytes)?;
        self.send(PIECE).await
    }

    /// The same with `value` as JSON.
    pub async fn write_json(&mut self, value: &impl Serialize) -> Result<()> {
        self.write(&serde_json::to_vec(value)?).await
    }

    pub async fn finish(self) -> Result<()> {
        let Self { zip, outgoing, pieces } = self;
        zip.finish()?;
        send(&outgoing, &pieces, 1).await
    }

    async fn send(&self, least: usize) -> Result<()> {
        send(&self.outgoing, &self.pieces, least).await
    }
}

/// Sends what waits, where it is `least` bytes or more. Waits for the reader.
async fn send(
    outgoing: &Outgoing,
    pieces: &mpsc::Sender<io::Result<Bytes>>,
    least: usize,
) -> Result<()> {
    let piece = {
        let mut waiting = outgoing.0.lock();
        if waiting.len() < least {
            return Ok(());
        }
        mem::take(&mut *waiting)
    };
    pieces.send(Ok(piece.into())).await.map_err(|_| Error::Gone)
}

/// As archives write it, UTC. They know no time before 1980.
fn moment(at: Millis) -> Option<DateTime> {
    let word = day::of(at);
    let mut parts = word.split('-');
    let year = parts.next()?.parse().ok()?;
    let mut number = || parts.next()?.parse().ok();
    let (month, date) = (number()?, number()?);
    let seconds = at.rem_euclid(day::MILLIS) / 1_000;
    let part = |value: Millis| u8::try_from(value).ok();
    let (hour, minute) = (part(seconds / 3_600)?, part(seconds / 60 % 60)?);
    DateTime::from_date_and_time(year, month, date, hour, minute, part(seconds % 60)?).ok()
}
