//! A bar for each day, stacked by whose key paid. Lists and SVG only: it is read by eye, by keyboard and by ear.

use adda_protocol::Cost;
use leptos::prelude::*;

use super::{
    days::{Day, Measure, top},
    month::day_name,
    style,
};
use crate::{
    components::figures::{amount, price, short},
    i18n::{counted, text},
};

/// The bars with their scale. `today` is marked.
#[component]
pub fn Chart(days: Vec<Day>, measure: Measure, today: String) -> impl IntoView {
    let end = top(days.iter().map(Day::sum).max().unwrap_or(0));
    let scale = [end, end / 2, 0].map(|value| view! { <span>{on_scale(&measure, value)}</span> });
    let bars = days.iter().map(|day| bar(day, end, &measure, day.word == today)).collect_view();
    let what = match measure {
        Measure::Cost { .. } => text!(usage.cost_of_days),
        Measure::Tokens => text!(usage.tokens_of_days),
    };
    view! {
        <figure class=style::chart>
            <figcaption class="sr-only">{what}</figcaption>
            <div class=style::scale aria-hidden="true">{scale}</div>
            <ol class=style::bars aria-label=what>{bars}</ol>
        </figure>
    }
}

fn bar(day: &Day, end: i64, measure: &Measure, today: bool) -> impl IntoView + use<> {
    let number = day.word.get(8..).unwrap_or_default().trim_start_matches('0').to_owned();
    let sum = day.sum();
    let drawn = (sum > 0).then(|| {
        let rect = |class, from: i64, part: i64| {
            (part > 0).then(|| view! { <rect class=class width="100%" y=percent(from, sum) height=percent(part, sum) /> })
        };
        view! {
            <svg class=style::bar width="100%" height=percent(sum, end) aria-hidden="true" focusable="false">
                {rect(style::nobody, 0, day.nobody)}
                {rect(style::server, day.nobody, day.server)}
                {rect(style::own, day.nobody + day.server, day.own)}
            </svg>
        }
    });
    let used = day.totals.answers > 0;
    let said = used.then(|| said(day, measure));
    let tip = used.then(|| tip(day, measure));
    view! {
        <li class=style::day aria-current=today.then_some("date")>
            <div class=style::column role=used.then_some("img") tabindex=used.then_some("0") aria-label=said>
                {drawn}
                {tip}
            </div>
            <span class=style::number aria-hidden="true">{number}</span>
        </li>
    }
}

/// What a pointer or the keyboard on the bar shows.
fn tip(day: &Day, measure: &Measure) -> impl IntoView + use<> {
    let part = |class, name, value: i64| {
        (value > 0).then(|| {
            view! {
                <span class=style::part>
                    <i class=class></i>
                    {name}
                    <b>{told(measure, value)}</b>
                </span>
            }
        })
    };
    view! {
        <span class=style::tip aria-hidden="true">
            <strong>{day_name(&day.word)}</strong>
            <span class=style::sum>{told(measure, day.sum())}</span>
            {part(style::own, text!(usage.part_own), day.own)}
            {part(style::server, text!(usage.part_server), day.server)}
            {part(style::nobody, text!(usage.part_nobody), day.nobody)}
            <span class=style::count>{answers(day.totals.answers)}</span>
        </span>
    }
}

/// The same in one sentence.
fn said(day: &Day, measure: &Measure) -> String {
    let parts = [
        (text!(usage.part_own), day.own),
        (text!(usage.part_server), day.server),
        (text!(usage.part_nobody), day.nobody),
    ];
    let split = parts.into_iter().filter(|(_, value)| *value > 0);
    let split: Vec<String> = split
        .map(|(name, value)| text!(usage.part, name = name, value = told(measure, value)))
        .collect();
    let (name, sum) = (day_name(&day.word), told(measure, day.sum()));
    let answers = answers(day.totals.answers);
    if split.is_empty() {
        text!(usage.day_sum, day = name, sum = sum, answers = answers)
    } else {
        text!(usage.day_parts, day = name, sum = sum, parts = split.join(", "), answers = answers)
    }
}

pub fn answers(count: u64) -> String {
    counted!(usage.answers, count = count)
}

/// A value with its unit.
pub fn told(measure: &Measure, value: i64) -> String {
    match measure {
        Measure::Cost { currency } => amount(&Cost { micros: value, currency: currency.clone() }),
        Measure::Tokens => counted!(usage.tokens, count = value.unsigned_abs()),
    }
}

fn on_scale(measure: &Measure, value: i64) -> String {
    match measure {
        Measure::Tokens => short(value.unsigned_abs()),
        Measure::Cost { currency } => price(value, currency),
    }
}

/// `12.34%`.
fn percent(part: i64, whole: i64) -> String {
    let share = i128::from(part) * 10_000 / i128::from(whole.max(1));
    format!("{}.{:02}%", share / 100, share % 100)
}

#[cfg(test)]
mod tests {
    use adda_protocol::dto::Totals;

    use super::*;

    #[test]
    fn bar_says_its_day_sum_and_parts() {
        let totals = Totals { answers: 12, ..Totals::default() };
        let day =
            Day { word: "2026-11-21".into(), own: 300_000, server: 120_000, nobody: 0, totals };
        let measure = Measure::Cost { currency: "USD".into() };
        assert_eq!(
            said(&day, &measure),
            "21 November: $0.42 (your keys $0.30, the server's keys $0.12), 12 answers"
        );
        let free =
            Day { own: 0, server: 0, totals: Totals { answers: 1, ..Totals::default() }, ..day };
        assert_eq!(said(&free, &measure), "21 November: $0, 1 answer");
    }

    #[test]
    fn percent_has_two_places_and_no_division_by_nothing() {
        assert_eq!(percent(1, 3), "33.33%");
        assert_eq!(percent(7, 7), "100.00%");
        assert_eq!(percent(0, 0), "0.00%");
    }
}
