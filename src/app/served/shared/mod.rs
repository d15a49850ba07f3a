//! `/s/{link}`: a shared chat, for whoever has the link. Nothing runs here, not even the few lines of other pages: what is shown
//! was written by strangers, for strangers.

mod thread;

use adda_protocol::{ErrorCode, Millis, dto::SharedPage};
use http::{HeaderName, header, request::Parts};
use leptos::prelude::*;

use self::thread::Thread;
use crate::{
    api::ApiError,
    components::{
        brand::Mark,
        button,
        local_time::{date, iso},
        markdown::Renderer,
        names::clean,
    },
    i18n::{counted, grouped, sentence_of, text},
    shell,
};

stylance::import_style!(pub style, "shared.module.css");

/// Where they are.
pub const PATH: &str = "/s/{link}";

/// An answer as it is sent.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: [(HeaderName, &'static str); 5],
    pub html: String,
}

/// No script, no form, no frame, nothing from elsewhere; not kept, not found by search engines, and no word to other sites about
/// where their visitor came from.
const HEADERS: [(HeaderName, &str); 5] = [
    (header::CONTENT_TYPE, "text/html; charset=utf-8"),
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; manifest-src 'self'; \
         base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    (header::CACHE_CONTROL, "private, no-store"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("x-robots-tag"), "noindex, nofollow, noarchive"),
];

/// The page of what was found, or that there is nothing.
pub fn answer(found: Result<SharedPage, ApiError>, parts: Parts) -> Answer {
    let status = found.as_ref().map_or_else(|error| error.code().status(), |_| 200);
    Answer { status, headers: HEADERS, html: document(found, parts) }
}

fn document(found: Result<SharedPage, ApiError>, parts: Parts) -> String {
    Owner::new().with(|| {
        provide_context(parts);
        Renderer::provide();
        match found {
            Ok(page) => {
                let title = title(&page.title);
                shell::still(title.clone(), view! { <Shared page title /> }.into_any())
            }
            Err(error) => {
                let title = text!(sharing.nothing_here).to_owned();
                shell::still(title, view! { <Nothing error /> }.into_any())
            }
        }
    })
}

fn title(title: &str) -> String {
    let title = clean(title);
    if title.trim().is_empty() { text!(sharing.a_chat).to_owned() } else { title }
}

#[component]
fn Top() -> impl IntoView {
    view! {
        <header class=style::top>
            <span class=style::brand>
                <Mark />
                "Adda"
            </span>
            <span class=style::badge>{text!(sharing.shared_chat)}</span>
        </header>
    }
}

#[component]
fn Shared(page: SharedPage, title: String) -> impl IntoView {
    let SharedPage { created_at, expires_at, messages, total, .. } = page;
    let first = messages.first().map(|message| message.place);
    let last = messages.last().map_or(total, |message| message.place);
    let part = match first {
        Some(first) if first > 1 || last < total => text!(
            sharing.messages_part,
            first = grouped(first),
            last = grouped(last),
            total = grouped(total)
        ),
        _ => counted!(sharing.messages, count = total),
    };
    let ends = expires_at.map(|at| {
        view! { {text!(sharing.ends_before)} <Day at /> {text!(sharing.ends_after)} }
    });
    view! {
        <div class=style::page>
            <Top />
            <main class=style::main>
                <h1 class=style::title dir="auto">{title}</h1>
                <p class=style::lead>
                    {text!(sharing.stood_before)} <Day at=created_at /> {text!(sharing.stood_after)} {part} {ends}
                </p>
                <Thread messages />
                <nav class=style::more aria-label=text!(sharing.parts)>
                    {(first.is_some_and(|first| first > 1)).then(|| view! { <a href="?" class=button::GHOST>{text!(sharing.from_beginning)}</a> })}
                    {(last < total).then(|| view! { <a href=format!("?after={last}") class=button::PRIMARY>{text!(sharing.read_on)}</a> })}
                </nav>
            </main>
            <footer class=style::foot>
                {text!(sharing.foot)}
            </footer>
        </div>
    }
}

