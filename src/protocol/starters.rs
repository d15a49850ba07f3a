//! Questions to begin with: a few words for each, and what is sent. A person changes them; a press of one works.

/// A heading, and the question.
pub type Starter = (&'static str, &'static str);

/// For the built-in guide, which answers from the documentation: each of these is answered there.
pub const GUIDE: [Starter; 3] = [
    ("Find your way", "How do I start a chat?"),
    ("What stays private", "Who can read my chats?"),
    ("Bring a model", "What do I need to talk with a language model?"),
];

/// For a language model.
pub const MODEL: [Starter; 4] = [
    (
        "Draft a message",
        "Help me write a friendly message that asks a client for an overdue payment.",
    ),
    ("Explain something", "Explain compound interest with a small table of numbers."),
    ("Plan a week", "Help me plan a calm working week with time to think."),
    (
        "Weigh a decision",
        "Help me decide between two offers: ask me what you need to know, one question at a time.",
    ),
];
