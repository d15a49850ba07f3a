//! What people tell of themselves and allow, and how they have felt.

use adda_protocol::{
    appearance::{Density, Language, SendKey, TextSize, Theme},
    dto::{Appearance, Profile},
};

use super::{
    context::talk,
    database::Database,
    samples::{conversation, new_summary, user},
};
use crate::store::{Choices, MoodSum, ReadMood};

pub async fn profile_is_kept_for_its_person_alone(db: &Database) {
    let store = &*db.store;
    let (ana, bob) = (user(store, "a@example.org").await.id, user(store, "b@example.org").await.id);
    assert_eq!(store.profile(ana).await.unwrap(), Profile::default());
    let told = Profile {
        nickname: "A\0di".to_owned(),
        language: Some("hi".to_owned()),
        region: Some("IN".to_owned()),
        interests: vec!["chess".to_owned(), "\"tax\"".to_owned()],
        share_interests: false,
        memory: false,
        mood: true,
        hidden_terms: vec!["Project Lotus".to_owned()],
    };
    store.set_profile(ana, told.clone()).await.unwrap();
    let kept = Profile { nickname: "A\u{fffd}di".to_owned(), ..told };
    assert_eq!(store.profile(ana).await.unwrap(), kept);
    assert_eq!(store.profile(bob).await.unwrap(), Profile::default());
    let again = Profile { language: None, memory: true, ..kept };
    store.set_profile(ana, again.clone()).await.unwrap();
    assert_eq!(store.profile(ana).await.unwrap(), again);
}

pub async fn appearance_is_kept_for_its_person_alone(db: &Database) {
    let store = &*db.store;
    let (ana, bob) = (user(store, "a@example.org").await.id, user(store, "b@example.org").await.id);
    assert_eq!(store.appearance(ana).await.unwrap(), None);
    let chosen = Appearance {
        theme: Theme::Light,
        text_size: TextSize::Large,
        density: Density::Compact,
        send_key: SendKey::CtrlEnter,
        language: Language::Hi,
    };
    store.set_appearance(ana, chosen).await.unwrap();
    assert_eq!(store.appearance(ana).await.unwrap(), Some(chosen));
    assert_eq!(store.appearance(bob).await.unwrap(), None);
    // What everybody begins with is a choice as well.
    store.set_appearance(ana, Appearance::default()).await.unwrap();
    assert_eq!(store.appearance(ana).await.unwrap(), Some(Appearance::default()));
}

pub async fn situation_is_a_participants_alone(db: &Database) {
    let store = &*db.store;
    let (ana, eve) = (user(store, "a@example.org").await.id, user(store, "e@example.org").await.id);
    let talk = conversation(store, ana).await.id;
    let here = store.situation(talk, ana).await.unwrap().unwrap();
    assert_eq!((here.name.as_str(), here.category.as_str()), ("Ada", "general"));
    assert_eq!((here.profile, here.choices), (Profile::default(), Choices::default()));
    assert_eq!(store.situation(talk, eve).await.unwrap(), None);

    let choices = Choices { memory: Some(false), mood: None };
    assert!(!store.set_choices(talk, eve, choices).await.unwrap());
    assert!(store.set_choices(talk, ana, choices).await.unwrap());
    assert_eq!(store.situation(talk, ana).await.unwrap().unwrap().choices, choices);
    let other = conversation(store, ana).await.id;
    assert_eq!(store.situation(other, ana).await.unwrap().unwrap().choices, Choices::default());
}

pub async fn moods_are_summed_by_day_and_go_when_turned_off(db: &Database) {
    let store = &*db.store;
    let (ana, bob) = (user(store, "a@example.org").await.id, user(store, "b@example.org").await.id);
    for (who, day, score) in [(ana, 10, 50), (ana, 10, -20), (ana, 12, 7), (bob, 10, -90)] {
        store.add_mood(who, day, score).await.unwrap();
    }
    let sum = |day, total, messages| MoodSum { day, total, messages };
    assert_eq!(store.moods(ana, 0).await.unwrap(), [sum(10, 30, 2), sum(12, 7, 1)]);
    assert_eq!(store.moods(ana, 11).await.unwrap(), [sum(12, 7, 1)]);

    store.set_profile(ana, Profile { memory: false, ..Profile::default() }).await.unwrap();
    assert_eq!(store.moods(ana, 0).await.unwrap().len(), 2, "another switch");
    store.set_profile(ana, Profile { mood: false, ..Profile::default() }).await.unwrap();
    // What was being read when it was turned off comes too late.
    store.add_mood(ana, 12, 5).await.unwrap();
    assert_eq!(store.moods(ana, 0).await.unwrap(), []);
    assert_eq!(store.moods(bob, 0).await.unwrap(), [sum(10, -90, 1)]);
}

pub async fn moods_read_with_notes_are_counted_once(db: &Database) {
    let store = &*db.store;
    let ana = user(store, "a@example.org").await.id;
    let (one, other) = (talk(store, ana, 3).await, talk(store, ana, 3).await);
    for id in [one, other] {
        assert!(store.save_summary(new_summary(id, 5)).await.unwrap());
    }
    let mood = |seq, day, score| ReadMood { seq, day, score };
    let sum = |day, total, messages| MoodSum { day, total, messages };
    store.add_read_moods(one, ana, vec![mood(1, 10, -40), mood(3, 11, 20)]).await.unwrap();
    // The notes were made anew, further than before.
    let again = vec![mood(1, 10, -40), mood(3, 11, 20), mood(5, 11, 10)];
    store.add_read_moods(one, ana, again).await.unwrap();
    assert_eq!(store.moods(ana, 0).await.unwrap(), [sum(10, -40, 1), sum(11, 30, 2)]);
    store.add_read_moods(other, ana, vec![mood(1, 10, 5)]).await.unwrap();
    assert_eq!(store.moods(ana, 0).await.unwrap()[0], sum(10, -35, 2));

    store.set_profile(ana, Profile { mood: false, ..Profile::default() }).await.unwrap();
    store.add_read_moods(one, ana, vec![mood(7, 11, 10)]).await.unwrap();
    assert_eq!(store.moods(ana, 0).await.unwrap(), []);
}
