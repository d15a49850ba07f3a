//! Questions to begin with: a few words for each, and what is sent. A person changes them; a press of one works.

/// A heading, and the question.
pub type Starter = (&'static str, &'static str);

/// For the built-in guide, which answers from the documentation: each of these is answered there.
pub const GUIDE: [Starter; 3] = [
    ("Find your way", "How do I start a chat?"),
    ("What stays private", "Who can read my chats?"),
    ("Bring a model", "What do I need to talk with a language model?"),
];
