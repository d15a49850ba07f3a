//! Read-only snapshots.

use adda_protocol::{ConversationId, MessageState, UserId, dto::Share};
use futures::future::join_all;

use super::{
    database::Database,
    samples::{NOW, complete, completed, conversation, new_send, new_share, send, user},
};
use crate::store::{NewSend, NewShare, Place, SendOutcome, Sharing, Store};

async fn take(store: &dyn Store, new: NewShare) -> Share {
    match store.create_share(new, 9).await.unwrap() {
        Sharing::Taken(share) => share,
        other => panic!("{other:?}"),
    }
}

/// A chat in which one question was answered.
async fn talk(store: &dyn Store, owner: UserId) -> ConversationId {
    let chat = conversation(store, owner).await.id;
    let (_, answer) = send(store, chat, owner, "What is tax?").await;
    complete(store, chat, answer.id, "A levy.").await;
    chat
}

/// Whose words, and which.
async fn shown(store: &dyn Store, share: &Share) -> Vec<(Option<String>, String)> {
    let messages = store.shared_messages(share.id, 0, 99).await.unwrap();
    for (message, place) in messages.iter().zip(1..) {
        assert_eq!(message.place, place, "no gap tells of what is not shown");
    }
    messages.into_iter().map(|message| (message.model, message.text)).collect()
}

pub async fn a14_share_shows_what_was_said_until_then_and_nothing_else(db: &Database) {
    let store = &*db.store;
    let person = user(store, "ada@example.org").await;
    let chat = talk(store, person.id).await;
    // Not finished, so not shown.
    let (_, open) = send(store, chat, person.id, "And more?").await;
    let share = take(store, new_share(person.id, chat, 1)).await;
    let expected = [
        (None, "What is tax?".to_owned()),
        (Some("guide".to_owned()), "A levy.".to_owned()),
        (None, "And more?".to_owned()),
    ];
    assert_eq!(shown(store, &share).await, expected, "without the greeting, which names them");
    assert_eq!((share.messages, share.conversation, share.title.as_str()), (3, chat, "A title"));
    // What comes later does not show.
    complete(store, chat, open.id, "Later.").await;
    let change = adda_protocol::dto::UpdateConversation {
        title: Some("Another".to_owned()),
        ..Default::default()
    };
    store.update_conversation(chat, change, NOW).await.unwrap();
    let found = store.share([1; 32], NOW + 999).await.unwrap().unwrap();
    assert_eq!(found, share);
    assert_eq!(shown(store, &found).await, expected);
    let second = store.shared_messages(share.id, 1, 1).await.unwrap();
    assert_eq!((second.len(), second[0].place), (1, 2));
}

pub async fn a26_share_is_gone_when_it_ended_was_taken_back_or_its_chat_went(db: &Database) {
    let store = &*db.store;
    let person = user(store, "ada@example.org").await;
    let chat = talk(store, person.id).await;
    let share = take(store, new_share(person.id, chat, 1)).await;
    let forever = take(store, NewShare { expires_at: None, ..new_share(person.id, chat, 2) }).await;
    assert!(store.share([1; 32], NOW + 1_000).await.unwrap().is_none());
    assert_eq!(store.shares(person.id, NOW + 1_000).await.unwrap(), std::slice::from_ref(&forever));
    assert!(store.share([2; 32], i64::MAX).await.unwrap().is_some());
    assert_eq!(store.delete_ended_shares(NOW + 1_000).await.unwrap(), 1);
    assert!(shown(store, &share).await.is_empty());

    let third = take(store, new_share(person.id, chat, 3)).await;
    assert!(store.delete_share(person.id, third.id).await.unwrap());
    assert!(!store.delete_share(person.id, third.id).await.unwrap());
    assert!(store.share([3; 32], NOW).await.unwrap().is_none());
    assert!(shown(store, &third).await.is_empty());

    store.mark_for_deletion(chat, NOW + 10, false).await.unwrap();
    assert!(store.share([2; 32], NOW).await.unwrap().is_none(), "while it can be undone");
    assert!(store.shares(person.id, NOW).await.unwrap().is_empty());
    store.restore_conversation(chat, person.id, NOW).await.unwrap();
    assert!(store.share([2; 32], NOW).await.unwrap().is_some());
    store.delete_conversation(chat, None).await.unwrap();
    assert!(store.share([2; 32], NOW).await.unwrap().is_none());
    assert!(shown(store, &forever).await.is_empty());
}

