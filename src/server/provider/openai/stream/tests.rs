use super::*;
use crate::provider::service::fixtures::*;

const TEXT: &str = include_str!("../../fixtures/openai/text.sse");
const DEEPSEEK: &str = include_str!("../../fixtures/openai/deepseek.sse");
const TOOLS: &str = include_str!("../../fixtures/openai/tools.sse");
const OPENROUTER: &str = include_str!("../../fixtures/openai/openrouter.sse");
const ERROR: &str = include_str!("../../fixtures/openai/error.sse");
const EXHAUSTED: &str = include_str!("../../fixtures/openai/exhausted.sse");
const CUT: &str = include_str!("../../fixtures/openai/cut.sse");
const UNCOUNTED: &str = include_str!("../../fixtures/openai/uncounted.sse");

fn reader() -> Answer {
    Answer::new(service())
}

#[test]
fn answer_is_text_figures_and_an_end() {
    let events = read(reader(), TEXT).unwrap();
    assert_eq!(said(&events), "Guten Täg 😀");
    assert_eq!(end(&events), (figures([12, 6, 8, 0]), StopReason::End));
}

#[test]
fn reasoning_of_deepseek_stands_before_the_answer() {
    let events = read(reader(), DEEPSEEK).unwrap();
    assert_eq!(reasoning(&events), "27 * 453 is 12231.");
    assert_eq!(said(&events), "27 · 453 = 12231");
    assert_eq!(end(&events), (figures([20, 60, 16, 40]), StopReason::End));
}

#[test]
fn reasoning_of_openrouter_is_told_once() {
    let events = read(reader(), OPENROUTER).unwrap();
    assert_eq!((reasoning(&events), said(&events)), ("Hm. So.".to_owned(), "Yes.".to_owned()));
    assert_eq!(end(&events), (figures([9, 5, 0, 3]), StopReason::End));
}

#[test]
fn calls_are_put_together_from_their_pieces() {
    let events = read(reader(), TOOLS).unwrap();
    let expected =
        [call("call_1", "get_weather", r#"{"city": "Pune"}"#), call("call_2", "get_time", "{}")];
    assert_eq!(calls(&events), expected);
    assert_eq!(end(&events), (figures([60, 24, 0, 0]), StopReason::ToolCalls));
}

#[test]
fn calls_without_index_count_as_they_come_and_end_in_calls() {
    let body = r#"data: {"choices":[{"delta":{"tool_calls":[{"id":"a","function":{"name":"f","arguments":{"x":1}}}]}}]}

data: {"choices":[{"delta":{"tool_calls":[{"id":"b","function":{"name":"g","arguments":"{"}}]}}]}

data: {"choices":[{"delta":{"tool_calls":[{"function":{"arguments":"}"}}]},"finish_reason":"stop"}]}

"#;
    let events = read(reader(), body).unwrap();
    assert_eq!(calls(&events), [call("a", "f", r#"{"x":1}"#), call("b", "g", "{}")]);
    assert_eq!(end(&events).1, StopReason::ToolCalls);
}

#[test]
fn failure_of_a_service_that_is_exhausted_is_told_as_overload() {
    assert_eq!(failure(reader(), EXHAUSTED), (ErrorKind::Overloaded, "Half".to_owned()));
}

answers_of_every_kind! {
    error: ERROR, cut: CUT, uncounted: UNCOUNTED, tools: TOOLS,
    others: [TEXT, DEEPSEEK, OPENROUTER]
}
