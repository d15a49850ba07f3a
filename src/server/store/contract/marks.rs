use adda_protocol::{
    ConversationId, ListCursor, MessageState, Seq, UserId,
    dto::{Conversation, Listing, UpdateConversation},
    limits,
};

use super::{
    database::Database,
    samples::{NOW, complete, conversation, id, new_conversation, send, user},
};
use crate::store::{Marks, Store};

async fn titled(
    store: &dyn Store,
    owner: UserId,
    title: &str,
    category: &str,
    at: i64,
) -> ConversationId {
    let mut new = new_conversation(owner);
    (new.title, new.category, new.at) = (title.to_owned(), category.to_owned(), NOW + at);
    let id = new.id;
    store.create_conversation(new).await.unwrap();
    id
}

async fn mark(store: &dyn Store, id: ConversationId, user: UserId, marks: Marks) {
    assert!(store.mark_conversation(id, user, marks).await.unwrap());
}

fn pin() -> Marks {
    Marks { pinned: Some(true), ..Marks::default() }
}

fn archive() -> Marks {
    Marks { archived: Some(true), ..Marks::default() }
}

fn read(to: Seq) -> Marks {
    Marks { read_to: Some(to), ..Marks::default() }
}

async fn seen(store: &dyn Store, id: ConversationId, user: UserId) -> Conversation {
    store.conversation(id, user).await.unwrap().unwrap().0
}

async fn list(store: &dyn Store, user: UserId, wanted: Listing) -> Vec<ConversationId> {
    let all = store.conversations(user, wanted, None, 100).await.unwrap();
    all.iter().map(|item| item.id).collect()
}

pub async fn pinned_conversations_come_first_on_every_page(db: &Database) {
    let store = &*db.store;
    let person = user(store, "ada@example.org").await;
    let mut all = Vec::new();
    for n in 0..9 {
        // Groups of equal times.
        let id = titled(store, person.id, "", "general", n / 3).await;
        if n % 2 == 0 {
            mark(store, id, person.id, pin()).await;
        }
        all.push((n % 2 == 0, n / 3, id));
    }
    all.sort_unstable();
    all.reverse();
    let expected: Vec<_> = all.into_iter().map(|(_, _, id)| id).collect();
    assert_eq!(list(store, person.id, Listing::default()).await, expected);
    for size in [1, 2, 4, 5, 8] {
        let (mut pages, mut after) = (Vec::new(), None);
        loop {
            let page =
                store.conversations(person.id, Listing::default(), after, size).await.unwrap();
            let Some(last) = page.last() else { break };
            let Conversation { pinned, updated_at, id, .. } = *last;
            after = Some(ListCursor { pinned, updated_at, id });
            pages.extend(page.iter().map(|item| item.id));
        }
        assert_eq!(pages, expected, "pages of {size}");
    }
}

pub async fn a18_list_is_narrowed_by_archive_category_and_title(db: &Database) {
    let store = &*db.store;
    let person = user(store, "ada@example.org").await;
    let tax = titled(store, person.id, "ÉTÉ 100% _sure!", "tax", 3).await;
    let plain = titled(store, person.id, "été", "Reisen", 2).await;
    let away = titled(store, person.id, "Été far away", "tax", 1).await;
    mark(store, away, person.id, archive()).await;
    let titles = async |archived, title: &str| {
        list(store, person.id, Listing { archived, title: Some(title.to_owned()), category: None })
            .await
    };
    assert_eq!(list(store, person.id, Listing::default()).await, [tax, plain]);
    assert_eq!(titles(false, "été").await, [tax, plain]);
    assert_eq!(titles(true, "ÉTÉ").await, [away]);
    for (text, found) in [
        ("100%", vec![tax]),
        ("_s", vec![tax]),
        ("e!", vec![tax]),
        ("%", vec![tax]),
        ("é_é", vec![]),
    ] {
        assert_eq!(titles(false, text).await, found, "{text}");
    }
    assert_eq!(titles(false, "  ").await, [tax, plain]);
    let of = |category: &str| Listing { category: Some(category.to_owned()), ..Listing::default() };
    assert_eq!(list(store, person.id, of("Reisen")).await, [plain]);
    assert_eq!(list(store, person.id, of("tax")).await, [tax]);
    // A new name is found by its new words.
    let change = UpdateConversation { title: Some("Ωmega".to_owned()), ..Default::default() };
    store.update_conversation(plain, change, NOW).await.unwrap();
    assert_eq!(titles(false, "ωME").await, [plain]);
    assert_eq!(titles(false, "été").await, [tax]);
}

