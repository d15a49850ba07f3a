use super::*;

fn conversation(at: i64, updated_at: i64) -> Conversation {
    Conversation {
        id: ConversationId::new(at, [0; 10]),
        title: format!("Chat {at}"),
        model: "guide".to_owned(),
        category: "general".to_owned(),
        created_at: at,
        updated_at,
        last_seq: 1,
        pinned: false,
        archived: false,
        unread: 0,
    }
}

fn order(items: &[Conversation]) -> Vec<i64> {
    items.iter().map(|item| item.created_at).collect()
}

/// A list with these, newest first, and more to come after the last.
fn list(updated: impl IntoIterator<Item = i64>) -> List {
    let items: Vec<_> = updated.into_iter().map(|at| conversation(at, at)).collect();
    let next = items.last().map(cursor);
    let list = List::new();
    list.seed(Page { items, next }, Vec::new());
    list
}

fn cursor(item: &Conversation) -> String {
    let Conversation { pinned, updated_at, id, .. } = *item;
    ListCursor { pinned, updated_at, id }.to_string()
}

fn shown(list: &List) -> Vec<i64> {
    let items = list.items.read_untracked();
    let shown = list.shown.get_untracked();
    let made = |id| items.iter().find(|item| item.id == id).map(|item| item.created_at);
    shown.into_iter().filter_map(|entry| made(entry.id)).collect()
}

fn titled(title: &str) -> Listing {
    Listing { title: Some(title.to_owned()), ..Listing::default() }
}

#[test]
fn list_keeps_last_changed_first_and_each_conversation_once() {
    let mut items = Vec::new();
    for (made, updated) in [(1, 10), (2, 30), (3, 20)] {
        put(&mut items, conversation(made, updated));
    }
    assert_eq!(order(&items), [2, 3, 1]);
    put(&mut items, conversation(1, 40));
    assert_eq!(order(&items), [1, 2, 3]);
    put(&mut items, Conversation { pinned: true, ..conversation(3, 20) });
    assert_eq!(order(&items), [3, 1, 2]);
}

#[test]
fn list_orders_equal_times_by_id_as_the_server_does() {
    let mut items = vec![conversation(1, 5)];
    put(&mut items, conversation(2, 5));
    assert_eq!(order(&items), [2, 1]);
}

#[test]
fn list_shows_nothing_behind_the_last_page_that_came() {
    Owner::new().with(|| {
        let list = list([9, 8, 7]);
        list.put(conversation(3, 3));
        assert_eq!(shown(&list), [9, 8, 7], "between 7 and 3 there may be others");
        list.extend(Page { items: vec![conversation(5, 5), conversation(3, 3)], next: None });
        assert_eq!(shown(&list), [9, 8, 7, 5, 3]);
    });
}

#[test]
fn list_narrows_at_once_to_what_is_here_and_then_to_what_comes() {
    Owner::new().with(|| {
        let list = list([19, 18, 9]);
        assert!(list.want(titled(" CHAT 1")), "older ones may match as well");
        assert_eq!(shown(&list), [19, 18]);
        let found = vec![conversation(19, 19), conversation(18, 18), conversation(1, 1)];
        list.extend(Page { items: found, next: None });
        assert_eq!(shown(&list), [19, 18, 1]);
        assert!(!list.want(Listing::default()));
        assert_eq!(shown(&list), [19, 18, 9], "what was found far below waits for its page");
        assert!(list.next.get_untracked().is_some());
    });
}

#[test]
fn list_that_is_here_as_a_whole_is_narrowed_without_asking() {
    Owner::new().with(|| {
        let list = list([2, 1]);
        list.extend(Page { items: Vec::new(), next: None });
        assert!(!list.want(titled("2")));
        assert_eq!(shown(&list), [2]);
        assert!(list.want(Listing { archived: true, ..Listing::default() }));
        list.put(Conversation { archived: true, ..conversation(1, 1) });
        assert_eq!(shown(&list), [1]);
    });
}

#[test]
fn row_follows_its_conversation_alone() {
    Owner::new().with(|| {
        let list = list([2, 1]);
        let id = conversation(1, 1).id;
        let row = list.row(id).unwrap();
        list.put(Conversation { unread: 3, ..conversation(1, 1) });
        assert_eq!(row.get_untracked().unread, 3);
        assert_eq!(list.remove(id).map(|item| item.unread), Some(3));
        assert!(list.row(id).is_none());
    });
}
