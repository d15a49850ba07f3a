//! Finding what was said.

use adda_protocol::{MessageState, UserId, limits::MESSAGE_BYTES};

use super::{
    database::{Database, Place},
    samples::{NOW, complete, completed, conversation, guide, send, user},
};
use crate::{
    store::{Hit, Start, Store},
    words::Query,
};

/// What is found, as texts.
async fn find(store: &dyn Store, who: UserId, asked: &str) -> Vec<String> {
    let Some(query) = Query::parse(asked) else { return Vec::new() };
    texts(store.search(who, query, None, 50).await.unwrap())
}

fn texts(hits: Vec<Hit>) -> Vec<String> {
    hits.into_iter().map(|hit| hit.text).collect()
}

pub async fn messages_are_found_by_all_words_newest_first(db: &Database) {
    let store = &*db.store;
    let ana = user(store, "a@example.org").await.id;
    let talk = conversation(store, ana).await.id;
    let (message, answer) = send(store, talk, ana, "My tax return is late").await;
    complete(store, talk, answer.id, "Then send the TAX form, and return it.").await.unwrap();
    let other = conversation(store, ana).await.id;
    send(store, other, ana, "A taxi to the station").await;

    let question = "My tax return is late";
    let reply = "Then send the TAX form, and return it.";
    assert_eq!(find(store, ana, "tax return").await, [reply, question]);
    assert_eq!(find(store, ana, "return TAX").await, [reply, question], "in any order");
    assert_eq!(find(store, ana, "tax").await, ["A taxi to the station", reply, question]);
    assert_eq!(find(store, ana, "\"tax return\"").await, [question]);
    assert_eq!(find(store, ana, "tax nothing").await, [""; 0]);

    let query = Query::parse("late").unwrap();
    let hit = store.search(ana, query, None, 9).await.unwrap().remove(0);
    assert_eq!((hit.conversation, hit.message, hit.seq), (talk, message.id, message.seq));
    assert_eq!(
        (hit.title.as_str(), &hit.author, hit.created_at),
        ("A title", &message.author, NOW + 10)
    );
    let titles = store.titles(ana, 9).await.unwrap();
    assert_eq!(titles.len(), 2);
    assert!(titles.contains(&(talk, "A title".to_owned(), NOW + 20)));
    assert_eq!(store.check().await.unwrap(), []);
}

pub async fn check_takes_what_was_written_since_a_search_for_no_damage(db: &Database) {
    let store = &*db.store;
    let ana = user(store, "a@example.org").await.id;
    for at in 0..8 {
        find(store, ana, "word").await;
        let talk = conversation(store, ana).await.id;
        send(store, talk, ana, &format!("A word, number {at}")).await;
        assert_eq!(store.check().await.unwrap(), []);
    }
}

pub async fn found_pages_follow_each_other(db: &Database) {
    let store = &*db.store;
    let ana = user(store, "a@example.org").await.id;
    let mut said = Vec::new();
    for at in 0..7 {
        let talk = conversation(store, ana).await.id;
        said.push(format!("The same word, number {at}"));
        send(store, talk, ana, &said[at]).await;
    }
    said.reverse();
    let (mut found, mut before) = (Vec::new(), None);
    loop {
        let query = Query::parse("word").unwrap();
        let page = store.search(ana, query, before, 3).await.unwrap();
        let Some(last) = page.last() else { break };
        before = Some(last.place);
        found.extend(texts(page));
    }
    assert_eq!(found, said);
    let query = Query::parse("word").unwrap();
    assert_eq!(store.search(ana, query, Some(i64::MIN), usize::MAX).await.unwrap(), []);
}

pub async fn indic_words_are_found_whole(db: &Database) {
    let store = &*db.store;
    let ana = user(store, "a@example.org").await.id;
    let talk = conversation(store, ana).await.id;
    for (text, whole, beginning, part) in [
        ("उनके कुत्ते का नाम बिस्कुट है।", "कुत्ते", "बिस्कु", "ते"),
        ("বাংলাদেশের স্বাধীনতা দিবস", "স্বাধীনতা", "স্বাধী", "ধীনতা"),
        ("தமிழ்நாட்டில் பொங்கல் விழா", "பொங்கல்", "தமிழ்", "நாட்டில்"),
        ("ಕನ್ನಡ ತಂತ್ರಜ್ಞಾನ", "ತಂತ್ರಜ್ಞಾನ", "ತಂತ್ರ", "ಜ್ಞಾನ"),
        ("ਪੰਜਾਬੀ ਵਿੱਚ ਲਿਖੋ", "ਵਿੱਚ", "ਪੰਜਾ", "ੱਚ"),
    ] {
        let (_, answer) = send(store, talk, ana, text).await;
        complete(store, talk, answer.id, "ठीक").await.unwrap();
        assert_eq!(find(store, ana, whole).await, [text], "{whole}");
        assert_eq!(find(store, ana, beginning).await, [text], "{beginning}");
        assert_eq!(find(store, ana, part).await, [""; 0], "{part} is no beginning");
        assert_eq!(find(store, ana, &format!("{beginning} {whole}")).await, [""; 0], "{text}");
    }
    send(store, talk, ana, "我在北京工作").await;
    assert_eq!(find(store, ana, "北京").await, ["我在北京工作"]);
    assert_eq!(find(store, ana, "京北").await, [""; 0]);
    assert_eq!(find(store, ana, "ECOLE").await, [""; 0]);
    send(store, talk, ana, "À l’école").await;
    assert_eq!(find(store, ana, "ECOLE").await, ["À l’école"]);
}

