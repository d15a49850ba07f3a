//! How the person's days felt: a line for the trend, a dot for each day, and the same as a table.

use adda_protocol::{Millis, dto::MoodReport};
use leptos::{either::Either, prelude::*};

use super::{
    days::{Dot, dots, first, word},
    style,
    switch::Switch,
};
use crate::{
    components::icon::Icon,
    i18n::{counted, grouped, text},
    pages::settings::frame::style as frame,
    served::{
        table::{AsTable, Table},
        usage::day_name,
    },
};

#[component]
pub fn Mood(report: MoodReport, now: Millis, said: AnyView) -> impl IntoView {
    let on = report.on;
    let words = if on { text!(privacy.mood.about_on) } else { text!(privacy.mood.about_off) };
    let picture = match dots(&report.days, now) {
        dots if !dots.is_empty() => Either::Left(view! { <Picture dots now /> }),
        _ => Either::Right(on.then(|| view! { <Nothing /> })),
    };
    view! {
        <section id="mood" class=frame::card aria-labelledby="mood-title">
            <div class=style::head>
                <h2 id="mood-title">{text!(privacy.mood.title)}</h2>
                <Switch action="/settings/privacy/mood" labelled="mood-title" on />
            </div>
            <p>{words}</p>
            {said}
            {picture}
            {on.then(|| view! {
                <p class=frame::quiet>{text!(privacy.mood.not_there)}</p>
            })}
        </section>
    }
}

#[component]
fn Picture(dots: Vec<Dot>, now: Millis) -> impl IntoView {
    let trend = dots.last().map_or_else(|| text!(privacy.mood.even), |dot| word(dot.day.trend));
    let name = text!(privacy.mood.picture, trend = trend);
    let lines = dots.windows(2).map(|pair| {
        let [from, to] = pair else { return None };
        let line = view! { <line x1=from.x() y1=from.trend_y() x2=to.x() y2=to.trend_y() /> };
        Some(line)
    });
    let lines = lines.collect_view();
    let days = dots.iter().map(|dot| {
        view! {
            <circle cx=dot.x() cy=dot.score_y() r="4">
                <title>{said(dot)}</title>
            </circle>
        }
    });
    let days = days.collect_view();
    let end = dots
        .last()
        .map(|dot| view! { <circle class=style::end cx=dot.x() cy=dot.trend_y() r="5" /> });
    view! {
        <figure class=style::chart>
            <figcaption>
                {text!(privacy.mood.caption_before)} <strong>{trend}</strong> {text!(privacy.mood.caption_after)}
            </figcaption>
            <div class=style::scale aria-hidden="true">
                <span>{text!(privacy.mood.bright)}</span>
                <span>{text!(privacy.mood.even)}</span>
                <span>{text!(privacy.mood.heavy)}</span>
            </div>
            <svg class=style::plot width="100%" height="168" role="img" aria-label=name focusable="false">
                <line class=style::edge x1="0" y1="5%" x2="100%" y2="5%" />
                <line class=style::middle x1="0" y1="50%" x2="100%" y2="50%" />
                <line class=style::edge x1="0" y1="95%" x2="100%" y2="95%" />
                <g class=style::days>{days}</g>
                <g class=style::trend>{lines} {end}</g>
            </svg>
            <div class=style::span aria-hidden="true">
                <span>{day_name(&first(now))}</span>
                <span>{text!(privacy.mood.today)}</span>
            </div>
        </figure>
        <Days dots />
    }
}

#[component]
fn Days(dots: Vec<Dot>) -> impl IntoView {
    let rows = dots.iter().rev().map(|dot| {
        view! {
            <tr>
                <th scope="row">{day_name(&dot.day.day)}</th>
                <td>{word(dot.day.score)}</td>
                <td>{word(dot.day.trend)}</td>
                <td>{grouped(dot.day.messages)}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    let columns = [
        text!(privacy.mood.day),
        text!(privacy.mood.felt),
        text!(privacy.mood.trend),
        text!(privacy.mood.messages_read),
    ];
    view! {
        <AsTable>
            <Table label=text!(privacy.mood.table) columns=columns words=true>
                {rows}
            </Table>
        </AsTable>
    }
}

#[component]
fn Nothing() -> impl IntoView {
    view! {
        <div class=style::nothing>
            <Icon icon=Icon::Chart class="size-7" />
            <p>
                <strong>{text!(privacy.mood.nothing)}</strong>
            </p>
            <p>{text!(privacy.mood.nothing_yet)}</p>
        </div>
    }
}

/// What a pointer on a day's dot shows.
fn said(dot: &Dot) -> String {
    let (day, felt) = (day_name(&dot.day.day), word(dot.day.score));
    counted!(privacy.dot, count = dot.day.messages, day = day, felt = felt)
}
