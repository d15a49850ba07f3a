//! `/admin/people/{id}`: one person, and what can be done with their account.

use adda_protocol::{
    ErrorCode, day,
    dto::{Role, UsageReport, User},
};
use leptos::{either::Either, prelude::*};
use leptos_router::hooks::use_params_map;

use super::{
    found,
    frame::{AdminFrame, Part},
    people::{role_name, shown},
    style,
};
use crate::{
    api::administration::{self, PersonDetails},
    components::{
        button, field,
        local_time::{Time, date},
        names::clean,
    },
    pages::settings::frame::style as frame,
    served::{outcome::Outcome, usage::ByModel},
};

#[component]
pub fn PersonPage() -> impl IntoView {
    let id = use_params_map().read_untracked().get("id").unwrap_or_default();
    let outcome = Outcome::of_address();
    view! {
        <AdminFrame part=Part::People heading="Account" lead="What is known of the account. Conversations, keys and what is remembered are the person's alone.">
            <Suspense>
                {Suspend::new(async move {
                    found(administration::person(&id).await, |person| view! { <Person person outcome /> })
                })}
            </Suspense>
        </AdminFrame>
    }
}

#[component]
fn Person(person: PersonDetails, outcome: Outcome) -> impl IntoView {
    let PersonDetails { account, sessions, month, own } = person;
    let user = account.user;
    let is_blocked = account.blocked_at.is_some();
    let blocked = account.blocked_at.map(|at| {
        view! {
            <dt>"Blocked"</dt>
            <dd class=style::blocked>"since " <Time at short=true class="" /></dd>
        }
    });
    let seen = match account.seen_at {
        Some(at) => Either::Left(view! { <Time at short=true class="" /> }),
        None => Either::Right("never"),
    };
    let report = UsageReport { lines: month, ..UsageReport::default() };
    let used = if report.lines.is_empty() {
        Either::Left(view! { <p>"Nothing yet."</p> })
    } else {
        Either::Right(view! { <ByModel report own="their own" /> })
    };
    view! {
        <div class=frame::stack>
            {outcome.message(said, trouble)}
            <section class=frame::card aria-labelledby="who">
                <h2 id="who">{shown(&user.name)}</h2>
                <dl class=style::facts>
                    <dt>"E-mail"</dt>
                    <dd>{clean(&user.email)}</dd>
                    <dt>"Role"</dt>
                    <dd>{role_name(user.role)}</dd>
                    <dt>"Made"</dt>
                    <dd>{date(user.created_at.div_euclid(day::MILLIS))}</dd>
                    <dt>"Last seen"</dt>
                    <dd>{seen}</dd>
                    <dt>"Signed in"</dt>
                    <dd>{places(sessions)}</dd>
                    {blocked}
                </dl>
            </section>
            <section class=frame::card aria-labelledby="used">
                <h2 id="used">"Used this month"</h2>
                {used}
            </section>
            <section class=frame::card aria-labelledby="acts">
                <h2 id="acts">"The account"</h2>
                <RoleForm user=user.clone() own />
                <SignOut user=user.clone() own />
                {(!own).then(|| view! { <Block user=user.clone() is_blocked /> })}
                <Delete user />
            </section>
        </div>
    }
}

fn places(sessions: usize) -> String {
    match sessions {
        0 => "nowhere".to_owned(),
        1 => "in one place".to_owned(),
        count => format!("in {count} places"),
    }
}

#[component]
fn RoleForm(user: User, own: bool) -> impl IntoView {
    let (to, name, hint) = match user.role {
        Role::Member => {
            ("admin", "Make an administrator", "Sees this page, and may do all that is done here.")
        }
        Role::Admin if own => {
            ("member", "Stop being an administrator", "You will not see this page any more.")
        }
        Role::Admin => ("member", "Make a member", "Will not see this page any more."),
    };
    view! {
        <form method="post" action=format!("/admin/people/{}/role", user.id) class=style::act>
            <input type="hidden" name="role" value=to />
            <p class=frame::quiet>{hint}</p>
            <button type="submit" class=button::GHOST>{name}</button>
        </form>
    }
}

#[component]
fn SignOut(user: User, own: bool) -> impl IntoView {
    let hint = if own {
        "Ends all of your own sign-ins, this one among them."
    } else {
        "Ends all sign-ins. Keys for programs go on working."
    };
    view! {
        <form method="post" action=format!("/admin/people/{}/sign-out", user.id) class=style::act>
            <p class=frame::quiet>{hint}</p>
            <button type="submit" class=button::GHOST>"Sign out everywhere"</button>
        </form>
    }
}

/// What was blocked is let in again by the same button.
#[component]
fn Block(user: User, is_blocked: bool) -> impl IntoView {
    let (what, name, hint) = if is_blocked {
        (
            "unblock",
            "Unblock",
            "Can sign in again with their password, and keys for programs work again.",
        )
    } else {
        (
            "block",
            "Block",
            "Ends all sign-ins, stops keys for programs, and lets nobody sign in until it is taken back. Nothing is deleted.",
        )
    };
    view! {
        <form method="post" action=format!("/admin/people/{}/{what}", user.id) class=style::act>
            <p class=frame::quiet>{hint}</p>
            <button type="submit" class=button::GHOST>{name}</button>
        </form>
    }
}

/// It takes more than a press.
#[component]
fn Delete(user: User) -> impl IntoView {
    if user.role == Role::Admin {
        return Either::Left(view! {
            <p class=frame::quiet>"An administrator is made a member before the account can be deleted here."</p>
        });
    }
    Either::Right(view! {
        <details class=style::delete>
            <summary class=button::DANGER>"Delete the account"</summary>
            <form method="post" action=format!("/admin/people/{}/delete", user.id) autocomplete="off">
                <p class=frame::quiet>
                    "Every conversation, key and file of this person goes, at once and for good. Type their e-mail to say that you mean it: "
                    <strong>{clean(&user.email)}</strong>
                </p>
                <label class=field::LABEL>
                    <span>"E-mail of the account"</span>
                    <input class=field::INPUT type="text" name="confirm" required autocomplete="off" spellcheck="false" />
                </label>
                <div>
                    <button type="submit" class=button::DANGER data-busy="Deleting…">"Delete for good"</button>
                </div>
            </form>
        </details>
    })
}

fn said(done: &str) -> &'static str {
    match done {
        "promoted" => "Is an administrator now.",
        "demoted" => "Is a member now.",
        "blocked" => "Blocked, and signed out everywhere.",
        "unblocked" => "Can sign in again.",
        "signed-out" => "Signed out everywhere.",
        _ => "Done.",
    }
}

fn trouble(code: ErrorCode) -> &'static str {
    match code {
        ErrorCode::Conflict => {
            "This is the last administrator of the server. Make somebody else one first."
        }
        ErrorCode::Invalid => "That was not the e-mail of the account. Nothing was deleted.",
        code => code.sentence(),
    }
}
