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
    i18n::{counted, sentence, text},
    pages::settings::frame::style as frame,
    served::{outcome::Outcome, usage::ByModel},
};

#[component]
pub fn PersonPage() -> impl IntoView {
    let id = use_params_map().read_untracked().get("id").unwrap_or_default();
    let outcome = Outcome::of_address();
    view! {
        <AdminFrame part=Part::People heading=text!(admin.account) lead=text!(admin.account_lead)>
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
            <dt>{text!(admin.blocked)}</dt>
            <dd class=style::blocked>{text!(admin.since_before)} <Time at short=true class="" /> {text!(admin.since_after)}</dd>
        }
    });
    let seen = match account.seen_at {
        Some(at) => Either::Left(view! { <Time at short=true class="" /> }),
        None => Either::Right(text!(admin.never)),
    };
    let report = UsageReport { lines: month, ..UsageReport::default() };
    let used = if report.lines.is_empty() {
        Either::Left(view! { <p>{text!(admin.nothing_yet)}</p> })
    } else {
        Either::Right(view! { <ByModel report own=text!(admin.their_own) /> })
    };
    view! {
        <div class=frame::stack>
            {outcome.message(said, trouble)}
            <section class=frame::card aria-labelledby="who">
                <h2 id="who">{shown(&user.name)}</h2>
                <dl class=style::facts>
                    <dt>{text!(admin.email)}</dt>
                    <dd>{clean(&user.email)}</dd>
                    <dt>{text!(admin.role)}</dt>
                    <dd>{role_name(user.role)}</dd>
                    <dt>{text!(admin.made)}</dt>
                    <dd>{date(user.created_at.div_euclid(day::MILLIS))}</dd>
                    <dt>{text!(admin.last_seen)}</dt>
                    <dd>{seen}</dd>
                    <dt>{text!(admin.signed_in)}</dt>
                    <dd>{places(sessions)}</dd>
                    {blocked}
                </dl>
            </section>
            <section class=frame::card aria-labelledby="used">
                <h2 id="used">{text!(admin.used_this_month)}</h2>
                {used}
            </section>
            <section class=frame::card aria-labelledby="acts">
                <h2 id="acts">{text!(admin.the_account)}</h2>
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
        0 => text!(admin.nowhere).to_owned(),
        count => counted!(admin.places, count = count),
    }
}

#[component]
fn RoleForm(user: User, own: bool) -> impl IntoView {
    let (to, name, hint) = match user.role {
        Role::Member => {
            ("admin", text!(admin.make_administrator), text!(admin.make_administrator_hint))
        }
        Role::Admin if own => {
            ("member", text!(admin.stop_administrator), text!(admin.stop_administrator_hint))
        }
        Role::Admin => ("member", text!(admin.make_member), text!(admin.make_member_hint)),
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
    let hint = if own { text!(admin.sign_out_own) } else { text!(admin.sign_out_hint) };
    view! {
        <form method="post" action=format!("/admin/people/{}/sign-out", user.id) class=style::act>
            <p class=frame::quiet>{hint}</p>
            <button type="submit" class=button::GHOST>{text!(admin.sign_out)}</button>
        </form>
    }
}

/// What was blocked is let in again by the same button.
#[component]
fn Block(user: User, is_blocked: bool) -> impl IntoView {
    let (what, name, hint) = if is_blocked {
        ("unblock", text!(admin.unblock), text!(admin.unblock_hint))
    } else {
        ("block", text!(admin.block), text!(admin.block_hint))
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
        return Either::Left(view! { <p class=frame::quiet>{text!(admin.delete_not_yet)}</p> });
    }
    Either::Right(view! {
        <details class=style::delete>
            <summary class=button::DANGER>{text!(admin.delete_account)}</summary>
            <form method="post" action=format!("/admin/people/{}/delete", user.id) autocomplete="off">
                <p class=frame::quiet>
                    {text!(admin.delete_hint)}
                    <strong>{clean(&user.email)}</strong>
                </p>
                <label class=field::LABEL>
                    <span>{text!(admin.delete_email)}</span>
                    <input class=field::INPUT type="text" name="confirm" required autocomplete="off" spellcheck="false" />
                </label>
                <div>
                    <button type="submit" class=button::DANGER data-busy=text!(admin.deleting)>{text!(admin.delete_for_good)}</button>
                </div>
            </form>
        </details>
    })
}

fn said(done: &str) -> &'static str {
    match done {
        "promoted" => text!(admin.promoted),
        "demoted" => text!(admin.demoted),
        "blocked" => text!(admin.blocked_done),
        "unblocked" => text!(admin.unblocked_done),
        "signed-out" => text!(admin.signed_out),
        _ => text!(common.done),
    }
}

fn trouble(code: ErrorCode) -> &'static str {
    match code {
        ErrorCode::Conflict => text!(admin.last_administrator),
        ErrorCode::Invalid => text!(admin.wrong_email),
        code => sentence(code),
    }
}
