//! The same figures as tables: by model, and by day for who would rather read than look.

use adda_protocol::{
    Cost, KeyOwner,
    dto::{Totals, UsageReport},
};
use leptos::prelude::*;

use super::{days::Day, month::day_name};
use crate::{
    components::{
        figures::{amount, grouped},
        names::clean,
    },
    i18n::text,
    served::table::{AsTable, Table},
};

/// A model, whose key paid for it, and what it took.
type Line = (String, KeyOwner, Totals);

/// `own` is what to call keys of people.
#[component]
pub fn ByModel(
    report: UsageReport,
    #[prop(default = text!(usage.your_key))] own: &'static str,
) -> impl IntoView {
    let rows = by_model(&report).into_iter().map(move |(model, key, totals)| {
        let payer = payer(key, own);
        view! {
            <tr>
                <th scope="row">{clean(&model)}</th>
                <td>{payer}</td>
                <Figures totals />
            </tr>
        }
    });
    let columns = columns(&[text!(usage.column_model), text!(usage.column_key)]);
    view! {
        <Table label=text!(usage.models_table) columns>
            {rows.collect_view()}
        </Table>
    }
}

/// The figures at the end of a row of any of these tables.
#[component]
pub fn Figures(totals: Totals) -> impl IntoView {
    view! {
        <td>{grouped(totals.answers)}</td>
        <td>{grouped(totals.input)}</td>
        <td>{grouped(totals.output)}</td>
        <td>{money(&totals.costs)}</td>
    }
}

/// The heads of such a table's columns: those before the figures, and the figures'.
pub fn columns(before: &[&'static str]) -> Vec<&'static str> {
    let figures = [
        text!(usage.column_answers),
        text!(usage.column_input),
        text!(usage.column_output),
        text!(usage.column_cost),
    ];
    [before, &figures].concat()
}

/// Whose key it was; `own` is what to call a person's.
pub fn payer(key: KeyOwner, own: &'static str) -> &'static str {
    match key {
        KeyOwner::User => own,
        KeyOwner::Server => text!(usage.server_key),
        KeyOwner::Nobody => text!(usage.none_needed),
    }
}

#[component]
pub fn ByDay(days: Vec<Day>) -> impl IntoView {
    let rows = days.into_iter().filter(|day| day.totals.answers > 0).map(|day| {
        view! {
            <tr>
                <th scope="row">{day_name(&day.word)}</th>
                <Figures totals=day.totals />
            </tr>
        }
    });
    let columns = columns(&[text!(usage.column_day)]);
    view! {
        <AsTable>
            <Table label=text!(usage.days_table) columns>
                {rows.collect_view()}
            </Table>
        </AsTable>
    }
}

/// Every currency's amount; a dash where no price is known.
pub fn money(costs: &[Cost]) -> String {
    if costs.is_empty() {
        return "–".to_owned();
    }
    let paid: Vec<String> = costs.iter().filter(|cost| cost.micros > 0).map(amount).collect();
    if paid.is_empty() { amount(&costs[0]) } else { paid.join(" + ") }
}

/// The dearest first, then what used most.
fn by_model(report: &UsageReport) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for line in &report.lines {
        match lines.iter_mut().find(|(model, key, _)| *model == line.model && *key == line.key) {
            Some((_, _, totals)) => totals.add(&line.totals),
            None => lines.push((line.model.clone(), line.key, line.totals.clone())),
        }
    }
    lines.sort_by_key(|(_, _, totals)| {
        let micros = totals.costs.iter().map(|cost| cost.micros).max().unwrap_or(0);
        std::cmp::Reverse((micros, totals.input.saturating_add(totals.output)))
    });
    lines
}

#[cfg(test)]
mod tests {
    use adda_protocol::dto::UsageLine;

    use super::*;

    fn line(day: &str, model: &str, key: KeyOwner, micros: i64) -> UsageLine {
        let costs = vec![Cost { micros, currency: "USD".to_owned() }];
        let totals = Totals { answers: 1, costs, ..Totals::default() };
        UsageLine { day: day.to_owned(), model: model.to_owned(), key, totals }
    }

    #[test]
    fn models_are_summed_over_days_apart_by_key_and_the_dearest_first() {
        let lines = vec![
            line("2026-11-01", "cheap", KeyOwner::Server, 5),
            line("2026-11-01", "dear", KeyOwner::User, 50),
            line("2026-11-02", "cheap", KeyOwner::Server, 6),
            line("2026-11-02", "dear", KeyOwner::Server, 20),
        ];
        let report = UsageReport { lines, ..UsageReport::default() };
        let shape: Vec<_> = by_model(&report)
            .into_iter()
            .map(|(model, key, totals)| (model, key, totals.costs[0].micros, totals.answers))
            .collect();
        assert_eq!(
            shape,
            [
                ("dear".to_owned(), KeyOwner::User, 50, 1),
                ("dear".to_owned(), KeyOwner::Server, 20, 1),
                ("cheap".to_owned(), KeyOwner::Server, 11, 2),
            ]
        );
    }

    #[test]
    fn money_tells_currencies_apart_and_unknown_from_nothing() {
        let cost = |micros, currency: &str| Cost { micros, currency: currency.to_owned() };
        assert_eq!(money(&[]), "–");
        assert_eq!(money(&[cost(0, "USD")]), "$0");
        assert_eq!(
            money(&[cost(0, "EUR"), cost(1_500_000, "INR"), cost(20_000, "USD")]),
            "₹1.50 + $0.02"
        );
    }
}
