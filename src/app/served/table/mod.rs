//! Figures in rows. What is too wide scrolls in itself.

use leptos::prelude::*;

stylance::import_style!(style, "table.module.css");

/// A table with these columns; the first names the row. Columns of words stand at the beginning of their line, figures at
/// its end.
#[component]
pub fn Table(
    label: &'static str,
    columns: &'static [&'static str],
    #[prop(optional)] words: bool,
    children: Children,
) -> impl IntoView {
    let columns = columns.iter().map(|column| view! { <th scope="col">{*column}</th> });
    let columns = columns.collect_view();
    view! {
        <div class=style::wide role="region" aria-label=label tabindex="0">
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
            <summary>"The days as a table"</summary>
            {children()}
        </details>
    }
}
