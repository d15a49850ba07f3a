//! `/admin/settings`: the settings in force, each with the place it came from.

use leptos::prelude::*;

use super::{
    found,
    frame::{AdminFrame, Part},
    style,
};
use crate::{
    api::administration::{self, Setting, Shown},
    components::names::clean,
    i18n::{counted, text},
    pages::settings::frame::style as frame,
    served::table::Table,
};

#[component]
pub fn SettingsPage() -> impl IntoView {
    view! {
        <AdminFrame part=Part::Settings lead=text!(admin.settings_lead)>
            {move || found(administration::settings(), |(open, settings)| view! { <Settings open settings /> })}
        </AdminFrame>
    }
}

#[component]
fn Settings(open: bool, settings: Vec<Setting>) -> impl IntoView {
    let registration =
        if open { text!(admin.registration_open) } else { text!(admin.registration_closed) };
    let changed = settings.iter().filter(|setting| setting.place.is_some()).count();
    let rows = settings.into_iter().map(|setting| view! { <Row setting /> });
    let columns = [text!(admin.setting), text!(admin.value), text!(admin.from)];
    view! {
        <div class=frame::stack>
            <section class=frame::card aria-labelledby="registration">
                <h2 id="registration">{text!(admin.registration)}</h2>
                <p>{registration}</p>
                <p>
                    {text!(admin.set_by_before)} <code>"auth.registration"</code> {text!(admin.set_by_between)}
                    <code>"ADDA_AUTH__REGISTRATION"</code> {text!(admin.set_by_after)}
                </p>
            </section>
            <section class=frame::card aria-labelledby="in-force">
                <h2 id="in-force">{text!(admin.in_force)}</h2>
                <p>{written(changed)} " " {text!(admin.secrets)}</p>
                <Table label=text!(admin.all_settings) columns words=true>
                    {rows.collect_view()}
                </Table>
            </section>
        </div>
    }
}

fn written(count: usize) -> String {
    match count {
        0 => text!(admin.all_defaults).to_owned(),
        count => counted!(admin.written, count = count),
    }
}

#[component]
fn Row(setting: Setting) -> impl IntoView {
    let Setting { name, value, place } = setting;
    let (text, quiet) = match value {
        Shown::Text(text) => (text, false),
        Shown::Secret => (text!(admin.set).to_owned(), true),
        Shown::Unset => (text!(admin.not_set).to_owned(), true),
    };
    let written = place.is_some();
    view! {
        <tr data-written=written.then_some("") class=style::setting>
            <th scope="row"><code>{name}</code></th>
            <td class=style::value data-quiet=quiet.then_some("")>{clean(&text)}</td>
            <td class=style::place>{place.unwrap_or_else(|| text!(admin.default_place).to_owned())}</td>
        </tr>
    }
}
