//! A sentence for the reader, shown for a while, with something to do about it where there is.

use leptos::prelude::*;

/// What a notice offers: the words on its button, and what pressing it does.
pub type Action = (String, Callback<()>);

#[derive(Clone, Debug)]
pub struct Notice {
    pub text: String,
    pub action: Option<Action>,
}

impl Notice {
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), action: None }
    }

    /// A failure that can be tried again.
    pub fn with_retry(text: impl Into<String>, again: impl Fn() + Send + Sync + 'static) -> Self {
        let again = Callback::new(move |()| again());
        Self { text: text.into(), action: Some(("Try again".to_owned(), again)) }
    }
}
