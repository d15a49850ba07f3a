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
    i18n::{counted, sentence, sentence_of, text},
    pages::settings::frame::style as frame,
};

const LINK: &str = "new-link";
/// Days a link may live, as they are offered.
const LIVES: [u32; 4] = [1, 7, 30, 90];
const USUAL: u32 = 30;

#[component]
pub fn SharePage() -> impl IntoView {
    let asked = use_params_map().read_untracked().get("id").and_then(|id| id.parse().ok());
    let outcome = Outcome::of_address();
    let made = sharing::made();
    let back = asked.map_or_else(|| "/".to_owned(), |id: ConversationId| format!("/c/{id}"));
    view! {
        <PageTitle text=text!(sharing.share_a_chat) />
        <div class=style::page>
            <header class=frame::top>
                <Brand />
                <a href=back class=frame::back>
                    <Icon icon=Icon::Back class="size-4.5" />
                    {text!(sharing.back_to_chat)}
                </a>
            </header>
            <main class=frame::main>
                <h1>{text!(sharing.share_this)}</h1>
                <Suspense>
                    {Suspend::new(async move {
                        match load(asked).await {
                            Ok((id, chat)) => Either::Left(view! { <Share id chat made outcome /> }),
                            Err(error) => Either::Right(view! { <p class=frame::lead role="alert">{sentence_of(error.code(), error.to_string())}</p> }),
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
        ErrorCode::Conflict => text!(sharing.not_possible),
        _ => sentence(code),
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
    let said = outcome.message(|_| text!(common.done), trouble);
    let earlier = (!shares.is_empty()).then(|| {
        view! {
            <section class=frame::card aria-labelledby="links">
                <h2 id="links">{text!(sharing.links)}</h2>
                <List shares />
            </section>
        }
    });
    view! {
        <p class=frame::lead>
            {text!(sharing.lead_before)} <bdi>{title(&name)}</bdi> {text!(sharing.lead_after)}
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
pub fn New(id: ConversationId) -> impl IntoView {
    let lives = LIVES.map(|days| {
        let name = counted!(sharing.days, count = days);
        view! { <option value=days.to_string() selected=days == USUAL>{name}</option> }
    });
    view! {
        <section class=frame::card aria-labelledby="new">
            <h2 id="new">{text!(sharing.make)}</h2>
            <ul class=style::facts>
                <li>{text!(sharing.shows_fact)}</li>
                <li>{text!(sharing.hides_fact)}</li>
                <li>{text!(sharing.goes_fact)}</li>
            </ul>
            <form method="post" action=format!("/c/{id}/share") class=style::form>
                <label class=field::LABEL>
                    <span>{text!(sharing.works_for)}</span>
                    <select name="expires_in_days" class=field::INPUT>
                        {lives}
                        <option value="">{text!(sharing.until_taken_back)}</option>
                    </select>
                </label>
                <div><button type="submit" class=button::PRIMARY data-busy=text!(sharing.making)>{text!(sharing.make_it)}</button></div>
            </form>
        </section>
    }
}

/// The only time a link is shown.
#[component]
pub fn Made(made: CreatedShare, link: String) -> impl IntoView {
    let shows = counted!(sharing.shows, count = made.share.messages);
    view! {
        <section class=stylance::classes!(frame::card, style::made) aria-labelledby="made">
            <h2 id="made">
                <Icon icon=Icon::Check />
                {text!(sharing.your_link)}
            </h2>
            <p>{shows}</p>
            <div class=style::link>
                <input
                    id=LINK
                    class=field::INPUT
                    type="text"
                    readonly
                    autocomplete="off"
                    spellcheck="false"
                    aria-label=text!(sharing.the_link)
                    value=link.clone()
                />
                <button type="button" class=button::PRIMARY data-copy=LINK data-copied=text!(common.copied) data-needs-script>
                    {text!(common.copy)}
                </button>
            </div>
            <p><a href=link class=frame::link rel="noreferrer" target="_blank">{text!(sharing.see)}</a></p>
        </section>
    }
}
