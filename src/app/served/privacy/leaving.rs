//! What is done with private things before a message leaves this server.

use adda_redaction::{Action, Kind};
use leptos::prelude::*;

use super::style;
use crate::{
    components::{button, field, icon::Icon, names::clean},
    pages::settings::frame::style as frame,
};

#[component]
pub fn Leaving(kinds: Vec<(Kind, Action)>, terms: Vec<String>, said: AnyView) -> impl IntoView {
    let of = |action: Action| -> Vec<&'static str> {
        kinds.iter().filter(|(_, done)| *done == action).map(|(kind, _)| name(*kind)).collect()
    };
    view! {
        <section id="leaving" class=frame::card aria-labelledby="leaving-title">
            <h2 id="leaving-title">"What leaves"</h2>
            <p>
                "Your messages go to the AI service that answers. Before they do, this server looks through them; the operator of this server decides what becomes of each kind of private thing. You see it marked while you type."
            </p>
            <dl class=style::kindsOf>
                <Done action="redact" term="Hidden" about="A placeholder such as [CARD_1] goes in its stead." names=of(Action::Redact) />
                <Done action="block" term="Held back" about="The whole message stays here, and you are told why." names=of(Action::Block) />
                <Done action="allow" term="Let out" about="It goes out as you wrote it." names=of(Action::Allow) />
            </dl>
            <Terms terms said />
        </section>
    }
}

/// The person's own.
#[component]
fn Terms(terms: Vec<String>, said: AnyView) -> impl IntoView {
    let none = terms.is_empty();
    let rows = terms.into_iter().map(|term| {
        let label = format!("Hide no longer: {term}");
        view! {
            <li>
                <span>{clean(&term)}</span>
                <form method="post" action="/settings/privacy/terms/remove">
                    <input type="hidden" name="term" value=term />
                    <button type="submit" aria-label=label>
                        <Icon icon=Icon::Close class="size-4" />
                    </button>
                </form>
            </li>
        }
    });
    let rows = rows.collect_view();
    view! {
        <div class=style::terms>
            <h3 id="terms-title">"Words of your own"</h3>
            <p class=frame::quiet>"Always hidden, wherever they stand: a firm, a project, a place, a person who is in no chat."</p>
            {said}
            {(!none).then(|| view! { <ul class=style::words aria-labelledby="terms-title">{rows}</ul> })}
            <form method="post" action="/settings/privacy/terms" class=style::add autocomplete="off">
                <input
                    class=field::INPUT
                    type="text"
                    name="term"
                    required
                    minlength="2"
                    maxlength="60"
                    aria-label="A word or phrase to hide"
                    placeholder="Project Lotus"
                />
                <button type="submit" class=button::GHOST>"Hide it"</button>
            </form>
        </div>
    }
}

/// Nothing where no kind is treated so.
#[component]
fn Done(
    action: &'static str,
    term: &'static str,
    about: &'static str,
    names: Vec<&'static str>,
) -> impl IntoView {
    (!names.is_empty()).then(|| {
        let names = names.into_iter().map(|name| view! { <li>{name}</li> });
        view! {
            <div class=style::done data-action=action>
                <dt>{term} <small>{about}</small></dt>
                <dd><ul>{names.collect_view()}</ul></dd>
            </div>
        }
    })
}

/// In the plural, and for those who never heard its short name.
const fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::Card => "payment cards",
        Kind::Iban => "IBANs",
        Kind::BankAccount => "bank accounts",
        Kind::Phone => "phone numbers",
        Kind::Email => "e-mail addresses",
        Kind::Ssn => "US social security numbers",
        Kind::Aadhaar => "Aadhaar numbers",
        Kind::Pan => "Indian PANs",
        Kind::Gstin => "GSTINs",
        Kind::Upi => "UPI ids",
        Kind::Passport => "passport numbers",
        Kind::DrivingLicence => "driving licences",
        Kind::Secret => "passwords, PINs and codes",
        Kind::ApiKey => "API keys",
        Kind::PrivateKey => "private keys",
        Kind::Wallet => "crypto wallets",
        Kind::IpAddress => "IP addresses",
        Kind::StreetAddress => "street addresses",
        Kind::Person => "names of the people in a chat",
        Kind::Term => "words of your own",
    }
}
