//! The part of the window that is in view. Most browsers make the page smaller while a keyboard is on the screen; some
//! lay the keyboard over it, and only say how much is left.

use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, closure::Closure, prelude::wasm_bindgen};
use web_sys::VisualViewport;

/// How much of the window is left; the style sheet's measure of the page's height.
const PROPERTY: &str = "--visible-height";
/// Less than this is a bar of the browser, not a keyboard.
const KEYBOARD_PX: f64 = 120.0;

#[wasm_bindgen]
extern "C" {
    type Styled;
    #[wasm_bindgen(method, getter)]
    fn style(this: &Styled) -> Style;

    type Style;
    #[wasm_bindgen(method, js_name = setProperty)]
    fn set(this: &Style, name: &str, value: &str);
    #[wasm_bindgen(method, js_name = removeProperty)]
    fn remove(this: &Style, name: &str) -> String;
}

/// Keeps the page as high as what is in view, for as long as it lives.
pub fn follow() {
    let Some(view) = window().visual_viewport() else { return };
    let seen = view.clone();
    let changed = Closure::<dyn Fn()>::new(move || fit(&seen)).into_js_value();
    for kind in ["resize", "scroll"] {
        let _ = view.add_event_listener_with_callback(kind, changed.unchecked_ref());
    }
}

fn fit(view: &VisualViewport) {
    let Some(root) = document().document_element() else { return };
    let style = root.unchecked_into::<Styled>().style();
    let whole = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
    // A reader who has zoomed in looks at a part of the page on purpose.
    let zoomed = view.scale() > 1.01;
    if zoomed || whole - view.height() < KEYBOARD_PX {
        style.remove(PROPERTY);
        return;
    }
    style.set(PROPERTY, &format!("{}px", view.height()));
    // The browser has moved the page up to show the text box, which is in view now by itself.
    window().scroll_to_with_x_and_y(0.0, 0.0);
}
