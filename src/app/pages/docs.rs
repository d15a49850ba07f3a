//! `/docs/{name}`: the documentation the server carries with it.

use leptos::{either::Either, html, prelude::*};
use leptos_router::hooks::use_location;

use super::{
    address::Page,
    not_found::NotFound,
    sheet::{Sheet, style},
};
use crate::{
    api::{asking::ask, docs::document},
    browser::scroll,
    components::{
        markdown::{self, Renderer, Style, copy_code},
        page_title::PageTitle,
    },
    i18n::{language, text},
};

#[component]
pub fn DocsPage() -> impl IntoView {
    let path = use_location().pathname;
    // On the way to another page it is still this one's.
    let name = Memo::new(move |before: Option<&String>| match Page::of(&path.read()) {
        Page::Docs => path.read().split('/').nth(2).unwrap_or_default().to_owned(),
        _ => before.cloned().unwrap_or_default(),
    });
    let found = ask(move || name.get(), document);
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match found.await {
                    Ok(page) => {
                        Either::Left(
                            view! {
                                <PageTitle text=page.title.clone() />
                                <Sheet heading=page.title lang=page.language.clone() wide=true>
                                    <InYourLanguage translations=page.translations />
                                    <Document markdown=page.markdown language=page.language />
                                    <p class=style::aside>
                                        <a href="/">{text!(pages.to_conversations)}</a>
                                    </p>
                                </Sheet>
                            },
                        )
                    }
                    Err(_) => Either::Right(view! { <NotFound /> }),
                }
            })}
        </Suspense>
    }
}

/// The way to the same document in the page's language, where there is one and this is not it.
#[component]
fn InYourLanguage(translations: Vec<(String, String)>) -> impl IntoView {
    let yours = translations.into_iter().find(|(known, _)| known == language());
    yours.map(|(_, name)| {
        view! {
            <p class=style::aside>
                <a href=format!("/docs/{name}")>{text!(pages.in_your_language)}</a>
            </p>
        }
    })
}

/// In its language, whatever the page is in.
#[component]
fn Document(markdown: String, language: String) -> impl IntoView {
    let renderer = Renderer::expect();
    let html = Memo::new(move |_| {
        // The server's drawing is taken over as it stands.
        if renderer.takes_over() {
            return String::new();
        }
        renderer.draw_whole(without_title(&markdown), Style::PAGE, "")
    });
    let element = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        html.track();
        if let Some(element) = element.get() {
            renderer.color(&element);
        }
    });
    // A section named in the address is not there yet when the router looks for it; the address is, with the next frame.
    Effect::new(move |shown: Option<bool>| {
        let drawn = !html.read().is_empty() && element.read().is_some();
        if drawn && shown != Some(true) {
            request_animation_frame(scroll::to_fragment);
        }
        drawn
    });
    view! {
        <div lang=language class=markdown::style::prose on:click=move |event| copy_code(&event)>
            <div class=markdown::style::block node_ref=element inner_html=move || html.get()></div>
        </div>
    }
}

/// The page's heading is the document's first; it need not stand there twice.
fn without_title(markdown: &str) -> &str {
    let text = markdown.trim_start();
    if text.starts_with("# ") { text.split_once('\n').map_or("", |(_, rest)| rest) } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_title_takes_the_first_heading_only() {
        assert_eq!(without_title("\n# A\n\n# B\n"), "\n# B\n");
        assert_eq!(without_title("## A"), "## A");
        assert_eq!(without_title("# A"), "");
    }
}
