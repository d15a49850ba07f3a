//! How much one answer carries.

use adda_protocol::{ConversationId, Event, Message, Seq, dto::Place, limits};

use super::Result;
use crate::store::Store;

/// How many of the first events one answer carries: at most so many, and so many bytes of text; one in any case.
pub(super) fn fitting(events: &[Event]) -> usize {
    let mut bytes = 0;
    let within = events.iter().take(limits::CATCH_UP_EVENTS).take_while(|event| {
        bytes += event.body.text().len();
        bytes <= limits::CATCH_UP_BYTES
    });
    within.count().max(1).min(events.len())
}

/// Items of a page, when so many were asked for.
pub(super) fn page_size(asked: Option<usize>) -> usize {
    asked.unwrap_or(limits::PAGE_DEFAULT).clamp(1, limits::PAGE_MAX)
}

/// Messages of a conversation that follow each other, oldest first.
pub(super) struct Stretch {
    pub messages: Vec<Message>,
    /// Seq of the first, where there are older ones.
    pub before: Option<Seq>,
    /// Seq of the last, where there are newer ones.
    pub after: Option<Seq>,
}

/// The newest messages, or those at `place`; none where there are none.
pub(super) async fn stretch(
    store: &dyn Store,
    id: ConversationId,
    place: Option<Place>,
    limit: usize,
) -> Result<Stretch> {
    // How many of each side of which seq.
    let (seq, older, newer) = match place {
        None => (Seq::MAX, limit, 0),
        Some(Place::Before(seq)) => (seq, limit, 0),
        Some(Place::After(seq)) => (seq.saturating_add(1), 0, limit),
        Some(Place::Around(seq)) => (seq.saturating_add(1), limit - limit / 2, limit / 2),
    };
    let mut before = store.messages(id, Some(seq), older + 1).await?;
    let mut after = match place {
        None => Vec::new(),
        Some(_) => store.messages_after(id, seq.saturating_sub(1), newer + 1).await?,
    };
    let has_older = before.len() > older;
    let before = before.split_off(before.len().saturating_sub(older));
    let has_newer = after.len() > newer;
    after.truncate(newer);
    let messages = [before, after].concat();
    Ok(Stretch {
        before: messages.first().filter(|_| has_older).map(|first| first.seq),
        after: messages.last().filter(|_| has_newer).map(|last| last.seq),
        messages,
    })
}
