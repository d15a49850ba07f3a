//! `/c/{id}/share`: gives others a snapshot of a chat, by a link.

use adda_protocol::{ConversationId, ErrorCode, dto::CreatedShare};
use leptos::{either::Either, prelude::*};
use leptos_router::hooks::use_params_map;

use super::{
    data::{List, style},
    outcome::Outcome,
};
use crate::{
    api::{
        ApiError,
        sharing::{self, Sharable},
    },
    components::{brand::Brand, button, field, icon::Icon, page_title::PageTitle, sidebar::title},
    pages::settings::frame::style as frame,
};

const LINK: &str = "new-link";
/// Days a link may live, as they are offered.
const LIVES: [(&str, &str); 5] = [
    ("1", "a day"),
    ("7", "7 days"),
    ("30", "30 days"),
    ("90", "90 days"),
    ("", "until I take it back"),
];
const USUAL: &str = "30";

#[component]
pub fn SharePage() -> impl IntoView {
    let asked = use_params_map().read_untracked().get("id").and_then(|id| id.parse().ok());
    let outcome = Outcome::of_address();
    let made = sharing::made();
    let back = asked.map_or_else(|| "/".to_owned(), |id: ConversationId| format!("/c/{id}"));
    view! {
        <PageTitle text="Share a chat" />
        <div class=style::page>
            <header class=frame::top>
                <Brand />
                <a href=back class=frame::back>
                    <Icon icon=Icon::Back class="size-4.5" />
                    "Back to the chat"
                </a>
            </header>
            <main class=frame::main>
                <h1>"Share this chat"</h1>
                <Suspense>
                    {Suspend::new(async move {
                        match load(asked).await {
                            Ok((id, chat)) => Either::Left(view! { <Share id chat made outcome /> }),
                            Err(error) => Either::Right(view! { <p class=frame::lead role="alert">{error.to_string()}</p> }),
                        }
                    })}
                </Suspense>
            </main>
        </div>
    }
}

async fn load(asked: Option<ConversationId>) -> Result<(ConversationId, Sharable), ApiError> {
    let id = asked.ok_or_else(|| ApiError::new(ErrorCode::NotFound))?;
    Ok((id, sharing::of_chat(id).await?))
}

fn trouble(code: ErrorCode) -> &'static str {
    match code {
        ErrorCode::Conflict => {
            "That was not possible: there is nothing to share in this chat yet, or you share a hundred chats already. Take a link back first."
        }
        _ => code.sentence(),
    }
}

#[component]
fn Share(
    id: ConversationId,
    chat: Sharable,
    made: Option<(CreatedShare, String)>,
    outcome: Outcome,
) -> impl IntoView {
    let Sharable { title: name, shares } = chat;
    let said = outcome.message(|_| "Done.", trouble);
    let earlier = (!shares.is_empty()).then(|| {
        view! {
            <section class=frame::card aria-labelledby="links">
                <h2 id="links">"Links to this chat"</h2>
                <List shares />
            </section>
        }
    });
    view! {
        <p class=frame::lead>
            "Whoever has the link can read “" <bdi>{title(&name)}</bdi> "” as it is now, without signing in."
        </p>
        <div class=frame::stack>
            {said}
            {match made {
                Some((made, link)) => Either::Left(view! { <Made made link /> }),
                None => Either::Right(view! { <New id /> }),
            }}
            {earlier}
        </div>
    }
}

#[component]
fn New(id: ConversationId) -> impl IntoView {
    let lives = LIVES
        .map(|(days, name)| view! { <option value=days selected=days == USUAL>{name}</option> });
    view! {
        <section class=frame::card aria-labelledby="new">
            <h2 id="new">"Make a link"</h2>
            <ul class=style::facts>
                <li>"It shows the title, your messages and the finished answers, on the path you see now."</li>
                <li>"It does not show your name, what the AI thought, costs, or what you say here later."</li>
                <li>"It goes with the chat: delete the chat, and the link leads nowhere."</li>
            </ul>
            <form method="post" action=format!("/c/{id}/share") class=style::form>
                <label class=field::LABEL>
                    <span>"It works for"</span>
                    <select name="expires_in_days" class=field::INPUT>{lives}</select>
                </label>
                <div><button type="submit" class=button::PRIMARY data-busy="Making…">"Make the link"</button></div>
            </form>
        </section>
    }
}

/// The only time a link is shown.
#[component]
fn Made(made: CreatedShare, link: String) -> impl IntoView {
    let count = made.share.messages;
    view! {
        <section class=stylance::classes!(frame::card, style::made) aria-labelledby="made">
            <h2 id="made">
                <Icon icon=Icon::Check />
                "Your link"
            </h2>
            <p>
                "It shows " {if count == 1 { "one message".to_owned() } else { format!("{count} messages") }}
                ". Copy it now: it is shown this once."
            </p>
            <div class=style::link>
                <input
                    id=LINK
                    class=field::INPUT
                    type="text"
                    readonly
                    autocomplete="off"
                    spellcheck="false"
                    aria-label="The link"
                    value=link.clone()
                />
                <button type="button" class=button::PRIMARY data-copy=LINK data-needs-script>"Copy"</button>
            </div>
            <p><a href=link class=frame::link rel="noreferrer" target="_blank">"See what others see"</a></p>
        </section>
    }
}
