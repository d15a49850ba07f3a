use std::fmt::Debug;

use proptest::{collection::vec, prelude::*, sample::Index};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use super::{
    ClientFrame, ServerFrame,
    strategies::{client_frame, server_frame, text},
};
use crate::json;

/// What is written of a frame, which reads as the same frame again; and the word that says which it is.
fn written<T: Serialize + DeserializeOwned + PartialEq + Debug>(frame: &T) -> (String, String) {
    let text = serde_json::to_string(frame).unwrap();
    assert_eq!(&serde_json::from_slice::<T>(text.as_bytes()).unwrap(), frame, "{text}");
    let value: Value = serde_json::from_str(&text).unwrap();
    let word = value["type"].as_str().unwrap().to_owned();
    (text, word)
}

/// The word by which clients that are out know the frame. A new kind does not compile until it stands here.
const fn word_of_client(frame: &ClientFrame) -> &'static str {
    match frame {
        ClientFrame::Hello { .. } => "hello",
        ClientFrame::Subscribe { .. } => "subscribe",
        ClientFrame::Unsubscribe { .. } => "unsubscribe",
        ClientFrame::SendMessage { .. } => "send_message",
        ClientFrame::Stop { .. } => "stop",
        ClientFrame::Continue { .. } => "continue",
        ClientFrame::Retry { .. } => "retry",
        ClientFrame::Read { .. } => "read",
        ClientFrame::Regenerate { .. } => "regenerate",
        ClientFrame::Choose { .. } => "choose",
        ClientFrame::Ping { .. } => "ping",
    }
}

const fn word_of_server(frame: &ServerFrame) -> &'static str {
    match frame {
        ServerFrame::Hello { .. } => "hello",
        ServerFrame::Caught { .. } => "caught",
        ServerFrame::Event { .. } => "event",
        ServerFrame::Delta { .. } => "delta",
        ServerFrame::Thought { .. } => "thought",
        ServerFrame::Metered { .. } => "metered",
        ServerFrame::Chosen { .. } => "chosen",
        ServerFrame::Resync { .. } => "resync",
        ServerFrame::Gone { .. } => "gone",
        ServerFrame::Listed { .. } => "listed",
        ServerFrame::SignedOut => "signed_out",
        ServerFrame::Error { .. } => "error",
        ServerFrame::Pong { .. } => "pong",
        ServerFrame::Ping { .. } => "ping",
    }
}

/// Has each reader try it.
fn read(bytes: &[u8]) {
    let _ = serde_json::from_slice::<ClientFrame>(bytes);
    let _ = serde_json::from_slice::<ServerFrame>(bytes);
    let _ = json::read::<ServerFrame>(&String::from_utf8_lossy(bytes));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn client_frame_comes_back_as_it_went(frame in client_frame()) {
        let (_, word) = written(&frame);
        prop_assert_eq!(word, word_of_client(&frame));
    }

    #[test]
    fn server_frame_comes_back_as_it_went_by_either_reader(frame in server_frame()) {
        let (text, word) = written(&frame);
        prop_assert_eq!(word, word_of_server(&frame));
        prop_assert_eq!(json::read::<ServerFrame>(&text), Some(frame));
    }

    #[test]
    fn frames_never_panic_on_any_text_or_bytes(
        text in text(),
        bytes in vec(any::<u8>(), 0..64),
    ) {
        read(text.as_bytes());
        read(&bytes);
    }

    #[test]
    fn frames_never_panic_when_cut_or_with_a_byte_changed(
        client in client_frame(),
        server in server_frame(),
        place in any::<Index>(),
        byte in any::<u8>(),
    ) {
        for (text, _) in [written(&client), written(&server)] {
            let mut text = text.into_bytes();
            let at = place.index(text.len());
            read(&text[..at]);
            text[at] = byte;
            read(&text);
        }
    }
}
