//! `/settings/api-keys`: keys for programs that use Adda's API.

mod create;
mod example;
mod list;

use adda_protocol::dto::{ApiKey, CreatedApiKey};
use leptos::{either::Either, prelude::*};

use self::{create::Create, example::Example, list::List};
use super::outcome::Outcome;
use crate::{
    api::api_keys,
    components::{button, field, icon::Icon},
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
            lead="For programs that talk to your models through this server, in OpenAI's dialect. Each acts as you, within its scopes."
        >
            <Suspense>
                {Suspend::new(async move {
                    match api_keys::list().await {
                        Ok(keys) => Either::Left(view! { <Keys keys made outcome base /> }),
                        Err(error) => Either::Right(view! { <p role="alert">{error.to_string()}</p> }),
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
    let said = outcome.message(said, adda_protocol::ErrorCode::sentence);
    let open = keys.is_empty() || outcome.failed();
    let secret = made.as_ref().map(|made| made.secret.0.clone());
    view! {
        <div class=frame::stack>
            {made.map(|made| view! { <Made made /> })}
            {said}
            <section class=frame::card aria-labelledby="yours">
                <h2 id="yours">"Your API keys"</h2>
                <List keys now=api_keys::now() />
                <Create open=open && secret.is_none() />
            </section>
            <Example base key=secret />
        </div>
    }
}

fn said(done: &str) -> &'static str {
    match done {
        "revoked" => "The key is revoked. Programs that use it are refused from now on.",
        _ => "Done.",
    }
}

/// The only time a key is shown.
#[component]
fn Made(made: CreatedApiKey) -> impl IntoView {
    view! {
        <section class=stylance::classes!(frame::card, style::made) aria-labelledby="made">
            <h2 id="made">
                <Icon icon=Icon::Check />
                "Your new key"
            </h2>
            <p>"Copy it now and keep it somewhere safe: it is shown this once."</p>
            <div class=style::secret>
                <input
                    id=SECRET
                    class=field::INPUT
                    type="text"
                    readonly
                    autocomplete="off"
                    spellcheck="false"
                    aria-label="The new API key"
                    value=made.secret.0
                />
                <button type="button" class=button::PRIMARY data-copy=SECRET data-needs-script>"Copy"</button>
            </div>
        </section>
    }
}
