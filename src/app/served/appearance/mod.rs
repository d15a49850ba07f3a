//! `/settings/appearance`: theme, text size, density and the key that sends. What is chosen shows at once where script
//! runs; otherwise the form is sent.

use adda_protocol::{
    ErrorCode,
    appearance::{Density, SendKey, TextSize, Theme},
};
use leptos::prelude::*;

use super::outcome::Outcome;
use crate::{
    api,
    components::button,
    pages::settings::frame::{Part, SettingsFrame, style as frame},
};

stylance::import_style!(style, "appearance.module.css");

#[component]
pub fn AppearancePage() -> impl IntoView {
    let outcome = Outcome::of_address();
    let chosen = api::drawn_appearance();
    let said = outcome.message(|_| "Saved.", ErrorCode::sentence);
    view! {
        <SettingsFrame part=Part::Appearance lead="How Adda looks for you, on every device.">
            {said}
            <form method="post" action="/settings/appearance" class=frame::stack autocomplete="off" data-looks>
                <section class=frame::card>
                    <Choice legend="Theme" name="theme" chosen=chosen.theme.as_str() choices=THEMES />
                    <Choice legend="Text size" name="text_size" chosen=chosen.text_size.as_str() choices=SIZES />
                    <Choice legend="Room between things" name="density" chosen=chosen.density.as_str() choices=DENSITIES />
                    <Choice legend="Sending a message" name="send_key" chosen=chosen.send_key.as_str() choices=KEYS />
                    <p class=style::kept role="status" data-needs-script data-kept></p>
                    <div data-without-script>
                        <button type="submit" class=button::PRIMARY>
                            "Save"
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

const THEMES: &[Named] = &[
    (Theme::System.as_str(), "As the device"),
    (Theme::Dark.as_str(), "Dark"),
    (Theme::Light.as_str(), "Light"),
];
const SIZES: &[Named] = &[
    (TextSize::Small.as_str(), "Small"),
    (TextSize::Medium.as_str(), "Medium"),
    (TextSize::Large.as_str(), "Large"),
    (TextSize::Larger.as_str(), "Larger"),
];
const DENSITIES: &[Named] =
    &[(Density::Comfortable.as_str(), "Comfortable"), (Density::Compact.as_str(), "Compact")];
const KEYS: &[Named] = &[
    (SendKey::Enter.as_str(), "Enter sends"),
    (SendKey::CtrlEnter.as_str(), "Ctrl and Enter send"),
];

#[component]
fn Choice(
    legend: &'static str,
    name: &'static str,
    chosen: &'static str,
    choices: &'static [Named],
) -> impl IntoView {
    let choices = choices.iter().map(|(word, called)| {
        view! {
            <label class=style::choice>
                <input type="radio" name=name value=*word checked=*word == chosen />
                <span>{*called}</span>
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
            <h2 id="preview">"How it looks"</h2>
            <div class=style::preview aria-hidden="true">
                <p class=style::own>"What is compound interest?"</p>
                <p class=style::answer>
                    "Interest that itself earns interest: 100 at 5 % is 105 after a year, and 110.25 after two."
                </p>
                <p class=style::own>"And after ten?"</p>
            </div>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_name_every_word_there_is() {
        let words = |choices: &[Named]| choices.iter().map(|(word, _)| *word).collect::<Vec<_>>();
        assert!(Theme::ALL.iter().all(|choice| words(THEMES).contains(&choice.as_str())));
        assert!(TextSize::ALL.iter().all(|choice| words(SIZES).contains(&choice.as_str())));
        assert!(Density::ALL.iter().all(|choice| words(DENSITIES).contains(&choice.as_str())));
        assert!(SendKey::ALL.iter().all(|choice| words(KEYS).contains(&choice.as_str())));
    }
}
