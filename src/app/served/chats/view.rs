//! Which chats the page shows, as its address says it.

use adda_protocol::dto::Listing;
use leptos::prelude::*;
use leptos_router::params::ParamsMap;

use super::style;
use crate::{
    api::chats::Asked,
    components::{button, field, sidebar::category_name},
    i18n::text,
};

pub fn asked(query: &ParamsMap) -> Asked {
    let read = |name| query.get(name).filter(|value| !value.is_empty());
    Asked {
        wanted: Listing {
            archived: read("archived").as_deref() == Some("true"),
            category: read("category"),
            title: read("title"),
        },
        cursor: read("cursor"),
        id: read("id").and_then(|id| id.parse().ok()),
    }
}

fn parts(wanted: &Listing) -> Vec<(&'static str, String)> {
    let archived = wanted.archived.then(|| "true".to_owned());
    let all = [
        ("archived", archived),
        ("category", wanted.category.clone()),
        ("title", wanted.title.clone()),
    ];
    all.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

pub fn address(wanted: &Listing, cursor: Option<&str>) -> String {
    let mut query = ParamsMap::new();
    for (name, value) in parts(wanted) {
        query.insert(name, value);
    }
    if let Some(cursor) = cursor {
        query.insert("cursor", cursor.to_owned());
    }
    format!("/chats{}", query.to_query_string())
}

/// For a form whose answer shows the same again.
pub fn kept(wanted: &Listing) -> impl IntoView + use<> {
    let kept = parts(wanted).into_iter().map(|(name, value)| {
        view! { <input type="hidden" name=format!("view_{name}") value=value /> }
    });
    kept.collect_view()
}

/// Finds by title and category, and goes to the archive and back.
#[component]
pub fn Narrow(asked: Asked, categories: Vec<String>) -> impl IntoView {
    let Listing { archived, category, title } = asked.wanted;
    let options = categories.into_iter().map(|name| {
        let selected = category.as_ref() == Some(&name);
        let words = category_name(&name);
        view! { <option value=name selected=selected>{words}</option> }
    });
    let away = archived.then(|| view! { <input type="hidden" name="archived" value="true" /> });
    let (other, words) = if archived {
        ("/chats", text!(chats.back))
    } else {
        ("/chats?archived=true", text!(list.archived))
    };
    view! {
        <form method="get" action="/chats" class=style::narrow role="search">
            {away}
            <label class=field::LABEL>
                {text!(chats.title_contains)}
                <input class=field::INPUT type="search" name="title" value=title autocomplete="off" />
            </label>
            <label class=field::LABEL>
                {text!(common.category)}
                <select class=field::INPUT name="category">
                    <option value="">{text!(chats.all)}</option>
                    {options.collect_view()}
                </select>
            </label>
            <button type="submit" class=button::GHOST>{text!(chats.show)}</button>
            <a href=other class=button::GHOST>{words}</a>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn address_says_what_is_asked_for() {
        let wanted = Listing {
            archived: true,
            category: Some("a&b".to_owned()),
            title: Some("ä ?".to_owned()),
        };
        let address = address(&wanted, Some("p1.x"));
        let (_, query) = address.split_once('?').unwrap();
        let mut read = ParamsMap::new();
        for pair in query.split('&') {
            let (name, value) = pair.split_once('=').unwrap();
            assert!(!value.contains([' ', '&', '?']), "{address}");
            read.insert(name.to_owned(), leptos_router::location::Url::unescape(value));
        }
        let asked = asked(&read);
        assert_eq!((asked.wanted, asked.cursor.as_deref()), (wanted, Some("p1.x")));
        assert_eq!(super::address(&Listing::default(), None), "/chats");
    }
}
