//! What a setting is called, what it may hold, and how to say so.

use toml::Value;

/// The shape of a setting's value. Texts and the entries of lists come with their own check.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    Text(fn(&str) -> bool),
    /// A text that is never shown.
    Secret(fn(&str) -> bool),
    /// A whole number from the first to the second.
    Number(i64, i64),
    Flag,
    OneOf(&'static [&'static str]),
    /// Texts; separated by commas in the environment.
    List(fn(&str) -> bool),
}

/// One setting of a section.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    pub name: &'static str,
    pub kind: Kind,
    /// Completes the sentence "... is not ...".
    pub what: &'static str,
    /// A value that would do.
    pub example: &'static str,
}

impl Kind {
    /// The value an environment variable's text stands for. What cannot be read stays text, which [`Self::accepts`]
    /// then refuses.
    pub fn read(self, text: &str) -> Value {
        match self {
            Self::Number(..) => text.parse().map(Value::Integer).ok(),
            Self::Flag => text.parse().map(Value::Boolean).ok(),
            Self::List(_) => Some(Value::Array(
                text.split(',')
                    .map(str::trim)
                    .filter(|part| !part.is_empty())
                    .map(Value::from)
                    .collect(),
            )),
            Self::Text(_) | Self::Secret(_) | Self::OneOf(_) => None,
        }
        .unwrap_or_else(|| Value::from(text))
    }

    pub fn accepts(self, value: &Value) -> bool {
        match (self, value) {
            (Self::Text(check) | Self::Secret(check), Value::String(text)) => check(text),
            (Self::Number(least, most), Value::Integer(number)) => (least..=most).contains(number),
            (Self::OneOf(words), Value::String(text)) => words.contains(&text.as_str()),
            (Self::List(check), Value::Array(items)) => {
                items.iter().all(|item| item.as_str().is_some_and(check))
            }
            (Self::Flag, Value::Boolean(_)) => true,
            _ => false,
        }
    }

    /// An empty text says "not set", unless the setting has a use for it.
    pub fn is_unset(self, value: &Value) -> bool {
        value.as_str() == Some("") && !self.accepts(value)
    }
}

impl Key {
    /// What the value should have been, and how to write it.
    pub fn remedy(&self) -> String {
        let Self { what, example, .. } = self;
        match self.kind {
            Kind::Number(least, most) => {
                format!("is not {what} from {least} to {most}; write it like {example}")
            }
            Kind::OneOf(words) => format!("is not {what}; choose one of {}", words.join(", ")),
            _ => format!("is not {what}; write it like {example}"),
        }
    }

    /// The value as a message may show it: nothing of a secret, no password inside an address, no endless text.
    pub fn show(&self, value: &Value) -> Option<String> {
        if matches!(self.kind, Kind::Secret(_)) {
            return None;
        }
        let text = without_password(&value.to_string());
        Some(if text.chars().count() > 80 {
            text.chars().take(80).chain("...".chars()).collect()
        } else {
            text
        })
    }
}

fn without_password(text: &str) -> String {
    match (text.find("://"), text.rfind('@')) {
        (Some(scheme), Some(at)) if scheme < at => {
            format!("{}...{}", &text[..scheme + 3], &text[at..])
        }
        _ => text.to_owned(),
    }
}

/// An `http` or `https` address with a host, without a password in it.
pub fn is_http_url(text: &str) -> bool {
    text.parse::<http::Uri>().is_ok_and(|uri| {
        matches!(uri.scheme_str(), Some("http" | "https"))
            && uri.authority().is_some_and(|host| !host.as_str().contains('@'))
            && uri.query().is_none()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const URL: Key = Key {
        name: "base_url",
        kind: Kind::Text(is_http_url),
        what: "an address",
        example: "https://a.b",
    };

    #[test]
    fn key_shows_no_password_of_an_address() {
        let shown = URL.show(&Value::from("https://me:hunter2@host/v1")).unwrap();
        assert!(!shown.contains("hunter2") && shown.contains("host"), "{shown}");
        assert!(!is_http_url("https://me:hunter2@host/v1"));
    }

    #[test]
    fn key_shows_nothing_of_a_secret_and_shortens_the_rest() {
        let key = Key { kind: Kind::Secret(|_| false), ..URL };
        assert_eq!(key.show(&Value::from("sk-1")), None);
        assert!(URL.show(&Value::from("ä".repeat(5_000))).unwrap().chars().count() < 100);
    }

    #[test]
    fn kind_reads_text_of_the_environment() {
        let list = Kind::List(|_| true);
        assert_eq!(list.read("a, b,,c"), Value::from(vec!["a", "b", "c"]));
        assert_eq!(Kind::Flag.read("true"), Value::Boolean(true));
        assert!(!Kind::Flag.accepts(&Kind::Flag.read("maybe")));
        assert!(!Kind::Number(1, 5).accepts(&Kind::Number(1, 5).read("6")));
        assert!(!Kind::Number(1, 5).accepts(&Kind::Number(1, 5).read("2.5")));
    }
}
