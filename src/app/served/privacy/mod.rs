//! `/settings/privacy`: what is remembered, how the days felt, and what leaves.

mod days;
mod leaving;
mod memory;
mod mood;
mod switch;

use adda_protocol::{
    ErrorCode, MemoryId, Millis,
    dto::{Memory, MoodReport, Page, Profile},
};
use adda_redaction::{Action, Kind};
use leptos::{either::Either, prelude::*};
use leptos_router::hooks::use_query_map;

pub use self::{leaving::Leaving, memory::Memories, mood::Mood};
use super::outcome::Outcome;
use crate::{
    api::{ApiError, personal},
    i18n::{self, text},
    pages::settings::frame::{Part, SettingsFrame, style as frame},
};

stylance::import_style!(pub style, "privacy.module.css");

#[component]
pub fn PrivacyPage() -> impl IntoView {
    let outcome = Outcome::of_address();
    let before = use_query_map().read_untracked().get("before");
    let before = before.and_then(|place| place.parse().ok());
    view! {
        <SettingsFrame part=Part::Privacy lead=text!(privacy.lead)>
            <Suspense>
                {Suspend::new(async move {
                    match Kept::load(before).await {
                        Ok(kept) => Either::Left(view! { <Parts kept outcome /> }),
                        Err(error) => Either::Right(view! { <p role="alert">{i18n::sentence_of(error.code(), error.to_string())}</p> }),
                    }
                })}
            </Suspense>
        </SettingsFrame>
    }
}

/// All the page shows.
struct Kept {
    profile: Profile,
    memories: Page<Memory>,
    /// Whether there is a page before this one.
    later: bool,
    mood: MoodReport,
    kinds: Vec<(Kind, Action)>,
    now: Millis,
}

impl Kept {
    async fn load(before: Option<MemoryId>) -> Result<Self, ApiError> {
        let (mood, now) = personal::mood().await?;
        Ok(Self {
            profile: personal::profile().await?,
            memories: personal::memories(before).await?,
            later: before.is_some(),
            mood,
            kinds: personal::kinds().await?,
            now,
        })
    }
}

#[component]
fn Parts(kept: Kept, outcome: Outcome) -> impl IntoView {
    let Kept { profile, memories, later, mood, kinds, now } = kept;
    let field = outcome.field().to_owned();
    let said = |part: &str| outcome.about(part).message(said, |code| trouble(code, &field));
    view! {
        <div class=frame::stack>
            <Memories on=profile.memory memories later said=said("memory") />
            <Mood report=mood now said=said("mood") />
            <Leaving kinds terms=profile.hidden_terms said=said("leaving") />
        </div>
    }
}

/// What the address says has happened here.
fn said(done: &str) -> &'static str {
    match done {
        "memory_on" => text!(privacy.said.memory_on),
        "memory_off" => text!(privacy.said.memory_off),
        "added" => text!(privacy.said.added),
        "changed" => text!(privacy.said.changed),
        "removed" => text!(privacy.said.removed),
        "forgotten" => text!(privacy.said.forgotten),
        "hidden" => text!(privacy.said.hidden),
        "shown" => text!(privacy.said.shown),
        "mood_on" => text!(privacy.said.mood_on),
        "mood_off" => text!(privacy.said.mood_off),
        _ => text!(common.done),
    }
}

/// What an error comes to here.
fn trouble(code: ErrorCode, field: &str) -> &'static str {
    match code {
        ErrorCode::Invalid if field == "hidden_terms" => text!(privacy.trouble.terms),
        ErrorCode::Invalid => text!(privacy.trouble.memory),
        ErrorCode::Conflict => text!(privacy.trouble.known),
        ErrorCode::NotFound => text!(privacy.trouble.gone),
        code => i18n::sentence(code),
    }
}
