//! The looks of form fields, and a labelled field.

use adda_protocol::limits;
use leptos::{html, prelude::*};

use super::button;
use crate::i18n::text;

stylance::import_style!(pub style, "field.module.css");

pub use style::{input as INPUT, label as LABEL, tick as TICK};

/// A labelled input of a plain form.
#[component]
pub fn Field(
    label: &'static str,
    name: &'static str,
    #[prop(default = "text")] kind: &'static str,
    autocomplete: &'static str,
    #[prop(optional, into)] value: Option<String>,
    #[prop(default = true)] required: bool,
    #[prop(optional)] min: Option<usize>,
    #[prop(optional)] max: Option<usize>,
    #[prop(optional)] hint: Option<&'static str>,
    #[prop(optional)] autofocus: bool,
) -> impl IntoView {
    view! {
        <label class=LABEL>
            <span>{label}</span>
            <input
                class=INPUT
                type=kind
                name=name
                autocomplete=autocomplete
                value=value
                required=required
                minlength=min.map(|min| min.to_string())
                maxlength=max.map(|max| max.to_string())
                autofocus=autofocus
            />
            {hint.map(|hint| view! { <small class=style::hint>{hint}</small> })}
        </label>
    }
}

/// A file to choose. A browser's own control speaks the browser's language: it lies unseen over one that speaks the page's, so
/// that it is pressed, focused and dropped on as ever. A few lines of script write the file's name; without script it is seen.
#[component]
pub fn FileField(
    label: &'static str,
    name: &'static str,
    accept: &'static str,
    #[prop(into)] hint: String,
) -> impl IntoView {
    view! {
        <label class=LABEL>
            <span>{label}</span>
            <span class=stylance::classes!(INPUT, style::file)>
                <input type="file" name=name accept=accept required />
                <span class=style::shown aria-hidden="true" data-needs-script>
                    <span class=button::SMALL>{text!(common.choose_file)}</span>
                    <span class=style::chosen dir="auto" data-none=text!(common.no_file)>
                        {text!(common.no_file)}
                    </span>
                </span>
            </span>
            <small class=style::hint>{hint}</small>
        </label>
    }
}

/// The title of a chat, in the dialogs that change it.
#[component]
pub fn TitleField(value: Signal<String>, input: NodeRef<html::Input>) -> impl IntoView {
    view! {
        <label class=LABEL>
            {text!(pages.chat_title)}
            <input
                class=INPUT
                type="text"
                name="title"
                required
                autofocus
                autocomplete="off"
                maxlength=limits::TITLE_CHARS.to_string()
                value=value
                node_ref=input
            />
        </label>
    }
}

/// What is wrong, or went well, with a form.
#[component]
pub fn FormMessage(
    #[prop(into)] text: Signal<Option<String>>,
    #[prop(optional)] good: bool,
) -> impl IntoView {
    let tone = if good { "good" } else { "bad" };
    move || {
        text.get().map(|text| {
            view! {
                <p class=style::message data-tone=tone role=if good { "status" } else { "alert" }>
                    {text}
                </p>
            }
        })
    }
}
