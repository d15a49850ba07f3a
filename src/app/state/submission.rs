//! A form on its way to the server. Without the page's script the form posts itself and comes back with its outcome in
//! the address; with it the page asks, and stays.

use std::future::Future;

use leptos::{prelude::*, task::spawn_local};

use crate::api::ApiError;

/// What became of a form.
#[derive(Clone, Copy, Debug)]
pub struct Submission {
    pending: RwSignal<bool>,
    outcome: RwSignal<Option<Result<(), ApiError>>>,
    /// How many answers have come.
    answers: RwSignal<usize>,
}

impl Submission {
    pub fn new() -> Self {
        Self {
            pending: RwSignal::new(false),
            outcome: RwSignal::new(None),
            answers: RwSignal::new(0),
        }
    }

    /// Waits for the answer, unless another one is being waited for. `done` follows where it went well.
    pub fn send(
        self,
        answer: impl Future<Output = Result<(), ApiError>> + 'static,
        done: impl FnOnce() + 'static,
    ) {
        if self.pending.get_untracked() {
            return;
        }
        self.pending.set(true);
        spawn_local(async move {
            let outcome = answer.await;
            if outcome.is_ok() {
                done();
            }
            // The page may have been left meanwhile.
            self.pending.try_set(false);
            self.outcome.try_set(Some(outcome));
            self.answers.try_update(|answers| *answers += 1);
        });
    }

    pub fn pending(self) -> Signal<bool> {
        self.pending.into()
    }

    /// Changes with every answer, for what is to be asked for again then.
    pub fn version(self) -> usize {
        self.answers.get()
    }

    /// None before the first answer.
    pub fn outcome(self) -> Signal<Option<Result<(), ApiError>>> {
        self.outcome.into()
    }
}

impl Default for Submission {
    fn default() -> Self {
        Self::new()
    }
}
