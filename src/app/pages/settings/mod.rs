//! `/settings`: password, sign-ins, and leaving. The other parts of the settings are pages of the server alone.

mod account;
mod device;
pub mod frame;
mod password;
mod sessions;

use leptos::prelude::*;

use self::{
    account::{DeleteAccount, SignOut},
    frame::{Part, SettingsFrame, style as frame_style},
    password::ChangePassword,
    sessions::Sessions,
};
use super::sheet::style;
use crate::{
    components::local_time::ReaderZone, i18n::text, state::administrator::is_administrator,
};

#[component]
pub fn SettingsPage() -> impl IntoView {
    ReaderZone::provide((0, 0));
    view! {
        <SettingsFrame part=Part::Account lead=text!(settings.lead)>
            <div class=frame_style::stack>
                <section class=frame_style::card aria-labelledby="sessions">
                    <h2 id="sessions">{text!(settings.sessions.title)}</h2>
                    <Sessions />
                    <SignOut />
                </section>
                {is_administrator().then(|| view! { <Administration /> })}
                <section class=frame_style::card aria-labelledby="password">
                    <h2 id="password">{text!(settings.password.title)}</h2>
                    <ChangePassword />
                </section>
                <section class=frame_style::card aria-labelledby="account">
                    <h2 id="account">{text!(settings.delete.title)}</h2>
                    <DeleteAccount />
                </section>
            </div>
        </SettingsFrame>
    }
}

/// The way to the pages of the server, for whoever looks after it.
#[component]
fn Administration() -> impl IntoView {
    view! {
        <section class=frame_style::card aria-labelledby="server">
            <h2 id="server">{text!(settings.server.title)}</h2>
            <p>
                {text!(settings.server.about_before)}
                <a href="/admin" rel="external" class=frame_style::link>{text!(settings.server.link)}</a>
                {text!(settings.server.about_after)}
            </p>
        </section>
    }
}
