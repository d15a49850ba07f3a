use super::*;
use crate::provider::{anthropic::MANNER, service::fixtures::*};

const TEXT: &str = include_str!("../../fixtures/anthropic/text.sse");
const THINKING: &str = include_str!("../../fixtures/anthropic/thinking.sse");
const TOOLS: &str = include_str!("../../fixtures/anthropic/tools.sse");
const UNKNOWN: &str = include_str!("../../fixtures/anthropic/unknown.sse");
const ERROR: &str = include_str!("../../fixtures/anthropic/error.sse");
const CUT: &str = include_str!("../../fixtures/anthropic/cut.sse");
const UNCOUNTED: &str = include_str!("../../fixtures/anthropic/uncounted.sse");

fn reader() -> Answer {
    Answer::new(with_manner(&MANNER))
}

#[test]
fn answer_is_text_figures_and_an_end() {
    let events = read(reader(), TEXT).unwrap();
    assert_eq!(said(&events), "Guten Täg 😀");
    // Fresh, cached and newly cached tokens are all part of the question.
    assert_eq!(end(&events), (figures([2125, 15, 2000, 0]), StopReason::End));
}

#[test]
fn figures_never_stand_before_the_first_word() {
    let events = read(reader(), TEXT).unwrap();
    assert_eq!(events[0], ProviderEvent::Text("Guten Täg".to_owned()));
}

#[test]
fn reasoning_stands_before_the_answer_and_signatures_nowhere() {
    let events = read(reader(), THINKING).unwrap();
    assert_eq!(reasoning(&events), "27 * 453 is 12231.");
    assert_eq!(said(&events), "27 · 453 = 12231");
    assert_eq!(end(&events), (figures([40, 60, 0, 40]), StopReason::End));
    assert!(!format!("{events:?}").contains("EqQBCgIY"));
}

#[test]
fn calls_are_put_together_from_their_pieces_also_without_arguments() {
    let events = read(reader(), TOOLS).unwrap();
    assert_eq!(said(&events), "I look it up.");
    let expected = [
        call("toolu_01", "get_weather", r#"{"city": "Pune"}"#),
        call("toolu_02", "get_time", "{}"),
    ];
    assert_eq!(calls(&events), expected);
    assert_eq!(end(&events), (figures([472, 89, 0, 0]), StopReason::ToolCalls));
}

#[test]
fn arguments_that_come_at_once_are_taken_as_they_are() {
    let body = TOOLS.replace(
        r#""name": "get_time", "input": {}"#,
        r#""name": "get_time", "input": {"zone": "IST"}"#,
    );
    assert_eq!(calls(&read(reader(), &body).unwrap())[1].2, r#"{"zone":"IST"}"#);
}

#[test]
fn events_that_nobody_knows_are_passed_over() {
    let events = read(reader(), UNKNOWN).unwrap();
    assert_eq!(said(&events), "So far so good");
    assert_eq!(calls(&events), []);
    assert!(!format!("{events:?}").contains("hidden"));
    assert_eq!(end(&events), (figures([10, 6, 0, 0]), StopReason::End));
}

#[test]
fn figures_are_estimated_where_only_those_of_the_beginning_are_told() {
    let half = TEXT.replace(r#""output_tokens": 15"#, r#""output_tokens": null"#);
    let (usage, _) = end(&read(reader(), &half).unwrap());
    assert!(usage.estimated && usage.input == 2125 && usage.output > 1, "{usage:?}");
}

#[test]
fn stop_reasons_are_told_by_what_they_mean() {
    for (word, expected) in [
        ("end_turn", StopReason::End),
        ("stop_sequence", StopReason::End),
        ("max_tokens", StopReason::Length),
        ("model_context_window_exceeded", StopReason::Length),
        ("refusal", StopReason::ContentFilter),
        ("pause_turn", StopReason::Other("pause_turn".to_owned())),
    ] {
        let body = TEXT.replace("end_turn", word);
        assert_eq!(end(&read(reader(), &body).unwrap()).1, expected);
    }
}

#[test]
fn body_that_is_not_this_api_is_malformed() {
    for body in
        ["data: 17\n\n", "data: {}\n\n", "data: [1]\n\n", "data: {\"type\":\n\n", "", ": a\n\n"]
    {
        assert_eq!(failure(reader(), body).0, ErrorKind::Malformed, "{body}");
    }
    let openai = include_str!("../../fixtures/openai/text.sse");
    assert_eq!(failure(reader(), openai).0, ErrorKind::Malformed);
}

#[test]
fn failure_for_too_many_requests_is_told_as_one() {
    let limited = ERROR.replace("overloaded_error", "rate_limit_error");
    assert_eq!(failure(reader(), &limited).0, ErrorKind::RateLimit);
}

answers_of_every_kind! {
    error: ERROR, cut: CUT, uncounted: UNCOUNTED, tools: TOOLS,
    others: [TEXT, THINKING, UNKNOWN]
}
