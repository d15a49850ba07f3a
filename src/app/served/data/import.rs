//! Taking chats over from elsewhere: sending a file, and what became of the last one.

use adda_protocol::{
    dto::{Import, ImportFault, ImportState},
    limits,
};
use leptos::{either::Either, prelude::*};

use super::style;
use crate::{
    components::{button, field, figures::grouped, names::clean},
    pages::settings::frame::style as frame,
};

#[component]
pub fn Take(last: Option<Import>) -> impl IntoView {
    let running = last.as_ref().is_some_and(|last| last.state == ImportState::Running);
    view! {
        {last.map(|last| view! { <Last last /> })}
        {(!running).then(|| view! { <Send /> })}
    }
}

#[component]
fn Send() -> impl IntoView {
    let most = limits::IMPORT_BYTES / 1024 / 1024;
    view! {
        <form method="post" action="/settings/data/import" enctype="multipart/form-data" class=style::form>
            <label class=field::LABEL>
                <span>"The file"</span>
                <input
                    type="file"
                    name="file"
                    accept=".zip,.json,application/zip,application/json"
                    required
                    class=stylance::classes!(field::INPUT, field::FILE)
                />
                <small class=field::style::hint>
                    "The archive as it came, or the conversations.json in it; up to " {most} " MiB. The same file twice adds nothing."
                </small>
            </label>
            <div><button type="submit" class=button::PRIMARY data-busy="Sending…">"Import"</button></div>
        </form>
    }
}

/// What became of a file, or becomes of it.
#[component]
fn Last(last: Import) -> impl IntoView {
    let Import { id, state, bytes, progress, .. } = last;
    let running = state == ImportState::Running;
    let (read, bytes) = (progress.read.min(bytes).to_string(), bytes.max(1).to_string());
    let bar = running.then(|| {
        view! {
            <progress id="import-progress" class=style::progress value=read max=bytes aria-label="How much of the file is read"></progress>
        }
    });
    let cancel = running.then(|| {
        view! {
            <form method="post" action=format!("/settings/imports/{id}/cancel") class=style::running>
                <button type="submit" class=button::SMALL>"Cancel"</button>
                <a href="/settings/data#import" class=frame::link data-without-script>"Look again"</a>
            </form>
        }
    });
    let faults = (!progress.faults.is_empty()).then(|| {
        let more = progress.faulty.saturating_sub(progress.faults.len() as u64);
        view! { <Faults faults=progress.faults.clone() more /> }
    });
    let tone = if state == ImportState::Failed { "bad" } else { "good" };
    view! {
        <div class=style::last data-import=running.then_some("")>
            <p class=field::style::message data-tone=tone role="status">
                {words(state)} " " <span data-counts>{counts(&progress)}</span>
                {progress.reason.as_deref().map(|reason| format!(" {}", clean(reason)))}
            </p>
            {bar}
            {cancel}
            {faults}
        </div>
    }
}

const fn words(state: ImportState) -> &'static str {
    match state {
        ImportState::Running => "Your file is being read.",
        ImportState::Done => "Your file was read.",
        ImportState::Cancelled => "You cancelled the import. What was taken over by then is here.",
        ImportState::Failed => "Your file could not be read to its end.",
        ImportState::Interrupted => {
            "The server stopped while it read your file. Send it again: what is here already is passed over."
        }
    }
}

fn counts(progress: &adda_protocol::dto::ImportProgress) -> String {
    let new = if progress.added == 1 {
        "1 new chat".to_owned()
    } else {
        format!("{} new chats", grouped(progress.added))
    };
    let some = |count: u64, what: &str| match count {
        0 => String::new(),
        count => format!(", {} {what}", grouped(count)),
    };
    let (known, faulty) = (some(progress.known, "here already"), some(progress.faulty, "left out"));
    format!("{new}{known}{faulty}.")
}

#[component]
fn Faults(faults: Vec<ImportFault>, more: u64) -> impl IntoView {
    let rows = faults.into_iter().map(|ImportFault { entry, title, reason }| {
        let title = clean(&title);
        let name = if title.trim().is_empty() {
            Either::Left(format!("Entry {entry}"))
        } else {
            Either::Right(view! { <bdi>{title}</bdi> })
        };
        view! { <li><strong>{name}</strong> " " {reason}</li> }
    });
    view! {
        <details class=style::faults>
            <summary class=button::SMALL>"What was left out"</summary>
            <ul>
                {rows.collect_view()}
                {(more > 0).then(|| view! { <li>"And " {grouped(more)} " more."</li> })}
            </ul>
        </details>
    }
}

#[cfg(test)]
mod tests {
    use adda_protocol::dto::ImportProgress;

    use super::*;

    #[test]
    fn counts_say_what_there_is_and_nothing_else() {
        let progress = |added, known, faulty| {
            counts(&ImportProgress { added, known, faulty, ..ImportProgress::default() })
        };
        assert_eq!(progress(0, 0, 0), "0 new chats.");
        assert_eq!(progress(1, 2, 3), "1 new chat, 2 here already, 3 left out.");
    }
}
