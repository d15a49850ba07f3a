use std::sync::Arc;

use tokio::time::Instant;

use super::*;
use crate::{
    clock::MockClock,
    provider::{
        Place, StopReason, http_client,
        openai::OpenAi,
        registry::Registry,
        testing::{Script, ScriptedProvider},
    },
};

const POLICY: Policy = Policy { attempts: 3, silence: Duration::from_secs(30) };

fn setup() -> (Resolved, Script, Ids) {
    let (provider, script) = ScriptedProvider::new("test");
    let models = provider.offered();
    let registry = Registry::with(vec![(provider, models)]);
    let ids = Ids::seeded(Arc::new(MockClock::new(0)), 1);
    (registry.resolve(None).unwrap(), script, ids)
}

fn request() -> ChatRequest {
    ChatRequest {
        model: "test".to_owned(),
        messages: Vec::new(),
        max_output_tokens: 1,
        ..ChatRequest::default()
    }
}

fn text(text: &str) -> ProviderEvent {
    ProviderEvent::Text(text.to_owned())
}

#[tokio::test(start_paused = true)]
async fn open_tries_again_before_the_first_text_and_gives_it_on() {
    let (resolved, mut script, ids) = setup();
    let service = async {
        script.next_request().await.fail(ErrorKind::Overloaded).await;
        script.next_request().await.hang_up();
        let answer = script.next_request().await;
        answer.text("a").await;
        answer.text("b").await;
        answer.stop().await;
        script
    };
    let start = Instant::now();
    let (stream, _script) = tokio::join!(open(&resolved, request(), POLICY, &ids), service);
    let events: Vec<_> = stream.unwrap().map(Result::unwrap).collect().await;
    assert_eq!(events, [text("a"), text("b"), ProviderEvent::Stop(StopReason::End)]);
    assert!(start.elapsed() <= FIRST_WAIT * 3, "{:?}", start.elapsed());
}

#[tokio::test(start_paused = true)]
async fn open_gives_up_after_its_attempts() {
    let (resolved, mut script, ids) = setup();
    let service = async {
        for _ in 0..3 {
            script.next_request().await.fail(ErrorKind::Network).await;
        }
        script
    };
    let (result, script) = tokio::join!(open(&resolved, request(), POLICY, &ids), service);
    assert_eq!(result.err().unwrap().kind, ErrorKind::Network);
    assert!(script.idle());
}

#[tokio::test(start_paused = true)]
async fn open_does_not_try_again_what_cannot_pass() {
    for kind in [ErrorKind::Auth, ErrorKind::BadRequest, ErrorKind::TooLong, ErrorKind::Malformed] {
        let (resolved, mut script, ids) = setup();
        let service = async {
            script.next_request().await.fail(kind).await;
            script
        };
        let (result, script) = tokio::join!(open(&resolved, request(), POLICY, &ids), service);
        assert_eq!(result.err().unwrap().kind, kind);
        assert!(script.idle());
    }
}

#[tokio::test(start_paused = true)]
async fn open_waits_as_long_as_the_service_asks_but_not_for_ever() {
    for (asked, tries) in [(20, 2), (31, 1)] {
        let (resolved, mut script, ids) = setup();
        let asked = Duration::from_secs(asked);
        let limited = ProviderError {
            retry_after: Some(asked),
            ..ProviderError::new(ErrorKind::RateLimit, "slow down")
        };
        let service = async {
            script.next_request().await.fail_with(limited).await;
            if tries == 2 {
                script.next_request().await.stop().await;
            }
            script
        };
        let start = Instant::now();
        let (result, _script) = tokio::join!(open(&resolved, request(), POLICY, &ids), service);
        assert_eq!(result.is_ok(), tries == 2);
        assert_eq!(start.elapsed() >= asked, tries == 2);
    }
}

#[tokio::test(start_paused = true)]
async fn open_times_out_when_the_service_says_nothing() {
    let (resolved, mut script, ids) = setup();
    let once = Policy { attempts: 1, ..POLICY };
    let start = Instant::now();
    let (result, _held) =
        tokio::join!(open(&resolved, request(), once, &ids), script.next_request());
    assert_eq!(result.err().unwrap().kind, ErrorKind::Timeout);
    assert_eq!(start.elapsed(), POLICY.silence);
}

#[test]
fn silence_is_longer_where_the_model_thinks_unseen() {
    let (mut resolved, ..) = setup();
    for (model, silence) in [("o3", POLICY.silence * THINKING), ("gpt-4o", POLICY.silence)] {
        let url = "https://api.openai.com/v1";
        let place = Place {
            name: "openai".to_owned(),
            base_url: http_client::base_url("x", url).unwrap(),
            key: None,
        };
        let official = OpenAi::new(http_client::build().unwrap(), place).unwrap();
        resolved.provider = Arc::new(official);
        model.clone_into(&mut resolved.upstream);
        assert_eq!(POLICY.silence_of(&resolved), silence, "{model}");
    }
}

#[tokio::test(start_paused = true)]
async fn stream_in_mid_answer_is_never_tried_again() {
    for (silent, kind) in [(true, ErrorKind::Timeout), (false, ErrorKind::Network)] {
        let (resolved, mut script, ids) = setup();
        let service = async {
            let answer = script.next_request().await;
            answer.text("half").await;
            answer
        };
        let (stream, answer) = tokio::join!(open(&resolved, request(), POLICY, &ids), service);
        let mut stream = stream.unwrap();
        assert_eq!(stream.next().await, Some(Ok(text("half"))));
        let held = if silent {
            Some(answer)
        } else {
            answer.hang_up();
            None
        };
        assert_eq!(stream.next().await.unwrap().unwrap_err().kind, kind);
        assert_eq!(stream.next().await, None);
        drop(held);
        assert!(script.idle());
    }
}

#[test]
fn wait_grows_is_bounded_and_random() {
    let ids = Ids::seeded(Arc::new(MockClock::new(0)), 7);
    let error = ProviderError::new(ErrorKind::Overloaded, "");
    let policy = Policy { attempts: u32::MAX, ..POLICY };
    for attempt in [1, 2, 3, 20, 4_000_000_000] {
        let most = FIRST_WAIT.saturating_mul(1 << (attempt - 1).min(16)).min(LONGEST_WAIT);
        let waits: Vec<_> =
            (0..50).map(|_| wait_before_next(&error, attempt, policy, &ids).unwrap()).collect();
        assert!(waits.iter().all(|wait| *wait <= most));
        assert!(
            waits.iter().any(|wait| *wait > most / 2) && waits.iter().any(|wait| *wait < most / 2)
        );
    }
}
