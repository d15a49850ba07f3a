//! The forms of the page of keys. Each goes back to the card of its AI service.

use adda_protocol::{
    ErrorCode, ProviderKeyId,
    dto::{AddProviderKey, RenameKey},
};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};

use super::{Person, login};
use crate::{
    auth::Identity,
    http::{
        Failure,
        extract::{Fields, Id},
        guard::with_query,
    },
    keys,
    services::Services,
};

const PAGE: &str = "/settings/keys";

/// `POST /settings/keys`
pub(super) async fn add(
    State(services): State<Services>,
    person: Person,
    Fields(form): Fields<AddProviderKey>,
) -> Response {
    let Some(axum::Extension(who)) = person else { return login(PAGE) };
    let about = form.provider.clone();
    let outcome = services.keys.add(&who, form).await.map(|_| "added");
    back(&about, outcome)
}

/// `POST /settings/keys/{id}/test`
pub(super) async fn test(
    State(services): State<Services>,
    person: Person,
    Id(id): Id<ProviderKeyId>,
) -> Response {
    let Some(axum::Extension(who)) = person else { return login(PAGE) };
    let about = provider(&services, &who, id).await;
    match services.keys.test(&who, id).await {
        Ok(tested) if !tested.ok => {
            let code = tested.code.unwrap_or(ErrorCode::Unavailable);
            to_card(&about, "error", code.as_str())
        }
        outcome => back(&about, outcome.map(|_| "tested")),
    }
}

/// `POST /settings/keys/{id}/rename`
pub(super) async fn rename(
    State(services): State<Services>,
    person: Person,
    Id(id): Id<ProviderKeyId>,
    Fields(form): Fields<RenameKey>,
) -> Response {
    let Some(axum::Extension(who)) = person else { return login(PAGE) };
    let about = provider(&services, &who, id).await;
    back(&about, services.keys.rename(&who, id, form).await.map(|_| "renamed"))
}

/// `POST /settings/keys/{id}/remove`
pub(super) async fn remove(
    State(services): State<Services>,
    person: Person,
    Id(id): Id<ProviderKeyId>,
) -> Response {
    let Some(axum::Extension(who)) = person else { return login(PAGE) };
    let about = provider(&services, &who, id).await;
    back(&about, services.keys.remove(&who, id).await.map(|()| "removed"))
}

/// Whose key it is; nothing for one that is not the person's.
async fn provider(services: &Services, who: &Identity, id: ProviderKeyId) -> String {
    let keys = services.keys.list(who).await.map(|keys| keys.items).unwrap_or_default();
    keys.into_iter().find(|key| key.id == id).map(|key| key.provider).unwrap_or_default()
}

fn back(about: &str, outcome: keys::Result<&str>) -> Response {
    match outcome {
        Ok(done) => to_card(about, "done", done),
        Err(error) => {
            let failure = Failure::from(error);
            to_card(about, "error", failure.into_body().code.as_str())
        }
    }
}

/// The page, at the card of an AI service, with what became of the form.
fn to_card(about: &str, what: &str, word: &str) -> Response {
    let mut address = with_query(PAGE, &[(what, word), ("about", about)]);
    // Names of services are plain words; what was typed into the address is none of ours.
    if !about.is_empty() && about.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b)) {
        address.push('#');
        address.push_str(about);
    }
    Redirect::to(&address).into_response()
}

#[cfg(test)]
mod tests {
    use axum::http::header::LOCATION;

    use super::*;

    fn location(about: &str) -> String {
        let response = to_card(about, "done", "added");
        response.headers().get(LOCATION).unwrap().to_str().unwrap().to_owned()
    }

    #[test]
    fn outcome_leads_to_the_card_it_is_about() {
        assert_eq!(location("openai"), "/settings/keys?done=added&about=openai#openai");
        assert_eq!(location(""), "/settings/keys?done=added");
        assert_eq!(location("a\" onload=x"), "/settings/keys?done=added&about=a%22+onload%3Dx");
    }
}