pub async fn pin_and_archive_end_each_other_and_are_ones_own(db: &Database) {
    let store = &*db.store;
    let (person, other) =
        (user(store, "ada@example.org").await, user(store, "eve@example.org").await);
    let made = conversation(store, person.id).await;
    let now = async || {
        let now = seen(store, made.id, person.id).await;
        (now.pinned, now.archived)
    };
    assert_eq!(now().await, (false, false));
    mark(store, made.id, person.id, pin()).await;
    assert_eq!(now().await, (true, false));
    mark(store, made.id, person.id, archive()).await;
    assert_eq!(now().await, (false, true));
    mark(store, made.id, person.id, Marks { pinned: Some(false), ..Marks::default() }).await;
    assert_eq!(now().await, (false, true));
    mark(store, made.id, person.id, pin()).await;
    assert_eq!(now().await, (true, false));
    // No change of it is an event, and none moves it in the list.
    let after = seen(store, made.id, person.id).await;
    assert_eq!((after.last_seq, after.updated_at), (made.last_seq, made.updated_at));
    assert!(!store.mark_conversation(made.id, other.id, archive()).await.unwrap());
    let nowhere = id(ConversationId::new);
    assert!(!store.mark_conversation(nowhere, person.id, pin()).await.unwrap());
    assert!(!store.mark_conversation(nowhere, person.id, read(1)).await.unwrap());
    assert_eq!(now().await, (true, false));
}

pub async fn unread_counts_what_others_wrote_after_the_mark(db: &Database) {
    let store = &*db.store;
    let person = user(store, "ada@example.org").await;
    let made = conversation(store, person.id).await;
    let unread = async || seen(store, made.id, person.id).await.unread;
    assert_eq!(unread().await, 0, "the greeting is no news");
    let (_, answer) = send(store, made.id, person.id, "one").await;
    assert_eq!(unread().await, 0, "neither is one's own, nor what is still to come");
    complete(store, made.id, answer.id, "1").await;
    assert_eq!(unread().await, 1);
    let listed = store.conversations(person.id, Listing::default(), None, 1).await.unwrap();
    assert_eq!(listed[0].unread, 1);
    let (_, second) = send(store, made.id, person.id, "two").await;
    complete(store, made.id, second.id, "2").await;
    assert_eq!(unread().await, 2);
    mark(store, made.id, person.id, read(answer.seq)).await;
    assert_eq!(unread().await, 1);
    mark(store, made.id, person.id, read(Seq::MAX)).await;
    assert_eq!(unread().await, 0);
    for _ in 0..=limits::UNREAD {
        let (_, answer) = send(store, made.id, person.id, "more").await;
        complete(store, made.id, answer.id, "yes").await;
    }
    assert_eq!(unread().await, limits::UNREAD);
}

pub async fn read_mark_never_goes_back_and_stops_before_an_open_answer(db: &Database) {
    let store = &*db.store;
    let person = user(store, "ada@example.org").await;
    let made = conversation(store, person.id).await;
    let (_, answer) = send(store, made.id, person.id, "one").await;
    assert_eq!(answer.state, MessageState::Streaming);
    // Whoever leaves in mid-answer has not seen its end.
    mark(store, made.id, person.id, read(Seq::MAX)).await;
    complete(store, made.id, answer.id, "1").await;
    assert_eq!(seen(store, made.id, person.id).await.unread, 1);
    mark(store, made.id, person.id, read(Seq::MAX)).await;
    mark(store, made.id, person.id, read(0)).await;
    assert_eq!(seen(store, made.id, person.id).await.unread, 0);
    let mark = db.number("SELECT read_seq FROM participants").await;
    let last = db.number("SELECT last_seq FROM conversations").await;
    assert_eq!(mark, last);
}

pub async fn categories_in_use_are_counted_for_their_person(db: &Database) {
    let store = &*db.store;
    let (person, other) =
        (user(store, "ada@example.org").await, user(store, "eve@example.org").await);
    for category in ["tax", "Reisen", "tax"] {
        titled(store, person.id, "", category, 0).await;
    }
    titled(store, other.id, "", "secret", 0).await;
    let used = store.categories(person.id).await.unwrap();
    let mut used: Vec<_> = used.iter().map(|it| (it.name.as_str(), it.conversations)).collect();
    used.sort_unstable();
    assert_eq!(used, [("Reisen", 1), ("tax", 2)]);
}
