//! Figures in rows. What is too wide scrolls in itself.

use leptos::prelude::*;

use crate::i18n::text;

stylance::import_style!(style, "table.module.css");

/// A table with these columns; the first names the row. Columns of words stand at the beginning of their line, figures at
/// its end.
#[component]
pub fn Table(
    label: &'static str,
    #[prop(into)] columns: Vec<&'static str>,
    #[prop(optional)] words: bool,
    children: Children,
) -> impl IntoView {
    let columns = columns.into_iter().map(|column| view! { <th scope="col">{column}</th> });
    let columns = columns.collect_view();
    view! {
        <div class=style::wide data-scrolls role="region" aria-label=label tabindex="0">
            <table class=style::table data-words=words.then_some("")>
                <thead>
                    <tr>{columns}</tr>
                </thead>
                <tbody>{children()}</tbody>
            </table>
        </div>
    }
}

/// The table of a chart, for who would rather read than look.
#[component]
pub fn AsTable(children: Children) -> impl IntoView {
    view! {
        <details class=style::asTable>
            <summary>{text!(usage.days_as_table)}</summary>
            {children()}
        </details>
    }
}
