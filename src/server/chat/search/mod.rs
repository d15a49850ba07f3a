//! Finding what was said in the person's conversations, and the conversations by their titles.

mod excerpt;

use std::time::Duration;

use adda_protocol::search::{FoundConversation, FoundMessage, SearchPage};

use super::{Engine, Result, pages::page_size};
use crate::{
    auth::Identity,
    store::{self, Hit},
    words::Query,
};

/// Conversations found by their titles.
const TITLES: usize = 10;
/// Titles looked at, the last changed.
const TITLES_READ: usize = 10_000;
/// Messages whose words are kept at once: others who write meanwhile wait so long.
const STEP: usize = 100;
/// Messages whose words are removed at once; that takes longer.
const PURGED: usize = 20;
/// How soon words are removed after their messages.
const PAUSE: Duration = Duration::from_secs(2);
const PAUSE_OF_TROUBLE: Duration = Duration::from_mins(1);

impl Engine {
    /// Messages that have all words of `asked`, newest first, before the place `before`. A question without words finds nothing.
    pub async fn search(
        &self,
        who: &Identity,
        asked: &str,
        before: Option<i64>,
        limit: Option<usize>,
    ) -> Result<SearchPage> {
        let Some(query) = Query::parse(asked) else { return Ok(SearchPage::default()) };
        let limit = page_size(limit);
        // The store looks only where the person takes part.
        let mut hits = self.store.search(who.id(), query.clone(), before, limit + 1).await?;
        let more = hits.len() > limit;
        hits.truncate(limit);
        let next = hits.last().filter(|_| more).map(|last| last.place.to_string());
        let conversations = match before {
            None => self.titles(who, &query).await?,
            Some(_) => Vec::new(),
        };
        let items = hits.into_iter().map(|hit| found(hit, &query)).collect();
        Ok(SearchPage { conversations, items, next })
    }

    async fn titles(&self, who: &Identity, query: &Query) -> Result<Vec<FoundConversation>> {
        let titles = self.store.titles(who.id(), TITLES_READ).await?;
        let found = titles.into_iter().filter(|(_, title, _)| query.matches(title)).take(TITLES);
        let found = found.map(|(id, title, updated_at)| {
            let title = excerpt::pieces(&title, &query.places(&title));
            FoundConversation { id, title, updated_at }
        });
        Ok(found.collect())
    }

    /// Sees to it that the words kept are those of the messages there are, while the server runs.
    pub async fn keep_words(&self) {
        if let Err(error) = self.read_words().await {
            tracing::warn!(%error, "some messages cannot be found by their words yet");
        }
        loop {
            match self.store.purge_words(PURGED).await {
                Ok(0) => tokio::time::sleep(PAUSE).await,
                Ok(_) => tokio::task::yield_now().await,
                Err(error) => {
                    tracing::warn!(%error, "the words of deleted messages could not be removed");
                    tokio::time::sleep(PAUSE_OF_TROUBLE).await;
                }
            }
        }
    }

    /// Keeps the words of messages that lack them, in steps: those of an earlier version, or by earlier rules.
    async fn read_words(&self) -> std::result::Result<(), store::Error> {
        self.store.note_unread().await?;
        self.read_noted_words().await
    }

    /// Keeps the words of messages that came without: of conversations taken over.
    pub async fn read_new_words(&self) {
        if let Err(error) = self.read_noted_words().await {
            tracing::warn!(%error, "some messages cannot be found by their words yet");
        }
    }

    async fn read_noted_words(&self) -> std::result::Result<(), store::Error> {
        let mut before = None;
        loop {
            before = self.store.read_words(before, STEP).await?;
            if before.is_none() {
                return Ok(());
            }
            // Whoever waits to write comes first.
            tokio::task::yield_now().await;
        }
    }
}

fn found(hit: Hit, query: &Query) -> FoundMessage {
    let excerpt = excerpt::around(&hit.text, &query.places(&hit.text));
    FoundMessage {
        conversation: hit.conversation,
        title: hit.title,
        message: hit.message,
        seq: hit.seq,
        author: hit.author,
        excerpt,
        created_at: hit.created_at,
    }
}
