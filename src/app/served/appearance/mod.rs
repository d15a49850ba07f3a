//! `/settings/appearance`: theme, text size, density and the key that sends. What is chosen shows at once where script
//! runs; otherwise the form is sent.

use adda_protocol::appearance::{Density, Language, SendKey, TextSize, Theme};
use leptos::prelude::*;

use super::outcome::Outcome;
use crate::{
    api,
    components::button,
    i18n::{self, text},
    pages::settings::frame::{Part, SettingsFrame, style as frame},
};

stylance::import_style!(style, "appearance.module.css");

#[component]
pub fn AppearancePage() -> impl IntoView {
    let outcome = Outcome::of_address();
    let chosen = api::drawn_appearance();
    let said = outcome.message(|_| text!(common.saved), i18n::sentence);
    view! {
        <SettingsFrame part=Part::Appearance lead=text!(appearance.lead)>
            {said}
            <form method="post" action="/settings/appearance" class=frame::stack autocomplete="off" data-looks>
                <section class=frame::card>
                    <Choice legend=text!(appearance.theme) name="theme" chosen=chosen.theme.as_str() choices=themes() />
                    <Choice legend=text!(appearance.text_size) name="text_size" chosen=chosen.text_size.as_str() choices=sizes() />
                    <Choice legend=text!(appearance.density) name="density" chosen=chosen.density.as_str() choices=densities() />
                    <Choice legend=text!(appearance.send_key) name="send_key" chosen=chosen.send_key.as_str() choices=keys() />
                    <Choice legend=text!(appearance.language) name="language" chosen=chosen.language.as_str() choices=languages() />
                    <p class=style::kept role="status" data-needs-script data-kept=text!(common.saved) data-lost=text!(common.not_saved)></p>
                    <div data-without-script>
                        <button type="submit" class=button::PRIMARY>
                            {text!(common.save)}
                        </button>
                    </div>
                </section>
                <Preview />
            </form>
        </SettingsFrame>
    }
}

/// A word, and what it is called.
type Named = (&'static str, &'static str);

fn themes() -> Vec<Named> {
    vec![
        (Theme::System.as_str(), text!(appearance.theme_system)),
        (Theme::Dark.as_str(), text!(appearance.theme_dark)),
        (Theme::Light.as_str(), text!(appearance.theme_light)),
    ]
}

fn sizes() -> Vec<Named> {
    vec![
        (TextSize::Small.as_str(), text!(appearance.size_small)),
        (TextSize::Medium.as_str(), text!(appearance.size_medium)),
        (TextSize::Large.as_str(), text!(appearance.size_large)),
        (TextSize::Larger.as_str(), text!(appearance.size_larger)),
    ]
}

fn densities() -> Vec<Named> {
    vec![
        (Density::Comfortable.as_str(), text!(appearance.density_comfortable)),
        (Density::Compact.as_str(), text!(appearance.density_compact)),
    ]
}

fn keys() -> Vec<Named> {
    vec![
        (SendKey::Enter.as_str(), text!(appearance.send_enter)),
        (SendKey::CtrlEnter.as_str(), text!(appearance.send_ctrl_enter)),
    ]
}

/// Each is called what those who speak it call it.
fn languages() -> Vec<Named> {
    vec![
        (Language::Browser.as_str(), text!(appearance.language_browser)),
        (Language::En.as_str(), "English"),
        (Language::Hi.as_str(), "हिन्दी"),
    ]
}

#[component]
fn Choice(
    legend: &'static str,
    name: &'static str,
    chosen: &'static str,
    choices: Vec<Named>,
) -> impl IntoView {
    let choices = choices.into_iter().map(|(word, called)| {
        view! {
            <label class=style::choice>
                <input type="radio" name=name value=word checked=word == chosen />
                <span>{called}</span>
            </label>
        }
    });
    view! {
        <fieldset class=style::choices>
            <legend>{legend}</legend>
            <div>{choices.collect_view()}</div>
        </fieldset>
    }
}

/// What it comes to. Said by nobody, so not read out.
#[component]
fn Preview() -> impl IntoView {
    view! {
        <section class=frame::card aria-labelledby="preview">
            <h2 id="preview">{text!(appearance.looks)}</h2>
            <div class=style::preview aria-hidden="true">
                <p class=style::own>{text!(appearance.sample_question)}</p>
                <p class=style::answer>
                    {text!(appearance.sample_answer)}
                </p>
                <p class=style::own>{text!(appearance.sample_more)}</p>
            </div>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_name_every_word_there_is() {
        let words =
            |choices: Vec<Named>| choices.into_iter().map(|(word, _)| word).collect::<Vec<_>>();
        assert!(Theme::ALL.iter().all(|choice| words(themes()).contains(&choice.as_str())));
        assert!(TextSize::ALL.iter().all(|choice| words(sizes()).contains(&choice.as_str())));
        assert!(Density::ALL.iter().all(|choice| words(densities()).contains(&choice.as_str())));
        assert!(Language::ALL.iter().all(|choice| words(languages()).contains(&choice.as_str())));
        assert!(SendKey::ALL.iter().all(|choice| words(keys()).contains(&choice.as_str())));
    }
}
