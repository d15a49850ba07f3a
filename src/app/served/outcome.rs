//! What became of a form, as the address tells it: `?done=<what>&about=<which>` or `?error=<code>&about=<which>`. Codes
//! only, so that nobody can put words into our mouth.

use adda_protocol::ErrorCode;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::components::field;

/// Nothing, unless a form was just sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    done: Option<String>,
    error: Option<ErrorCode>,
    about: Option<String>,
    field: Option<String>,
}

impl Outcome {
    pub fn of_address() -> Self {
        let query = use_query_map();
        let read = |name| query.read_untracked().get(name).filter(|value| !value.is_empty());
        Self {
            done: read("done"),
            error: read("error").map(|word| ErrorCode::parse(&word)),
            about: read("about"),
            field: read("field"),
        }
    }

    /// This, where it is about the thing called `name`.
    pub fn about(&self, name: &str) -> Self {
        if self.about.as_deref() == Some(name) { self.clone() } else { Self::default() }
    }

    /// The field that needs another look.
    pub fn field(&self) -> &str {
        self.field.as_deref().unwrap_or_default()
    }

    pub const fn failed(&self) -> bool {
        self.error.is_some()
    }

    /// The same as the page shows it.
    pub fn message(
        &self,
        done: impl Fn(&str) -> &'static str,
        trouble: impl Fn(ErrorCode) -> &'static str,
    ) -> AnyView {
        let said = self.sentence(done, trouble).map(|(good, text)| {
            let (tone, role) = if good { ("good", "status") } else { ("bad", "alert") };
            view! { <p class=field::style::message data-tone=tone role=role>{text}</p> }
        });
        said.into_any()
    }

    /// Whether it went well, and the sentence for it.
    pub fn sentence(
        &self,
        done: impl Fn(&str) -> &'static str,
        trouble: impl Fn(ErrorCode) -> &'static str,
    ) -> Option<(bool, &'static str)> {
        match (self.error, &self.done) {
            (Some(code), _) => Some((false, trouble(code))),
            (None, Some(word)) => Some((true, done(word))),
            (None, None) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outcome_is_of_the_thing_it_is_about_alone() {
        let failed = Outcome {
            done: Some("added".to_owned()),
            error: Some(ErrorCode::KeyExists),
            about: Some("openai".to_owned()),
            field: None,
        };
        assert!(failed.about("openai").failed());
        assert_eq!(failed.about("gemini"), Outcome::default());
        let said = |outcome: &Outcome| outcome.sentence(|_| "good", |_| "bad");
        assert_eq!(said(&failed), Some((false, "bad")));
        assert_eq!(said(&Outcome { error: None, ..failed }), Some((true, "good")));
        assert_eq!(said(&Outcome::default()), None);
    }
}