#[component]
fn Day(at: Millis) -> impl IntoView {
    view! { <time datetime=iso(at)>{date(at.div_euclid(86_400_000))}</time> }
}

/// Unknown, ended and taken back are the same.
#[component]
fn Nothing(error: ApiError) -> impl IntoView {
    let words = match error.code() {
        ErrorCode::NotFound => text!(sharing.leads_nowhere).to_owned(),
        _ => sentence_of(error.code(), error.to_string()),
    };
    view! {
        <div class=style::page>
            <Top />
            <main class=style::nothing>
                <h1 class=style::title>{text!(sharing.nothing_here)}</h1>
                <p class=style::lead>{words}</p>
            </main>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use adda_protocol::dto::SharedMessage;

    use super::*;

    fn page(title: &str, model: Option<&str>, text: &str) -> String {
        let message = SharedMessage {
            place: 1,
            model: model.map(str::to_owned),
            text: text.to_owned(),
            created_at: 0,
        };
        let page = SharedPage {
            title: title.to_owned(),
            created_at: 0,
            expires_at: None,
            messages: vec![message],
            total: 1,
        };
        let (parts, ()) = http::Request::new(()).into_parts();
        document(Ok(page), parts)
    }

    #[test]
    fn a11_shared_page_has_no_script_and_shows_hostile_text_as_text() {
        let hostile = "<script>alert(1)</script><img src=x onerror=alert(1)>";
        let markdown =
            format!("{hostile}\n\n[x](javascript:alert(1)) ![i](https://evil.example/i.png)");
        for html in [page(hostile, None, &markdown), page(hostile, Some(hostile), &markdown)] {
            assert!(!html.contains("<script"), "{html}");
            assert!(!html.contains("onerror=alert(1)>") && !html.contains("<img"), "{html}");
            assert!(!html.contains("href=\"javascript:"), "{html}");
            assert!(html.contains("noindex") && html.contains("content=\"no-referrer\""));
            assert!(html.contains("&lt;script&gt;"));
        }
    }

    #[test]
    fn a12_shared_page_asks_nothing_of_other_sites() {
        let there = "https://evil.example/x";
        let text = format!(
            "![a]({there}.png) ![b][c] <img src=\"{there}\"> <link rel=prefetch href={there}>\n\n\
             [c]: {there}.svg\n\n<style>@import url({there}.css)</style>\n\n[a link]({there})"
        );
        let html = page(&text, Some(there), &text);
        for asks in ["<img", "<link rel=\"prefetch", "<script", "<iframe", "<style", "srcset"] {
            assert!(!html.contains(asks), "{asks} in {html}");
        }
        // A link is followed by people alone, and tells nobody where they came from.
        assert!(html.contains(&format!("href=\"{there}\"")) && html.contains("noopener"));
        let policy = HEADERS.into_iter().find(|(name, _)| *name == header::CONTENT_SECURITY_POLICY);
        assert!(policy.unwrap().1.starts_with("default-src 'none'"));
    }

    #[test]
    fn a17_shared_page_of_endless_nesting_and_formulas_stays_small() {
        for text in
            ["> ".repeat(20_000), "[".repeat(20_000), "${".repeat(10_000), "*a ".repeat(9_000)]
        {
            let html = page("Deep", None, &text);
            assert!(html.len() < 20 * text.len() + 20_000, "{} of {}", html.len(), text.len());
        }
    }

    #[test]
    fn shared_page_shows_formulas_and_colours_as_the_chat_does() {
        let html = page(
            "Code",
            None,
            "$x^2$ and\n\n```rust\nfn main() {}\n```\n\nA note[^1]\n\n[^1]: Here.",
        );
        for part in ["<math", "class=\"code-", "href=\"#note-1-1\""] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }

    #[test]
    fn shared_page_says_no_more_of_links_that_lead_nowhere() {
        let (parts, ()) = http::Request::new(()).into_parts();
        let html = document(Err(ApiError::new(ErrorCode::NotFound)), parts);
        assert!(html.contains("This link leads nowhere") && !html.contains("<script"));
    }
}
