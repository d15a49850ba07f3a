//! What a page asks for before it is drawn: the server's answer is written into the page, and read from there.

use adda_protocol::json::{self, FromJson};
use leptos::{
    prelude::Resource,
    server::codee::{Decoder, Encoder},
};
use serde::Serialize;

/// JSON that serde writes and [`json::read`] reads.
#[derive(Clone, Copy, Debug)]
pub struct Codec;

#[derive(Clone, Copy, Debug)]
pub struct Unreadable;

impl<T: Serialize> Encoder<T> for Codec {
    type Error = serde_json::Error;
    type Encoded = String;

    fn encode(value: &T) -> Result<String, serde_json::Error> {
        serde_json::to_string(value)
    }
}

impl<T: FromJson> Decoder<T> for Codec {
    type Error = Unreadable;
    type Encoded = str;

    fn decode(text: &str) -> Result<T, Unreadable> {
        json::read(text).ok_or(Unreadable)
    }
}

/// Nothing of the page is sent before the answer is there; asked again when what `source` gives changes.
pub fn ask<S, T, Answer>(
    source: impl Fn() -> S + Send + Sync + 'static,
    asking: impl Fn(S) -> Answer + Send + Sync + 'static,
) -> Resource<T, Codec>
where
    S: PartialEq + Clone + Send + Sync + 'static,
    T: Serialize + FromJson + Send + Sync + 'static,
    Answer: Future<Output = T> + Send + 'static,
{
    Resource::new_with_options(source, asking, true)
}
