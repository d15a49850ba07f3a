//! What was found, what is shared, and what is brought along.

use adda_protocol::{
    ConversationId,
    dto::{CreatedShare, Import, Password, Share},
    search::SearchPage,
};
use leptos::prelude::*;
use serde::Deserialize;

use super::Piece;
use crate::served::{
    data::{List, import::Take},
    search::{Hint, results::Results},
    share,
};

const FOUND: &str = include_str!("found.json");

#[derive(Clone, Debug, Deserialize)]
struct Sample {
    page: SearchPage,
    shares: Vec<Share>,
    imports: Vec<Import>,
}

fn sample() -> Result<Sample, serde_json::Error> {
    serde_json::from_str(FOUND)
}

#[component]
pub fn Found() -> impl IntoView {
    let Sample { page, shares, imports } = match sample() {
        Ok(sample) => sample,
        Err(error) => return view! { <p role="alert">{error.to_string()}</p> }.into_any(),
    };
    let asked = || "interest".to_owned();
    let share = shares.first().cloned();
    let made = share.clone().map(|share| {
        let made = CreatedShare { share, path: Password("/s/sample".to_owned()) };
        view! { <share::Made made link="https://chat.example/s/sample".to_owned() /> }
    });
    let id = share.map_or_else(|| ConversationId::new(0, [0; 10]), |share| share.conversation);
    let imports = imports.into_iter().map(Some).chain([None]);
    view! {
        <Piece name="Search results"><Results found=page asked=asked() later=false /></Piece>
        <Piece name="Nothing found">
            <Results found=SearchPage::default() asked=asked() later=false />
        </Piece>
        <Piece name="Search, before a question"><Hint /></Piece>
        <Piece name="Sharing a chat"><share::New id /> {made}</Piece>
        <Piece name="Shared chats"><List shares /> <List shares=Vec::new() /></Piece>
        <Piece name="Imports">{imports.map(|last| view! { <Take last /> }).collect_view()}</Piece>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use adda_protocol::dto::ImportState;

    use super::*;

    #[test]
    fn imports_are_in_every_state() {
        let imports = sample().unwrap().imports;
        let states = [
            ImportState::Running,
            ImportState::Done,
            ImportState::Cancelled,
            ImportState::Failed,
            ImportState::Interrupted,
        ];
        for state in states {
            assert!(imports.iter().any(|import| import.state == state), "{state:?}");
        }
    }
}
