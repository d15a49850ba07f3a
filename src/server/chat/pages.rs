//! How much one answer carries.

use adda_protocol::{
    ConversationId, Event, Message, MessageId, Seq,
    dto::{Place, Version},
    limits,
};

use super::Result;
use crate::store::{Spot, Store};

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

/// Messages of a path that follow each other, oldest first.
pub(super) struct Stretch {
    pub messages: Vec<Message>,
    /// All versions of those that have several.
    pub versions: Vec<Version>,
    /// The message before them, where it was deleted.
    pub erased: Option<MessageId>,
    /// Seq of the first, where there are older ones.
    pub before: Option<Seq>,
    /// Seq of the last, where there are newer ones.
    pub after: Option<Seq>,
}

/// The newest messages of the path up from `leaf` (or from the newest message), or those at `place`; none where there are none.
/// A place on another path shows that one.
pub(super) async fn stretch(
    store: &dyn Store,
    id: ConversationId,
    leaf: Option<MessageId>,
    place: Option<Place>,
    limit: usize,
) -> Result<Stretch> {
    let (spot, newer, has_newer) = match place {
        None => (leaf.map_or(Spot::Newest, Spot::At), 0, false),
        Some(Place::Before(seq)) => {
            let newer = store.messages_after(id, seq.saturating_sub(1), 1).await?;
            (Spot::Before(seq), 0, !newer.is_empty())
        }
        Some(Place::After(seq)) => down(store, id, leaf, seq, limit).await?,
        Some(Place::Around(seq)) => down(store, id, leaf, seq, limit / 2).await?,
    };
    let all = if let Some(Place::After(_)) = place { newer } else { limit };
    let (mut messages, mut versions) = store.path(id, spot, all + 1).await?;
    let has_older = messages.len() > all;
    let mut erased = None;
    if has_older {
        let beyond = messages.remove(0);
        erased = beyond.deleted.then_some(beyond.id);
        versions.retain(|version| Some(version.parent) != beyond.parent);
    }
    Ok(Stretch {
        before: messages.first().filter(|_| has_older).map(|first| first.seq),
        after: messages.last().filter(|_| has_newer).map(|last| last.seq),
        messages,
        versions,
        erased,
    })
}

/// The message `steps` below the one with this seq (or the last before it), how many steps that really is, and whether more
/// follow.
async fn down(
    store: &dyn Store,
    id: ConversationId,
    leaf: Option<MessageId>,
    seq: Seq,
    steps: usize,
) -> Result<(Spot, usize, bool)> {
    let from = store.messages(id, Some(seq.saturating_add(1)), 1).await?;
    let from = from.first().map(|message| (message.seq, message.id));
    let at = from.map_or(0, |(seq, _)| seq);
    let mut below = store.down(id, leaf, at, steps + 2).await?;
    if let Some(from) = from
        && below.first() != Some(&from)
    {
        let leaf = store.leaf_below(id, from.1).await?;
        below = store.down(id, leaf, at, steps + 2).await?;
    }
    // The message itself, where there is one, comes first.
    let itself = usize::from(from.is_some());
    let more = below.len() > steps + itself;
    below.truncate(steps + itself);
    let steps = below.len().saturating_sub(itself);
    Ok((below.last().map_or(Spot::Newest, |(_, last)| Spot::At(*last)), steps, more))
}
