//! `/settings`: looks, password, sign-ins, and leaving.

mod account;
mod device;
mod password;
mod sessions;

use leptos::prelude::*;

use self::{
    account::{DeleteAccount, SignOut},
    password::ChangePassword,
    sessions::Sessions,
};
use super::sheet::{Sheet, style};
use crate::components::{local_time::ReaderZone, page_title::PageTitle, theme::ThemeChoice};

#[component]
pub fn SettingsPage() -> impl IntoView {
    ReaderZone::provide();
    view! {
        <PageTitle text="Settings" />
        <Sheet heading="Settings" wide=true>
            <p class=style::lead>
                <a href="/" class=style::link>"Back to your conversations"</a>
            </p>
            <div>
                <section class=style::section aria-labelledby="looks">
                    <h2 id="looks">"Looks"</h2>
                    <ThemeChoice />
                </section>
                <section class=style::section aria-labelledby="sessions">
                    <h2 id="sessions">"Where you are signed in"</h2>
                    <Sessions />
                    <SignOut />
                </section>
                <section class=style::section aria-labelledby="password">
                    <h2 id="password">"Password"</h2>
                    <ChangePassword />
                </section>
                <section class=style::section aria-labelledby="account">
                    <h2 id="account">"Delete the account"</h2>
                    <DeleteAccount />
                </section>
            </div>
        </Sheet>
    }
}
