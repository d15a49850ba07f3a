//! A question in Hindi is answered in Hindi, from what there is in Hindi.

use super::*;
use crate::provider::guide::{corpus::Section, language::Language};

/// Sections of the documents in Hindi, without what stands before a document's first heading.
fn sections() -> Vec<Section> {
    let hindi = documents().iter().filter(|document| document.language == Language::Hindi);
    let mut sections = corpus::sections(hindi);
    sections.retain(|section| section.path.contains('#'));
    sections
}

/// The sections that an answer quotes, in their order.
fn quoted(text: &str) -> Vec<&str> {
    text.lines().filter(|line| line.starts_with("स्रोत: ")).flat_map(links).collect()
}

#[test]
fn heading_asked_as_a_question_finds_its_section() {
    let sections = sections();
    assert!(sections.len() > 50);
    let mut second = Vec::new();
    for section in &sections {
        let text = ask(&section.heading);
        let found = quoted(&text).iter().position(|link| *link == section.path);
        match found {
            Some(0) => {}
            Some(1) => second.push(&section.heading),
            _ => panic!("{}: {text}", section.heading),
        }
    }
    assert!(second.len() <= 3, "{second:?}");
}

#[test]
fn question_in_other_words_finds_its_section() {
    for (question, section) in [
        ("मैं एक मैसेज कैसे डिलीट करूँ?", "केवल-एक-संदेश-कैसे-हटाएँ"),
        ("पासवर्ड भूल गया", "पासवर्ड-भूल-जाने-पर-क्या-करें"),
        ("अकाउंट बनाना है", "खाता-कैसे-बनाएँ"),
        ("चाबी कैसे जोड़ूँ", "ai-सेवा-की-अपनी-कुंजी-कैसे-जोड़ें"),
        ("फोटो लगाना", "अपनी-तस्वीर-कैसे-लगाएँ"),
        ("इंटरनेट न हो तो?", "नेटवर्क-न-होने-पर-क्या-होता-है"),
        ("डार्क थीम", "हल्की-और-गहरी-थीम-कैसे-बदलें"),
        ("बातचीत को किसी के साथ शेयर करना", "दूसरों-के-साथ-चैट-कैसे-साझा-करें"),
        ("कितना पैसा खर्च हुआ", "कितना-ख़र्च-हुआ-यह-कैसे-देखें"),
        ("ChatGPT से chats कैसे लाऊं", "chatgpt-या-claude-से-अपनी-चैट-कैसे-लाएँ"),
        ("मेरी निजी जानकारी किसके पास जाती है, क्या बाहर जाता है", "इस-सर्वर-से-बाहर-क्या-जाता-है"),
        ("चैट डिलीट हो गई, वापस कैसे लाऊँ?", "चैट-कैसे-हटाएँ"),
        ("कीबोर्ड शॉर्टकट", "कीबोर्ड-से-adda-कैसे-चलाएँ"),
    ] {
        let text = ask(question);
        let found = quoted(&text);
        let found = found.first().map(|link| link.trim_start_matches("/docs/hi-using#"));
        assert_eq!(found, Some(section), "{question}: {text}");
    }
}

#[test]
fn question_that_only_english_documents_answer_is_quoted_from_them_and_said_so() {
    for (question, section) in [
        ("backup कैसे लें?", "/docs/operating#"),
        ("बैकअप कैसे लें?", "/docs/operating#"),
        ("Ollama कैसे जोड़ें?", "/docs/operating#"),
        ("PostgreSQL कैसे लगाएँ?", "/docs/operating#"),
        ("मुझे Python से API चलानी है", "/docs/api#"),
    ] {
        let text = ask(question);
        assert!(text.starts_with("इसका जवाब हिन्दी दस्तावेज़ों में नहीं मिला"), "{question}: {text}");
        assert!(quoted(&text)[0].starts_with(section), "{question}: {text}");
    }
}

#[test]
fn answer_in_hindi_has_no_sentence_of_english() {
    let questions = ["नमस्ते", "आप कौन हैं?", "धन्यवाद", "आज मौसम कैसा है?", "चैट कैसे हटाएँ?", "संदेश"];
    for question in questions {
        let text = ask(question);
        for english in ["Adda's", "From ", "Nearby", "You ", "I am", "Hello", "documentation"] {
            assert!(!text.contains(english), "{question}: {text}");
        }
    }
    assert!(ask("नमस्कार जी!").starts_with("नमस्ते! मैं Adda का अपना मार्गदर्शक हूँ।"));
    assert!(ask("तुम कौन हो?").contains("भाषा मॉडल नहीं"));
    assert!(ask("बहुत शुक्रिया").starts_with("आपका स्वागत है।"));
    assert!(ask("चैट कैसे हटाएँ?").starts_with("Adda के दस्तावेज़ों में"));
    assert_eq!(quoted(&ask("Adda क्या है?")).first(), Some(&"/docs/hi-using"));
}

#[test]
fn guide_says_in_hindi_that_it_found_nothing_and_offers_questions_that_work() {
    for question in ["फ़्रांस की राजधानी क्या है?", "कल बारिश होगी?"]
    {
        let text = ask(question);
        assert!(text.contains("कुछ नहीं मिला"), "{question}: {text}");
        let offered: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("- ")).collect();
        assert_eq!(offered.len(), 3, "{text}");
        for question in offered {
            assert!(quoted(&ask(question))[0].starts_with("/docs/hi-using#"), "{question}");
        }
    }
}

#[test]
fn guide_reads_a_short_follow_up_in_hindi_with_the_question_before_it() {
    let lines = [
        (ChatRole::User, "चैट कैसे हटाएँ?"),
        (ChatRole::Assistant, "..."),
        (ChatRole::User, "और बताइए"),
    ];
    assert!(quoted(&reply(&request(&lines)))[0].contains("#चैट-कैसे-हटाएँ"));
}
