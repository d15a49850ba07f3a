//! Whose key an answer is asked with.

use crate::{
    keys::Unusable,
    provider::{
        http_client,
        openai::{self, OpenAi},
        registry::{Registry, Resolved},
    },
};

use super::*;

/// Where `test` is.
fn at(url: &str) -> Registry {
    let base_url = http_client::base_url("test", url).unwrap();
    let place = openai::Place { name: "test".to_owned(), base_url, key: None };
    let provider = OpenAi::new(http_client::build().unwrap(), place).unwrap();
    let model = ModelInfo { id: "test/m".into(), provider: "test".into(), ..ModelInfo::default() };
    Registry::with(vec![(Arc::new(provider), vec![model])])
}

fn resolved(keys: &Keys) -> Resolved {
    keys.providers.resolve(None).unwrap()
}

async fn has_own(keys: &Keys, who: &Identity) -> bool {
    keys.own(who.id(), &resolved(keys)).await.unwrap().is_some()
}

#[tokio::test]
async fn own_key_is_the_persons_and_stops_when_it_is_removed() {
    let mut place = Place::new().await;
    assert!(!has_own(&place.keys, &place.ana).await);
    let id = place.add(&place.ana, KEY).await.unwrap().id;
    let own = place.keys.own(place.ana.id(), &resolved(&place.keys)).await.unwrap().unwrap();
    let _stream = own.provider.stream(crate::provider::ChatRequest::default()).await.unwrap();
    assert_eq!(place.script.next_request().await.key(), Some(KEY));
    assert!(!has_own(&place.keys, &place.eve).await);
    assert_eq!(place.keys.providers_of(place.ana.id()).await.unwrap(), ["test"]);

    place.keys.remove(&place.ana, id).await.unwrap();
    assert!(!has_own(&place.keys, &place.ana).await);
}

#[tokio::test]
async fn own_key_removed_by_another_server_stops_within_a_second() {
    let place = Place::new().await;
    let other = place.another(at("https://test.example"), "the server's secret");
    let id = place.add(&place.ana, KEY).await.unwrap().id;
    assert!(has_own(&place.keys, &place.ana).await);
    other.remove(&place.ana, id).await.unwrap();
    place.clock.advance(999);
    assert!(has_own(&place.keys, &place.ana).await, "no query for a key just used");
    place.clock.advance(1);
    assert!(!has_own(&place.keys, &place.ana).await);
}

/// attacks.md 24: the operator moved the service; whoever is there now gets no key that was given for the old place.
#[tokio::test]
async fn a24_own_key_goes_only_where_it_was_given_for() {
    let place = Place::new().await;
    let here = place.another(at("https://api.example.org/v1"), "the server's secret");
    here.add(&place.ana, new("test", "", KEY)).await.unwrap();
    let same = place.another(at("https://api.example.org/v2"), "the server's secret");
    assert!(has_own(&same, &place.ana).await);
    for elsewhere in [
        "http://api.example.org/v1",
        "https://api.example.org:8443/v1",
        "https://api.example.org.evil.example/v1",
    ] {
        let moved = place.another(at(elsewhere), "the server's secret");
        let refusal = moved.own(place.ana.id(), &resolved(&moved)).await.unwrap_err();
        assert!(matches!(refusal, Unusable::Moved { .. }), "{elsewhere}: {refusal}");
    }
}

#[tokio::test]
async fn own_key_sealed_with_another_secret_is_unusable_and_not_replaced() {
    let place = Place::new().await;
    place.add(&place.ana, KEY).await.unwrap();
    let other = place.another(at("https://test.example"), "another secret");
    let refusal = other.own(place.ana.id(), &resolved(&other)).await.unwrap_err();
    assert!(matches!(refusal, Unusable::Closed { .. }), "{refusal}");
    assert!(refusal.to_string().contains("secret.key"), "{refusal}");
}

#[tokio::test]
async fn own_key_use_is_noted_once_a_minute() {
    let place = Place::new().await;
    let id = place.add(&place.ana, KEY).await.unwrap().id;
    let used = async |at: Millis| {
        assert!(has_own(&place.keys, &place.ana).await);
        // It is noted beside the answer.
        for _ in 0..500 {
            let row = place.store.provider_key(place.ana.id(), id).await.unwrap().unwrap();
            if row.last_used_at == Some(at) {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(2)).await;
        }
        panic!("the use was not noted");
    };
    used(NOW).await;
    place.clock.advance(59_999);
    assert!(has_own(&place.keys, &place.ana).await);
    place.clock.advance(1);
    used(NOW + 60_000).await;
}
