//! How far conversations have been read, on every device alike: the one that is shown to somebody who looks is read.

use adda_protocol::{ClientFrame, ConversationId, Seq};
use leptos::prelude::*;

use crate::{
    api::chat::ZONE,
    browser::{clock, cookies, local_time::offset_minutes},
    state::{
        chat::{ChatState, Status},
        live,
    },
};

impl ChatState {
    /// Tells the server what is being read, for as long as the page lives.
    pub(in crate::state) fn follow_reading(&self) {
        let chat = *self;
        Effect::new(move |told: Option<Option<(ConversationId, Seq)>>| {
            let told = told.flatten();
            let seen = chat.seen();
            if let Some((conversation, to)) = seen
                && told != seen
                && live::direct(&ClientFrame::Read { conversation, to })
            {
                return seen;
            }
            told
        });
        // Whether the page was live, and whether it is no longer: then nothing is told to it.
        Effect::new(move |before: Option<(bool, bool)>| {
            let (been_live, away) = before.unwrap_or_default();
            let live = chat.status.get() == Status::Live;
            if live && away {
                chat.refresh_conversations();
            }
            (been_live || live, been_live && !live)
        });
    }

    /// The open conversation and its end, where there is something new in it and somebody looks.
    fn seen(&self) -> Option<(ConversationId, Seq)> {
        let id =
            self.thread.current.read().as_ref().map(|open| (open.id, open.unread, open.last_seq));
        let (id, unread, last_seq) = id?;
        let looked_at = self.aside().visible.get() && self.status.get() == Status::Live;
        // Follows the list as a whole as well: the conversation may not be in it yet.
        let row = match self.list().row(id) {
            Some(row) => Some(row.read().clone()),
            None => self.list().items.with(|_| None),
        };
        let (unread, to) = row.map_or((unread, last_seq), |row| (row.unread, row.last_seq));
        (looked_at && unread > 0).then_some((id, to))
    }

    /// Lets the server draw the next page in the reader's zone. In the browser only.
    pub(in crate::state) fn tell_zone(&self) {
        let here = offset_minutes(clock::now());
        if self.aside().asked.read_untracked().1 != here {
            cookies::set(ZONE, &here.to_string());
        }
    }
}
