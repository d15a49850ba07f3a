//! "‹ 2 of 3 ›": forms before the page is alive.

use adda_protocol::MessageId;
use leptos::prelude::*;

use super::style;
use crate::{
    browser::focus,
    components::{icon::Icon, message::Parts},
    i18n::text,
    state::chat::ChatState,
};

/// Where a message stands among its versions.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Place {
    /// From 1.
    at: usize,
    of: usize,
    before: Option<MessageId>,
    after: Option<MessageId>,
}

impl Place {
    fn of(id: MessageId, versions: &[MessageId]) -> Option<Self> {
        let index = versions.iter().position(|version| *version == id)?;
        let before = index.checked_sub(1).and_then(|index| versions.get(index)).copied();
        let after = versions.get(index + 1).copied();
        Some(Self { at: index + 1, of: versions.len(), before, after })
    }
}

/// Nothing where a message is the only one of its kind.
#[component]
pub fn Pager(parts: Parts) -> impl IntoView {
    let chat = expect_context::<ChatState>();
    let place = Memo::new(move |_| {
        // Side by side, all are shown.
        let alone = !chat.beside().read().contains(&parts.key.get_value());
        Place::of(parts.id.get(), &parts.versions.read()).filter(|_| alone)
    });
    move || {
        place.get().map(|Place { at, of, before, after }| {
            view! {
                <div class=style::pager role="group" aria-label=text!(versions.versions)>
                    <Step to=before way=Way::Back at of />
                    <span class=style::count>{text!(versions.place, at = at, of = of)}</span>
                    <Step to=after way=Way::On at of />
                </div>
            }
        })
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Back,
    On,
}

impl Way {
    fn word(self) -> &'static str {
        match self {
            Self::Back => text!(versions.back),
            Self::On => text!(versions.on),
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Back => "back",
            Self::On => "on",
        }
    }
}

#[component]
fn Step(to: Option<MessageId>, way: Way, at: usize, of: usize) -> impl IntoView {
    let chat = expect_context::<ChatState>();
    let action = move || chat.current().get().map(|open| format!("/c/{}/choose", open.id));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(to) = to else { return };
        let now = if way == Way::On { at + 1 } else { at - 1 };
        chat.choose(to, move || {
            chat.told().set(text!(versions.shown, now = now, of = of));
            // The version chosen stands in another row: its own button goes on.
            request_animation_frame(move || focus::within(&to.to_string(), way.name()));
        });
    };
    view! {
        <form method="post" action=action on:submit=submit>
            <input type="hidden" name="message" value=to.map(|id| id.to_string()) />
            <button
                type="submit"
                class=style::step
                data-way=way.name()
                aria-label=text!(versions.step, way = way.word(), at = at, of = of)
                title=way.word()
                aria-disabled=to.is_none().then_some("true")
            >
                <Icon icon=Icon::Chevron class="size-4" />
            </button>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn place_counts_from_one_and_ends_at_both_sides() {
        let ids: Vec<MessageId> = (0..3).map(|n| MessageId::new(n, [0; 10])).collect();
        let first = Place { at: 1, of: 3, before: None, after: Some(ids[1]) };
        assert_eq!(Place::of(ids[0], &ids), Some(first));
        let last = Place { at: 3, of: 3, before: Some(ids[1]), after: None };
        assert_eq!(Place::of(ids[2], &ids), Some(last));
        assert_eq!(Place::of(ids[0], &[]), None, "the only one");
    }
}
