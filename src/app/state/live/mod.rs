//! What drives the client's state machines in the browser: the socket, the timers and the device's store on one side,
//! the chat's signals on the other.
//!
//! There is one driver a page. It lives in a thread-local, because sockets and timers belong to the browser's one
//! thread, while the chat's state is also made on the server. It is borrowed for moments only: nothing that could come
//! back here is called meanwhile.

mod frames;
mod pace;
mod pump;
mod sending;

use std::cell::RefCell;

use adda_client::{Action, Connection, Outbox, OutboxStore, Timeline, sync};
use adda_protocol::{ClientFrame, ConversationId, Millis, UserId};
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};

pub use self::{
    frames::ask,
    sending::{
        all_begun, begin, begins, begun, direct, discard, enqueue, forget_chat, is_unsent, made,
        resend,
    },
};
use super::{
    chat::{ChatState, Status},
    session::{self, Renewed},
    thread::set_if_other,
};
use crate::browser::{
    clock, network,
    outbox_store::DeviceStore,
    random,
    socket::{Socket, SocketEvent},
    tabs,
};

/// Chats left that are kept as they were, to be shown at once on coming back.
const PARKED: usize = 8;
/// A session renewed this recently that is over again is over, in milliseconds.
const RENEWED_LATELY: Millis = 30_000;
/// Wait before asking again whether the session is over, in milliseconds.
const ASK_AGAIN: Millis = 5_000;

struct Driver {
    user: UserId,
    connection: Connection,
    outbox: Outbox,
    socket: Option<Socket>,
    wake: Option<TimeoutHandle>,
    outbox_wake: Option<TimeoutHandle>,
    parked: Vec<Timeline>,
    renewed: Millis,
    /// A task is writing to the device's store.
    writing: bool,
    /// Build of the server at the first greeting.
    build: Option<String>,
}

thread_local! {
    static DRIVER: RefCell<Option<Driver>> = const { RefCell::new(None) };
}

/// Does something with the driver, where there is one.
fn with<T>(act: impl FnOnce(&mut Driver) -> T) -> Option<T> {
    DRIVER.with_borrow_mut(|driver| driver.as_mut().map(act))
}

/// Begins to keep the chat live, once for a page.
pub fn start(chat: ChatState, user: UserId) {
    let fresh = DRIVER.with_borrow_mut(|driver| {
        if driver.as_ref().is_some_and(|driver| driver.user == user) {
            return false;
        }
        *driver = Some(Driver {
            user,
            connection: Connection::new(u64::from_le_bytes(random::bytes())),
            outbox: Outbox::new(user),
            socket: None,
            wake: None,
            outbox_wake: None,
            parked: Vec::new(),
            renewed: Millis::MIN,
            writing: false,
            build: None,
        });
        true
    });
    if !fresh {
        return;
    }
    watch(chat, None);
    network::watch(move || look_around(chat));
    tabs::listen(move |words| hear(chat, words));
    input(chat, Connection::start);
    look_around(chat);
    spawn_local(async move {
        let stored = DeviceStore.load_all().await.unwrap_or_default();
        with(|driver| driver.outbox.load(stored));
        chat.adopt_begun();
        pump::pump(chat);
    });
}

/// Follows the chat that is shown now; `before` is the one that was.
pub fn watch(chat: ChatState, before: Option<Timeline>) {
    let shown = chat.thread.with(|timeline| (timeline.conversation().id, timeline.last_seq()));
    let mut actions = Vec::new();
    with(|driver| {
        if let Some(before) = before {
            driver.park(before, shown.map(|(id, _)| id), &mut actions);
        }
        if let Some((id, seq)) = shown {
            driver.parked.retain(|parked| parked.conversation().id != id);
            if driver.outbox.begun(id).is_none() {
                let now = clock::now();
                actions.extend(driver.connection.subscribe(id, seq, now));
                // Watched already for what waited in it, it may have gone on unseen.
                actions.extend(driver.connection.resync(id, seq, now));
            }
        }
    });
    perform(chat, actions);
    pump::pump(chat);
}

/// A chat that was left, as it was.
pub fn parked(id: ConversationId) -> Option<Timeline> {
    with(|driver| {
        let place = driver.parked.iter().position(|parked| parked.conversation().id == id)?;
        Some(driver.parked.remove(place))
    })?
}

/// Sends a frame where the connection is live; false where it is not.
fn send(frame: &ClientFrame) -> bool {
    let Ok(text) = serde_json::to_string(frame) else { return false };
    with(|driver| {
        driver.connection.is_live() && driver.socket.as_ref().is_some_and(|it| it.send(&text))
    }) == Some(true)
}

/// Tells the connection something and does what it asks for.
fn input(chat: ChatState, tell: impl FnOnce(&mut Connection, Millis) -> Vec<Action>) {
    let actions = with(|driver| {
        let was_live = driver.connection.is_live();
        let actions = tell(&mut driver.connection, clock::now());
        if was_live && !driver.connection.is_live() {
            driver.outbox.disconnected();
        }
        actions
    });
    perform(chat, actions.unwrap_or_default());
    show_status(chat);
}

