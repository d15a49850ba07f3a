//! `/settings/data`: what leaves this server, and what comes here.

mod import;
mod shares;

use adda_protocol::ErrorCode;
use leptos::{either::Either, prelude::*};

use self::import::Take;
pub use self::shares::List;
use super::outcome::Outcome;
use crate::{
    api::{imports, sharing},
    components::{button, icon::Icon},
    pages::settings::frame::{Part, SettingsFrame, style as frame},
};

stylance::import_style!(pub style, "data.module.css");

#[component]
pub fn DataPage() -> impl IntoView {
    let outcome = Outcome::of_address();
    view! {
        <SettingsFrame part=Part::Data lead="What you let others read, take with you, and bring along.">
            <div class=frame::stack>
                {outcome.message(said, trouble)}
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
                <section class=frame::card aria-labelledby="import" id="bring">
                    <h2 id="import">"Bring your chats along"</h2>
                    <p>
                        "From ChatGPT, from Claude or from another Adda: ask for your data there, in the settings, and send the archive you get. Chats come with their dates; pictures and files stay behind. No AI is asked about them."
                    </p>
                    <Suspense>
                        {Suspend::new(async move {
                            match imports::latest().await {
                                Ok(last) => Either::Left(view! { <Take last /> }),
                                Err(error) => Either::Right(view! { <p role="alert">{error.to_string()}</p> }),
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
        "unshared" => "The link is taken back. It leads nowhere from now on.",
        _ => "Done.",
    }
}

fn trouble(code: ErrorCode) -> &'static str {
    match code {
        ErrorCode::Conflict => "Your last file is still being read. Wait for it, or cancel it.",
        ErrorCode::TooLarge => "That file is too long.",
        ErrorCode::Invalid => "Choose a file first: none came, or it is empty.",
        ErrorCode::Malformed => "The file did not come whole. Send it again.",
        ErrorCode::Unavailable => "The server has its hands full. Please try again in a moment.",
        _ => code.sentence(),
    }
}
