//! What is done with private things before a message leaves this server.

use adda_redaction::{Action, Kind};
use leptos::prelude::*;

use super::style;
use crate::{
    components::{button, field, icon::Icon, names::clean},
    i18n::text,
    pages::settings::frame::style as frame,
};

#[component]
pub fn Leaving(kinds: Vec<(Kind, Action)>, terms: Vec<String>, said: AnyView) -> impl IntoView {
    let of = |action: Action| -> Vec<&'static str> {
        kinds.iter().filter(|(_, done)| *done == action).map(|(kind, _)| name(*kind)).collect()
    };
    view! {
        <section id="leaving" class=frame::card aria-labelledby="leaving-title">
            <h2 id="leaving-title">{text!(privacy.leaving.title)}</h2>
            <p>{text!(privacy.leaving.about)}</p>
            <dl class=style::kindsOf>
                <Done
                    action="redact"
                    term=text!(privacy.leaving.redact)
                    about=text!(privacy.leaving.redact_about)
                    names=of(Action::Redact)
                />
                <Done
                    action="block"
                    term=text!(privacy.leaving.block)
                    about=text!(privacy.leaving.block_about)
                    names=of(Action::Block)
                />
                <Done
                    action="allow"
                    term=text!(privacy.leaving.allow)
                    about=text!(privacy.leaving.allow_about)
                    names=of(Action::Allow)
                />
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
        let label = text!(privacy.terms.show, term = term.clone());
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
            <h3 id="terms-title">{text!(privacy.terms.title)}</h3>
            <p class=frame::quiet>{text!(privacy.terms.about)}</p>
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
                    aria-label=text!(privacy.terms.label)
                    placeholder=text!(privacy.terms.example)
                />
                <button type="submit" class=button::GHOST>{text!(privacy.terms.add)}</button>
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
fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::Card => text!(privacy.plural.card),
        Kind::Iban => text!(privacy.plural.iban),
        Kind::BankAccount => text!(privacy.plural.bank_account),
        Kind::Phone => text!(privacy.plural.phone),
        Kind::Email => text!(privacy.plural.email),
        Kind::Ssn => text!(privacy.plural.ssn),
        Kind::Aadhaar => text!(privacy.plural.aadhaar),
        Kind::Pan => text!(privacy.plural.pan),
        Kind::Gstin => text!(privacy.plural.gstin),
        Kind::Upi => text!(privacy.plural.upi),
        Kind::Passport => text!(privacy.plural.passport),
        Kind::DrivingLicence => text!(privacy.plural.driving_licence),
        Kind::Secret => text!(privacy.plural.secret),
        Kind::ApiKey => text!(privacy.plural.api_key),
        Kind::PrivateKey => text!(privacy.plural.private_key),
        Kind::Wallet => text!(privacy.plural.wallet),
        Kind::IpAddress => text!(privacy.plural.ip_address),
        Kind::StreetAddress => text!(privacy.plural.street_address),
        Kind::Person => text!(privacy.plural.person),
        Kind::Term => text!(privacy.plural.term),
    }
}
