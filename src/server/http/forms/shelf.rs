//! The page of all chats: what is done to those that are ticked, and the way back.

use adda_protocol::{
    ConversationId, ErrorCode,
    dto::{ChangeConversations, DeleteConversations, Done},
    limits,
};
use axum::{
    Extension,
    extract::State,
    response::{IntoResponse, Redirect, Response},
};

use super::{Person, back, login};
use crate::{
    auth::Identity,
    http::{Failure, extract::Fields, guard::with_query},
    services::Services,
};

const PAGE: &str = "/chats";

/// Names may come more than once.
struct Form(Vec<(String, String)>);

impl Form {
    fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// What is ticked. Text that is no id names nothing that exists.
    fn ids(&self) -> Vec<ConversationId> {
        let named = self.0.iter().filter(|(name, _)| name == "ids");
        named.filter_map(|(_, id)| id.parse().ok()).collect()
    }

    /// What the page showed.
    fn view(&self) -> Vec<(&'static str, &str)> {
        let names =
            [("archived", "view_archived"), ("category", "view_category"), ("title", "view_title")];
        let shown = names.map(|(name, field)| (name, self.get(field)));
        shown.into_iter().filter(|(_, value)| !value.is_empty()).collect()
    }

    fn change(&self) -> Option<ChangeConversations> {
        let mut change = ChangeConversations { ids: self.ids(), ..Default::default() };
        match self.get("do") {
            "pin" => change.pinned = Some(true),
            "unpin" => change.pinned = Some(false),
            "archive" => change.archived = Some(true),
            "unarchive" => change.archived = Some(false),
            "read" => change.read = Some(true),
            "category" => {
                let own = self.get("own").trim();
                let named = if own.is_empty() { self.get("category") } else { own };
                change.category = Some(named.to_owned());
            }
            _ => return None,
        }
        Some(change)
    }
}

/// `POST /chats`
pub(super) async fn act(
    State(services): State<Services>,
    person: Person,
    Fields(form): Fields<Vec<(String, String)>>,
) -> Response {
    let Some(Extension(who)) = person else { return login(PAGE) };
    let form = Form(form);
    let what = form.get("do");
    let done = if what == "delete" {
        delete(&services, &who, &form).await
    } else if let Some(change) = form.change() {
        services.chat.update_many(&who, change).await.map_err(Failure::from)
    } else {
        Err(Failure::new(ErrorCode::Invalid))
    };
    match done {
        Ok(Done { ids }) => {
            let done = match what {
                _ if ids.is_empty() => Some("nothing"),
                // What the page offers to undo, it says.
                "delete" => None,
                what => Some(what),
            };
            let said = done.map(|done| ("done", done)).into_iter().chain(form.view());
            let said = said.collect::<Vec<_>>();
            Redirect::to(&with_query(PAGE, &said)).into_response()
        }
        Err(failure) => back(PAGE, failure, &form.view()),
    }
}

async fn delete(services: &Services, who: &Identity, form: &Form) -> Result<Done, Failure> {
    let what =
        DeleteConversations { ids: form.ids(), undo: Some(limits::UNDO_SECONDS), forget: false };
    services.chat.delete_many(who, what).await.map_err(Failure::from)
}

/// `POST /chats/undo`
pub(super) async fn undo(
    State(services): State<Services>,
    person: Person,
    Fields(form): Fields<Vec<(String, String)>>,
) -> Response {
    let Some(Extension(who)) = person else { return login(PAGE) };
    let form = Form(form);
    let (page, after) = match form.get("back") {
        "start" => ("/", "/"),
        _ => (PAGE, "/chats?done=undo"),
    };
    match services.chat.restore_many(&who, form.ids()).await {
        Ok(_) => Redirect::to(after).into_response(),
        Err(error) => back(page, error.into(), &[]),
    }
}
