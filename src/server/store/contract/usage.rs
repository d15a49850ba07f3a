//! What answers used and cost.

use adda_protocol::{
    Cost, KeyOwner, MessageId, MessageState, Usage, day,
    dto::{Totals, UsageLine},
};

use super::{
    database::Database,
    samples::{NOW, completed, conversation, id, new_usage, send, user},
};
use crate::store::{NewUsage, Start};

fn dollars(micros: i64) -> Cost {
    Cost { micros, currency: "USD".to_owned() }
}

pub async fn usage_is_recorded_with_the_completion_and_equals_the_messages(db: &Database) {
    let store = &*db.store;
    let person = user(store, "ada@example.org").await;
    let talk = conversation(store, person.id).await;
    let (_, answer) = send(store, talk.id, person.id, "hi").await;
    let run = NewUsage {
        conversation: Some(talk.id),
        message: Some(answer.id),
        usage: Usage { input: 10, output: 5, cached: 4, reasoning: 2, estimated: true },
        cost: Some(dollars(30)),
        ..new_usage(person.id)
    };
    let mut done = completed(answer.id, "hal", MessageState::Interrupted);
    (done.usage, done.cost) = (Some(run.usage), run.cost.clone());
    store.complete_answer(talk.id, done, Some(run.clone()), NOW).await.unwrap().unwrap();

    // Going on keeps what was used; the end carries the sum of both runs.
    let again = store.restart_answer(talk.id, answer.id, Start::Retry, answer.author.clone(), NOW);
    let again = again.await.unwrap().unwrap();
    assert_eq!((again.message.usage, &again.message.cost), (Some(run.usage), &run.cost));
    let second = NewUsage { id: id(MessageId::new).uuid(), usage: run.usage, ..run.clone() };
    let mut done = completed(answer.id, "hallo", MessageState::Complete);
    (done.usage, done.cost) = (Some(run.usage.plus(second.usage)), Some(dollars(60)));
    store.complete_answer(talk.id, done, Some(second), NOW).await.unwrap().unwrap();

    let message = store.message(talk.id, answer.id).await.unwrap().unwrap();
    let totals = store.conversation_usage(talk.id).await.unwrap();
    let used = message.usage.unwrap();
    assert_eq!((totals.input, totals.output), (used.input, used.output));
    assert_eq!((totals.cached, totals.reasoning), (used.cached, used.reasoning));
    assert_eq!(totals.costs, [message.cost.unwrap()]);
    assert_eq!((totals.answers, totals.estimated), (2, 2));
}

pub async fn usage_is_told_by_day_model_key_and_currency(db: &Database) {
    let store = &*db.store;
    let person = user(store, "ada@example.org").await;
    let other = user(store, "bob@example.org").await;
    let usage = Usage { input: 1, output: 2, ..Usage::default() };
    let base = NewUsage { usage, ..new_usage(person.id) };
    let runs = [
        base.clone(),
        NewUsage { cost: Some(dollars(7)), ..base.clone() },
        NewUsage { cost: Some(Cost { micros: 9, currency: "EUR".to_owned() }), ..base.clone() },
        NewUsage { key: KeyOwner::User, ..base.clone() },
        NewUsage { model: "another".to_owned(), ..base.clone() },
        NewUsage { at: NOW - day::MILLIS, ..base.clone() },
        NewUsage { user: other.id, ..base.clone() },
        NewUsage { at: NOW - 40 * day::MILLIS, ..base.clone() },
    ];
    for run in runs {
        let run = NewUsage { id: id(MessageId::new).uuid(), ..run };
        store.record_usage(run).await.unwrap();
    }
    let start = day::start(&day::of(NOW)).unwrap();
    let lines = store.usage(person.id, start - day::MILLIS, start + day::MILLIS).await.unwrap();
    let key =
        |line: &UsageLine| (line.day.clone(), line.model.clone(), line.key, line.totals.answers);
    let (today, before) = (day::of(NOW), day::of(NOW - day::MILLIS));
    assert_eq!(
        lines.iter().map(key).collect::<Vec<_>>(),
        [
            (before, "guide".to_owned(), KeyOwner::Nobody, 1),
            (today.clone(), "another".to_owned(), KeyOwner::Nobody, 1),
            (today.clone(), "guide".to_owned(), KeyOwner::User, 1),
            (today, "guide".to_owned(), KeyOwner::Nobody, 3),
        ]
    );
    let costs: Vec<_> =
        lines[3].totals.costs.iter().map(|c| (c.currency.as_str(), c.micros)).collect();
    assert_eq!(costs, [("EUR", 9), ("USD", 7)]);
    assert_eq!((lines[3].totals.input, lines[3].totals.output), (3, 6));
    // The end of the range is not part of it.
    assert_eq!(store.usage(person.id, start - day::MILLIS, NOW).await.unwrap().len(), 1);
}

