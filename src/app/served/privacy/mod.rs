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

use self::{leaving::Leaving, memory::Memories, mood::Mood};
use super::outcome::Outcome;
use crate::{
    api::{ApiError, personal},
    pages::settings::frame::{Part, SettingsFrame, style as frame},
};

stylance::import_style!(pub style, "privacy.module.css");

#[component]
pub fn PrivacyPage() -> impl IntoView {
    let outcome = Outcome::of_address();
    let before = use_query_map().read_untracked().get("before");
    let before = before.and_then(|place| place.parse().ok());
    view! {
        <SettingsFrame part=Part::Privacy lead="What Adda keeps of you, and what never leaves this server. All of it is yours to see, to change and to remove.">
            <Suspense>
                {Suspend::new(async move {
                    match Kept::load(before).await {
                        Ok(kept) => Either::Left(view! { <Parts kept outcome /> }),
                        Err(error) => Either::Right(view! { <p role="alert">{error.to_string()}</p> }),
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
        "memory_on" => "Memory is on. What you tell from now on may be noted.",
        "memory_off" => "Memory is off. Nothing is noted, and no AI is told what was.",
        "added" => "Noted.",
        "changed" => "Changed.",
        "removed" => "Forgotten.",
        "forgotten" => "Everything is forgotten.",
        "hidden" => "Hidden from your next message on.",
        "shown" => "It goes out as you write it again.",
        "mood_on" => "Mood is on, beginning with your next message.",
        "mood_off" => "Mood is off, and all that was read is removed.",
        _ => "Done.",
    }
}

/// What an error comes to here.
fn trouble(code: ErrorCode, field: &str) -> &'static str {
    match code {
        ErrorCode::Invalid if field == "hidden_terms" => {
            "There is room for 20 words or phrases of 2 to 60 characters."
        }
        ErrorCode::Invalid => "Write one thing in at most 300 characters.",
        ErrorCode::Conflict => "That is noted already, or there is no room for more.",
        ErrorCode::NotFound => "That was forgotten already.",
        code => code.sentence(),
    }
}
