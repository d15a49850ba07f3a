//! The languages the guide answers in: those its documents are written in.

use super::words;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    English,
    Hindi,
}

impl Language {
    /// Its tag (BCP 47). The folder of its documents is called so, too; English ones stand in none.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Hindi => "hi",
        }
    }

    /// The language a question is asked in. Whoever asks in Hindi writes names and many a word in Latin letters, so those
    /// do not make it English unless words are among them that only a sentence in English has.
    pub fn of(question: &str) -> Self {
        let letters = |is: fn(&char) -> bool| question.chars().filter(is).count();
        let hindi = letters(|c| words::is_devanagari(*c));
        let latin = letters(char::is_ascii_alphabetic);
        let english = || words::raw(question).any(|word| words::is_common_english(&word));
        if hindi > latin || (hindi > 0 && !english()) { Self::Hindi } else { Self::English }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn language_of_a_question_is_that_of_its_sentence() {
        for hindi in ["नई चैट कैसे शुरू करें?", "backup कैसे लें?", "OpenAI API key कैसे जोड़ें?", "और?"]
        {
            assert_eq!(Language::of(hindi), Language::Hindi, "{hindi}");
        }
        for english in ["What does हटाएँ mean?", "How do I start a chat?", "", "42", "今天", "।"]
        {
            assert_eq!(Language::of(english), Language::English, "{english}");
        }
    }
}
