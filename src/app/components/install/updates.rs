//! A newer version waits until the reader wants it: nothing is taken from under their hands.

use leptos::{prelude::*, task::spawn_local};
use send_wrapper::SendWrapper;

use crate::{
    browser::{network, shell, worker::Worker},
    i18n::text,
    state::chat::{ChatState, Notice, Status},
};

type Held = StoredValue<Option<SendWrapper<Worker>>>;

/// Registers the service worker and looks out for a newer one.
pub fn follow(chat: ChatState) {
    let held: Held = StoredValue::new(None);
    spawn_local(async move {
        let Some(worker) = Worker::register().await else { return };
        let waiting = worker.clone();
        worker.on_waiting(move |folder| {
            if shell::is_built_in(folder) {
                // This page is of that build already.
                waiting.take_over(false);
            } else {
                offer(chat, waiting.clone());
            }
        });
        worker.look();
        held.set_value(Some(SendWrapper::new(worker)));
    });
    let look = move || held.with_value(|worker| worker.iter().for_each(|worker| worker.look()));
    network::watch(move || {
        if network::is_visible() && network::is_online() {
            look();
        }
    });
    let status = chat.status();
    Effect::new(move |before: Option<Status>| {
        let now = status.get();
        // A server that was away may have come back newer.
        if now == Status::Live && before.is_some_and(|before| before != now) {
            look();
        }
        now
    });
}

fn offer(chat: ChatState, waiting: Worker) {
    let waiting = SendWrapper::new(waiting);
    let said = Notice::new(text!(install.new_version));
    chat.notice().set(Some(said.with(text!(common.reload), move || waiting.take_over(true))));
}
