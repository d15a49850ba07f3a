//! The forms of shared chats. A new link is shown in the answer to its form, and nowhere else: it must not stand in a history
//! or a cookie of its owner's.

use adda_protocol::{ConversationId, ShareId, dto::CreateShare};
use axum::{
    Extension, Router,
    extract::State,
    http::Uri,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use super::{Person, back, days, done, login, redraw};
use crate::{
    http::{
        Caller, Failure,
        extract::{Fields, Id},
    },
    services::Services,
};

const PAGE: &str = "/settings/data";

#[derive(Debug, Deserialize)]
pub(super) struct New {
    /// Empty: without an end.
    #[serde(default)]
    expires_in_days: String,
}

impl New {
    fn share(&self) -> Result<CreateShare, Failure> {
        Ok(CreateShare { expires_in_days: days(&self.expires_in_days)? })
    }
}

/// `POST /c/{id}/share`: the page again, with the link on it.
pub(super) async fn create(
    State(services): State<Services>,
    pages: Router,
    person: Person,
    caller: Caller,
    Id(id): Id<ConversationId>,
    Fields(form): Fields<New>,
) -> Response {
    let Some(Extension(who)) = person else { return login("/") };
    let page = format!("/c/{id}/share");
    let made = match form.share() {
        Err(failure) => Err(failure),
        Ok(new) => services.chat.share(&who, id, new).await.map_err(Failure::from),
    };
    match (made, Uri::try_from(&page)) {
        (Ok(made), Ok(address)) => redraw(pages, address, (who, caller), made).await,
        (Err(failure), _) => back(&page, failure, &[]),
        (Ok(_), Err(_)) => Redirect::to(PAGE).into_response(),
    }
}

/// `POST /settings/shares/{id}/end`
pub(super) async fn end(
    State(services): State<Services>,
    person: Person,
    Id(id): Id<ShareId>,
) -> Response {
    let Some(Extension(who)) = person else { return login(PAGE) };
    match services.chat.unshare(&who, id).await {
        Ok(()) => done(PAGE, "unshared"),
        Err(error) => back(PAGE, error.into(), &[]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn form_of_a_share_is_read_by_its_days() {
        let share = |days: &str| New { expires_in_days: days.to_owned() }.share().ok();
        assert_eq!(share("30"), Some(CreateShare { expires_in_days: Some(30) }));
        assert_eq!(share(""), Some(CreateShare { expires_in_days: None }));
        assert_eq!((share("soon"), share("-1")), (None, None));
    }
}
