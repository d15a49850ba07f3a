//! What can be done to the chats that are ticked.

use adda_protocol::{dto::CATEGORIES, limits};
use leptos::prelude::*;

use super::style;
use crate::{
    components::{button, field, sidebar::category_name},
    i18n::text,
};

#[component]
pub fn Actions(categories: Vec<String>, away: bool) -> impl IntoView {
    let plain = [
        ("pin", text!(list.pin)),
        ("unpin", text!(list.unpin)),
        ("read", text!(list.mark_read)),
        if away { ("unarchive", text!(list.unarchive)) } else { ("archive", text!(list.archive)) },
    ];
    let plain = plain.map(|(value, words)| {
        view! { <button type="submit" class=button::SMALL name="do" value=value>{words}</button> }
    });
    let own = categories.into_iter().filter(|name| !CATEGORIES.contains(&name.as_str()));
    let all = CATEGORIES.into_iter().map(str::to_owned).chain(own).map(|name| {
        let words = category_name(&name);
        view! { <option value=name>{words}</option> }
    });
    view! {
        <fieldset class=style::actions>
            <legend>{text!(chats.with_selected)}</legend>
            <div class=style::buttons>
                {plain.into_iter().collect_view()}
                <button type="submit" class=button::SMALL name="do" value="delete" data-danger>{text!(common.delete)}</button>
            </div>
            <div class=style::move_to>
                <label class=field::LABEL>
                    {text!(common.category)}
                    <select class=field::INPUT name="category">{all.collect_view()}</select>
                </label>
                <label class=field::LABEL>
                    {text!(list.own_category)}
                    <input class=field::INPUT type="text" name="own" maxlength=limits::CATEGORY_CHARS.to_string() autocomplete="off" />
                </label>
                <button type="submit" class=button::GHOST name="do" value="category">{text!(chats.set_category)}</button>
            </div>
        </fieldset>
    }
}