pub async fn a01_shares_are_their_owners_alone(db: &Database) {
    let store = &*db.store;
    let (ana, eve) = (user(store, "a@example.org").await, user(store, "e@example.org").await);
    let chat = talk(store, ana.id).await;
    let gone = store.create_share(new_share(eve.id, chat, 1), 9).await.unwrap();
    assert_eq!(gone, Sharing::Gone);
    let share = take(store, new_share(ana.id, chat, 2)).await;
    assert!(store.shares(eve.id, NOW).await.unwrap().is_empty());
    assert!(!store.delete_share(eve.id, share.id).await.unwrap());
    assert!(store.share([2; 32], NOW).await.unwrap().is_some());
}

pub async fn share_of_nothing_is_not_taken_and_of_many_at_once_no_more_than_allowed(db: &Database) {
    let store = &*db.store;
    let person = user(store, "ada@example.org").await;
    let empty = conversation(store, person.id).await.id;
    let nothing = store.create_share(new_share(person.id, empty, 99), 9).await.unwrap();
    assert_eq!(nothing, Sharing::Nothing);
    assert!(store.shares(person.id, NOW).await.unwrap().is_empty());
    let chat = talk(store, person.id).await;
    let taken = (0..9).map(|n| store.create_share(new_share(person.id, chat, n), 4));
    let taken = join_all(taken).await.into_iter().map(Result::unwrap);
    assert_eq!(taken.filter(|taken| *taken == Sharing::Full).count(), 5);
    assert_eq!(store.shares(person.id, NOW).await.unwrap().len(), 4);
}

pub async fn share_keeps_stopped_answers_and_leaves_out_empty_ones(db: &Database) {
    let store = &*db.store;
    let person = user(store, "ada@example.org").await;
    let chat = conversation(store, person.id).await.id;
    for (text, answer, state) in
        [("One", "Half of", MessageState::Stopped), ("Two", "", MessageState::Failed)]
    {
        let (_, placeholder) = send(store, chat, person.id, text).await;
        let done = completed(placeholder.id, answer, state);
        store.complete_answer(chat, done, None, NOW + 20).await.unwrap();
    }
    let share = take(store, new_share(person.id, chat, 1)).await;
    let texts: Vec<_> = shown(store, &share).await.into_iter().map(|(_, text)| text).collect();
    assert_eq!(texts, ["One", "Half of", "Two"]);
}

pub async fn a14_share_shows_the_chosen_path_and_no_other_version(db: &Database) {
    let store = &*db.store;
    let person = user(store, "ada@example.org").await;
    let chat = conversation(store, person.id).await.id;
    let (first, answer) = send(store, chat, person.id, "First").await;
    complete(store, chat, answer.id, "To the first.").await;
    let edited = NewSend { place: Place::Beside(first.id), ..new_send(chat, person.id, "Edited") };
    let SendOutcome::Sent { answer, .. } = store.append_send(edited).await.unwrap() else {
        panic!("not sent");
    };
    complete(store, chat, answer.id, "To the edited.").await;
    let newest = take(store, new_share(person.id, chat, 1)).await;
    store.choose(chat, person.id, first.id).await.unwrap().unwrap();
    let chosen = take(store, new_share(person.id, chat, 2)).await;
    for (share, expected) in
        [(newest, ["Edited", "To the edited."]), (chosen, ["First", "To the first."])]
    {
        let texts: Vec<_> = shown(store, &share).await.into_iter().map(|(_, text)| text).collect();
        assert_eq!(texts, expected);
    }
    assert_eq!(store.seen_path(chat, person.id).await.unwrap().len(), 3, "with the greeting");
}
