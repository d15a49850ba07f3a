//! `/settings/api-keys`: keys for programs that use Adda's API.

mod create;
mod example;
mod list;

use adda_protocol::dto::{ApiKey, CreatedApiKey};
use leptos::{either::Either, prelude::*};

pub use self::list::List;
use self::{create::Create, example::Example};
use super::outcome::Outcome;
use crate::{
    api::api_keys,
    components::{button, field, icon::Icon},
    i18n::{self, text},
    pages::settings::frame::{Part, SettingsFrame, style as frame},
};

stylance::import_style!(pub style, "api_keys.module.css");

const SECRET: &str = "new-secret";

#[component]
pub fn ApiKeysPage() -> impl IntoView {
    let outcome = Outcome::of_address();
    let made = api_keys::made();
    let base = api_keys::base_url();
    view! {
        <SettingsFrame
            part=Part::ApiKeys
            lead=text!(api_keys.lead)
        >
            <Suspense>
                {Suspend::new(async move {
                    match api_keys::list().await {
                        Ok(keys) => Either::Left(view! { <Keys keys made outcome base /> }),
                        Err(error) => Either::Right(view! { <p role="alert">{i18n::sentence_of(error.code(), error.to_string())}</p> }),
                    }
                })}
            </Suspense>
        </SettingsFrame>
    }
}

#[component]
fn Keys(
    keys: Vec<ApiKey>,
    made: Option<CreatedApiKey>,
    outcome: Outcome,
    base: String,
) -> impl IntoView {
    let said = outcome.message(said, i18n::sentence);
    let open = keys.is_empty() || outcome.failed();
    let secret = made.as_ref().map(|made| made.secret.0.clone());
    view! {
        <div class=frame::stack>
            {made.map(|made| view! { <Made made /> })}
            {said}
            <section class=frame::card aria-labelledby="yours">
                <h2 id="yours">{text!(api_keys.yours)}</h2>
                <List keys now=api_keys::now() />
                <Create open=open && secret.is_none() />
            </section>
            <Example base key=secret />
        </div>
    }
}

fn said(done: &str) -> &'static str {
    match done {
        "revoked" => text!(api_keys.was_revoked),
        _ => text!(common.done),
    }
}

/// The only time a key is shown.
#[component]
fn Made(made: CreatedApiKey) -> impl IntoView {
    view! {
        <section class=stylance::classes!(frame::card, style::made) aria-labelledby="made">
            <h2 id="made">
                <Icon icon=Icon::Check />
                {text!(api_keys.new_key)}
            </h2>
            <p>{text!(api_keys.copy_now)}</p>
            <div class=style::secret>
                <input
                    id=SECRET
                    class=field::INPUT
                    type="text"
                    readonly
                    autocomplete="off"
                    spellcheck="false"
                    aria-label=text!(api_keys.new_label)
                    value=made.secret.0
                />
                <button type="button" class=button::PRIMARY data-copy=SECRET data-copied=text!(common.copied) data-needs-script>
                    {text!(common.copy)}
                </button>
            </div>
        </section>
    }
}
