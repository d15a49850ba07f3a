use std::time::Duration;

use adda_protocol::{
    ClientMessageId, ConversationId, MessageId, Seq, address,
    dto::{CreateConversation, Regenerate, SendMessage, UpdateChatPrivacy, UpdateConversation},
};
use axum::{
    Extension,
    extract::State,
    http::Uri,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use super::{Person, back};
use crate::{
    auth::Identity,
    chat,
    http::{
        extract::{Fields, Id},
        guard,
        language::Asked,
    },
    services::Services,
};

/// Longest wait for a message to be taken, or for an answer to have stopped, in seconds.
const PATIENCE: u64 = 5;

#[derive(Debug, Deserialize)]
pub(super) struct New {
    model: Option<String>,
    /// First message, from the start page.
    #[serde(default)]
    text: String,
    client_id: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Message {
    text: String,
    /// Written into the form when the page is drawn, so that sending it twice is sending once.
    client_id: Option<String>,
    /// The form's choice, for this message alone.
    model: Option<String>,
    /// The message that this is another version of.
    edits: Option<MessageId>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Title {
    title: String,
}

/// A box that is ticked; absent otherwise.
#[derive(Debug, Deserialize)]
pub(super) struct Deletion {
    forget: Option<String>,
    undo: Option<u32>,
}

/// Boxes likewise.
#[derive(Debug, Deserialize)]
pub(super) struct Allowed {
    memory: Option<String>,
    mood: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Answer {
    message: MessageId,
}

#[derive(Debug, Deserialize)]
pub(super) struct Erased {
    message: MessageId,
    /// Where in the conversation that was asked for; at its end where absent.
    at: Option<Seq>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Again {
    message: MessageId,
    model: Option<String>,
    /// As in [`Message`].
    client_id: Option<String>,
}

/// `POST /c`
pub(super) async fn create(
    State(services): State<Services>,
    person: Person,
    Asked(language): Asked,
    Fields(form): Fields<New>,
) -> Response {
    let Some(Extension(who)) = person else {
        return guard::to_login(&Uri::from_static("/")).into_response();
    };
    let model = form.model.filter(|model| !model.is_empty());
    let message = message(form.text, form.client_id);
    let client_id = message.client_id.map(|id| id.uuid().into());
    let new = CreateConversation { client_id, model, ..Default::default() };
    match services.chat.create(&who, new, language).await {
        Ok(made) if message.text.trim().is_empty() => Redirect::to(&page(made.id)).into_response(),
        Ok(made) => {
            let person = Some(Extension(who));
            act(made.id, person, async |who| patiently(&services, who, made.id, message).await)
                .await
        }
        Err(error) => back("/", error.into(), &[]),
    }
}

/// A page without script cannot count down and send again: a short wait is waited for here.
async fn patiently(
    services: &Services,
    who: &Identity,
    id: ConversationId,
    message: SendMessage,
) -> chat::Result<()> {
    match services.chat.send(who, id, message.clone()).await {
        Err(chat::Error::RateLimited { retry_after }) if retry_after <= PATIENCE => {
            tokio::time::sleep(Duration::from_secs(retry_after)).await;
            services.chat.send(who, id, message).await.map(drop)
        }
        sent => sent.map(drop),
    }
}

fn message(text: String, form: Option<String>) -> SendMessage {
    let form: Option<ClientMessageId> = form.and_then(|id| id.parse().ok());
    let client_id = form.map(|form| ClientMessageId::of_form(form, &text));
    let (plain, models) = (Vec::new(), Vec::new());
    SendMessage { text, client_id, model: None, plain, after: None, edits: None, models }
}

/// `POST /c/{id}`
pub(super) async fn send(
    State(services): State<Services>,
    person: Person,
    Id(id): Id<ConversationId>,
    Fields(form): Fields<Message>,
) -> Response {
    let model = form.model.filter(|model| !model.is_empty());
    let message = SendMessage { model, edits: form.edits, ..message(form.text, form.client_id) };
    act(id, person, async |who| patiently(&services, who, id, message).await).await
}

/// `POST /c/{id}/rename`
pub(super) async fn rename(
    State(services): State<Services>,
    person: Person,
    Id(id): Id<ConversationId>,
    Fields(form): Fields<Title>,
) -> Response {
    let change = UpdateConversation { title: Some(form.title), ..Default::default() };
    act(id, person, async |who| services.chat.update(who, id, change).await.map(drop)).await
}

/// `POST /c/{id}/delete`
pub(super) async fn delete(
    State(services): State<Services>,
    person: Person,
    Id(id): Id<ConversationId>,
    Fields(form): Fields<Deletion>,
) -> Response {
    let Some(Extension(who)) = person else { return login(id) };
    match services.chat.delete(&who, id, form.forget.is_some(), form.undo).await {
        Ok(()) => Redirect::to("/").into_response(),
        Err(error) => back(&page(id), error.into(), &[]),
    }
}

/// `POST /c/{id}/privacy`
pub(super) async fn allow(
    State(services): State<Services>,
    person: Person,
    Id(id): Id<ConversationId>,
    Fields(form): Fields<Allowed>,
) -> Response {
    let Some(Extension(who)) = person else { return login(id) };
    let (memory, mood) = (form.memory.is_some(), form.mood.is_some());
    let change = UpdateChatPrivacy { memory: Some(memory), mood: Some(mood) };
    match services.personal.update_chat_privacy(&who, id, change).await {
        Ok(_) => Redirect::to(&page(id)).into_response(),
        Err(error) => back(&page(id), error.into(), &[]),
    }
}

/// `POST /c/{id}/stop`
pub(super) async fn stop(
    State(services): State<Services>,
    person: Person,
    Id(id): Id<ConversationId>,
    Fields(form): Fields<Answer>,
) -> Response {
    let stop = async |who: &Identity| {
        services.chat.stop(who, id, form.message).await?;
        // The page that follows does not change by itself: it is to show the answer stopped.
        let settled = services.chat.settled(form.message);
        let _ = tokio::time::timeout(Duration::from_secs(PATIENCE), settled).await;
        Ok(())
    };
    act(id, person, stop).await
}

/// `POST /c/{id}/continue`
pub(super) async fn resume(
    State(services): State<Services>,
    person: Person,
    Id(id): Id<ConversationId>,
    Fields(form): Fields<Answer>,
) -> Response {
    act(id, person, async |who| services.chat.resume(who, id, form.message).await).await
}

/// `POST /c/{id}/retry`
pub(super) async fn retry(
    State(services): State<Services>,
    person: Person,
    Id(id): Id<ConversationId>,
    Fields(form): Fields<Answer>,
) -> Response {
    act(id, person, async |who| services.chat.retry(who, id, form.message).await).await
}

/// `POST /c/{id}/regenerate`
pub(super) async fn regenerate(
    State(services): State<Services>,
    person: Person,
    Id(id): Id<ConversationId>,
    Fields(form): Fields<Again>,
) -> Response {
    let page: Option<ClientMessageId> = form.client_id.and_then(|id| id.parse().ok());
    let client_id = page.map(|page| ClientMessageId::of_form(page, &form.message.to_string()));
    let model = form.model.filter(|model| !model.is_empty());
    let asked = Regenerate { model, client_id };
    let again = async |who: &Identity| {
        services.chat.regenerate(who, id, form.message, asked).await.map(drop)
    };
    act(id, person, again).await
}

/// `POST /c/{id}/choose`
pub(super) async fn choose(
    State(services): State<Services>,
    person: Person,
    Id(id): Id<ConversationId>,
    Fields(form): Fields<Answer>,
) -> Response {
    let choose = async |who: &Identity| services.chat.choose(who, id, form.message).await.map(drop);
    act(id, person, choose).await
}

/// `POST /c/{id}/erase`
pub(super) async fn erase(
    State(services): State<Services>,
    person: Person,
    Id(id): Id<ConversationId>,
    Fields(form): Fields<Erased>,
) -> Response {
    let place = form.at.map(address::place).unwrap_or_default();
    let erase = async |who: &Identity| services.chat.erase(who, id, form.message).await;
    act_at(id, &place, person, erase).await
}

/// Does something in a conversation and shows it again, at its end.
async fn act(
    id: ConversationId,
    person: Person,
    action: impl AsyncFnOnce(&Identity) -> chat::Result<()>,
) -> Response {
    act_at(id, "", person, action).await
}

/// Does something in a conversation and shows it again, at a place in it.
async fn act_at(
    id: ConversationId,
    place: &str,
    person: Person,
    action: impl AsyncFnOnce(&Identity) -> chat::Result<()>,
) -> Response {
    let Some(Extension(who)) = person else { return login(id) };
    match action(&who).await {
        Ok(()) => Redirect::to(&(page(id) + place)).into_response(),
        Err(error) => back(&page(id), error.into(), &[]),
    }
}

fn login(id: ConversationId) -> Response {
    let uri = page(id).parse().unwrap_or_default();
    guard::to_login(&uri).into_response()
}

fn page(id: ConversationId) -> String {
    format!("/c/{id}")
}
