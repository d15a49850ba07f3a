//! A file as it was sent, read entry by entry on a thread of its own: an archive or bare JSON, however long, in bounded memory.

use std::{
    fs::File,
    io::{self, BufReader, Read, Seek, SeekFrom},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use adda_protocol::dto::ImportReason;
use tokio::sync::mpsc;

use super::{
    read::{Fault, read},
    split::{Entries, Entry},
    talk::Talk,
    unzip,
};

/// What an archive may unpack to. Files of chats grow to ten times their size; bombs to thousands.
const UNPACKED: u64 = 4 * 1024 * 1024 * 1024;
const PIECE: usize = 64 * 1024;

/// What was found in a file.
#[derive(Debug)]
pub(super) enum Found {
    Talk(Box<Talk>),
    /// The entry of this number, from 1 on, is not taken over.
    Fault(u64, Fault),
    /// Nothing more can be read.
    Failed(ImportReason),
}

/// Reads the file and tells what it finds, for as long as anybody listens. `seen` counts the file's bytes read so far.
pub(super) fn read_file(file: File, seen: &Arc<AtomicU64>, found: &mpsc::Sender<Found>) {
    let mut reading = Reading { found, number: 0, unpacked: UNPACKED };
    let outcome = match is_archive(&file) {
        Ok(true) => reading.archive(&file, seen),
        Ok(false) => reading.entries(Counted { source: &file, seen }),
        Err(error) => Err(error.into()),
    };
    if let Err(Stop::Failed(reason)) = outcome {
        let _ = found.blocking_send(Found::Failed(reason));
    }
}

fn is_archive(mut file: &File) -> io::Result<bool> {
    let mut sign = [0; 4];
    let length = file.read(&mut sign)?;
    file.seek(SeekFrom::Start(0))?;
    Ok(length == 4 && sign == *b"PK\x03\x04")
}

/// Why reading ends before its end.
#[derive(Debug)]
enum Stop {
    /// Nobody listens any more.
    Unheard,
    Failed(ImportReason),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Failed(match error.kind() {
            io::ErrorKind::FileTooLarge => ImportReason::TooLarge,
            io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => ImportReason::NoExport,
            _ => ImportReason::Unreadable,
        })
    }
}

struct Reading<'a> {
    found: &'a mpsc::Sender<Found>,
    /// Of the last entry.
    number: u64,
    /// Bytes that may still be unpacked.
    unpacked: u64,
}

impl Reading<'_> {
    fn archive(&mut self, mut file: &File, seen: &AtomicU64) -> Result<(), Stop> {
        let packed = unzip::conversations(&mut file)?;
        if packed.is_empty() {
            return Err(Stop::Failed(ImportReason::NoConversations));
        }
        for packed in packed {
            let content = unzip::open(Counted { source: file, seen }, &packed)?;
            let mut content = Bounded { source: content, left: self.unpacked };
            let outcome = self.entries(&mut content);
            self.unpacked = content.left;
            outcome?;
        }
        Ok(())
    }

    fn entries(&mut self, source: impl Read) -> Result<(), Stop> {
        let mut entries = Entries::of(BufReader::with_capacity(PIECE, source));
        while let Some(entry) = entries.next()? {
            self.number += 1;
            let fault = |reason| Fault { title: String::new(), reason };
            let read = match entry {
                Entry::Whole(text) => read(&text),
                Entry::TooLong => Err(fault(ImportReason::TooLong)),
                Entry::Broken => Err(fault(ImportReason::CutOff)),
            };
            let found = match read {
                Ok(talk) => Found::Talk(Box::new(talk)),
                Err(fault) => Found::Fault(self.number, fault),
            };
            self.found.blocking_send(found).map_err(|_| Stop::Unheard)?;
        }
        Ok(())
    }
}

/// Counts what is read of the file.
struct Counted<'a> {
    source: &'a File,
    seen: &'a AtomicU64,
}

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(buffer)?;
        self.seen.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

impl Seek for Counted<'_> {
    fn seek(&mut self, place: SeekFrom) -> io::Result<u64> {
        self.source.seek(place)
    }
}

/// Fails once too much has been read.
struct Bounded<R> {
    source: R,
    left: u64,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(buffer)?;
        let left = self.left.checked_sub(read as u64);
        self.left = left.ok_or(io::ErrorKind::FileTooLarge)?;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::*;

    const TALK: &str = r#"{"uuid":"u","chat_messages":[{"sender":"human","text":"Hi"}]}"#;

    /// What a file of this content tells, in words.
    fn told(content: &[u8]) -> Vec<String> {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(content).unwrap();
        file.seek(SeekFrom::Start(0)).unwrap();
        let (sender, mut found) = mpsc::channel(100);
        read_file(file, &Arc::default(), &sender);
        drop(sender);
        let word = |found| match found {
            Found::Talk(talk) => format!("talk {}", talk.id),
            Found::Fault(number, fault) => format!("{number}: {:?}", fault.reason),
            Found::Failed(reason) => format!("{reason:?}"),
        };
        std::iter::from_fn(|| found.try_recv().ok()).map(word).collect()
    }

    fn archive(name: &str, pieces: impl Iterator<Item = Vec<u8>>) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut zip = ZipWriter::new_stream(&mut bytes);
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        for piece in pieces {
            zip.write_all(&piece).unwrap();
        }
        zip.finish().unwrap();
        bytes
    }

    #[test]
    fn file_is_read_bare_or_packed_and_faults_harm_no_other() {
        let list = format!("[{TALK},{{\"x\":1}},7,{TALK}]");
        let expected = [
            "talk u".to_owned(),
            "2: UnknownForm".to_owned(),
            "3: NotJson".to_owned(),
            "talk u".to_owned(),
        ];
        assert_eq!(told(list.as_bytes()), expected);
        let packed = archive("a/conversations.json", [list.into_bytes()].into_iter());
        assert_eq!(told(&packed), expected);
    }

    #[test]
    fn file_that_is_no_export_is_told_so() {
        assert_eq!(told(b"<html>"), ["NoExport"]);
        assert_eq!(told(b"PK\x03\x04 nonsense"), ["NoExport"]);
        let other = archive("users.json", std::iter::empty());
        assert_eq!(told(&other), ["NoConversations"]);
        assert_eq!(told(b""), [""; 0]);
    }

    #[test]
    fn a17_bomb_is_read_in_little_memory_and_told() {
        // 64 MiB of one letter in one conversation, in a few kilobytes.
        let pieces = [b"[{\"a\":\"".to_vec()].into_iter();
        let pieces = pieces.chain(std::iter::repeat_n(vec![b'x'; 1 << 20], 64));
        let bomb = archive("conversations.json", pieces.chain([b"\"}]".to_vec()]));
        assert!(bomb.len() < 200_000, "{}", bomb.len());
        assert_eq!(told(&bomb), ["1: TooLong"]);
        let mut bounded = Bounded { source: io::repeat(b'x'), left: 100 };
        let error = io::copy(&mut bounded, &mut io::sink()).unwrap_err();
        assert!(matches!(Stop::from(error), Stop::Failed(ImportReason::TooLarge)));
    }
}
