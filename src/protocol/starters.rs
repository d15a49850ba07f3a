//! Questions to begin with that the built-in guide answers from its documentation. A press of one sends it.

/// The language (BCP 47) that three questions are asked in, and those. The first is for whoever reads another one.
pub const GUIDE: [(&str, [&str; 3]); 2] = [
    (
        "en",
        [
            "How do I start a chat?",
            "Who can read my chats?",
            "What do I need to talk with a language model?",
        ],
    ),
    (
        "hi",
        ["नई चैट कैसे शुरू करें?", "मेरी चैट कौन पढ़ सकता है?", "क्या AI सेवा की अपनी कुंजी इस्तेमाल की जा सकती है?"],
    ),
];

/// The questions for whoever reads this language.
pub fn for_guide(language: &str) -> (&'static str, [&'static str; 3]) {
    let [first, ..] = GUIDE;
    GUIDE.into_iter().find(|(known, _)| *known == language).unwrap_or(first)
}
