//! `/settings/profile`: what a person tells of themselves.

mod choices;
mod picture;

use adda_protocol::{
    ErrorCode,
    dto::{Profile, UpdateProfile, User},
    limits,
};
use leptos::{either::Either, prelude::*};

use self::{
    choices::{Choice, countries, languages},
    picture::Picture,
};
use super::outcome::Outcome;
use crate::{
    api::{ApiError, personal},
    components::{button, field, names::clean},
    i18n::{self, text},
    pages::settings::frame::{Part, SettingsFrame, style as frame},
};

stylance::import_style!(style, "profile.module.css");

#[component]
pub fn ProfilePage() -> impl IntoView {
    let outcome = Outcome::of_address();
    let of_picture = outcome.about("picture");
    let outcome = if of_picture == Outcome::default() { outcome } else { Outcome::default() };
    let typed = personal::typed();
    view! {
        <SettingsFrame part=Part::You lead=text!(profile.lead)>
            <Suspense>
                {Suspend::new(async move {
                    match load().await {
                        Ok((profile, user)) => {
                            let (me, typed) = typed.unzip();
                            let name = me.and_then(|me| me.name).unwrap_or_else(|| user.name.clone());
                            let (profile, account) = (with(profile, typed), clean(&user.name));
                            Either::Left(view! {
                                <div class=frame::stack>
                                    <Picture user outcome=of_picture />
                                    <Form profile outcome name account />
                                </div>
                            })
                        }
                        Err(error) => Either::Right(view! { <p role="alert">{i18n::sentence_of(error.code(), error.to_string())}</p> }),
                    }
                })}
            </Suspense>
        </SettingsFrame>
    }
}

async fn load() -> Result<(Profile, User), ApiError> {
    Ok((personal::profile().await?, personal::user()?))
}

/// The profile as it was typed, where that could not be saved.
fn with(profile: Profile, typed: Option<UpdateProfile>) -> Profile {
    let Some(typed) = typed else { return profile };
    Profile {
        nickname: typed.nickname.unwrap_or(profile.nickname),
        language: typed.language.or(profile.language).filter(|tag| !tag.is_empty()),
        region: typed.region.or(profile.region).filter(|code| !code.is_empty()),
        interests: typed.interests.unwrap_or(profile.interests),
        share_interests: typed.share_interests.unwrap_or(profile.share_interests),
        ..profile
    }
}

#[component]
fn Form(profile: Profile, outcome: Outcome, name: String, account: String) -> impl IntoView {
    let Profile { nickname, language, region, interests, share_interests, .. } = profile;
    let field = outcome.field().to_owned();
    let said = outcome.message(|_| text!(profile.saved), |code| trouble(code, &field));
    let wrong = (field == "interests").then_some("true");
    let wrong_name = field == "name";
    view! {
        <div class=frame::stack>
            {said}
            <form method="post" action="/settings/profile" class=frame::stack autocomplete="off">
                <Shown name wrong=wrong_name />
                <Speaks nickname name=account language region />
                <section class=frame::card aria-labelledby="interests">
                    <h2 id="interests">{text!(profile.interests.title)}</h2>
                    <label class=field::LABEL>
                        <span>{text!(profile.interests.label)}</span>
                        <textarea
                            class=stylance::classes!(field::INPUT, style::interests)
                            name="interests"
                            rows="3"
                            aria-invalid=wrong
                        >
                            {interests.join(", ")}
                        </textarea>
                        <small class=field::style::hint>{text!(profile.interests.hint)}</small>
                    </label>
                    <label class=field::TICK>
                        <input type="checkbox" name="share_interests" value="on" checked=share_interests />
                        <span>
                            {text!(profile.interests.share)} <small>{text!(profile.interests.share_about)}</small>
                        </span>
                    </label>
                </section>
                <div class=style::save>
                    <button type="submit" class=button::PRIMARY data-busy=text!(profile.saving)>
                        {text!(common.save)}
                    </button>
                    <a href="/settings/privacy" class=frame::link>{text!(profile.remembers)}</a>
                </div>
            </form>
        </div>
    }
}

/// What others see of them.
#[component]
fn Shown(name: String, wrong: bool) -> impl IntoView {
    view! {
        <section class=frame::card aria-labelledby="shown">
            <h2 id="shown">{text!(profile.shown.title)}</h2>
            <label class=field::LABEL>
                <span>{text!(profile.shown.name)}</span>
                <input
                    class=field::INPUT
                    type="text"
                    name="name"
                    value=name
                    required
                    maxlength=limits::NAME_CHARS.to_string()
                    autocomplete="name"
                    aria-invalid=wrong.then_some("true")
                />
                <small class=field::style::hint>{text!(profile.shown.hint)}</small>
            </label>
        </section>
    }
}

/// What they are called, their language and their country.
#[component]
fn Speaks(
    nickname: String,
    name: String,
    language: Option<String>,
    region: Option<String>,
) -> impl IntoView {
    view! {
        <section class=frame::card aria-labelledby="called">
            <h2 id="called">{text!(profile.speaks.title)}</h2>
            <div class=style::fields>
                <label class=field::LABEL>
                    <span>{text!(profile.speaks.called)}</span>
                    <input
                        class=field::INPUT
                        type="text"
                        name="nickname"
                        value=nickname
                        placeholder=name
                        maxlength=limits::NAME_CHARS.to_string()
                        autocomplete="nickname"
                    />
                    <small class=field::style::hint>{text!(profile.speaks.called_hint)}</small>
                </label>
                <Select
                    label=text!(profile.speaks.language)
                    name="language"
                    none=text!(profile.speaks.language_none)
                    chosen=language.clone()
                    choices=languages(language.as_deref())
                />
                <Select
                    label=text!(profile.speaks.region)
                    name="region"
                    none=text!(profile.speaks.region_none)
                    chosen=region.clone()
                    choices=countries(region.as_deref())
                />
            </div>
            <p class=frame::quiet>{text!(profile.speaks.region_about)}</p>
        </section>
    }
}

#[component]
fn Select(
    label: &'static str,
    name: &'static str,
    none: &'static str,
    chosen: Option<String>,
    choices: Vec<Choice>,
) -> impl IntoView {
    let options = choices.into_iter().map(|(word, called)| {
        let selected = chosen.as_deref() == Some(word.as_str());
        view! { <option value=word selected=selected>{called}</option> }
    });
    view! {
        <label class=field::LABEL>
            <span>{label}</span>
            <select name=name class=field::INPUT>
                <option value="">{none}</option>
                {options.collect_view()}
            </select>
        </label>
    }
}

/// What an error comes to here.
fn trouble(code: ErrorCode, field: &str) -> &'static str {
    match (code, field) {
        (ErrorCode::Invalid, "name") => text!(profile.shown.refused),
        (ErrorCode::Invalid, "nickname") => text!(profile.name_too_long),
        (ErrorCode::Invalid, "interests") => text!(profile.interests_too_long),
        (code, _) => i18n::sentence(code),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_goes_before_what_is_saved() {
        let saved = Profile { language: Some("hi".into()), mood: false, ..Profile::default() };
        let typed = UpdateProfile {
            nickname: Some("Adi".into()),
            language: Some(String::new()),
            interests: Some(vec!["x".repeat(50)]),
            ..UpdateProfile::default()
        };
        let shown = with(saved.clone(), Some(typed));
        assert_eq!((shown.nickname.as_str(), &shown.language), ("Adi", &None));
        assert_eq!(shown.interests[0].len(), 50);
        assert!(!shown.mood);
        assert_eq!(with(saved.clone(), None), saved);
    }
}