pub async fn usage_of_everybody_is_told_by_model_and_by_person(db: &Database) {
    let store = &*db.store;
    let (ada, bob) = (user(store, "ada@example.org").await, user(store, "bob@example.org").await);
    let used = |person: &adda_protocol::dto::User, model: &str, input, cost, at| NewUsage {
        model: model.to_owned(),
        usage: Usage { input, output: 1, ..Usage::default() },
        cost,
        at,
        ..new_usage(person.id)
    };
    for new in [
        used(&ada, "m", 10, Some(dollars(3)), NOW),
        used(&ada, "m", 10, Some(dollars(4)), NOW + 1),
        used(&bob, "m", 100, None, NOW),
        used(&bob, "n", 5, None, NOW),
        used(&bob, "n", 7_000, None, NOW - 1),
    ] {
        store.record_usage(new).await.unwrap();
    }
    let lines = store.server_usage(NOW, NOW + 2).await.unwrap();
    let of = |model: &str| lines.iter().find(|line| line.model == model).unwrap();
    assert_eq!((lines.len(), of("m").totals.input, of("n").totals.input), (2, 120, 5));
    assert_eq!(of("m").totals.costs, [dollars(7)]);
    let people = store.usage_of_people(NOW, NOW + 2, 9).await.unwrap();
    let told: Vec<_> =
        people.iter().map(|of| (of.user.id, of.model.as_str(), of.totals.input)).collect();
    assert_eq!(told, [(bob.id, "m", 100), (ada.id, "m", 20), (bob.id, "n", 5)]);
    assert_eq!(people[1].totals.costs, [dollars(7)]);
    assert_eq!(store.usage_of_people(NOW, NOW + 2, 1).await.unwrap().len(), 1);
}

pub async fn usage_outlives_its_conversation_and_goes_with_its_account(db: &Database) {
    let store = &*db.store;
    let person = user(store, "ada@example.org").await;
    let talk = conversation(store, person.id).await;
    let run = NewUsage { conversation: Some(talk.id), ..new_usage(person.id) };
    store.record_usage(run).await.unwrap();
    assert_eq!(store.conversation_usage(talk.id).await.unwrap().answers, 1);
    assert!(store.delete_conversation(talk.id, None).await.unwrap());
    assert_eq!(store.conversation_usage(talk.id).await.unwrap(), Totals::default());
    assert_eq!(store.usage(person.id, 0, NOW + 1).await.unwrap().len(), 1);
    store.delete_user(person.id).await.unwrap();
    assert_eq!(db.number("SELECT count(*) FROM usage_entries").await, 0);
}

pub async fn usage_of_a_completion_that_came_too_late_is_not_recorded(db: &Database) {
    let store = &*db.store;
    let person = user(store, "ada@example.org").await;
    let talk = conversation(store, person.id).await;
    let (_, answer) = send(store, talk.id, person.id, "hi").await;
    let run = NewUsage { conversation: Some(talk.id), ..new_usage(person.id) };
    let done = completed(answer.id, "one", MessageState::Complete);
    assert!(
        store
            .complete_answer(talk.id, done.clone(), Some(run.clone()), NOW)
            .await
            .unwrap()
            .is_some()
    );
    let late = NewUsage { id: id(MessageId::new).uuid(), ..run };
    assert!(store.complete_answer(talk.id, done, Some(late), NOW).await.unwrap().is_none());
    assert_eq!(store.conversation_usage(talk.id).await.unwrap().answers, 1);
}
