//! The round mark beside a message: initials of a person, the spark of an AI.

use adda_protocol::{Author, AuthorKind, PictureId};
use leptos::{either::Either, prelude::*};
use stylance::classes;

use super::{
    icon::Icon,
    names::{initials, stable_index},
};

stylance::import_style!(style, "avatar.module.css");

/// Classes, not colours: the page's policy forbids inline styles.
const PEOPLE: [&str; 12] = [
    style::p0,
    style::p1,
    style::p2,
    style::p3,
    style::p4,
    style::p5,
    style::p6,
    style::p7,
    style::p8,
    style::p9,
    style::p10,
    style::p11,
];

/// The class by which a person's own colour is known, as `--person`.
pub fn person(id: &str) -> &'static str {
    PEOPLE.get(stable_index(id, PEOPLE.len())).copied().unwrap_or(style::p0)
}

/// Decoration: the author's name stands beside it as text. A picture covers the letters, which stay where it does not come.
#[component]
pub fn Avatar(
    author: Author,
    #[prop(optional_no_strip)] picture: Option<PictureId>,
    #[prop(optional)] large: bool,
) -> impl IntoView {
    let ai = author.kind == AuthorKind::Ai;
    let kind = if ai { style::ai } else { person(&author.id) };
    let class = classes!(style::avatar, kind, large.then_some(style::large));
    let inner = if ai {
        Either::Left(view! { <Icon icon=Icon::Spark class=style::spark /> })
    } else {
        Either::Right(initials(&author.name))
    };
    let picture = picture.map(|id| {
        let size = if large { "?size=large" } else { "" };
        view! { <img class=style::picture src=format!("/avatars/{id}{size}") alt="" decoding="async" /> }
    });
    view! {
        <span class=class aria-hidden="true">
            {inner}
            {picture}
        </span>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKENS: &str = include_str!("../../../../style/tokens.css");

    fn value(name: &str) -> &'static str {
        let start = format!("\n  --{name}: ");
        let rest = TOKENS.split(&start).nth(1).unwrap_or_else(|| panic!("no {name}"));
        rest.split(';').next().unwrap()
    }

    /// In the light theme and the dark one.
    fn themes(name: &str) -> [[f64; 3]; 2] {
        let both = value(name).strip_prefix("light-dark(").and_then(|it| it.strip_suffix(')'));
        match both.and_then(|both| both.split_once(", ")) {
            Some((light, dark)) => [colour(light), colour(dark)],
            None => [colour(value(name)); 2],
        }
    }

    fn colour(hex: &str) -> [f64; 3] {
        [1, 3, 5].map(|at| f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0)
    }

    /// WCAG 2.2.
    fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
        let light = |[red, green, blue]: [f64; 3]| {
            let linear = |part: f64| {
                if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
            };
            0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue) + 0.05
        };
        let (one, other) = (light(one), light(other));
        one.max(other) / one.min(other)
    }

    #[test]
    fn people_are_readable_by_their_initials_and_names_in_both_themes() {
        let share =
            value("person-share").strip_suffix('%').unwrap().parse::<f64>().unwrap() / 100.0;
        for number in 0..PEOPLE.len() {
            let [ground, _] = themes(&format!("person-{number}"));
            assert!(contrast(ground, themes("on-primary")[0]) >= 4.5, "initials of {number}");
            for surface in ["bg", "bg-raised", "bg-sunken"] {
                for (text, surface) in themes("text").into_iter().zip(themes(surface)) {
                    let mixed = |at: usize| ground[at] * share + text[at] * (1.0 - share);
                    let name = [mixed(0), mixed(1), mixed(2)];
                    assert!(contrast(name, surface) >= 4.5, "name of {number}");
                }
            }
        }
    }
}
