//! Code in a file of its own, fetched when it is first needed: what few need, or what can wait.

use std::{
    future::Future,
    pin::{Pin, pin},
    task::{Context, Poll, Waker},
};

use leptos::{prelude::*, task::spawn_local};
use wasm_split_helpers::SplitLoaderError;

/// Fetches the file, and gives what it holds: plain functions, called through their pointers.
pub type Fetch<T> = fn() -> Pin<Box<dyn Future<Output = Result<T, SplitLoaderError>>>>;

/// A handle to what such a file holds, there or not yet.
#[derive(Debug)]
pub struct Part<T: Send + Sync + 'static> {
    held: RwSignal<Option<T>>,
    asked: StoredValue<bool>,
    fetch: Fetch<T>,
}

impl<T: Send + Sync + 'static> Clone for Part<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Part<T> {}

impl<T: Clone + Send + Sync + 'static> Part<T> {
    pub fn new(fetch: Fetch<T>) -> Self {
        // The server has all files in one.
        let held = if super::IN_BROWSER { None } else { at_once(fetch()).and_then(Result::ok) };
        Self { held: RwSignal::new(held), asked: StoredValue::new(false), fetch }
    }

    /// What it holds, where it is there. Otherwise it is fetched, and who asked is told.
    pub fn get(self) -> Option<T> {
        let held = self.held.get();
        if held.is_none() {
            self.fetch();
        }
        held
    }

    pub fn is_here(self) -> bool {
        self.held.read().is_some()
    }

    /// Fetches it. Where that fails, it is tried again when it is next asked for.
    pub fn fetch(self) {
        if self.asked.get_value() || self.held.read_untracked().is_some() {
            return;
        }
        self.asked.set_value(true);
        let coming = (self.fetch)();
        spawn_local(async move {
            match coming.await {
                Ok(held) => {
                    self.held.try_set(Some(held));
                }
                Err(_) => {
                    self.asked.try_set_value(false);
                }
            }
        });
    }
}

/// What comes without waiting, as all does on the server.
pub fn at_once<T>(coming: impl Future<Output = T>) -> Option<T> {
    match pin!(coming).as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(held) => Some(held),
        Poll::Pending => None,
    }
}
