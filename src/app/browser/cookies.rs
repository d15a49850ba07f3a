//! Cookies the page may set: preferences the server needs for drawing, never secrets.

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::HtmlDocument;

const YEAR_S: u32 = 31_536_000;

/// Sets a preference for a year on the whole site.
pub fn set(name: &str, value: &str) {
    write(name, value, YEAR_S);
}

/// What a cookie says that pages may read.
pub fn get(name: &str) -> Option<String> {
    let all = document().dyn_into::<HtmlDocument>().ok()?.cookie().ok()?;
    let mut pairs = all.split("; ").filter_map(|pair| pair.split_once('='));
    pairs.find(|(known, _)| *known == name).map(|(_, value)| value.to_owned())
}

/// Removes a preference.
pub fn remove(name: &str) {
    write(name, "", 0);
}

fn write(name: &str, value: &str, max_age: u32) {
    if let Ok(document) = document().dyn_into::<HtmlDocument>() {
        let line = format!("{name}={value}; Path=/; Max-Age={max_age}; SameSite=Lax");
        let _ = document.set_cookie(&line);
    }
}
