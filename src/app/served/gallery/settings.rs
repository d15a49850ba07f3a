//! What stands on the pages of the settings: keys, memories, moods, what leaves, and what was used.

use adda_protocol::{
    Millis,
    dto::{
        ApiKey, KeyProvider, Memory, MoodDay, MoodReport, Page, ProviderKey, Totals, UsageReport,
    },
};
use adda_redaction::{Action, Kind};
use leptos::prelude::*;
use serde::Deserialize;

use super::Piece;
use crate::served::{
    api_keys, keys,
    outcome::Outcome,
    privacy::{Leaving, Memories, Mood},
    usage::{Month, Report, Sums},
};

const SETTINGS: &str = include_str!("settings.json");

#[derive(Clone, Debug, Deserialize)]
struct Sample {
    now: Millis,
    providers: Vec<KeyProvider>,
    key: ProviderKey,
    api_keys: Vec<ApiKey>,
    memories: Page<Memory>,
    moods: Vec<MoodDay>,
    terms: Vec<String>,
    usage: UsageReport,
}

fn sample() -> Result<Sample, serde_json::Error> {
    serde_json::from_str(SETTINGS)
}

#[component]
pub fn Settings() -> impl IntoView {
    let sample = match sample() {
        Ok(sample) => sample,
        Err(error) => return view! { <p role="alert">{error.to_string()}</p> }.into_any(),
    };
    let Sample { now, providers, key, api_keys, memories, moods, terms, usage } = sample;
    let keys = providers.into_iter().map(move |provider| {
        let key = (key.provider == provider.name).then(|| key.clone());
        view! { <keys::Provider provider key outcome=Outcome::default() /> }
    });
    let none = Page { items: Vec::new(), next: None };
    let said = || ().into_any();
    let moods = [
        MoodReport { on: true, days: moods },
        MoodReport { on: true, days: Vec::new() },
        MoodReport { on: false, days: Vec::new() },
    ];
    let kinds = vec![
        (Kind::Card, Action::Redact),
        (Kind::Iban, Action::Redact),
        (Kind::Secret, Action::Block),
        (Kind::Phone, Action::Allow),
    ];
    let reports =
        [usage.clone(), UsageReport { total: Totals::default(), lines: Vec::new(), ..usage }];
    view! {
        <Piece name="Keys of AI services">{keys.collect_view()}</Piece>
        <Piece name="Keys for programs">
            <api_keys::List keys=api_keys now />
            <api_keys::List keys=Vec::new() now />
        </Piece>
        <Piece name="Memories">
            <Memories on=true memories later=false said=said() />
            <Memories on=true memories=none.clone() later=false said=said() />
            <Memories on=false memories=none later=false said=said() />
        </Piece>
        <Piece name="Moods">
            {moods.map(|report| view! { <Mood report now said=said() /> })}
        </Piece>
        <Piece name="Hidden before it leaves"><Leaving kinds terms said=said() /></Piece>
        <Piece name="Usage">{reports.map(|report| used(report, now))}</Piece>
    }
    .into_any()
}

fn used(report: UsageReport, now: Millis) -> impl IntoView {
    let month = Month::of(now);
    let (today, this_month) = (Totals::default(), report.total.clone());
    let sums = Sums { now, first: month, today, this_month, chosen: month, report };
    view! { <Report sums by=None /> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sample_has_every_kind_of_key() {
        let Sample { now, providers, key, api_keys, .. } = sample().unwrap();
        assert!(providers.iter().any(|it| it.name == key.provider));
        assert!(providers.iter().any(|it| it.server_key));
        assert!(providers.iter().any(|it| !it.server_key && it.name != key.provider));
        assert!(api_keys.iter().any(|key| key.expires_at.is_some_and(|at| at < now)));
        assert!(api_keys.iter().any(|key| key.expires_at.is_none()));
    }
}
