//! Taking chats over from elsewhere: sending a file, and what became of the last one.

use adda_protocol::{
    dto::{Import, ImportFault, ImportReason, ImportState},
    limits,
};
use leptos::{either::Either, prelude::*};

use super::style;
use crate::{
    components::{
        button,
        field::{self, FileField},
        names::clean,
    },
    i18n::{counted, grouped, text},
    pages::settings::frame::style as frame,
    served::scripts,
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
        <form method="post" action="/settings/data/import" enctype="multipart/form-data" class=style::form data-upload=scripts::UPLOAD data-most=limits::IMPORT_BYTES.to_string()>
            <FileField
                label=text!(data.bring.file)
                name="file"
                accept=".zip,.json,application/zip,application/json"
                hint=text!(data.bring.hint, most = most)
            />
            <div>
                <button type="submit" class=button::PRIMARY>{text!(data.bring.send)}</button>
            </div>
            <Sending />
        </form>
    }
}

/// How far a file is on its way here, or that it did not come: for browsers with script.
#[component]
fn Sending() -> impl IntoView {
    view! {
        <div class=style::last data-sending hidden>
            <progress class=style::progress value="0" aria-label=text!(data.bring.upload)></progress>
            <div class=style::running>
                <button type="button" class=button::SMALL>{text!(common.cancel)}</button>
                <p data-sent=text!(data.bring.sent, percent = "#")></p>
            </div>
        </div>
        <p
            class=field::style::message
            data-tone="bad"
            role="alert"
            data-trouble
            data-lost=text!(data.trouble.not_whole)
            data-long=text!(data.trouble.too_long)
            hidden
        ></p>
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
            <progress id="import-progress" class=style::progress value=read max=bytes aria-label=text!(data.bring.progress)></progress>
        }
    });
    let cancel = running.then(|| {
        view! {
            <form method="post" action=format!("/settings/imports/{id}/cancel") class=style::running>
                <button type="submit" class=button::SMALL>{text!(common.cancel)}</button>
                <a href="/settings/data#import" class=frame::link data-without-script>{text!(data.bring.look_again)}</a>
            </form>
        }
    });
    let faults = (!progress.faults.is_empty()).then(|| {
        let more = progress.faulty.saturating_sub(progress.faults.len() as u64);
        view! { <Faults faults=progress.faults.clone() more /> }
    });
    let tone = if state == ImportState::Failed { "bad" } else { "good" };
    // The script fills in how many.
    let so_far = text!(data.bring.so_far, count = "#");
    view! {
        <div class=style::last data-import=running.then_some("")>
            <p class=field::style::message data-tone=tone role="status">
                {words(state)} " " <span data-counts=so_far>{counts(&progress)}</span>
                {progress.reason.map(|reason| format!(" {}", sentence(reason)))}
            </p>
            {bar}
            {cancel}
            {faults}
        </div>
    }
}

fn words(state: ImportState) -> &'static str {
    match state {
        ImportState::Running => text!(data.bring.running),
        ImportState::Done => text!(data.bring.done),
        ImportState::Cancelled => text!(data.bring.cancelled),
        ImportState::Failed => text!(data.bring.failed),
        ImportState::Interrupted => text!(data.bring.interrupted),
    }
}

fn sentence(reason: ImportReason) -> &'static str {
    match reason {
        ImportReason::NoExport => text!(data.reason.no_export),
        ImportReason::NoConversations => text!(data.reason.no_conversations),
        ImportReason::TooLarge => text!(data.reason.too_large),
        ImportReason::CutOff => text!(data.reason.cut_off),
        ImportReason::TooLong => text!(data.reason.too_long),
        ImportReason::NotJson => text!(data.reason.not_json),
        ImportReason::UnknownForm => text!(data.reason.unknown_form),
        ImportReason::Misshapen => text!(data.reason.misshapen),
        ImportReason::Empty => text!(data.reason.empty),
        ImportReason::TooMany => text!(data.reason.too_many),
        ImportReason::Trouble => text!(data.reason.trouble),
        ImportReason::Unreadable => text!(data.reason.unreadable),
    }
}

fn counts(progress: &adda_protocol::dto::ImportProgress) -> String {
    let mut counts = counted!(data.new_chats, count = progress.added);
    if progress.known > 0 {
        counts = text!(data.bring.known, counts = counts, count = grouped(progress.known));
    }
    if progress.faulty > 0 {
        counts = text!(data.bring.faulty, counts = counts, count = grouped(progress.faulty));
    }
    text!(data.bring.all, counts = counts)
}

#[component]
fn Faults(faults: Vec<ImportFault>, more: u64) -> impl IntoView {
    let rows = faults.into_iter().map(|ImportFault { entry, title, reason }| {
        let title = clean(&title);
        let name = if title.trim().is_empty() {
            Either::Left(text!(data.bring.entry, number = entry))
        } else {
            Either::Right(view! { <bdi>{title}</bdi> })
        };
        view! { <li><strong>{name}</strong> " " {sentence(reason)}</li> }
    });
    view! {
        <details class=style::faults>
            <summary class=button::SMALL>{text!(data.bring.left_out)}</summary>
            <ul>
                {rows.collect_view()}
                {(more > 0).then(|| view! { <li>{text!(data.bring.more, count = grouped(more))}</li> })}
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
