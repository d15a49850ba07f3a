use std::future::Future;

use bytes::Bytes;

/// What came from the other side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Incoming {
    /// UTF-8.
    Text(Bytes),
    Binary,
    /// A sign of life without content.
    Alive,
    /// The protocol was violated: close with this code and reason.
    Broken(u16, &'static str),
    Closed,
}

/// The other side is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closed;

/// A socket of text frames, whoever carries it.
pub trait Socket: Send {
    /// The next thing that came. May be dropped and called again without losing anything.
    fn receive(&mut self) -> impl Future<Output = Incoming> + Send;

    /// Sends one frame; returns when it is on its way.
    fn send(&mut self, json: Bytes) -> impl Future<Output = Result<(), Closed>> + Send;

    /// Closes with a code and waits for the other side to do so too.
    fn close(&mut self, code: u16, reason: &'static str) -> impl Future<Output = ()> + Send;
}