pub async fn a05_messages_of_others_are_never_found(db: &Database) {
    let store = &*db.store;
    let (ana, eve) = (user(store, "a@example.org").await.id, user(store, "e@example.org").await.id);
    let talk = conversation(store, ana).await.id;
    let (_, answer) = send(store, talk, ana, "the treasure is under the oak").await;
    complete(store, talk, answer.id, "which oak?").await.unwrap();
    let own = conversation(store, eve).await.id;
    send(store, own, eve, &format!("my oak @{} {}", ana.uuid().simple(), ana)).await;
    assert_eq!(find(store, eve, "oak").await.len(), 1);
    assert_eq!(find(store, eve, "treasure").await, [""; 0]);
    assert_eq!(find(store, ana, "oak").await.len(), 2);
    for asked in [
        format!("{}", ana.uuid().simple()),
        "oak\" OR owner : \"".to_owned(),
        format!("owner : {} OR oak", ana.uuid().simple()),
        format!("' | '@{}", ana.uuid().simple()),
    ] {
        let found = find(store, eve, &asked).await;
        assert!(found.iter().all(|text| text.starts_with("my oak")), "{asked}: {found:?}");
    }
    assert_eq!(store.titles(eve, 9).await.unwrap().len(), 1);
    // No longer taking part is finding nothing, whatever the index holds.
    db.execute(
        "DELETE FROM participants WHERE conversation_id =
             (SELECT conversation_id FROM messages WHERE text LIKE 'my oak%')",
    )
    .await;
    assert_eq!(find(store, eve, "oak").await, [""; 0]);
    assert_eq!(store.titles(eve, 9).await.unwrap(), []);
}

pub async fn a26_words_go_with_their_message(db: &Database) {
    let store = &*db.store;
    let ana = user(store, "a@example.org").await.id;
    let (talk, other) = (conversation(store, ana).await.id, conversation(store, ana).await.id);
    let (_, answer) = send(store, talk, ana, "rhinoceros").await;
    complete(store, talk, answer.id, "hippopotamus").await.unwrap();
    send(store, other, ana, "crocodile").await;
    store.mark_for_deletion(talk, NOW + 10_000, false).await.unwrap();
    assert_eq!(find(store, ana, "rhinoceros").await, [""; 0], "it may still come back");
    assert_eq!(store.titles(ana, 9).await.unwrap().len(), 1);
    assert!(store.delete_conversation(talk, None).await.unwrap());
    assert_eq!(find(store, ana, "rhinoceros").await, [""; 0]);
    assert_eq!(find(store, ana, "hippopotamus").await, [""; 0]);
    assert_eq!(find(store, ana, "crocodile").await, ["crocodile"]);
    store.delete_user(ana).await.unwrap();
    assert_eq!(db.number("SELECT count(*) FROM _message_words").await, 0);
    while store.purge_words(2).await.unwrap() > 0 {}
    if let Place::Sqlite(_) = db.place {
        assert_eq!(db.number("SELECT count(*) FROM _words_gone").await, 0);
        // Nothing of them is left in the index either.
        assert_eq!(db.number("SELECT count(*) FROM _words_fts").await, 0);
        let left = "SELECT count(*) FROM _words_fts_data
                    WHERE instr(CAST(block AS TEXT), 'rhino') OR instr(CAST(block AS TEXT), 'hippo')
                        OR instr(CAST(block AS TEXT), 'croco')";
        assert_eq!(db.number(left).await, 0);
    }
}

