//! Conversations that are made when their first message arrives.

use adda_protocol::{ClientConversationId, dto::Conversation};

use super::*;

fn begin() -> ClientConversationId {
    ClientConversationId::new(1, [5; 10])
}

/// Two messages of a conversation that is not there, and its id.
fn beginning() -> (Outbox, ConversationId) {
    let mut outbox = Outbox::new(user(1));
    let first = Words { model: Some("guide".to_owned()), .."first".to_owned().into() };
    let begun = outbox.begin(begin(), id(1), first, 0);
    let chat = begun.unwrap();
    outbox.enqueue(chat, id(2), "second".to_owned(), 0).unwrap();
    (outbox, chat)
}

fn begins(frames: &[ClientFrame]) -> Vec<Option<ClientConversationId>> {
    let begin = |frame: &ClientFrame| match frame {
        ClientFrame::SendMessage { begin, .. } => *begin,
        other => panic!("{other:?}"),
    };
    frames.iter().map(begin).collect()
}

fn created_in(chat: ConversationId, number: u8) -> ServerFrame {
    ServerFrame::Event { event: Event { conversation: chat, ..created(number) } }
}

#[test]
fn first_message_makes_its_conversation_and_those_after_it_do_not() {
    let (mut outbox, chat) = beginning();
    assert_eq!(chat, ConversationId::begun(user(1), begin()));
    assert_eq!(begins(&outbox.to_send(true, 0)), [Some(begin())]);
    assert!(outbox.to_send(true, 0).is_empty(), "one at a time");
    assert!(outbox.frame(&created_in(chat, 1), 1));
    assert!(outbox.begun(chat).is_none());
    assert_eq!(begins(&outbox.to_send(true, 1)), [None]);
}

#[test]
fn next_message_makes_the_conversation_when_the_first_is_refused_or_thrown_away() {
    let (mut outbox, chat) = beginning();
    sent(&mut outbox, 0);
    refuse(&mut outbox, 1, ErrorCode::TooLarge, 0);
    assert!(outbox.discard(id(1)));
    assert!(outbox.begun(chat).is_some(), "nothing has made it");
    assert_eq!(begins(&outbox.to_send(true, 0)), [Some(begin())]);
    assert!(outbox.acknowledged(id(2)));
    assert!(outbox.all().is_empty());
}

#[test]
fn conversation_heard_of_is_not_made_again_after_a_reload() {
    let (_, chat) = beginning();
    let conversation = Conversation {
        id: chat,
        title: String::new(),
        model: String::new(),
        category: String::new(),
        created_at: 0,
        updated_at: 0,
        last_seq: 2,
        pinned: false,
        archived: false,
        unread: 0,
    };
    let (events, streaming) = (Vec::new(), None);
    let caught = ServerFrame::Caught {
        conversation: chat,
        events,
        head: 2,
        more: false,
        streaming,
        also: Vec::new(),
    };
    for frame in [ServerFrame::Listed { conversation }, caught] {
        let (mut outbox, _) = beginning();
        let store = MemoryStore::default();
        outbox.frame(&frame, 0);
        now_or_panic(store.write(outbox.take_writes())).unwrap();
        let mut again = Outbox::new(user(1));
        again.load(now_or_panic(store.load_all()).unwrap());
        assert_eq!(again.all().len(), 2, "both still have to be sent");
        assert!(again.begun(chat).is_none());
    }
}

#[test]
fn beginning_survives_the_page_and_is_the_same_on_the_next() {
    let (mut outbox, chat) = beginning();
    let store = MemoryStore::default();
    sent(&mut outbox, 0);
    now_or_panic(store.write(outbox.take_writes())).unwrap();
    let mut again = Outbox::new(user(1));
    again.load(now_or_panic(store.load_all()).unwrap());
    assert_eq!(again.begun(chat).map(|entry| entry.client_id), Some(id(1)));
    assert_eq!(again.to_send(true, 0), outbox_frames(&mut outbox));
}

/// What the first page sends when its connection is back.
fn outbox_frames(outbox: &mut Outbox) -> Vec<ClientFrame> {
    outbox.disconnected();
    outbox.to_send(true, 0)
}
