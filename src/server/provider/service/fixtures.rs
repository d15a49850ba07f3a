//! Recorded answers, read in every way in which they may arrive.

use std::sync::LazyLock;

use bytes::Bytes;
use proptest::{collection, prelude::*, sample::Index, test_runner::TestRunner};

use super::{Place, Service, answer, answer::Reader};
use crate::provider::{
    ChatMessage, ChatRequest, ChatRole, ErrorKind, ProviderError, ProviderEvent, StopReason,
    http_client, openai::MANNER,
};
use adda_protocol::Usage;
use futures::{StreamExt, stream};

pub type Outcome = Result<Vec<ProviderEvent>, ProviderError>;

pub fn service() -> Service {
    with_manner(&MANNER)
}

/// A service spoken to like this. One client serves them all: making one takes a while.
pub fn with_manner(manner: &'static super::Manner) -> Service {
    static SERVICE: LazyLock<Service> = LazyLock::new(|| {
        let base_url = http_client::base_url("x", "http://127.0.0.1:1").unwrap();
        let place = Place { name: "x".to_owned(), base_url, key: None };
        Service::new(http_client::build().unwrap(), place, &MANNER).unwrap()
    });
    Service { manner, ..SERVICE.clone() }
}

/// What a reader makes of an answer that arrives in these parts: all events up to its end or failure, and the failure.
pub fn read_parts(
    reader: impl Reader,
    parts: &[&[u8]],
) -> (Vec<ProviderEvent>, Option<ProviderError>) {
    let parts: Vec<_> = parts.iter().map(|part| Ok(Bytes::copy_from_slice(part))).collect();
    let request = ChatRequest {
        messages: vec![ChatMessage::new(ChatRole::User, "What is this?")],
        ..ChatRequest::default()
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    runtime.block_on(async {
        let mut events = Vec::new();
        let mut stream = answer::events(stream::iter(parts), reader, request);
        while let Some(event) = stream.next().await {
            match event {
                Ok(event) => events.push(event),
                Err(error) => return (events, Some(error)),
            }
        }
        (events, None)
    })
}

/// The events of an answer that arrives whole.
pub fn read(reader: impl Reader, body: &str) -> Outcome {
    let (events, error) = read_parts(reader, &[body.as_bytes()]);
    error.map_or(Ok(events), Err)
}

/// The kind of the failure an answer ends in, and the text before it.
pub fn failure(reader: impl Reader, body: &str) -> (ErrorKind, String) {
    let (events, error) = read_parts(reader, &[body.as_bytes()]);
    (error.unwrap().kind, said(&events))
}

/// Reads an answer byte by byte, and cut at any places: it has to be the same.
pub fn reads_the_same_however_cut<R: Reader>(reader: impl Fn() -> R, body: &str) {
    let whole = read_parts(reader(), &[body.as_bytes()]);
    let bytes: Vec<&[u8]> = body.as_bytes().chunks(1).collect();
    assert_eq!(read_parts(reader(), &bytes), whole, "byte by byte");
    let config = ProptestConfig { cases: 48, ..ProptestConfig::default() };
    let cuts = collection::vec(any::<Index>(), 0..12);
    let result = TestRunner::new(config).run(&cuts, |cuts| {
        let mut at: Vec<usize> = cuts.iter().map(|cut| cut.index(body.len() + 1)).collect();
        at.extend([0, body.len()]);
        at.sort_unstable();
        let parts: Vec<&[u8]> = at.windows(2).map(|cut| &body.as_bytes()[cut[0]..cut[1]]).collect();
        prop_assert_eq!(&read_parts(reader(), &parts), &whole);
        Ok(())
    });
    result.unwrap();
}

/// Noise after a good beginning: an answer or a failure, never a panic.
pub fn survives_noise<R: Reader>(reader: impl Fn() -> R, body: &str) {
    let config = ProptestConfig { cases: 96, ..ProptestConfig::default() };
    let noise = (any::<Index>(), collection::vec(any::<u8>(), 0..64), any::<Index>());
    let result = TestRunner::new(config).run(&noise, |(from, noise, to)| {
        let (from, to) = (from.index(body.len() + 1), to.index(body.len() + 1));
        let bytes = body.as_bytes();
        let _ = read_parts(reader(), &[&bytes[..from], &noise, &bytes[to..]]);
        Ok(())
    });
    result.unwrap();
}

pub fn said(events: &[ProviderEvent]) -> String {
    let texts = events.iter().filter_map(|event| match event {
        ProviderEvent::Text(text) => Some(text.as_str()),
        _ => None,
    });
    texts.collect()
}

pub fn reasoning(events: &[ProviderEvent]) -> String {
    let texts = events.iter().filter_map(|event| match event {
        ProviderEvent::Reasoning(text) => Some(text.as_str()),
        _ => None,
    });
    texts.collect()
}

/// Each call's id, name and arguments.
pub fn calls(events: &[ProviderEvent]) -> Vec<(String, String, String)> {
    let mut calls: Vec<(String, String, String)> = Vec::new();
    for event in events {
        let ProviderEvent::ToolCall { index, id, name, arguments } = event else { continue };
        if *index == calls.len() {
            calls.push((id.clone().unwrap(), name.clone().unwrap(), String::new()));
        }
        calls[*index].2.push_str(arguments);
    }
    calls
}

/// The last figures and the reason of the end.
pub fn end(events: &[ProviderEvent]) -> (Usage, StopReason) {
    match events {
        [.., ProviderEvent::Usage(usage), ProviderEvent::Stop(stop)] => (*usage, stop.clone()),
        _ => panic!("{events:?}"),
    }
}

pub fn figures([input, output, cached, reasoning]: [u64; 4]) -> Usage {
    Usage { input, output, cached, reasoning, estimated: false }
}

pub fn call(id: &str, name: &str, arguments: &str) -> (String, String, String) {
    (id.to_owned(), name.to_owned(), arguments.to_owned())
}

/// What holds for answers of every dialect. Recorded are: one that fails after "Half", one that breaks off there, one cut at
/// its limit without figures, and any others.
macro_rules! answers_of_every_kind {
    (error: $error:expr, cut: $cut:expr, uncounted: $uncounted:expr, tools: $tools:expr, others: $others:expr) => {
        #[test]
        fn failure_in_mid_stream_is_told_after_the_text_before_it() {
            assert_eq!(failure(reader(), $error), (ErrorKind::Overloaded, "Half".to_owned()));
        }

        #[test]
        fn stream_without_end_is_a_network_failure() {
            assert_eq!(failure(reader(), $cut), (ErrorKind::Network, "Half".to_owned()));
        }

        #[test]
        fn figures_are_estimated_where_none_come() {
            let (usage, stop) = end(&read(reader(), $uncounted).unwrap());
            assert_eq!(stop, StopReason::Length);
            assert!(usage.estimated && usage.input > 0 && usage.output > 0, "{usage:?}");
        }

        #[test]
        fn answers_are_the_same_however_their_bytes_are_cut() {
            for body in $others.into_iter().chain([$error, $cut, $tools]) {
                reads_the_same_however_cut(reader, body);
            }
        }

        #[test]
        fn noise_in_an_answer_is_survived() {
            survives_noise(reader, $tools);
        }
    };
}
pub(in crate::provider) use answers_of_every_kind;