pub async fn answer_is_found_once_it_is_finished_and_as_it_is_now(db: &Database) {
    let store = &*db.store;
    let ana = user(store, "a@example.org").await.id;
    let talk = conversation(store, ana).await.id;
    let (_, answer) = send(store, talk, ana, "question").await;
    store.checkpoint(talk, answer.id, "half a giraffe").await.unwrap();
    assert_eq!(find(store, ana, "giraffe").await, [""; 0], "still being written");
    let stopped = completed(answer.id, "half a giraffe", MessageState::Stopped);
    store.complete_answer(talk, stopped, None, NOW).await.unwrap().unwrap();
    assert_eq!(find(store, ana, "giraffe").await, ["half a giraffe"]);
    store.restart_answer(talk, answer.id, Start::Retry, guide(), NOW).await.unwrap().unwrap();
    assert_eq!(find(store, ana, "giraffe").await, [""; 0], "the text is gone");
    complete(store, talk, answer.id, "a whole zebra").await.unwrap();
    assert_eq!(find(store, ana, "giraffe").await, [""; 0]);
    assert_eq!(find(store, ana, "zebra").await, ["a whole zebra"]);

    let (_, answer) = send(store, talk, ana, "another").await;
    store.checkpoint(talk, answer.id, "cut off lynx").await.unwrap();
    store.recover(NOW).await.unwrap();
    assert_eq!(find(store, ana, "lynx").await, ["cut off lynx"], "interrupted by a restart");
}

pub async fn messages_of_before_are_read_in_steps(db: &Database) {
    let store = &*db.store;
    let ana = user(store, "a@example.org").await.id;
    let mut said = Vec::new();
    for at in 0..5 {
        let talk = conversation(store, ana).await.id;
        said.push(format!("old words {at}"));
        send(store, talk, ana, &said[at]).await;
    }
    said.reverse();
    // As a version wrote them that kept no words.
    db.execute("DELETE FROM _message_words").await;
    assert_eq!(find(store, ana, "old").await, [""; 0]);
    // Five greetings, and no answer that is being written.
    assert_eq!(store.note_unread().await.unwrap(), 10);
    assert_eq!(store.note_unread().await.unwrap(), 0);
    let (mut steps, mut before) = (0, store.read_words(None, 3).await.unwrap());
    assert!(find(store, ana, "old").await.len() < 5, "in steps");
    while before.is_some() {
        before = store.read_words(before, 3).await.unwrap();
        steps += 1;
    }
    assert_eq!(steps, 4);
    let mut found = find(store, ana, "old words").await;
    found.sort_unstable();
    found.reverse();
    assert_eq!(found, said);
    assert_eq!(store.read_words(None, 3).await.unwrap(), None, "nothing is read twice");
}

pub async fn a18_hostile_queries_are_words_like_others(db: &Database) {
    let store = &*db.store;
    let ana = user(store, "a@example.org").await.id;
    let talk = conversation(store, ana).await.id;
    send(store, talk, ana, "NEAR the OR and NOT of it").await;
    let long = "word ".repeat(2_000);
    let (dense, letters) = ("a".repeat(10_000), "\u{915}\u{94d}".repeat(5_000));
    for asked in [
        "\"",
        "'",
        "*",
        "OR",
        "a\" OR \"b",
        "\\",
        "!&|()",
        "NEAR(",
        ":*",
        "<->",
        "\0",
        "it\0",
        "^it",
        "{words}: x",
        "owner:x",
        "-it",
        "it*",
        "it AND",
        "(((",
        "'; DROP TABLE messages; --",
        "\u{202e}",
        "%_",
        "$1",
        "?1",
        &long,
        &dense,
        &letters,
    ] {
        let found = find(store, ana, asked).await;
        assert!(found.len() <= 1, "{asked}");
    }
    assert_eq!(find(store, ana, "near OR not").await.len(), 1);
    assert_eq!(find(store, ana, "it*").await.len(), 1);
    assert_eq!(find(store, ana, "(it)").await.len(), 1);
    assert_eq!(store.check().await.unwrap(), []);
}

pub async fn long_and_odd_messages_are_kept(db: &Database) {
    let store = &*db.store;
    let ana = user(store, "a@example.org").await.id;
    let talk = conversation(store, ana).await.id;
    let different: Vec<String> = (0..120_000).map(|at| format!("w{at}x")).collect();
    for text in [
        String::new(),
        "🦀🦀".to_owned(),
        "'\\\":*&|!<->()\0\u{1}".to_owned(),
        "x".repeat(MESSAGE_BYTES),
        "क्".repeat(MESSAGE_BYTES / 6),
        "\u{fdfa}".repeat(MESSAGE_BYTES / 3),
        "same ".repeat(40_000),
        different.join(" "),
    ] {
        let (_, answer) = send(store, talk, ana, "hm").await;
        complete(store, talk, answer.id, &text).await.unwrap();
    }
    assert_eq!(find(store, ana, "w7x").await.len(), 1);
    assert_eq!(find(store, ana, "same").await.len(), 1);
    assert_eq!(store.check().await.unwrap(), []);
}
