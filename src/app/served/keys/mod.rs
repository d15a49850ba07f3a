//! `/settings/keys`: the person's keys of AI services.

mod provider;

use adda_protocol::dto::{ProviderKey, ProviderKeys};
use leptos::{either::Either, prelude::*};

pub use self::provider::Provider;
use super::outcome::Outcome;
use crate::{
    api::keys,
    components::icon::Icon,
    i18n::{self, text},
    pages::settings::frame::{Part, SettingsFrame, style as frame},
};

stylance::import_style!(pub style, "keys.module.css");

#[component]
pub fn KeysPage() -> impl IntoView {
    let outcome = Outcome::of_address();
    view! {
        <SettingsFrame
            part=Part::Keys
            lead=text!(keys.lead)
        >
            <Suspense>
                {Suspend::new(async move {
                    match keys::list().await {
                        Ok(keys) => Either::Left(view! { <List keys outcome /> }),
                        Err(error) => Either::Right(view! { <p role="alert">{i18n::sentence_of(error.code(), error.to_string())}</p> }),
                    }
                })}
            </Suspense>
        </SettingsFrame>
    }
}

#[component]
fn List(keys: ProviderKeys, outcome: Outcome) -> impl IntoView {
    let ProviderKeys { items, providers } = keys;
    let of = |name: &str| items.iter().find(|key| key.provider == name).cloned();
    let cards = providers.iter().map(|provider| {
        let key = of(&provider.name);
        view! { <Provider provider=provider.clone() key outcome=outcome.clone() /> }
    });
    // Of services this server no longer offers: theirs to remove.
    let left: Vec<ProviderKey> = items
        .iter()
        .filter(|key| providers.iter().all(|known| known.name != key.provider))
        .cloned()
        .collect();
    let left = left.into_iter().map(|key| {
        let provider = adda_protocol::dto::KeyProvider {
            name: key.provider.clone(),
            title: key.provider.clone(),
            server_key: false,
        };
        view! { <Provider provider key=Some(key) outcome=outcome.clone() /> }
    });
    view! {
        <div class=frame::stack>
            {cards.collect_view()}
            {left.collect_view()}
            <p class=style::safe>
                <Icon icon=Icon::Lock class="size-4.5" />
                {text!(keys.safe)}
            </p>
            <section class=frame::card aria-labelledby="local">
                <h2 id="local">{text!(keys.local)}</h2>
                <p>
                    {text!(keys.local_before)}
                    <a href="/docs/operating#how-do-i-use-ollama" class=frame::link>{text!(keys.local_link)}</a> {text!(keys.local_after)}
                </p>
            </section>
        </div>
    }
}
