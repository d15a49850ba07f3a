//! `/settings/data`: what leaves this server, and what comes here.

pub mod import;
mod shares;

use adda_protocol::ErrorCode;
use leptos::{either::Either, prelude::*};

use self::import::Take;
pub use self::shares::List;
use super::outcome::Outcome;
use crate::{
    api::{imports, sharing},
    components::{button, icon::Icon},
    i18n::{self, text},
    pages::settings::frame::{Part, SettingsFrame, style as frame},
};

stylance::import_style!(pub style, "data.module.css");

#[component]
pub fn DataPage() -> impl IntoView {
    let outcome = Outcome::of_address();
    view! {
        <SettingsFrame part=Part::Data lead=text!(data.lead)>
            <div class=frame::stack>
                {outcome.message(said, trouble)}
                <section class=frame::card aria-labelledby="shares">
                    <h2 id="shares">{text!(data.shares.title)}</h2>
                    <Suspense>
                        {Suspend::new(async move {
                            match sharing::list().await {
                                Ok(shares) => Either::Left(view! { <List shares /> }),
                                Err(error) => Either::Right(view! { <p role="alert">{i18n::sentence_of(error.code(), error.to_string())}</p> }),
                            }
                        })}
                    </Suspense>
                </section>
                <section class=frame::card aria-labelledby="export">
                    <h2 id="export">{text!(data.download.title)}</h2>
                    <p>{text!(data.download.about)}</p>
                    <div>
                        <a href="/settings/data/export" download class=button::GHOST>
                            <Icon icon=Icon::Download class="size-4.5" />
                            {text!(data.download.title)}
                        </a>
                    </div>
                </section>
                <section class=frame::card aria-labelledby="import" id="bring">
                    <h2 id="import">{text!(data.bring.title)}</h2>
                    <p>{text!(data.bring.about)}</p>
                    <Suspense>
                        {Suspend::new(async move {
                            match imports::latest().await {
                                Ok(last) => Either::Left(view! { <Take last /> }),
                                Err(error) => Either::Right(view! { <p role="alert">{i18n::sentence_of(error.code(), error.to_string())}</p> }),
                            }
                        })}
                    </Suspense>
                </section>
            </div>
        </SettingsFrame>
    }
}

fn said(done: &str) -> &'static str {
    match done {
        "unshared" => text!(data.unshared),
        _ => text!(common.done),
    }
}

fn trouble(code: ErrorCode) -> &'static str {
    match code {
        ErrorCode::Conflict => text!(data.trouble.still_reading),
        ErrorCode::TooLarge => text!(data.trouble.too_long),
        ErrorCode::Invalid => text!(data.trouble.no_file),
        ErrorCode::Malformed => text!(data.trouble.not_whole),
        ErrorCode::Unavailable => text!(data.trouble.busy),
        _ => i18n::sentence(code),
    }
}
