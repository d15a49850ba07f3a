use adda_protocol::{
    Author, AuthorKind, ConversationId, Event, EventBody, Message, ServerFrame,
    dto::{Chosen, ConversationPage},
    events::Completed,
    frames::Streaming,
};

use super::*;

const CHAT: i64 = 1;

fn message(at: u64, state: MessageState, text: &str) -> Message {
    Message {
        id: id(at),
        seq: at,
        client_id: None,
        reply_to: None,
        parent: None,
        author: Author { kind: AuthorKind::Ai, id: "guide".into(), name: "AI".into() },
        text: text.into(),
        state,
        model: None,
        usage: None,
        cost: None,
        reasoning: None,
        receipt: None,
        error: None,
        deleted: false,
        created_at: 0,
    }
}

fn id(at: u64) -> MessageId {
    MessageId::new(i64::try_from(at).unwrap(), [0; 10])
}

/// Signals live as long as this.
fn owner() -> Owner {
    let owner = Owner::new_root(None);
    owner.set();
    owner
}

fn thread() -> Thread {
    let conversation = Conversation {
        id: ConversationId::new(CHAT, [0; 10]),
        title: "A chat".into(),
        model: "guide".into(),
        category: String::new(),
        created_at: 0,
        updated_at: 0,
        last_seq: 2,
        pinned: false,
        archived: false,
        unread: 0,
    };
    let messages =
        vec![message(1, MessageState::Complete, "one"), message(2, MessageState::Streaming, "")];
    let streaming =
        Some(Streaming { message: id(2), run: 2, text: String::new(), reasoning: String::new() });
    let page = ConversationPage {
        conversation,
        messages,
        versions: Vec::new(),
        chosen: Chosen::default(),
        beside: Vec::new(),
        erased: None,
        before: Some(1),
        after: None,
        streaming,
        also: Vec::new(),
    };
    let thread = Thread::new(RwSignal::new(None));
    thread.swap(Some(Timeline::from_page(page)));
    thread
}

fn text(thread: &Thread, at: u64) -> String {
    thread.message(&MessageKey::Server(id(at))).unwrap().get_untracked().message.text
}

fn delta(offset: u64, text: &str) -> ServerFrame {
    let conversation = ConversationId::new(CHAT, [0; 10]);
    ServerFrame::Delta { conversation, message: id(2), run: 2, offset, text: text.into() }
}

fn event(seq: u64, body: EventBody) -> ServerFrame {
    let conversation = ConversationId::new(CHAT, [0; 10]);
    ServerFrame::Event { event: Event { conversation, seq, at: 0, body } }
}

#[test]
fn thread_shows_what_the_page_brought() {
    let _owner = owner();
    let thread = thread();
    assert_eq!(thread.keys.get_untracked(), [1, 2].map(|at| MessageKey::Server(id(at))));
    assert_eq!(thread.streaming.get_untracked(), Some(id(2)));
    assert!(thread.ends().has_older.get_untracked());
    assert_eq!(text(&thread, 1), "one");
}

#[test]
fn thread_shows_growing_text_when_asked_to_and_its_end_at_once() {
    let _owner = owner();
    let thread = thread();
    assert_eq!(thread.grow(true, |timeline| timeline.apply(&delta(0, "He"))), (true, None));
    assert_eq!(thread.grow(true, |timeline| timeline.apply(&delta(2, "llo"))), (true, None));
    assert_eq!(text(&thread, 2), "");
    thread.show_grown();
    assert_eq!(text(&thread, 2), "Hello");
    let done = Completed {
        message: id(2),
        text: "Hello.".into(),
        state: MessageState::Complete,
        usage: None,
        cost: None,
        reasoning: None,
        receipt: None,
        error: None,
    };
    thread.update(|timeline| timeline.apply(&event(3, EventBody::MessageCompleted(done))));
    assert_eq!(text(&thread, 2), "Hello.");
    assert_eq!(thread.streaming.get_untracked(), None);
}

#[test]
fn thread_keeps_a_messages_signal_when_others_come_and_drops_it_with_the_chat() {
    let _owner = owner();
    let thread = thread();
    let first = thread.message(&MessageKey::Server(id(1))).unwrap();
    let new = message(3, MessageState::Complete, "three");
    thread.update(|timeline| timeline.apply(&event(3, EventBody::MessageCreated { message: new })));
    assert_eq!(thread.keys.get_untracked().len(), 3);
    let still = thread.message(&MessageKey::Server(id(1))).unwrap();
    still.update(|view| view.message.text = "changed".into());
    assert_eq!(first.get_untracked().message.text, "changed");
    thread.swap(None);
    assert!(thread.keys.get_untracked().is_empty());
    assert!(thread.message(&MessageKey::Server(id(1))).is_none());
}
