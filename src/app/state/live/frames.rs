//! What the server says.

use adda_client::timeline::Need;
use adda_protocol::{
    ConversationId, ErrorBody, ServerFrame, UserId,
    frames::{Subject, close},
    json,
};
use leptos::prelude::*;

use super::{input, pace, perform, pump::pump, with};
use crate::{
    browser::clock,
    i18n::text,
    state::chat::{ChatState, Notice},
};

/// Takes in one frame.
pub(super) fn take_in(chat: ChatState, text: &str) {
    let Some(frame) = json::read::<ServerFrame>(text) else {
        // A newer server says what this page does not know.
        let _socket = with(|driver| driver.socket.take());
        return input(chat, |connection, now| connection.closed(Some(close::VERSION), now));
    };
    if let ServerFrame::Hello { user, build, .. } = &frame
        && !greet(chat, *user, build)
    {
        return;
    }
    input(chat, |connection, now| connection.frame(&frame, now));
    if is_of_begun(&frame) {
        return;
    }
    if let ServerFrame::Delta { .. } | ServerFrame::Thought { .. } | ServerFrame::Metered { .. } =
        frame
    {
        return grow(chat, &frame);
    }
    let need = chat.thread.update(|timeline| timeline.apply(&frame));
    ask(chat, need);
    with(|driver| driver.outbox.frame(&frame, clock::now()));
    match frame {
        ServerFrame::Listed { conversation } => chat.list().put(conversation),
        ServerFrame::Gone { conversation } => gone(chat, conversation),
        ServerFrame::Error { error, about } => complain(chat, error, about),
        _ => {}
    }
    pump(chat);
}

/// Whether the server says of a conversation that it is not there, and what makes it has not arrived.
fn is_of_begun(frame: &ServerFrame) -> bool {
    let ServerFrame::Gone { conversation } = frame else { return false };
    with(|driver| driver.outbox.begun(*conversation).is_some()) == Some(true)
}

/// Text of an answer, what was thought before it and what it took so far come in many small pieces: they are gathered.
fn grow(chat: ChatState, frame: &ServerFrame) {
    let text_alone = matches!(frame, ServerFrame::Delta { .. });
    let (grown, need) = chat.thread.grow(text_alone, |timeline| timeline.apply(frame));
    if grown {
        pace::show_soon(chat);
    }
    ask(chat, need);
}

/// Asks for what the timeline lacks.
pub fn ask(chat: ChatState, need: Option<Need>) {
    let after = match need {
        Some(Need::Resync { after }) => after,
        Some(Need::Page) => return chat.fetch_path(),
        None => return,
    };
    let Some(id) = chat.thread.with(|timeline| timeline.conversation().id) else { return };
    let actions = with(|driver| driver.connection.resync(id, after, clock::now()));
    perform(chat, actions.unwrap_or_default());
}

/// Whether the server speaks to the person this page is of, before anything of theirs is sent.
fn greet(chat: ChatState, user: UserId, build: &str) -> bool {
    let other = with(|driver| {
        let newer = driver.build.as_ref().is_some_and(|known| known != build);
        driver.build.get_or_insert_with(|| build.to_owned());
        (driver.user != user, newer)
    });
    match other {
        Some((true, _)) => {
            // Somebody else signed in, in another tab.
            let _socket = with(|driver| driver.socket.take());
            let _ = location().reload();
            false
        }
        Some((false, true)) => {
            let updated = Notice::new(text!(notices.updated));
            let updated = updated.with(text!(common.reload), || drop(location().reload()));
            chat.notice.set(Some(updated));
            true
        }
        _ => true,
    }
}

fn gone(chat: ChatState, id: ConversationId) {
    let was_shown = chat.shows(id);
    chat.forget_chat(id);
    if was_shown && !chat.is_deleting(id) {
        chat.new_chat();
        chat.notice.set(Some(Notice::new(text!(notices.chat_deleted))));
    }
}

/// Says what could not be done; what is about an unsent message is said beside it.
fn complain(chat: ChatState, error: ErrorBody, about: Option<Subject>) {
    match about {
        Some(Subject::ClientMessage(_) | Subject::Conversation(_)) => {}
        Some(Subject::Message(_)) | None => chat.notice.set(Some(Notice::new(error.message))),
    }
}
