//! Reading aloud, by the voices the device has.

use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{HtmlElement, SpeechSynthesis, SpeechSynthesisUtterance};

use super::window;

/// None on the server, and where a browser has no voices to give.
fn voice() -> Option<SpeechSynthesis> {
    let window = window()?;
    let known = js_sys::Reflect::has(&window, &"speechSynthesis".into()).unwrap_or(false);
    known.then(|| window.speech_synthesis().ok()).flatten()
}

pub fn is_here() -> bool {
    voice().is_some()
}

/// What is read of a text one after the other: voices stop in the middle of what is too long, and code is for the eyes.
const PARTS: &str = ":is(p, h2, h3, h4, h5, h6, li, th, td, dt, dd)";
/// Those of them that others stand in, whose text is theirs.
const WHOLE: &str = ":is(li, th, td, dd)";

/// What a message says, as it is shown, in what `said` finds of it.
pub fn parts(message: &str, said: &str) -> Vec<String> {
    let selector = format!("[data-message-id=\"{message}\"] {said} {PARTS}:not({said} {WHOLE} *)");
    let Ok(found) = document().query_selector_all(&selector) else { return Vec::new() };
    let element = |at| found.item(at)?.dyn_into::<HtmlElement>().ok();
    (0..found.length()).filter_map(element).map(|element| element.inner_text()).collect()
}

/// Something being read; a browser may forget what nobody holds.
#[derive(Debug)]
pub struct Reading {
    _last: SpeechSynthesisUtterance,
}

/// Reads the texts in their order, in place of whatever is being read; `done` is called when that ends, however it ends.
pub fn read(texts: &[String], done: impl FnMut() + 'static) -> Option<Reading> {
    let voice = voice()?;
    voice.cancel();
    let made = |text: &String| {
        let utterance = SpeechSynthesisUtterance::new_with_text(text).ok()?;
        if let Some(language) = language(text) {
            utterance.set_lang(language);
        }
        Some(utterance)
    };
    let utterances: Vec<_> = texts.iter().filter_map(made).collect();
    let last = utterances.last()?.clone();
    let done: JsValue = Closure::<dyn FnMut()>::new(done).into_js_value();
    for end in ["end", "error"] {
        let _ = last.add_event_listener_with_callback(end, done.unchecked_ref());
    }
    for utterance in &utterances {
        voice.speak(utterance);
    }
    Some(Reading { _last: last })
}

pub fn stop() {
    if let Some(voice) = voice() {
        voice.cancel();
    }
}

/// What a text's letters say of its language; without them the voice is the page's.
fn language(text: &str) -> Option<&'static str> {
    text.chars().any(|c| matches!(c, '\u{900}'..='\u{97f}')).then_some("hi-IN")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn language_is_told_by_the_letters() {
        assert_eq!(language("यह Adda है"), Some("hi-IN"));
        assert_eq!(language("This is Adda"), None);
    }
}
