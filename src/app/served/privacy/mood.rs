//! How the person's days felt: a line for the trend, a dot for each day, and the same as a table.

use adda_protocol::{Millis, dto::MoodReport};
use leptos::{either::Either, prelude::*};

use super::{
    days::{Dot, dots, first, word},
    style,
    switch::Switch,
};
use crate::{
    components::{figures::grouped, icon::Icon},
    pages::settings::frame::style as frame,
    served::{
        table::{AsTable, Table},
        usage::day_name,
    },
};

#[component]
pub fn Mood(report: MoodReport, now: Millis, said: AnyView) -> impl IntoView {
    let on = report.on;
    let words = if on {
        "Adda reads from the words of your messages how a day felt, so that answers can meet you there. English is read on this server; in other languages the model that keeps the notes of your long chats says it along with them. An AI is told the trend in a word or two, never a score, and nobody but you sees this. Turning it off removes all that was read."
    } else {
        "Mood is off: nothing is read, and nothing is kept. When it is on, Adda reads from your words how a day felt, so that answers can meet you there."
    };
    let picture = match dots(&report.days, now) {
        dots if !dots.is_empty() => Either::Left(view! { <Picture dots now /> }),
        _ => Either::Right(on.then(|| view! { <Nothing /> })),
    };
    view! {
        <section id="mood" class=frame::card aria-labelledby="mood-title">
            <div class=style::head>
                <h2 id="mood-title">"Mood"</h2>
                <Switch action="/settings/privacy/mood" labelled="mood-title" on />
            </div>
            <p>{words}</p>
            {said}
            {picture}
            {on.then(|| view! {
                <p class=frame::quiet>"In chats about tax and investing it stays off unless you turn it on there, under Details."</p>
            })}
        </section>
    }
}

#[component]
fn Picture(dots: Vec<Dot>, now: Millis) -> impl IntoView {
    let trend = dots.last().map_or("even", |dot| word(dot.day.trend));
    let name = format!("Mood of the last 30 days. The trend is {trend} now.");
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
            <figcaption>"The last 30 days. The trend is " <strong>{trend}</strong> " now."</figcaption>
            <div class=style::scale aria-hidden="true">
                <span>"bright"</span>
                <span>"even"</span>
                <span>"heavy"</span>
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
                <span>"today"</span>
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
    view! {
        <AsTable>
            <Table label="Mood by day" columns=&["Day", "It felt", "Trend", "Messages read"] words=true>
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
                <strong>"Nothing was read in the last 30 days."</strong>
            </p>
            <p>"A line of how your days felt appears here after your next messages."</p>
        </div>
    }
}

/// What a pointer on a day's dot shows.
fn said(dot: &Dot) -> String {
    let messages = match dot.day.messages {
        1 => "1 message".to_owned(),
        count => format!("{} messages", grouped(count)),
    };
    format!("{}: {}, {messages}", day_name(&dot.day.day), word(dot.day.score))
}
