//! Finds the conversations in a ZIP archive. Reads what is needed of the form and no more than a bounded part of the directory: an
//! archive may claim anything, and names in it are only looked at.

use std::io::{self, BufReader, Read, Seek, SeekFrom, Take};

use flate2::read::DeflateDecoder;

/// Longest directory that is read.
const DIRECTORY: u64 = 8 * 1024 * 1024;
/// Longest end of an archive: its record and a comment.
const END: u64 = 22 + 65_535;
/// Most files of conversations in one archive.
const FILES: usize = 1_000;

const END_SIGN: [u8; 4] = *b"PK\x05\x06";
const ENTRY_SIGN: [u8; 4] = *b"PK\x01\x02";
const LOCAL_SIGN: [u8; 4] = *b"PK\x03\x04";
const ENCRYPTED: u16 = 1;
const STORED: u16 = 0;
const DEFLATED: u16 = 8;
/// Stands where the true figure is in an extra field.
const ELSEWHERE: u64 = 0xffff_ffff;
const LONG_SIZES: u16 = 1;

/// A file of conversations in an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Packed {
    name: Vec<u8>,
    method: u16,
    size: u64,
    at: u64,
}

/// The files of conversations, in the order of their names.
///
/// # Errors
/// [`io::ErrorKind::InvalidData`] where it is no archive, or its directory is longer than any export's.
pub(super) fn conversations(file: &mut (impl Read + Seek)) -> io::Result<Vec<Packed>> {
    let (at, length) = directory(file)?;
    if length > DIRECTORY {
        return Err(invalid());
    }
    file.seek(SeekFrom::Start(at))?;
    let mut directory = Vec::new();
    file.take(length).read_to_end(&mut directory)?;
    let (mut rest, mut found) = (&directory[..], Vec::new());
    while rest.starts_with(&ENTRY_SIGN) {
        let (entry, after) = entry(rest).ok_or_else(invalid)?;
        rest = after;
        found.extend(entry);
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found.truncate(FILES);
    Ok(found)
}

/// Where the directory is, and how long.
fn directory(file: &mut (impl Read + Seek)) -> io::Result<(u64, u64)> {
    let length = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(length.saturating_sub(END)))?;
    let mut end = Vec::new();
    file.take(END).read_to_end(&mut end)?;
    let place = end.windows(4).rposition(|four| four == END_SIGN).ok_or_else(invalid)?;
    let record = &end[place..];
    let (size, at) = (number(record, 12, 4), number(record, 16, 4));
    let (size, at) = size.zip(at).ok_or_else(invalid)?;
    // Larger archives than these fields can tell of are not taken anyway.
    if at.saturating_add(size) > length { Err(invalid()) } else { Ok((at, size)) }
}

/// The first entry of a directory, where it is a file of conversations that can be read, and what follows it.
fn entry(directory: &[u8]) -> Option<(Option<Packed>, &[u8])> {
    let short = |place| number(directory, place, 2).and_then(|value| usize::try_from(value).ok());
    let (name, extra, comment) = (short(28)?, short(30)?, short(32)?);
    let rest = directory.get(46 + name + extra + comment..)?;
    let (name, extra) =
        (directory.get(46..46 + name)?, directory.get(46 + name..46 + name + extra)?);
    if !is_conversations(name) {
        return Some((None, rest));
    }
    let flags = number(directory, 8, 2)?;
    let method = u16::try_from(number(directory, 10, 2)?).ok()?;
    let (mut size, mut at) = (number(directory, 20, 4)?, number(directory, 42, 4)?);
    let unpacked = number(directory, 24, 4)?;
    if let Some(long) = extra_field(extra, LONG_SIZES) {
        // In this order, each only where its usual field has no room.
        let mut place = if unpacked == ELSEWHERE { 8 } else { 0 };
        for value in [&mut size, &mut at] {
            if *value == ELSEWHERE {
                *value = number(long, place, 8)?;
                place += 8;
            }
        }
    }
    let readable = flags & u64::from(ENCRYPTED) == 0 && matches!(method, STORED | DEFLATED);
    let packed = Packed { name: name.to_vec(), method, size, at };
    Some((readable.then_some(packed), rest))
}

fn extra_field(mut extra: &[u8], id: u16) -> Option<&[u8]> {
    loop {
        let length = usize::try_from(number(extra, 2, 2)?).ok()?;
        let field = extra.get(4..4 + length)?;
        if number(extra, 0, 2)? == u64::from(id) {
            return Some(field);
        }
        extra = &extra[4 + length..];
    }
}

