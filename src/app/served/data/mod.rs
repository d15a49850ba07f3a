//! `/settings/data`: what leaves this server, and what comes here.

mod shares;

use adda_protocol::ErrorCode;
use leptos::{either::Either, prelude::*};

pub use self::shares::List;
use super::outcome::Outcome;
use crate::{
    api::sharing,
    components::{button, icon::Icon},
    pages::settings::frame::{Part, SettingsFrame, style as frame},
};

stylance::import_style!(pub style, "data.module.css");

#[component]
pub fn DataPage() -> impl IntoView {
    let outcome = Outcome::of_address();
    view! {
        <SettingsFrame part=Part::Data lead="What you let others read, and what you take with you.">
            <div class=frame::stack>
                {outcome.message(said, ErrorCode::sentence)}
                <section class=frame::card aria-labelledby="shares">
                    <h2 id="shares">"Shared chats"</h2>
                    <Suspense>
                        {Suspend::new(async move {
                            match sharing::list().await {
                                Ok(shares) => Either::Left(view! { <List shares /> }),
                                Err(error) => Either::Right(view! { <p role="alert">{error.to_string()}</p> }),
                            }
                        })}
                    </Suspense>
                </section>
                <section class=frame::card aria-labelledby="export">
                    <h2 id="export">"Download everything"</h2>
                    <p>
                        "An archive with all your chats, as JSON with every version of every message and as Markdown to read, and with your profile, settings, memories and usage. No keys and no passwords are in it."
                    </p>
                    <div>
                        <a href="/settings/data/export" download class=button::GHOST>
                            <Icon icon=Icon::Download class="size-4.5" />
                            "Download everything"
                        </a>
                    </div>
                </section>
            </div>
        </SettingsFrame>
    }
}

fn said(done: &str) -> &'static str {
    match done {
        "unshared" => "The link is taken back. It leads nowhere from now on.",
        _ => "Done.",
    }
}
