//! `/admin`: what an administrator sees of the server, and does with accounts. Nobody else finds anything here.

mod ago;
mod frame;
mod people;
mod person;
mod services;
mod settings;
mod usage;

use leptos::{either::Either, prelude::*};

use crate::{api::ApiError, i18n::sentence_of};

pub use people::PeoplePage;
pub use person::PersonPage;
pub use services::ServicesPage;
pub use settings::SettingsPage;
pub use usage::UsagePage;

stylance::import_style!(pub style, "admin.module.css");

/// What was found, or why not.
fn found<T, V: IntoView>(what: Result<T, ApiError>, show: impl FnOnce(T) -> V) -> impl IntoView {
    match what {
        Ok(what) => Either::Left(show(what)),
        Err(error) => Either::Right(
            view! { <p role="alert">{sentence_of(error.code(), error.to_string())}</p> },
        ),
    }
}
