//! After every input: sends what is to be sent, keeps what is to be kept, and shows what still waits.

use std::time::Duration;

use adda_client::outbox::{OutboxStore, Write};
use adda_protocol::{ClientFrame, ConversationId, Millis, Seq};
use leptos::{
    leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle},
    task::spawn_local,
};

use super::{Driver, frames, perform, transmit, with};
use crate::{
    browser::{clock, outbox_store::DeviceStore},
    state::chat::ChatState,
};

pub(super) fn pump(chat: ChatState) {
    acknowledge(chat);
    let (frames, actions, wake) = with(|driver| {
        let now = clock::now();
        let mut actions = driver.follow_outbox(chat);
        if driver.outbox.is_overdue(now) {
            actions.extend(driver.connection.unanswered(now));
        }
        let frames = driver.outbox.to_send(driver.connection.is_live(), now);
        (frames, actions, driver.outbox.next_wake())
    })
    .unwrap_or_default();
    perform(chat, actions);
    for frame in &frames {
        transmit(frame);
        if let ClientFrame::SendMessage { conversation, begin: Some(_), .. } = frame {
            // Answered after the message, so the conversation is there by then.
            let actions =
                with(|driver| driver.connection.subscribe(*conversation, 0, clock::now()));
            perform(chat, actions.unwrap_or_default());
        }
    }
    wake_at(chat, wake);
    show_echoes(chat);
    write();
}

/// What the shown log has already need not be sent: its acknowledgement was lost with a page.
fn acknowledge(chat: ChatState) {
    with(|driver| {
        let shown = |timeline: &adda_client::Timeline| {
            let entries = driver.outbox.entries(timeline.conversation().id);
            entries
                .map(|entry| entry.client_id)
                .filter(|id| {
                    let shown = timeline.get(adda_client::Key::Client(*id));
                    shown.is_some_and(|view| view.message().is_some())
                })
                .collect::<Vec<_>>()
        };
        for id in chat.thread.with(shown).unwrap_or_default() {
            driver.outbox.acknowledged(id);
        }
    });
}

fn show_echoes(chat: ChatState) {
    let entries = chat.thread.with(|timeline| {
        let id = timeline.conversation().id;
        with(|driver| driver.outbox.entries(id).cloned().collect::<Vec<_>>()).unwrap_or_default()
    });
    let need = chat.thread.update(|timeline| timeline.set_echoes(entries.iter().flatten()));
    frames::ask(chat, need);
}

/// Calls `act` at a time, unless the returned timer is cleared.
pub(super) fn after(at: Millis, act: impl FnOnce() + 'static) -> Option<TimeoutHandle> {
    let wait = u64::try_from(at.saturating_sub(clock::now())).unwrap_or(0);
    set_timeout_with_handle(act, Duration::from_millis(wait)).ok()
}

fn wake_at(chat: ChatState, at: Option<Millis>) {
    let timer = at.and_then(|at| after(at, move || pump(chat)));
    let before = with(|driver| std::mem::replace(&mut driver.outbox_wake, timer));
    before.flatten().inspect(TimeoutHandle::clear);
}

/// Keeps the outbox's changes on the device, one task at a time so that they stay in order.
fn write() {
    let begin = with(|driver| {
        let writes = if driver.writing { Vec::new() } else { driver.outbox.take_writes() };
        driver.writing |= !writes.is_empty();
        writes
    });
    let Some(mut writes) = begin.filter(|writes| !writes.is_empty()) else { return };
    spawn_local(async move {
        while !writes.is_empty() {
            // A device that keeps nothing still sends.
            let _ = DeviceStore.write(writes).await;
            writes = with(next_writes).unwrap_or_default();
        }
    });
}

fn next_writes(driver: &mut Driver) -> Vec<Write> {
    let writes = driver.outbox.take_writes();
    driver.writing = !writes.is_empty();
    writes
}

impl Driver {
    /// Watches every chat in which something waits: that it arrived is told to those who watch.
    fn follow_outbox(&mut self, chat: ChatState) -> Vec<adda_client::Action> {
        let made = self.outbox.all().iter().filter(|entry| entry.begin.is_none());
        let waiting: Vec<ConversationId> = made.map(|entry| entry.conversation).collect();
        let mut actions = Vec::new();
        for id in waiting {
            if !chat.shows(id) {
                let seq = self.last_seq(chat, id);
                actions.extend(self.connection.subscribe(id, seq, clock::now()));
            }
        }
        actions
    }

    /// How far a chat that is not shown is known.
    fn last_seq(&self, chat: ChatState, id: ConversationId) -> Seq {
        let parked = self.parked.iter().find(|parked| parked.conversation().id == id);
        let listed = || chat.list().get(id).map(|listed| listed.last_seq);
        parked.map(adda_client::Timeline::last_seq).or_else(listed).unwrap_or(0)
    }
}
