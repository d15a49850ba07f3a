//! Trying keys out.

use adda_protocol::{
    ErrorCode,
    dto::{KeyTest, Price},
};

use super::*;
use crate::provider::ErrorKind;

/// Tests Ana's key; the service answers as `feed` says.
async fn tested(place: &mut Place, feed: impl AsyncFnOnce(&mut Script)) -> KeyTest {
    let id = place.keys.list(&place.ana).await.unwrap().items[0].id;
    let (keys, ana) = (place.keys.clone(), place.ana.clone());
    let test = tokio::spawn(async move { keys.test(&ana, id).await.unwrap() });
    feed(&mut place.script).await;
    test.await.unwrap()
}

#[tokio::test]
async fn test_asks_for_a_word_with_the_key_and_records_nothing() {
    let mut place = Place::new().await;
    place.add(&place.ana, KEY).await.unwrap();
    let outcome = tested(&mut place, async |script| {
        let asked = script.next_request().await;
        assert_eq!(asked.key(), Some(KEY));
        assert!(asked.request().max_output_tokens <= 16);
        asked.text("Hello").await;
        asked.cancelled().await;
    });
    let outcome = outcome.await;
    assert_eq!((outcome.ok, outcome.code), (true, None));
    assert_eq!(outcome.message, "test accepted the key.");
    let usage = place.store.usage(place.ana.id(), 0, Millis::MAX).await.unwrap();
    assert!(usage.is_empty());
}

#[tokio::test]
async fn test_tells_what_is_wrong_in_words() {
    let mut place = Place::new().await;
    place.add(&place.ana, KEY).await.unwrap();
    for (kind, code, says) in [
        (ErrorKind::Auth, ErrorCode::OwnKeyRefused, "test did not accept the key"),
        (ErrorKind::Overloaded, ErrorCode::ProviderOverloaded, "overloaded"),
        (ErrorKind::Network, ErrorCode::ProviderNetwork, "could not be reached"),
    ] {
        let outcome = tested(&mut place, async |script| {
            script.next_request().await.fail(kind).await;
        });
        let outcome = outcome.await;
        assert_eq!((outcome.ok, outcome.code), (false, Some(code)));
        assert!(outcome.message.contains(says), "{}", outcome.message);
    }
    assert!(place.script.idle(), "a test is not repeated");
}

#[tokio::test]
async fn test_goes_on_with_the_next_model_where_one_is_not_allowed() {
    let mut place = Place::with(|models| {
        let price = |output| Price {
            currency: "USD".to_owned(),
            input: 1,
            cached_input: None,
            output,
            as_of: "2026-11-21".to_owned(),
        };
        let model = |id: &str, output| ModelInfo {
            id: id.to_owned(),
            price: Some(price(output)),
            ..models[0].clone()
        };
        vec![model("test/dear", 9), model("test/cheap", 2), model("test/middle", 5)]
    })
    .await;
    place.add(&place.ana, KEY).await.unwrap();
    let outcome = tested(&mut place, async |script| {
        let first = script.next_request().await;
        assert_eq!(first.request().model, "cheap");
        first.fail(ErrorKind::BadRequest).await;
        let second = script.next_request().await;
        assert_eq!(second.request().model, "middle");
        second.stop().await;
    });
    assert!(outcome.await.ok);
}

#[tokio::test]
async fn test_is_limited_to_a_few_a_minute() {
    let mut place = Place::new().await;
    let id = place.add(&place.ana, KEY).await.unwrap().id;
    for _ in 0..5 {
        let stop = async |script: &mut Script| script.next_request().await.stop().await;
        assert!(tested(&mut place, stop).await.ok);
    }
    let refused = place.keys.test(&place.ana, id).await.unwrap_err();
    assert_eq!(refused.code(), ErrorCode::RateLimited);
    assert!(place.script.idle());
    place.clock.advance(60_000);
    let stop = async |script: &mut Script| script.next_request().await.stop().await;
    assert!(tested(&mut place, stop).await.ok);
}
