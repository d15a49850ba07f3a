//! The name of the page in the browser's tab.

use leptos::{leptos_dom::helpers::is_server, prelude::*};
use leptos_meta::Title;

use super::markdown::escape::escaped;

/// Names the page. What people write may stand in it: `leptos_meta` puts the text into the server's HTML as it is, so it
/// is escaped there, while the browser takes it as text.
#[component]
pub fn PageTitle(#[prop(into)] text: Signal<String>) -> impl IntoView {
    // Asked now: the text is taken later, where no page is being drawn any more.
    let as_html = is_server();
    // A fixed text may be gone with its page by then.
    let first = text.get_untracked();
    let shown = move |text: &str| if as_html { escaped(text) } else { text.to_owned() };
    view! { <Title text=move || format!("{} · Adda", shown(text.try_get().as_ref().unwrap_or(&first))) /> }
}
