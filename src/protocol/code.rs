//! What the parts of a piece of code are, so that they can be told apart by their colours.

use std::fmt::Write as _;

/// Longest code that is looked through.
pub const MAX_BYTES: usize = 48 * 1024;

/// What a stretch of code is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token {
    Keyword,
    Text,
    Number,
    Comment,
    Function,
    Type,
    /// Of an attribute, a key, an annotation.
    Name,
    Added,
    Removed,
}

impl Token {
    pub const ALL: [Self; 9] = [
        Self::Keyword,
        Self::Text,
        Self::Number,
        Self::Comment,
        Self::Function,
        Self::Type,
        Self::Name,
        Self::Added,
        Self::Removed,
    ];

    /// One letter for it, in what travels and in the style sheet.
    pub const fn letter(self) -> char {
        match self {
            Self::Keyword => 'k',
            Self::Text => 's',
            Self::Number => 'n',
            Self::Comment => 'c',
            Self::Function => 'f',
            Self::Type => 't',
            Self::Name => 'a',
            Self::Added => 'i',
            Self::Removed => 'd',
        }
    }
}

/// So many bytes of one kind; of none where they are like any text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    pub token: Option<Token>,
    pub bytes: usize,
}

/// Adds to `runs`, joined with the last where they are alike.
pub fn push(runs: &mut Vec<Run>, token: Option<Token>, bytes: usize) {
    match runs.last_mut() {
        _ if bytes == 0 => {}
        Some(last) if last.token == token => last.bytes += bytes,
        _ => runs.push(Run { token, bytes }),
    }
}

/// Runs as a text: `k3_1f4` is a keyword of three bytes, one of nothing, and four of a function's name.
pub fn encode(runs: &[Run]) -> String {
    runs.iter().fold(String::with_capacity(runs.len() * 3), |mut text, run| {
        let _ = write!(text, "{}{}", run.token.map_or('_', Token::letter), run.bytes);
        text
    })
}

/// What [`encode`] wrote; nothing for any other text.
pub fn decode(text: &str) -> Option<Vec<Run>> {
    let mut runs = Vec::new();
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let token = Token::ALL.into_iter().find(|token| token.letter() == letter);
        if token.is_none() && letter != '_' {
            return None;
        }
        rest = &rest[letter.len_utf8()..];
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        runs.push(Run { token, bytes: rest[..digits].parse().ok()? });
        rest = &rest[digits..];
    }
    Some(runs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_survive_their_way_as_text() {
        let mut runs = Vec::new();
        push(&mut runs, Some(Token::Keyword), 2);
        push(&mut runs, Some(Token::Keyword), 1);
        push(&mut runs, None, 0);
        push(&mut runs, None, 1);
        push(&mut runs, Some(Token::Function), 40);
        let text = encode(&runs);
        assert_eq!(text, "k3_1f40");
        assert_eq!(decode(&text), Some(runs));
        for token in Token::ALL {
            assert_eq!(decode(&encode(&[Run { token: Some(token), bytes: 1 }])).unwrap().len(), 1);
        }
    }

    #[test]
    fn runs_of_another_text_are_none() {
        for text in ["x3", "k", "3", "k3x", "k99999999999999999999999", "<b>"] {
            assert_eq!(decode(text), None, "{text}");
        }
        assert_eq!(decode(""), Some(Vec::new()));
    }
}
