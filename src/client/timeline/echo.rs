//! Echoes: messages of this device's outbox, shown until the log has them.

use adda_protocol::{ClientMessageId, ErrorCode, MessageId};

use super::{
    Timeline,
    view::{Change, Delivery, Echo, Effects, Key, Shown, View},
};
use crate::outbox::{Entry, EntryState};

#[derive(Clone, Debug)]
struct Slot {
    echo: Echo,
    /// The server has it, but its event came after a gap: shown until the gap is filled, so that it does not flicker.
    acknowledged: bool,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Echoes(Vec<Slot>);

impl Echoes {
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn views(&self) -> impl DoubleEndedIterator<Item = View<'_>> {
        self.0.iter().map(|slot| View {
            key: Key::Client(slot.echo.client_id),
            shown: Shown::Echo(&slot.echo),
            versions: &[],
            asked: true,
        })
    }

    /// Where they part from what is shown: see [`Echo::parts`].
    pub(super) fn parts(&self) -> impl Iterator<Item = (MessageId, usize)> {
        self.0.iter().filter_map(|slot| slot.echo.parts)
    }

    fn position(&self, id: ClientMessageId) -> Option<usize> {
        self.0.iter().position(|slot| slot.echo.client_id == id)
    }

    /// Takes the echo out; returns its place among the echoes.
    pub(super) fn take(&mut self, id: ClientMessageId) -> Option<usize> {
        let place = self.position(id)?;
        self.0.remove(place);
        Some(place)
    }

    pub(super) fn acknowledge(&mut self, id: ClientMessageId) {
        if let Some(place) = self.position(id) {
            self.0[place].acknowledged = true;
        }
    }
}

impl From<&Entry> for Echo {
    fn from(entry: &Entry) -> Self {
        let delivery = match &entry.state {
            EntryState::Waiting { until, code: ErrorCode::RateLimited } => {
                Delivery::Held { until: *until }
            }
            EntryState::Queued | EntryState::Waiting { .. } => Delivery::Queued,
            EntryState::Sending { .. } => Delivery::Sending,
            EntryState::Refused { error } => Delivery::Refused { error: error.clone() },
        };
        Self {
            client_id: entry.client_id,
            text: entry.text.clone(),
            model: entry.model.clone(),
            parts: entry.edits.map(|it| (it, 0)).or(entry.after.map(|it| (it, 1))),
            created_at: entry.created_at,
            delivery,
        }
    }
}

impl Timeline {
    /// Shows what the outbox holds of this conversation (entries of others are passed over), in the order given.
    /// Call it whenever the outbox changed, after [`Self::apply`] of the same frame.
    pub fn set_echoes<'a>(&mut self, entries: impl IntoIterator<Item = &'a Entry>) -> Effects {
        let mut effects = Effects::default();
        let shown = self.visible().len();
        let wanted: Vec<&Entry> = entries
            .into_iter()
            .filter(|entry| entry.conversation == self.conversation.id)
            .filter(|entry| self.log.by_client(entry.client_id).is_none())
            .collect();
        let unwanted: Vec<_> = (self.echoes.0.iter())
            .filter(|slot| !slot.acknowledged)
            .map(|slot| slot.echo.client_id)
            .filter(|id| !wanted.iter().any(|entry| entry.client_id == *id))
            .collect();
        for id in unwanted {
            self.echoes.take(id);
            effects.changes.push(Change::Removed(Key::Client(id)));
        }
        for entry in wanted {
            self.set_echo(entry.into(), &mut effects);
        }
        if self.visible().len() != shown {
            // What follows the place of an echo gave way or came back.
            effects.changes.push(Change::Reset);
        }
        effects
    }

    fn set_echo(&mut self, echo: Echo, effects: &mut Effects) {
        let key = Key::Client(echo.client_id);
        if let Some(place) = self.echoes.position(echo.client_id) {
            let slot = &mut self.echoes.0[place];
            if !slot.acknowledged && slot.echo != echo {
                slot.echo = echo;
                effects.updated(key);
            }
        } else {
            let order = (echo.created_at, echo.client_id);
            let before = |slot: &Slot| (slot.echo.created_at, slot.echo.client_id) < order;
            let place = self.echoes.0.partition_point(before);
            self.echoes.0.insert(place, Slot { echo, acknowledged: false });
            effects.changes.push(Change::Inserted { key, index: self.visible().len() + place });
        }
    }

    /// Once nothing is missing any more, what was acknowledged is in the log or not shown at all.
    pub(super) fn drop_acknowledged(&mut self, effects: &mut Effects) {
        let shown = self.visible().len();
        self.echoes.0.retain(|slot| {
            if slot.acknowledged {
                effects.changes.push(Change::Removed(Key::Client(slot.echo.client_id)));
            }
            !slot.acknowledged
        });
        if self.visible().len() != shown {
            effects.changes.push(Change::Reset);
        }
    }
}