/// `conversations.json`, in whatever folder; large exports have `conversations-000.json` and more.
fn is_conversations(name: &[u8]) -> bool {
    let file = name.rsplit(|&byte| matches!(byte, b'/' | b'\\')).next().unwrap_or_default();
    let file = file.to_ascii_lowercase();
    let middle = file.strip_prefix(b"conversations").and_then(|rest| rest.strip_suffix(b".json"));
    middle.is_some_and(|middle| {
        middle.is_empty() || middle.iter().all(|byte| byte.is_ascii_digit() || b"-_".contains(byte))
    })
}

/// Reads a file of an archive.
pub(super) fn open<R: Read + Seek>(mut file: R, packed: &Packed) -> io::Result<Unpacked<R>> {
    file.seek(SeekFrom::Start(packed.at))?;
    let mut local = [0; 30];
    file.read_exact(&mut local)?;
    let skip = number(&local, 26, 2).zip(number(&local, 28, 2));
    let (name, extra) = skip.filter(|_| local.starts_with(&LOCAL_SIGN)).ok_or_else(invalid)?;
    file.seek(SeekFrom::Start(packed.at + 30 + name + extra))?;
    let content = BufReader::new(file).take(packed.size);
    Ok(match packed.method {
        STORED => Unpacked::Stored(content),
        _ => Unpacked::Deflated(Box::new(DeflateDecoder::new(content))),
    })
}

/// A file's content.
pub(super) enum Unpacked<R> {
    Stored(Take<BufReader<R>>),
    Deflated(Box<DeflateDecoder<Take<BufReader<R>>>>),
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Stored(content) => content.read(buffer),
            Self::Deflated(content) => content.read(buffer),
        }
    }
}

/// So many bytes, the lowest first.
fn number(bytes: &[u8], at: usize, length: usize) -> Option<u64> {
    let bytes = bytes.get(at..at.checked_add(length)?)?;
    Some(bytes.iter().rev().fold(0, |value, &byte| value << 8 | u64::from(byte)))
}

fn invalid() -> io::Error {
    io::ErrorKind::InvalidData.into()
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

    use super::*;

    /// As exports are written: to a stream, with sizes after the content.
    fn archive(files: &[(&str, &str)], method: CompressionMethod, large: bool) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut zip = ZipWriter::new_stream(&mut bytes);
        let options = SimpleFileOptions::default().compression_method(method).large_file(large);
        for (name, text) in files {
            zip.start_file(*name, options).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
        zip.finish().unwrap();
        bytes
    }

    fn texts(bytes: &[u8]) -> Vec<String> {
        let mut file = Cursor::new(bytes);
        let found = conversations(&mut file).unwrap();
        let text = |packed: &Packed| {
            let mut text = String::new();
            open(Cursor::new(bytes), packed).unwrap().read_to_string(&mut text).unwrap();
            text
        };
        found.iter().map(text).collect()
    }

    #[test]
    fn conversations_are_found_whatever_else_there_is() {
        let long = "word ".repeat(10_000);
        let files = [
            ("user.json", "no"),
            ("export/conversations-001.json", "two"),
            ("export/conversations-000.json", &*long),
            ("conversations.json.index", "no"),
            ("shared_conversations.json", "no"),
        ];
        for method in [CompressionMethod::Deflated, CompressionMethod::Stored] {
            for large in [false, true] {
                assert_eq!(texts(&archive(&files, method, large)), [&*long, "two"]);
            }
        }
    }

    #[test]
    fn a16_names_in_archives_are_looked_at_and_never_used() {
        for name in
            ["../../conversations.json", "/abs/conversations.json", "C:\\x\\conversations.json"]
        {
            assert_eq!(texts(&archive(&[(name, "x")], CompressionMethod::Stored, false)), ["x"]);
        }
        assert!(
            !is_conversations(b"conversations.json/") && !is_conversations(b"conversations.jsonx")
        );
        assert!(!is_conversations(b"conversations\0.json"));
    }

    #[test]
    fn a17_archive_that_lies_is_refused_in_little_memory() {
        let mut bytes = archive(&[("conversations.json", "[]")], CompressionMethod::Stored, false);
        let end = bytes.len() - 22;
        let try_with = |place: usize, value: u32, bytes: &mut Vec<u8>| {
            let before = bytes.clone();
            bytes[place..place + 4].copy_from_slice(&value.to_le_bytes());
            let found = conversations(&mut Cursor::new(&*bytes)).map(|found| found.len());
            *bytes = before;
            found.ok()
        };
        assert_eq!(try_with(end + 12, u32::MAX, &mut bytes), None, "an endless directory");
        assert_eq!(try_with(end + 16, u32::MAX - 9, &mut bytes), None, "one beyond the end");
        for cut in 0..bytes.len() {
            let _ = conversations(&mut Cursor::new(&bytes[..cut]));
        }
        assert!(conversations(&mut Cursor::new(b"nothing")).is_err());
    }
}
