use super::*;
use crate::provider::{gemini::MANNER, service::fixtures::*};

const TEXT: &str = include_str!("../../fixtures/gemini/text.sse");
const THINKING: &str = include_str!("../../fixtures/gemini/thinking.sse");
const TOOLS: &str = include_str!("../../fixtures/gemini/tools.sse");
const UNKNOWN: &str = include_str!("../../fixtures/gemini/unknown.sse");
const BLOCKED: &str = include_str!("../../fixtures/gemini/blocked.sse");
const ERROR: &str = include_str!("../../fixtures/gemini/error.sse");
const CUT: &str = include_str!("../../fixtures/gemini/cut.sse");
const UNCOUNTED: &str = include_str!("../../fixtures/gemini/uncounted.sse");

fn reader() -> Answer {
    Answer::new(with_manner(&MANNER))
}

#[test]
fn answer_is_text_figures_and_an_end() {
    let events = read(reader(), TEXT).unwrap();
    assert_eq!(said(&events), "Guten Täg 😀");
    assert_eq!(end(&events), (figures([12, 9, 8, 0]), StopReason::End));
}

#[test]
fn figures_grow_with_the_answer() {
    let events = read(reader(), TEXT).unwrap();
    let counted = events.iter().filter_map(|event| match event {
        ProviderEvent::Usage(usage) => Some(usage.output),
        _ => None,
    });
    assert_eq!(counted.collect::<Vec<_>>(), [4, 7, 9, 9]);
}

#[test]
fn thoughts_are_reasoning_and_count_as_output() {
    let events = read(reader(), THINKING).unwrap();
    assert_eq!(reasoning(&events), "**Planning**\n\nI multiply.");
    assert_eq!(said(&events), "12231");
    assert_eq!(end(&events), (figures([9, 51, 0, 45]), StopReason::End));
}

#[test]
fn calls_have_ids_and_keep_their_signatures() {
    let events = read(reader(), TOOLS).unwrap();
    assert_eq!(said(&events), "I look it up.");
    let expected = [
        call("call_r-1_0~c2lnbmF0dXJl", "get_weather", r#"{"city":"Pune"}"#),
        call("fc-2", "get_time", "{}"),
    ];
    assert_eq!(calls(&events), expected);
    assert_eq!(end(&events), (figures([60, 44, 0, 20]), StopReason::ToolCalls));
}

#[test]
fn parts_and_events_that_nobody_knows_are_passed_over() {
    let events = read(reader(), UNKNOWN).unwrap();
    assert_eq!(said(&events), "So far so good");
    assert!(!format!("{events:?}").contains("hidden"));
    assert_eq!(end(&events), (figures([10, 6, 0, 0]), StopReason::End));
}

#[test]
fn question_that_was_blocked_ends_filtered() {
    let events = read(reader(), BLOCKED).unwrap();
    assert_eq!(end(&events), (figures([7, 0, 0, 0]), StopReason::ContentFilter));
}

#[test]
fn finish_reasons_are_told_by_what_they_mean() {
    for (word, expected) in [
        ("MAX_TOKENS", StopReason::Length),
        ("SAFETY", StopReason::ContentFilter),
        ("RECITATION", StopReason::ContentFilter),
        ("PROHIBITED_CONTENT", StopReason::ContentFilter),
        ("OTHER", StopReason::Other("OTHER".to_owned())),
    ] {
        let body = TEXT.replace("STOP", word);
        assert_eq!(end(&read(reader(), &body).unwrap()).1, expected);
    }
    let broken = TEXT.replace("STOP", "MALFORMED_FUNCTION_CALL");
    assert_eq!(failure(reader(), &broken), (ErrorKind::Malformed, "Guten Täg 😀".to_owned()));
}

#[test]
fn body_that_is_not_this_api_is_malformed() {
    for body in [
        "data: 17\n\n",
        "data: {}\n\n",
        "data: [1]\n\n",
        "data: {\"a\":\n\n",
        "",
        "data: [DONE]\n\n",
    ] {
        assert_eq!(failure(reader(), body).0, ErrorKind::Malformed, "{body}");
    }
}

answers_of_every_kind! {
    error: ERROR, cut: CUT, uncounted: UNCOUNTED, tools: TOOLS,
    others: [TEXT, THINKING, UNKNOWN, BLOCKED]
}
