//! Places held at the same time.

use super::*;

const MINUTE: Duration = Duration::from_mins(1);

async fn hold(place: &Place, holder: u8) -> bool {
    place.counter.hold(key("a"), 2, [holder; 16], MINUTE).await.unwrap()
}

pub async fn places_are_held_by_so_many_and_freed(place: &Place) {
    assert!(hold(place, 1).await && hold(place, 2).await);
    assert!(!hold(place, 3).await);
    assert!(place.counter.hold(key("b"), 2, [3; 16], MINUTE).await.unwrap(), "another key's");
    place.counter.release(key("a"), [1; 16]).await.unwrap();
    place.counter.release(key("a"), [9; 16]).await.unwrap();
    assert!(hold(place, 3).await);
    assert!(!hold(place, 1).await, "a place freed twice is one place");
}

pub async fn place_whose_time_is_over_is_free(place: &Place) {
    assert!(hold(place, 1).await);
    place.clock.advance(30_000);
    assert!(hold(place, 2).await);
    place.clock.advance(29_999);
    assert!(!hold(place, 3).await);
    place.clock.advance(1);
    assert!(hold(place, 3).await, "its holder crashed");
    assert!(!hold(place, 1).await);
}

pub async fn holder_keeps_its_place_by_asking_again(place: &Place) {
    assert!(hold(place, 1).await && hold(place, 2).await);
    for _ in 0..3 {
        place.clock.advance(40_000);
        assert!(hold(place, 1).await, "the same holder is one holder");
    }
    assert!(hold(place, 3).await, "the second's time is over");
    assert!(!hold(place, 4).await);
}
