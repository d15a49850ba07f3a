//! Buttons, fields and pictures.

use adda_protocol::{Author, AuthorKind, UserId};
use leptos::prelude::*;
use stylance::classes;

use super::{Piece, style};
use crate::components::{
    avatar::{self, Avatar},
    brand::Brand,
    button,
    field::{self, Field, FileField, FormMessage},
    icon::Icon,
    message,
    theme::ThemeSwitch,
};

/// Looks by their names.
const BUTTONS: [(&str, &str); 5] = [
    (button::PRIMARY, "Primary"),
    (button::GHOST, "Ghost"),
    (button::DANGER, "Danger"),
    (button::SMALL, "Small"),
    (button::QUIET, "Quiet"),
];

const ICONS: &[Icon] = &[
    Icon::Alert,
    Icon::Archive,
    Icon::Back,
    Icon::Branch,
    Icon::Chart,
    Icon::Check,
    Icon::Chevron,
    Icon::Clock,
    Icon::Close,
    Icon::Code,
    Icon::Copy,
    Icon::Down,
    Icon::Download,
    Icon::Edit,
    Icon::Key,
    Icon::Lock,
    Icon::Menu,
    Icon::Message,
    Icon::Moon,
    Icon::More,
    Icon::Panel,
    Icon::Person,
    Icon::Pin,
    Icon::Play,
    Icon::Plus,
    Icon::Quote,
    Icon::Retry,
    Icon::Return,
    Icon::Screen,
    Icon::Search,
    Icon::Select,
    Icon::Send,
    Icon::Server,
    Icon::Settings,
    Icon::Share,
    Icon::SignOut,
    Icon::Spark,
    Icon::Stop,
    Icon::Sun,
    Icon::Tag,
    Icon::Trash,
    Icon::Unplugged,
];

#[component]
pub fn Buttons() -> impl IntoView {
    let rows = [false, true].map(|disabled| {
        let buttons = BUTTONS
            .map(|(class, name)| view! { <button type="button" class=class disabled=disabled>{name}</button> });
        view! {
            <div class=style::row>
                {buttons}
                <button type="button" class=button::ICON aria-label="Icon" disabled=disabled>
                    <Icon icon=Icon::Edit />
                </button>
            </div>
        }
    });
    view! { <Piece name="Buttons">{rows}</Piece> }
}

#[component]
pub fn Fields() -> impl IntoView {
    let said = |text: &str| Signal::stored(Some(text.to_owned()));
    view! {
        <Piece name="Fields">
            <form class=style::fields>
                <Field label="Empty" name="empty" autocomplete="off" hint="A word of help." />
                <Field label="Filled" name="filled" autocomplete="off" value="Some words".to_owned() />
                <label class=field::LABEL>
                    <span>"Wrong"</span>
                    <input class=field::INPUT type="text" name="wrong" value="%%" aria-invalid="true" />
                </label>
                <label class=field::LABEL>
                    <span>"A choice"</span>
                    <select class=field::INPUT name="choice"><option>"The first"</option></select>
                </label>
                <FileField label="A file" name="file" accept=".json" hint="Of any kind." />
                <label class=field::TICK>
                    <input type="checkbox" checked />
                    <span>"Ticked" <small>"With something to add."</small></span>
                </label>
                <FormMessage text=said("The password is wrong.") />
                <FormMessage text=said("Saved.") good=true />
            </form>
        </Piece>
    }
}

#[component]
pub fn Marks() -> impl IntoView {
    let people = (1..=12_u8).map(|n| {
        let id = UserId::new(1, [n; 10]).to_string();
        let author = Author { kind: AuthorKind::User, id, name: "Ada Lovelace".to_owned() };
        let name = classes!(message::style::author, avatar::person(&author.id));
        view! { <Avatar author /> <span class=name>"Ada Lovelace"</span> }
    });
    let ai = Author { kind: AuthorKind::Ai, id: String::new(), name: "AI".to_owned() };
    let icons = ICONS.iter().map(|icon| view! { <Icon icon=*icon /> });
    view! {
        <Piece name="Marks">
            <div class=style::row><Brand /> <ThemeSwitch /></div>
            <div class=classes!(style::row, message::style::other)><Avatar author=ai /> {people.collect_view()}</div>
            <div class=style::row>{icons.collect_view()}</div>
        </Piece>
    }
}