fn perform(chat: ChatState, actions: Vec<Action>) {
    for action in actions {
        match action {
            Action::Connect => connect(chat),
            Action::Close => drop(with(|driver| driver.socket.take())),
            Action::Send(frame) => transmit(&frame),
            Action::WakeAt(at) => wake_at(chat, at),
        }
    }
}

fn connect(chat: ChatState) {
    // What is not made yet cannot be asked for.
    with(Driver::forget_begun);
    let opened = Socket::open("/ws", move |event| match event {
        SocketEvent::Opened => input(chat, Connection::opened),
        SocketEvent::Frame(text) => frames::take_in(chat, &text),
        SocketEvent::Closed(code) => {
            let _ended = with(|driver| driver.socket.take());
            input(chat, |connection, now| connection.closed(Some(code), now));
            pump::pump(chat);
        }
    });
    match opened {
        Ok(socket) => drop(with(|driver| driver.socket.replace(socket))),
        Err(_) => input(chat, |connection, now| connection.closed(None, now)),
    }
}

/// Sends what the connection itself asks for, such as its greeting.
fn transmit(frame: &ClientFrame) {
    let Ok(text) = serde_json::to_string(frame) else { return };
    with(|driver| driver.socket.as_ref().is_some_and(|socket| socket.send(&text)));
}

fn wake_at(chat: ChatState, at: Millis) {
    let timer = pump::after(at, move || {
        input(chat, Connection::tick);
        pump::pump(chat);
    });
    let before = with(|driver| std::mem::replace(&mut driver.wake, timer));
    before.flatten().inspect(TimeoutHandle::clear);
}

/// The network or the page's place on the screen may have changed.
fn look_around(chat: ChatState) {
    let (online, visible) = (network::is_online(), network::is_visible());
    input(chat, |connection, now| connection.online(online, now));
    input(chat, |connection, now| connection.visible(visible, now));
    set_if_other(chat.aside().visible, visible);
    // The person may have signed in again in another tab.
    if visible && online && chat.status.get_untracked() == Status::SignedOut {
        input(chat, Connection::retry);
    }
}

/// Another tab says something. Where the person left there, nothing of theirs may be sent or kept by this page.
fn hear(chat: ChatState, words: &str) {
    let left = with(|driver| {
        let user = driver.user;
        let left = session::is_left(words, user);
        if left {
            driver.socket = None;
            driver.outbox.clear();
        }
        left.then_some(user)
    });
    if let Some(user) = left.flatten() {
        chat.draft().set(String::new());
        pump::pump(chat);
        spawn_local(session::follow_out(user));
    }
}

fn show_status(chat: ChatState) {
    let Some(status) = with(|driver| driver.connection.status()) else { return };
    let status = match status {
        sync::Status::Connecting => Status::Connecting,
        sync::Status::Live => Status::Live,
        sync::Status::Reconnecting { .. } => Status::Reconnecting,
        sync::Status::Offline => Status::Offline,
        sync::Status::OutOfDate => Status::OutOfDate,
        sync::Status::SignedOut if chat.status.get_untracked() == Status::SignedOut => return,
        sync::Status::SignedOut => return renew(chat),
    };
    set_if_other(chat.status, status);
}

/// The connection's session ended: with new cookies it goes on, without them only signing in helps.
fn renew(chat: ChatState) {
    let now = clock::now();
    let lately = with(|driver| {
        let lately = now.saturating_sub(driver.renewed) < RENEWED_LATELY;
        driver.renewed = now;
        lately
    });
    if lately != Some(false) {
        return set_if_other(chat.status, Status::SignedOut);
    }
    set_if_other(chat.status, Status::Reconnecting);
    spawn_local(async move {
        match session::renew().await {
            Renewed::Yes => input(chat, Connection::retry),
            Renewed::No => set_if_other(chat.status, Status::SignedOut),
            Renewed::Unknown => {
                with(|driver| driver.renewed = Millis::MIN);
                pump::after(clock::now().saturating_add(ASK_AGAIN), move || show_status(chat));
            }
        }
    });
}

impl Driver {
    fn forget_begun(&mut self) {
        for entry in self.outbox.all().iter().filter(|entry| entry.begin.is_some()) {
            // Nothing is sent: there is no connection.
            let _ = self.connection.unsubscribe(entry.conversation);
        }
    }

    /// Keeps a chat that was left. What still waits to be sent in it must be heard of when it arrives.
    fn park(&mut self, left: Timeline, shown: Option<ConversationId>, actions: &mut Vec<Action>) {
        let id = left.conversation().id;
        if shown == Some(id) || left.is_gone() {
            return;
        }
        if self.outbox.entries(id).next().is_none() {
            actions.extend(self.connection.unsubscribe(id));
        }
        self.parked.retain(|parked| parked.conversation().id != id);
        // Coming back, the reader wants its end.
        if left.after().is_some() {
            return;
        }
        if self.parked.len() >= PARKED {
            self.parked.remove(0);
        }
        self.parked.push(left);
    }
}
