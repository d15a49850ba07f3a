//! The address of the page, changed without going anywhere.

use leptos::prelude::{location, window};
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};

#[wasm_bindgen]
extern "C" {
    type Steps;
    #[wasm_bindgen(method, catch, js_name = replaceState)]
    fn replace(this: &Steps, state: &JsValue, unused: &str, path: &str) -> Result<(), JsValue>;
}

/// The parameters after `?`, decoded.
pub fn parameters() -> Vec<(String, String)> {
    let search = location().search().unwrap_or_default();
    let decoded = |text: &str| {
        let text = js_sys::decode_uri_component(&text.replace('+', " "));
        text.ok().and_then(|text| text.as_string())
    };
    let pairs = search.trim_start_matches('?').split('&').filter_map(|pair| pair.split_once('='));
    pairs.filter_map(|(name, value)| Some((decoded(name)?, decoded(value)?))).collect()
}

/// What stands after `#`, decoded: the id of a place on the page.
pub fn fragment() -> Option<String> {
    let hash = location().hash().ok()?;
    js_sys::decode_uri_component(hash.strip_prefix('#')?).ok()?.as_string()
}

/// Takes the parameters out of the address.
pub fn forget_parameters() {
    use wasm_bindgen::JsCast;
    let steps = js_sys::Reflect::get(&window(), &"history".into());
    let path = location().pathname().unwrap_or_default();
    if let Ok(steps) = steps {
        let _ = steps.unchecked_into::<Steps>().replace(&JsValue::NULL, "", &path);
    }
}
