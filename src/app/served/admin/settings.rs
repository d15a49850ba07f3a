//! `/admin/settings`: the settings in force, each with the place it came from.

use leptos::prelude::*;

use super::{
    found,
    frame::{AdminFrame, Part},
    style,
};
use crate::{
    api::administration::{self, Setting, Shown},
    pages::settings::frame::style as frame,
    served::table::Table,
};

#[component]
pub fn SettingsPage() -> impl IntoView {
    view! {
        <AdminFrame
            part=Part::Settings
            lead="What this server runs with. The environment goes before .env, that before the file, and that before the default; a change holds from the next start on."
        >
            {move || found(administration::settings(), |(open, settings)| view! { <Settings open settings /> })}
        </AdminFrame>
    }
}

#[component]
fn Settings(open: bool, settings: Vec<Setting>) -> impl IntoView {
    let registration = if open {
        "Open: whoever reaches this server can make an account."
    } else {
        "Closed: only “adda user create” makes accounts."
    };
    let changed = settings.iter().filter(|setting| setting.place.is_some()).count();
    let rows = settings.into_iter().map(|setting| view! { <Row setting /> });
    view! {
        <div class=frame::stack>
            <section class=frame::card aria-labelledby="registration">
                <h2 id="registration">"Registration"</h2>
                <p>{registration}</p>
                <p>
                    "It is set by " <code>"auth.registration"</code> " in Leptos.toml, or " <code>"ADDA_AUTH__REGISTRATION"</code>
                    " in the environment, before the server starts."
                </p>
            </section>
            <section class=frame::card aria-labelledby="in-force">
                <h2 id="in-force">"Settings in force"</h2>
                <p>{written(changed)} "Of secrets it is only said that they are set."</p>
                <Table label="All settings" columns=&["Setting", "Value", "From"] words=true>
                    {rows.collect_view()}
                </Table>
            </section>
        </div>
    }
}

fn written(count: usize) -> String {
    match count {
        0 => "All are defaults. ".to_owned(),
        1 => "One was written somewhere, all others are defaults. ".to_owned(),
        count => format!("{count} were written somewhere, all others are defaults. "),
    }
}

#[component]
fn Row(setting: Setting) -> impl IntoView {
    let Setting { name, value, place } = setting;
    let (text, quiet) = match value {
        Shown::Text(text) => (text, false),
        Shown::Secret => ("set".to_owned(), true),
        Shown::Unset => ("not set".to_owned(), true),
    };
    let written = place.is_some();
    view! {
        <tr data-written=written.then_some("") class=style::setting>
            <th scope="row"><code>{name}</code></th>
            <td class=style::value data-quiet=quiet.then_some("")>{text}</td>
            <td class=style::place>{place.unwrap_or_else(|| "default".to_owned())}</td>
        </tr>
    }
}
