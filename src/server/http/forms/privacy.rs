//! The forms of the page of privacy. Each goes back to its own part of it.

use adda_protocol::{
    MemoryId,
    dto::{CreateMemory, UpdateMemory, UpdateProfile},
    memory::MemoryKind,
};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use super::{Person, address, login};
use crate::{
    auth::Identity,
    http::{
        extract::{Fields, Id},
        guard::with_query,
    },
    personal,
    services::Services,
};

const PAGE: &str = "/settings/privacy";
const MEMORY: &str = "memory";
const MOOD: &str = "mood";
const LEAVING: &str = "leaving";

/// What a switch is to be.
#[derive(Debug, Deserialize)]
pub(super) struct Switch {
    on: bool,
}

#[derive(Debug, Deserialize)]
pub(super) struct Written {
    #[serde(default)]
    text: String,
    #[serde(default)]
    kind: String,
}

/// `POST /settings/privacy/memory`
pub(super) async fn memory(
    State(services): State<Services>,
    person: Person,
    Fields(Switch { on }): Fields<Switch>,
) -> Response {
    let change = UpdateProfile { memory: Some(on), ..UpdateProfile::default() };
    let done = if on { "memory_on" } else { "memory_off" };
    act(person, MEMORY, done, async |who| services.personal.update_profile(who, change).await).await
}

/// `POST /settings/privacy/mood`
pub(super) async fn mood(
    State(services): State<Services>,
    person: Person,
    Fields(Switch { on }): Fields<Switch>,
) -> Response {
    let change = UpdateProfile { mood: Some(on), ..UpdateProfile::default() };
    let done = if on { "mood_on" } else { "mood_off" };
    act(person, MOOD, done, async |who| services.personal.update_profile(who, change).await).await
}

/// `POST /settings/privacy/memories`
pub(super) async fn add(
    State(services): State<Services>,
    person: Person,
    Fields(form): Fields<Written>,
) -> Response {
    let new = CreateMemory { kind: MemoryKind::parse(&form.kind), text: form.text };
    act(person, MEMORY, "added", async |who| services.personal.remember(who, new).await).await
}

/// `POST /settings/privacy/memories/{id}`
pub(super) async fn change(
    State(services): State<Services>,
    person: Person,
    Id(id): Id<MemoryId>,
    Fields(form): Fields<Written>,
) -> Response {
    let change = UpdateMemory { kind: MemoryKind::parse(&form.kind), text: Some(form.text) };
    let work = async |who: &Identity| services.personal.change_memory(who, id, change).await;
    act(person, MEMORY, "changed", work).await
}

/// `POST /settings/privacy/memories/{id}/forget`
pub(super) async fn remove(
    State(services): State<Services>,
    person: Person,
    Id(id): Id<MemoryId>,
) -> Response {
    let work = async |who: &Identity| services.personal.remove_memory(who, id).await;
    act(person, MEMORY, "removed", work).await
}

/// `POST /settings/privacy/forget`
pub(super) async fn forget(State(services): State<Services>, person: Person) -> Response {
    act(person, MEMORY, "forgotten", async |who| services.personal.forget(who).await).await
}

#[derive(Debug, Deserialize)]
pub(super) struct Term {
    #[serde(default)]
    term: String,
}

/// `POST /settings/privacy/terms`
pub(super) async fn hide(
    State(services): State<Services>,
    person: Person,
    Fields(Term { term }): Fields<Term>,
) -> Response {
    terms(&services, person, "hidden", |terms| terms.push(term)).await
}

/// `POST /settings/privacy/terms/remove`
pub(super) async fn show(
    State(services): State<Services>,
    person: Person,
    Fields(Term { term }): Fields<Term>,
) -> Response {
    terms(&services, person, "shown", |terms| terms.retain(|known| *known != term)).await
}

async fn terms(
    services: &Services,
    person: Person,
    done: &str,
    change: impl FnOnce(&mut Vec<String>),
) -> Response {
    let work = async |who: &Identity| {
        let mut terms = services.personal.profile(who).await?.hidden_terms;
        change(&mut terms);
        let change = UpdateProfile { hidden_terms: Some(terms), ..UpdateProfile::default() };
        services.personal.update_profile(who, change).await
    };
    act(person, LEAVING, done, work).await
}

/// Does something and shows the part of the page it is about.
async fn act<T>(
    person: Person,
    about: &str,
    done: &str,
    work: impl AsyncFnOnce(&Identity) -> personal::Result<T>,
) -> Response {
    let Some(axum::Extension(who)) = person else { return login(PAGE) };
    let page = match work(&who).await {
        Ok(_) => with_query(PAGE, &[("done", done), ("about", about)]),
        Err(error) => address(PAGE, error.into(), &[("about", about)]),
    };
    Redirect::to(&format!("{page}#{about}")).into_response()
}

#[cfg(test)]
mod tests {
    use axum::http::header::LOCATION;

    use super::*;

    #[tokio::test]
    async fn outcome_without_a_login_leads_to_the_login() {
        let answer = act(None, MOOD, "mood_off", async |_| Ok(())).await;
        let location = answer.headers().get(LOCATION).unwrap().to_str().unwrap();
        assert_eq!(location, "/auth/login?next=%2Fsettings%2Fprivacy");
    }
}
