mod hindi;

use futures::StreamExt;
use proptest::prelude::*;

use super::*;
use crate::provider::{CONTINUE, ChatMessage};

fn request(lines: &[(ChatRole, &str)]) -> ChatRequest {
    let lines = lines.iter().map(|&(role, text)| ChatMessage::new(role, text));
    ChatRequest {
        model: GUIDE.to_owned(),
        messages: lines.collect(),
        max_output_tokens: 4_000,
        ..ChatRequest::default()
    }
}

fn ask(question: &str) -> String {
    reply(&request(&[(ChatRole::User, question)]))
}

async fn events(request: ChatRequest) -> Vec<ProviderEvent> {
    let stream = Guide::with_pace(Duration::ZERO).stream(request).await.unwrap();
    stream.map(Result::unwrap).collect().await
}

#[test]
fn guide_quotes_documentation_with_links() {
    let text = ask("How do I make a backup?");
    assert!(text.contains("\n> "), "{text}");
    assert!(text.contains("](/docs/"), "{text}");
    assert!(text.contains("adda backup"), "{text}");
}

/// Where the links of an answer lead, in their order.
fn links(text: &str) -> Vec<&str> {
    text.split("](").skip(1).filter_map(|rest| rest.split(')').next()).collect()
}

#[test]
fn starters_for_the_guide_are_answered_from_the_section_they_are_about() {
    let sections = [
        "/docs/using#how-do-i-start-a-chat",
        "/docs/using#who-can-read-my-chats",
        "/docs/readme#what-do-i-need-to-talk-with-a-language-model",
        "/docs/hi-using#नई-चैट-कैसे-शुरू-करें",
        "/docs/hi-using#मेरी-चैट-कौन-पढ़-सकता-है",
        "/docs/hi-using#क्या-ai-सेवा-की-अपनी-कुंजी-इस्तेमाल-की-जा-सकती-है",
    ];
    let questions = adda_protocol::starters::GUIDE.into_iter().flat_map(|(_, questions)| questions);
    assert_eq!(questions.clone().count(), sections.len());
    for (question, section) in questions.zip(sections) {
        let text = ask(question);
        assert!(text.contains("\n> "), "{question}: {text}");
        assert_eq!(links(&text).first(), Some(&section), "{question}: {text}");
    }
}

#[test]
fn guide_links_lead_to_documents_and_headings_that_exist() {
    let sections = corpus::sections(documents());
    for question in [
        "How do I make a backup?",
        "Where are the settings?",
        "What is Adda?",
        "पासवर्ड भूल गए तो क्या करें?",
        "backup कैसे लें?",
    ] {
        let text = ask(question);
        assert!(text.contains("](/docs/"), "{question}: {text}");
        let links = links(&text);
        for link in links.into_iter().filter(|link| link.starts_with("/docs/")) {
            let whole =
                documents().iter().any(|document| format!("/docs/{}", document.name) == link);
            let section = sections.iter().any(|section| section.path == link);
            assert!(whole || section, "{question}: {link}");
        }
    }
}

#[test]
fn guide_greets_and_says_what_it_is() {
    for hello in
        ["Hi", "hello there!", "Good morning", "who are you?", "Are you an AI?", "What can you do?"]
    {
        let text = ask(hello);
        assert!(text.contains("not a language model"), "{hello}: {text}");
        assert!(text.contains("You can ask me"), "{hello}: {text}");
    }
    assert!(ask("Thanks a lot!").starts_with("You are welcome."));
}

#[test]
fn guide_says_plainly_when_it_found_nothing_and_offers_questions_that_work() {
    for question in ["What is the capital of France?", "Wie wird das Wetter morgen?", "xyzzy"] {
        let text = ask(question);
        assert!(text.starts_with("I found nothing about this"), "{question}: {text}");
        let offered: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("- ")).collect();
        assert_eq!(offered.len(), 3, "{text}");
        for question in offered {
            assert!(ask(question).contains("](/docs/"), "{question}");
        }
    }
    assert!(ask("今天天气怎么样").starts_with("I only understand English"));
}

#[test]
fn guide_reads_a_short_follow_up_with_the_question_before_it() {
    let lines = [
        (ChatRole::User, "How do I make a backup?"),
        (ChatRole::Assistant, "..."),
        (ChatRole::User, "xyzzy"),
    ];
    assert!(reply(&request(&lines)).contains("adda backup"));
}

#[tokio::test]
async fn guide_goes_on_exactly_where_it_stopped() {
    let question = "How do I make a backup?";
    let whole = ask(question);
    let (begun, rest) = whole.split_at(whole.len() / 2);
    let lines =
        [(ChatRole::User, question), (ChatRole::Assistant, begun), (ChatRole::User, CONTINUE)];
    assert_eq!(reply(&request(&lines)), rest);
}

#[tokio::test]
async fn guide_streams_small_pieces_then_usage_then_stop() {
    let events = events(request(&[(ChatRole::User, "What is Adda?")])).await;
    let texts: Vec<&str> = events
        .iter()
        .filter_map(|event| match event {
            ProviderEvent::Text(text) => Some(text.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(texts.concat(), ask("What is Adda?"));
    assert!(texts.len() > 5 && texts.iter().all(|text| !text.is_empty()));
    let [.., ProviderEvent::Usage(usage), ProviderEvent::Stop(StopReason::End)] = events.as_slice()
    else {
        panic!("{events:?}");
    };
    assert!(usage.estimated && usage.input > 0 && usage.output > 0);
}

#[tokio::test]
async fn guide_keeps_the_answer_limit() {
    let mut limited = request(&[(ChatRole::User, "What is Adda?")]);
    limited.max_output_tokens = 10;
    let events = events(limited).await;
    assert_eq!(events.last(), Some(&ProviderEvent::Stop(StopReason::Length)));
}

proptest! {
    #[test]
    fn guide_answers_anything_without_panic(question in "\\PC{0,200}") {
        prop_assert!(!ask(&question).is_empty());
    }

    #[test]
    fn guide_answers_anything_in_hindi_without_panic(question in "[\u{900}-\u{97f}\u{200d} a-z]{0,80}") {
        prop_assert!(!ask(&question).is_empty());
    }

    #[test]
    fn pieces_are_the_whole_text(text in "[a-z \n>ä]{0,80}") {
        prop_assert_eq!(pieces(&text).collect::<String>(), text);
    }
}
