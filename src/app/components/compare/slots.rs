//! The models chosen so far, in the order of their columns, and the room that is left.

use adda_protocol::limits::COMPARED;
use leptos::{either::Either, prelude::*};

use super::{choosing::Choosing, style};
use crate::{
    browser::focus,
    components::{icon::Icon, names::clean},
    i18n::text,
};

#[component]
pub fn Slots(choosing: Choosing) -> impl IntoView {
    let slots = move || {
        let chosen = choosing.chosen.get();
        let slot = |place: usize| match chosen.get(place) {
            Some(id) => Either::Left(taken(choosing, id.clone())),
            None => Either::Right(free(place)),
        };
        (0..*COMPARED.end()).map(slot).collect_view()
    };
    view! { <ol class=style::slots role="list" aria-label=text!(compare.chosen)>{slots}</ol> }
}

fn taken(choosing: Choosing, id: String) -> impl IntoView {
    let models = choosing.chat.models();
    let models = models.read_untracked();
    let name = clean(models.iter().find(|model| model.id == id).map_or(&id, |model| &model.name));
    let label = text!(compare.leave_out, name = name.clone());
    let remove = move |_| {
        choosing.toggle(&id);
        focus::on("compare-models");
    };
    view! {
        <li class=style::slot>
            <span class=style::name>{name}</span>
            <button type="button" aria-label=label.clone() title=label on:click=remove>
                <Icon icon=Icon::Close class="size-4" />
            </button>
        </li>
    }
}

fn free(place: usize) -> impl IntoView {
    let words =
        if place < *COMPARED.start() { text!(compare.choose_one) } else { text!(compare.one_more) };
    view! {
        <li class=style::slot data-free aria-hidden="true">
            {words}
        </li>
    }
}
