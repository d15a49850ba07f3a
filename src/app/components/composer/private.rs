//! What is private in the text while it is typed: marked where it stands, and named below, before anything leaves.

#![expect(
    clippy::unnecessary_wraps,
    reason = "what a split function returns also says that its file could not be fetched"
)]

use std::ops::Range;

use adda_redaction::{Action, Person, Redactor};
use leptos::{html, prelude::*};
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use super::style;
use crate::{
    components::{icon::Icon, part::Part},
    i18n::{self, text},
    state::chat::{ChatState, Rules},
};

/// As many can be excepted one by one.
const MOST: usize = 6;

/// A private place in the draft.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Found {
    range: Range<usize>,
    kind: &'static str,
    /// What stands there.
    text: String,
    /// The message cannot go out with it.
    blocks: bool,
}

/// Rules, what else is let out, who is there, and the text.
type Find = fn(&Rules, Vec<String>, &[Person], &str) -> Vec<Found>;

#[wasm_split(redaction, fallible)]
fn finding() -> Result<Find, SplitLoaderError> {
    Ok(find)
}

/// The same that the server finds before a message leaves it.
fn find(rules: &Rules, plain: Vec<String>, people: &[Person], text: &str) -> Vec<Found> {
    let mut policy = rules.policy();
    policy.exceptions.extend(plain);
    let marks = Redactor::new(&policy, people).find(text).into_iter();
    let found = marks.map(|mark| Found {
        text: text.get(mark.range.clone()).unwrap_or_default().to_owned(),
        range: mark.range,
        kind: i18n::kind(mark.kind),
        blocks: mark.action == Action::Block,
    });
    found.collect()
}

/// Looks through the draft as it changes.
#[derive(Clone, Copy, Debug)]
pub struct Finder {
    find: Part<Find>,
    draft: RwSignal<String>,
    plain: RwSignal<Vec<String>>,
    found: Memo<Vec<Found>>,
}

impl Finder {
    pub fn new(chat: ChatState) -> Self {
        let find = Part::new(|| Box::pin(finding()));
        let (draft, looked_for, plain) = (chat.draft(), chat.looked_for(), chat.plain());
        let found = Memo::new(move |_| {
            let text = draft.read();
            if text.is_empty() || !find.is_here() {
                return Vec::new();
            }
            let (called, rules) = looked_for.get();
            let me = chat.me().map(|me| Person::new(me.id.to_string(), called).also(me.name));
            let found = find.get().map(|find| find(&rules, plain.get(), me.as_slice(), &text));
            found.unwrap_or_default()
        });
        Self { find, draft, plain, found }
    }

    pub fn fetch(self) {
        self.find.fetch();
    }
}

/// The text box's text once more, invisible but for its marks.
#[component]
pub fn Marks(finder: Finder, node_ref: NodeRef<html::Div>) -> impl IntoView {
    let pieces = move || {
        let found = finder.found.read();
        let text = finder.draft.read();
        if found.is_empty() {
            return None;
        }
        let mut at = 0;
        let mut pieces = Vec::with_capacity(found.len() * 2 + 1);
        for mark in found.iter() {
            let before = text.get(at..mark.range.start).unwrap_or_default().to_owned();
            let marked = text.get(mark.range.clone()).unwrap_or_default().to_owned();
            let blocks = mark.blocks.then_some("");
            pieces.push(view! { {before}<mark data-blocks=blocks>{marked}</mark> });
            at = mark.range.end;
        }
        Some((pieces, text.get(at..).unwrap_or_default().to_owned()))
    };
    view! {
        <div class=style::marks node_ref=node_ref aria-hidden="true">
            {pieces}
        </div>
    }
}

/// Marks stay under their words when a long text is scrolled in its box.
pub fn keep_together(text_box: NodeRef<html::Textarea>, marks: NodeRef<html::Div>) {
    if let (Some(text_box), Some(marks)) = (text_box.get_untracked(), marks.get_untracked()) {
        marks.set_scroll_top(text_box.scroll_top());
    }
}

/// Below the text: what will be hidden, in words.
#[component]
pub fn Hidden(finder: Finder) -> impl IntoView {
    let words = Memo::new(move |_| sentence(&finder.found.read()));
    let shown = Memo::new(move |_| {
        let mut shown: Vec<String> = Vec::new();
        for found in finder.found.read().iter().filter(|found| !found.blocks) {
            if !shown.contains(&found.text) && shown.len() < MOST {
                shown.push(found.text.clone());
            }
        }
        shown
    });
    let tone =
        move || words.with(|words| words.as_ref().is_some_and(|(bad, _)| *bad).then_some("bad"));
    view! {
        <div role="status">
            <Show when=move || words.read().is_some()>
                <p class=style::hidden data-tone=tone>
                    <Icon icon=Icon::Lock class="size-3.5" />
                    {move || words.get().map(|(_, sentence)| sentence)}
                </p>
            </Show>
        </div>
        <Show when=move || !shown.read().is_empty()>
            <ul class=style::exceptions aria-label=text!(composer.exceptions)>
                <For each=move || shown.get() key=Clone::clone let(text)>
                    <li>
                        <Except finder text />
                    </li>
                </For>
            </ul>
        </Show>
    }
}

/// A button by which something marked goes out as it is: it only looked private.
#[component]
fn Except(finder: Finder, text: String) -> impl IntoView {
    let label = text!(composer.as_it_is_text, text = text.clone());
    let shown = text.clone();
    let except = move |_| finder.plain.update(|plain| plain.push(text.clone()));
    view! {
        <button type="button" title=text!(composer.as_it_is) aria-label=label on:click=except>
            <span>{shown}</span>
            <Icon icon=Icon::Close class="size-3" />
        </button>
    }
}

/// Whether the message is held back, and what is said of it.
fn sentence(found: &[Found]) -> Option<(bool, String)> {
    let named = |blocks: bool| {
        let mut kinds: Vec<(&str, usize)> = Vec::new();
        for mark in found.iter().filter(|mark| mark.blocks == blocks) {
            match kinds.iter_mut().find(|(kind, _)| *kind == mark.kind) {
                Some((_, count)) => *count += 1,
                None => kinds.push((mark.kind, 1)),
            }
        }
        let words = kinds.iter().map(|(kind, count)| match count {
            1 => (*kind).to_owned(),
            count => format!("{kind} ({count})"),
        });
        words.collect::<Vec<_>>().join(", ")
    };
    let (held, hidden) = (named(true), named(false));
    match (held.is_empty(), hidden.is_empty()) {
        (false, _) => Some((true, text!(composer.held, kinds = held))),
        (true, false) => Some((false, text!(composer.hidden, kinds = hidden))),
        (true, true) => None,
    }
}

#[cfg(test)]
mod tests {
    use adda_redaction::{Kind, Policy};

    use super::*;

    #[test]
    fn sentence_names_what_is_hidden_and_counts_it() {
        let text = "4242 4242 4242 4242, a@example.org and b@example.org";
        let found = find(&Rules::default(), Vec::new(), &[], text);
        let said = sentence(&found);
        assert_eq!(
            said,
            Some((false, "Hidden from the AI service: card, e-mail address (2).".to_owned()))
        );
        assert_eq!(sentence(&[]), None);
    }

    #[test]
    fn sentence_says_first_what_holds_the_message_back() {
        let policy = Policy::default().with(Kind::Card, Action::Block);
        let found = find(&Rules::of(&policy), Vec::new(), &[], "4242 4242 4242 4242 a@example.org");
        let said = sentence(&found);
        assert_eq!(said, Some((true, "This server does not let this out: card.".to_owned())));
    }
}
