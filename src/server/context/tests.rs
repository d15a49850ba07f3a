use adda_protocol::{Author, MessageId};
use proptest::prelude::*;

use super::*;

fn message(kind: AuthorKind, state: MessageState, text: &str) -> Message {
    Message {
        id: MessageId::new(0, [0; 10]),
        seq: 1,
        client_id: None,
        reply_to: None,
        author: Author { kind, id: String::new(), name: String::new() },
        text: text.to_owned(),
        state,
        model: None,
        usage: None,
        cost: None,
        reasoning: None,
        receipt: None,
        error: None,
        created_at: 0,
    }
}

fn user(text: &str) -> Message {
    message(AuthorKind::User, MessageState::Complete, text)
}

fn ai(state: MessageState, text: &str) -> Message {
    message(AuthorKind::Ai, state, text)
}

fn turn(history: &[Message], window_tokens: u64) -> Turn<'_> {
    Turn {
        model: "m",
        system_prompt: "Be kind.",
        history,
        partial: None,
        max_output_tokens: 10,
        window_tokens,
    }
}

fn texts(request: &ChatRequest) -> Vec<(ChatRole, &str)> {
    request.messages.iter().map(|line| (line.role, line.text.as_str())).collect()
}

#[test]
fn request_tells_what_was_said_and_leaves_out_what_was_not() {
    let history = [
        ai(MessageState::Complete, "Hello Ada!"),
        user("one"),
        ai(MessageState::Failed, "x"),
        user("two"),
        ai(MessageState::Interrupted, "half"),
        ai(MessageState::Stopped, " "),
        message(AuthorKind::System, MessageState::Complete, "Model changed"),
        ai(MessageState::Pending, ""),
        user("three"),
    ];
    let request = build(&turn(&history, WINDOW_TOKENS));
    let expected = [
        (ChatRole::System, "Be kind."),
        (ChatRole::Assistant, "Hello Ada!"),
        (ChatRole::User, "one"),
        (ChatRole::User, "two"),
        (ChatRole::Assistant, "half"),
        (ChatRole::User, "three"),
    ];
    assert_eq!(texts(&request), expected);
    assert_eq!((request.model.as_str(), request.max_output_tokens), ("m", 10));
}

#[test]
fn request_without_system_prompt_has_no_system_line() {
    let history = [user("one")];
    let request = build(&Turn { system_prompt: " ", ..turn(&history, 100) });
    assert_eq!(texts(&request), [(ChatRole::User, "one")]);
}

#[test]
fn request_to_continue_ends_with_the_answer_so_far_and_the_word_to_go_on() {
    let history = [user("one")];
    let request = build(&Turn { partial: Some("Once upon"), ..turn(&history, 1_000) });
    let lines = texts(&request);
    assert_eq!(lines[2..], [(ChatRole::Assistant, "Once upon"), (ChatRole::User, CONTINUE)]);
    assert_eq!(request.continued(), Some("Once upon"));
    assert_eq!(build(&Turn { partial: Some(""), ..turn(&history, 1_000) }).continued(), None);
}

#[test]
fn request_always_holds_the_last_message_of_the_person() {
    let long = "word ".repeat(5_000);
    let history = [user("old"), user(&long), ai(MessageState::Failed, "")];
    let request = build(&turn(&history, 10));
    assert_eq!(texts(&request)[1..], [(ChatRole::User, long.as_str())]);
}

proptest! {
    #[test]
    fn window_is_the_newest_whole_messages_within_the_budget(
        lengths in prop::collection::vec(1usize..400, 1..30),
        budget in 0u64..4_000,
    ) {
        let mut history: Vec<Message> =
            lengths.iter().enumerate().map(|(at, &n)| ai(MessageState::Complete, &format!("{at}{}", "x".repeat(n)))).collect();
        history.push(user("last"));
        let kept = window(&history, budget);
        let all: Vec<&str> = history.iter().map(|message| message.text.as_str()).collect();
        let kept_texts: Vec<&str> = kept.iter().map(|line| line.text.as_str()).collect();
        prop_assert!(all.ends_with(&kept_texts));
        prop_assert_eq!(kept_texts.last(), Some(&"last"));
        let total: u64 = kept_texts.iter().map(|text| cost(text)).sum();
        prop_assert!(total <= budget.max(cost("last")));
        if let Some(next) = all.len().checked_sub(kept_texts.len() + 1) {
            prop_assert!(total + cost(all[next]) > budget);
        }
    }
}
