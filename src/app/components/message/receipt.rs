//! Under an answer: what wrote it, what it took, and whose key paid.

use adda_protocol::{AuthorKind, KeyOwner, MessageState, Receipt as Run};
use leptos::prelude::*;

use super::{Parts, parts::Figures, style};
use crate::{
    components::{
        figures::{about, amount, seconds, tokens},
        names::clean,
    },
    i18n::{Plural, grouped, plural, text},
    state::chat::ChatState,
};

/// A quiet line; its figures tick while the answer is written.
#[component]
pub fn Receipt(parts: Parts) -> impl IntoView {
    let chat = expect_context::<ChatState>();
    let ai = parts.author.get_untracked().kind == AuthorKind::Ai;
    let name = move |id: &str| {
        let models = chat.models().read();
        clean(models.iter().find(|model| model.id == id).map_or(id, |model| &model.name))
    };
    let spans = move || {
        let words = words(&parts.figures.read(), name).into_iter();
        words.map(|word| view! { <span>{word}</span> }).collect_view()
    };
    // Where it was taken from an earlier answer, nothing was sent; where it was deleted, so was that.
    let asked = Memo::new(move |_| {
        let asked = parts.figures.read().receipt.is_some_and(|run| !run.cached);
        asked && parts.state.get() == MessageState::Complete && !parts.deleted.get()
    });
    let sent = move || {
        asked.get().then(|| {
            let hidden = parts.figures.read().receipt.and_then(|run| run.hidden);
            let words = told(hidden);
            let mark = hidden.map(|_| "");
            view! { <a href=sent(chat, parts) rel="external" data-hidden=mark>{words}</a> }
        })
    };
    ai.then(|| view! { <p class=style::footer>{spans} {sent}</p> })
}

/// What leads there, with how many things were hidden. The count stands first in each language: that takes less of the
/// first page's program than a sentence with a place for it.
fn told(hidden: Option<u64>) -> String {
    let sent = text!(message.what_was_sent);
    let Some(things) = hidden else { return sent.to_owned() };
    let words = match plural(things) {
        Plural::One => text!(message.thing_hidden),
        Plural::Other => text!(message.things_hidden),
    };
    format!("{sent}: {} {words}", grouped(things))
}

/// The page about it, with the way back.
fn sent(chat: ChatState, parts: Parts) -> String {
    let message = parts.id.get();
    let chat = chat.current().read().as_ref().map(|open| open.id.to_string()).unwrap_or_default();
    format!("/messages/{message}/sent?chat={chat}")
}

fn words(figures: &Figures, name: impl Fn(&str) -> String) -> Vec<String> {
    let Figures { model, usage, cost, receipt } = figures;
    let Some(usage) = usage else { return Vec::new() };
    let mut words = Vec::new();
    words.extend(model.as_deref().map(name));
    if receipt.is_some_and(|run| run.cached) {
        words.push(text!(message.from_cache).to_owned());
    }
    words.push(tokens(usage));
    words.extend(cost.as_ref().filter(|cost| cost.micros > 0).map(|cost| {
        let amount = amount(cost);
        if usage.estimated { about(amount) } else { amount }
    }));
    if let Some(run) = receipt {
        words.extend(payer(run.key).map(str::to_owned));
        words.push(times(run));
    }
    words
}

fn payer(key: KeyOwner) -> Option<&'static str> {
    match key {
        KeyOwner::User => Some(text!(message.your_key)),
        KeyOwner::Server => Some(text!(message.server_key)),
        KeyOwner::Nobody => None,
    }
}

fn times(run: &Run) -> String {
    let total = seconds(run.total_ms);
    if let Some(first) = run.first_token_ms {
        text!(message.began_took, first = seconds(first), total = total)
    } else {
        text!(message.took, total = total)
    }
}

#[cfg(test)]
mod tests {
    use adda_protocol::{Cost, Usage};

    use super::*;

    fn line(figures: &Figures) -> String {
        words(figures, str::to_uppercase).join(" | ")
    }

    #[test]
    fn receipt_tells_model_tokens_cost_key_and_times() {
        let usage = Usage { input: 1_234, output: 567, ..Usage::default() };
        let receipt = Run {
            key: KeyOwner::User,
            first_token_ms: Some(400),
            thought_ms: None,
            total_ms: 3_210,
            cached: false,
            hidden: None,
        };
        let cost = Cost { micros: 1_234, currency: "USD".to_owned() };
        let mut figures = Figures {
            model: Some("m".to_owned()),
            usage: Some(usage),
            cost: Some(cost),
            receipt: Some(receipt),
        };
        assert_eq!(
            line(&figures),
            "M | 1,234 in / 567 out | $0.0012 | your key | began after 0.4 s, took 3.2 s"
        );
        figures.receipt = None;
        figures.usage = Some(Usage { estimated: true, ..usage });
        assert_eq!(line(&figures), "M | about 1,234 in / 567 out | about $0.0012");
        figures.cost = Some(Cost { micros: 9, currency: "USD".to_owned() });
        assert_eq!(line(&figures), "M | about 1,234 in / 567 out | < $0.0001");
        figures.usage = None;
        assert_eq!(line(&figures), "", "nothing is known before the first figures");
    }

    #[test]
    fn link_to_what_was_sent_tells_how_many_things_were_hidden() {
        assert_eq!(told(None), "What was sent");
        assert_eq!(told(Some(1)), "What was sent: 1 thing hidden");
        assert_eq!(told(Some(1_200)), "What was sent: 1,200 things hidden");
    }

    #[test]
    fn receipt_of_a_cached_answer_says_so_and_names_no_cost() {
        let receipt = Run {
            key: KeyOwner::Server,
            first_token_ms: None,
            thought_ms: None,
            total_ms: 2,
            cached: true,
            hidden: None,
        };
        let figures = Figures {
            model: None,
            usage: Some(Usage::default()),
            cost: Some(Cost { micros: 0, currency: "USD".to_owned() }),
            receipt: Some(receipt),
        };
        assert_eq!(line(&figures), "from cache | 0 in / 0 out | the server's key | took 0.0 s");
    }
}
