//! `/messages/{id}/sent`: the request that left for an answer, word for word.

mod pieces;
mod sections;

use adda_protocol::{
    ConversationId, ErrorCode, MessageId,
    dto::{SentLine, SentRequest},
};
use leptos::{
    either::{Either, EitherOf3},
    prelude::*,
};
use leptos_router::hooks::{use_params_map, use_query_map};

use self::{pieces::pieces, sections::sections};
use crate::{
    api::{ApiError, personal},
    components::{
        brand::Brand,
        icon::Icon,
        local_time::Time,
        names::{self, clean},
        page_title::PageTitle,
    },
    i18n::{self, counted, text},
    pages::settings::frame::style as frame,
};

stylance::import_style!(style, "sent.module.css");

#[component]
pub fn SentPage() -> impl IntoView {
    let asked = use_params_map().read_untracked().get("id").and_then(|id| id.parse().ok());
    let chat = use_query_map().read_untracked().get("chat").and_then(|id| id.parse().ok());
    view! {
        <Suspense>
            {Suspend::new(async move {
                match load(asked).await {
                    Ok(sent) => EitherOf3::A(view! { <Sent sent chat /> }),
                    Err(error) if error.code() == ErrorCode::NotFound => EitherOf3::B(view! { <Nothing chat /> }),
                    Err(error) => EitherOf3::C(view! { <Trouble error chat /> }),
                }
            })}
        </Suspense>
    }
}

/// Not told apart: not there, not kept, not theirs.
#[component]
fn Nothing(chat: Option<ConversationId>) -> impl IntoView {
    view! {
        <Frame heading=text!(sent.nothing) chat>
            <p class=frame::lead>{text!(sent.nothing_about)}</p>
        </Frame>
    }
}

/// The server could not say.
#[component]
fn Trouble(error: ApiError, chat: Option<ConversationId>) -> impl IntoView {
    let sentence = i18n::sentence_of(error.code(), error.to_string());
    view! {
        <Frame heading=text!(sent.title) chat>
            <p class=frame::lead role="alert">{sentence}</p>
        </Frame>
    }
}

/// The way back, and what is below it.
#[component]
fn Frame(heading: &'static str, chat: Option<ConversationId>, children: Children) -> impl IntoView {
    view! {
        <PageTitle text=heading />
        <div class=style::page>
            <header class=frame::top>
                <Brand />
                <a href=back(chat) class=frame::back>
                    <Icon icon=Icon::Back class="size-4.5" />
                    {if chat.is_some() { text!(sent.back) } else { text!(settings.back) }}
                </a>
            </header>
            <main class=frame::main>
                <h1>{heading}</h1>
                {children()}
            </main>
        </div>
    }
}

fn back(chat: Option<ConversationId>) -> String {
    chat.map_or_else(|| "/".to_owned(), |id| format!("/c/{id}"))
}

async fn load(asked: Option<MessageId>) -> Result<SentRequest, ApiError> {
    let id = asked.ok_or_else(|| ApiError::new(ErrorCode::NotFound))?;
    personal::sent(id).await
}

#[component]
fn Sent(sent: SentRequest, chat: Option<ConversationId>) -> impl IntoView {
    let SentRequest { provider, model, max_output_tokens, lines, at, .. } = sent;
    let (told, said): (Vec<_>, Vec<_>) = lines.into_iter().partition(|line| line.role == "system");
    let (count, longest) = (said.len(), counted!(usage.tokens, count = max_output_tokens));
    let lines = said.into_iter().map(|line| view! { <Line line /> });
    let messages = counted!(sent.messages, count = count);
    view! {
        <Frame heading=text!(sent.title) chat>
            <p class=frame::lead>
                {text!(sent.lead_before)}
                <mark class=style::mark>"[CARD_1]"</mark>
                {text!(sent.lead_after)}
            </p>
            <div class=frame::stack>
                <section class=frame::card aria-label=text!(sent.request)>
                    <dl class=style::facts>
                        <div><dt>{text!(sent.to)}</dt><dd>{names::provider(&provider)}</dd></div>
                        <div><dt>{text!(sent.model)}</dt><dd>{clean(&model)}</dd></div>
                        <div><dt>{text!(sent.on)}</dt><dd><Time at short=true class="" /></dd></div>
                        <div><dt>{text!(sent.longest)}</dt><dd>{longest}</dd></div>
                    </dl>
                </section>
                {(!told.is_empty()).then(|| view! { <Told lines=told /> })}
                <section class=frame::card aria-labelledby="said">
                    <h2 id="said">{text!(sent.conversation)}</h2>
                    <p>{messages}</p>
                    <ol class=style::lines>{lines.collect_view()}</ol>
                </section>
            </div>
        </Frame>
    }
}

/// What goes before the conversation, by its parts; the server says it in English.
#[component]
fn Told(lines: Vec<SentLine>) -> impl IntoView {
    let parts = lines.iter().flat_map(|line| sections(&line.text)).map(|section| {
        view! {
            <div class=style::part lang="en">
                <h3>{section.title.to_owned()}</h3>
                <Text text=section.text.to_owned() />
            </div>
        }
    });
    view! {
        <section class=frame::card aria-labelledby="told">
            <h2 id="told">{text!(sent.told)}</h2>
            {parts.collect_view()}
        </section>
    }
}

#[component]
fn Line(line: SentLine) -> impl IntoView {
    let (role, own) = match line.role.as_str() {
        "user" => (text!(sent.you), Some("")),
        "assistant" => (text!(sent.ai), None),
        "tool" => (text!(sent.tool), None),
        _ => (text!(sent.instructions), None),
    };
    view! {
        <li class=style::line data-own=own>
            <strong>{role}</strong>
            <Text text=line.text />
        </li>
    }
}

/// As it was sent, with the placeholders in it marked.
#[component]
fn Text(text: String) -> impl IntoView {
    let pieces = pieces(&text).into_iter().map(|(text, kind)| {
        let text = text.to_owned();
        match kind {
            Some(kind) => {
                Either::Left(view! { <mark class=style::mark title=i18n::kind(kind)>{text}</mark> })
            }
            None => Either::Right(text),
        }
    });
    view! { <p class=style::text dir="auto">{pieces.collect_view()}</p> }
}
