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
use crate::{components::local_time::ReaderZone, state::administrator::is_administrator};

#[component]
pub fn SettingsPage() -> impl IntoView {
    ReaderZone::provide((0, 0));
    view! {
        <SettingsFrame part=Part::Account lead="Where you are signed in, and your password.">
            <div class=frame_style::stack>
                <section class=frame_style::card aria-labelledby="sessions">
                    <h2 id="sessions">"Where you are signed in"</h2>
                    <Sessions />
                    <SignOut />
                </section>
                {is_administrator().then(|| view! { <Administration /> })}
                <section class=frame_style::card aria-labelledby="password">
                    <h2 id="password">"Password"</h2>
                    <ChangePassword />
                </section>
                <section class=frame_style::card aria-labelledby="account">
                    <h2 id="account">"Delete the account"</h2>
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
            <h2 id="server">"The server"</h2>
            <p>
                "You are an administrator here. "
                <a href="/admin" rel="external" class=frame_style::link>"People, usage, AI services and settings"</a>
            </p>
        </section>
    }
}
