//! The forms of the page of API keys. A new key is shown in the answer to its form, and nowhere else: it must not stand in an
//! address or a cookie.

use adda_protocol::{
    ApiKeyId, ErrorCode,
    dto::{CreateApiKey, Scope},
};
use axum::{Router, extract::State, http::Uri, response::Response};
use serde::Deserialize;

use super::{Person, back, days, done, login, redraw};
use crate::{
    http::{
        Caller, Failure,
        extract::{Fields, Id},
    },
    services::Services,
};

const PAGE: &str = "/settings/api-keys";

#[derive(Debug, Deserialize)]
pub(super) struct New {
    #[serde(default)]
    name: String,
    /// Boxes that are ticked; absent otherwise.
    read: Option<String>,
    chat: Option<String>,
    /// Empty: without an end.
    #[serde(default)]
    expires_in_days: String,
}

impl New {
    fn key(self) -> Result<CreateApiKey, Failure> {
        let scopes = [(self.read, Scope::Read), (self.chat, Scope::Chat)];
        let scopes =
            scopes.into_iter().filter_map(|(ticked, scope)| ticked.map(|_| scope)).collect();
        let expires_in_days = days(&self.expires_in_days)?;
        Ok(CreateApiKey { name: self.name, scopes, expires_in_days })
    }
}

/// `POST /settings/api-keys`: the page again, with the new key on it.
pub(super) async fn create(
    State(services): State<Services>,
    pages: Router,
    person: Person,
    caller: Caller,
    Fields(form): Fields<New>,
) -> Response {
    let Some(axum::Extension(who)) = person else { return login(PAGE) };
    let made = match form.key() {
        Err(failure) => Err(failure),
        Ok(new) => services.accounts.create_api_key(&who, new).await.map_err(Failure::from),
    };
    match made {
        Err(failure) => back(PAGE, failure, &[]),
        Ok(made) => redraw(pages, Uri::from_static(PAGE), (who, caller), made).await,
    }
}

/// `POST /settings/api-keys/{id}/revoke`
pub(super) async fn revoke(
    State(services): State<Services>,
    person: Person,
    Id(id): Id<ApiKeyId>,
) -> Response {
    let Some(axum::Extension(who)) = person else { return login(PAGE) };
    match services.accounts.revoke_api_key(&who, id).await {
        Ok(true) => done(PAGE, "revoked"),
        Ok(false) => back(PAGE, Failure::new(ErrorCode::NotFound), &[]),
        Err(error) => back(PAGE, error.into(), &[]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(fields: &str) -> Option<CreateApiKey> {
        let uri: Uri = format!("/?{fields}").parse().unwrap();
        let axum::extract::Query(new) = axum::extract::Query::<New>::try_from_uri(&uri).unwrap();
        new.key().ok()
    }

    #[test]
    fn form_of_a_key_is_read_by_its_boxes_and_days() {
        let key = form("name=n&chat=on&read=on&expires_in_days=90").unwrap();
        assert_eq!((key.scopes, key.expires_in_days), (vec![Scope::Read, Scope::Chat], Some(90)));
        let key = form("name=n&expires_in_days=").unwrap();
        assert_eq!((key.scopes, key.expires_in_days), (vec![], None));
        assert!(form("expires_in_days=forever").is_none());
        assert!(form("expires_in_days=-1").is_none());
    }
}
