//! How the app looks for a person, and which key sends. A choice is a word; that of the start is left unsaid where words
//! stand together.

use serde::{Deserialize, Serialize};

/// An enum whose variants are words; the first is the choice of the start.
macro_rules! choice {
    ($(#[doc = $doc:literal])* $name:ident { $first:ident = $first_word:literal, $($variant:ident = $word:literal),+ }) => {
        $(#[doc = $doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            #[default]
            $first,
            $($variant),+
        }

        impl $name {
            pub const ALL: &[Self] = &[Self::$first, $(Self::$variant),+];

            /// The word used in storage, in JSON and in the page.
            pub const fn as_str(self) -> &'static str {
                match self {
                    Self::$first => $first_word,
                    $(Self::$variant => $word),+
                }
            }

            /// Reads [`Self::as_str`] back.
            pub fn parse(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|choice| choice.as_str() == word)
            }
        }
    };
}

choice! {
    /// Light or dark, or as the device has it.
    Theme { System = "system", Dark = "dark", Light = "light" }
}

choice! {
    /// Size of all text.
    TextSize { Medium = "medium", Small = "small", Large = "large", Larger = "larger" }
}

choice! {
    /// Room between things.
    Density { Comfortable = "comfortable", Compact = "compact" }
}

choice! {
    /// The key that sends a message; the other begins a new line.
    SendKey { Enter = "enter", CtrlEnter = "ctrl_enter" }
}

choice! {
    /// Language of the interface: as the browser asks for, or one that there are texts in, by its tag (BCP 47).
    Language { Browser = "browser", En = "en", Hi = "hi" }
}

/// `GET /api/v1/me/appearance`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appearance {
    pub theme: Theme,
    pub text_size: TextSize,
    pub density: Density,
    pub send_key: SendKey,
    #[serde(default)]
    pub language: Language,
}

/// What is present changes.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub struct UpdateAppearance {
    #[serde(default)]
    pub theme: Option<Theme>,
    #[serde(default)]
    pub text_size: Option<TextSize>,
    #[serde(default)]
    pub density: Option<Density>,
    #[serde(default)]
    pub send_key: Option<SendKey>,
    #[serde(default)]
    pub language: Option<Language>,
}

impl Appearance {
    /// Cookie that has the words, so that the first thing a browser paints is right.
    pub const COOKIE: &str = "appearance";

    /// The words that differ from the start, with `between` between them.
    pub fn words(self, between: &str) -> String {
        let start = Self::default();
        let mut words = Vec::new();
        let mut say = |word: &'static str, usual: &'static str| {
            if word != usual {
                words.push(word);
            }
        };
        say(self.theme.as_str(), start.theme.as_str());
        say(self.text_size.as_str(), start.text_size.as_str());
        say(self.density.as_str(), start.density.as_str());
        say(self.send_key.as_str(), start.send_key.as_str());
        say(self.language.as_str(), start.language.as_str());
        words.join(between)
    }

    /// Reads [`Self::words`] back, whatever stands between them. What it does not know changes nothing.
    pub fn of_words(text: &str) -> Self {
        let words = text.split(|c: char| !c.is_ascii_lowercase() && c != '_');
        words.fold(Self::default(), |mut read, word| {
            read.theme = Theme::parse(word).unwrap_or(read.theme);
            read.text_size = TextSize::parse(word).unwrap_or(read.text_size);
            read.density = Density::parse(word).unwrap_or(read.density);
            read.send_key = SendKey::parse(word).unwrap_or(read.send_key);
            read.language = Language::parse(word).unwrap_or(read.language);
            read
        })
    }

    /// This with what is present in `change`.
    pub fn with(self, change: UpdateAppearance) -> Self {
        Self {
            theme: change.theme.unwrap_or(self.theme),
            text_size: change.text_size.unwrap_or(self.text_size),
            density: change.density.unwrap_or(self.density),
            send_key: change.send_key.unwrap_or(self.send_key),
            language: change.language.unwrap_or(self.language),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHOSEN: Appearance = Appearance {
        theme: Theme::Light,
        text_size: TextSize::Larger,
        density: Density::Compact,
        send_key: SendKey::CtrlEnter,
        language: Language::Hi,
    };

    #[test]
    fn appearance_is_read_from_its_words() {
        assert_eq!(CHOSEN.words("."), "light.larger.compact.ctrl_enter.hi");
        assert_eq!(Appearance::of_words("light.larger.compact.ctrl_enter.hi"), CHOSEN);
        assert_eq!(Appearance::of_words("hi ctrl_enter compact larger light"), CHOSEN);
        assert_eq!(Appearance::default().words("."), "");
        assert_eq!(Appearance::of_words(""), Appearance::default());
        assert_eq!(Appearance::of_words("\"><script>.darkest"), Appearance::default());
    }

    #[test]
    fn words_are_those_of_json_and_each_names_one_choice() {
        let json = serde_json::to_value(CHOSEN).unwrap();
        let words = ["light", "larger", "compact", "ctrl_enter", "hi"];
        let fields = ["theme", "text_size", "density", "send_key", "language"];
        for (field, word) in fields.into_iter().zip(words) {
            assert_eq!(json[field], word);
        }
        let mut all: Vec<&str> = Theme::ALL.iter().map(|choice| choice.as_str()).collect();
        all.extend(TextSize::ALL.iter().map(|choice| choice.as_str()));
        all.extend(Density::ALL.iter().map(|choice| choice.as_str()));
        all.extend(SendKey::ALL.iter().map(|choice| choice.as_str()));
        all.extend(Language::ALL.iter().map(|choice| choice.as_str()));
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
    }

    #[test]
    fn change_leaves_what_it_does_not_name() {
        let change: UpdateAppearance = serde_json::from_str(r#"{"theme":"dark"}"#).unwrap();
        assert_eq!(CHOSEN.with(change), Appearance { theme: Theme::Dark, ..CHOSEN });
        assert!(serde_json::from_str::<UpdateAppearance>(r#"{"theme":"pink"}"#).is_err());
    }
}
