//! The part of a conversation's tree that is shown: the path from its beginning, as far as it is loaded, to a leaf.

use adda_protocol::{
    MessageId, Seq,
    dto::{Chosen, ConversationPage},
};

use super::{
    Timeline,
    log::{Item, Log, Place},
    view::{Change, Effects, Need, View},
};

/// Where a page lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lies {
    /// Before what is shown.
    Before,
    /// In its place, whatever it was.
    Instead,
    /// Behind it.
    After,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Path {
    pub(super) chosen: Chosen,
    /// The newest message there is, where it is loaded.
    newest: Option<(Seq, MessageId)>,
    /// Oldest first; all of them are loaded.
    shown: Vec<MessageId>,
    /// The last one shown of a stretch behind which the path goes on, though not loaded. What comes live waits behind it.
    end: Option<MessageId>,
    /// What was chosen, or what comes before what is shown, is not loaded: a page will tell.
    pub(super) lacking: bool,
    /// A page told what begins the conversation.
    begun: bool,
}

impl Path {
    pub(super) fn newest(&self) -> Option<MessageId> {
        self.newest.map(|(_, id)| id)
    }

    pub(super) fn saw(&mut self, seq: Seq, id: MessageId) {
        self.newest = self.newest.max(Some((seq, id)));
    }

    /// A message came after `parent`. Where that is shown, what was behind the stretch is not what goes on from there.
    pub(super) fn part(&mut self, parent: MessageId) {
        if self.end.is_some() && self.place(parent).is_some() {
            self.end = None;
        }
    }

    /// Whether the path goes on behind what is shown.
    pub(super) fn is_stretch(&self) -> bool {
        self.end.is_some()
    }

    pub(super) fn ids(&self) -> &[MessageId] {
        &self.shown
    }

    /// Searched from the end: that is where most happens.
    pub(super) fn place(&self, id: MessageId) -> Option<usize> {
        self.shown.iter().rposition(|shown| *shown == id)
    }

    /// Where it ends; `None` where what is chosen is not loaded.
    pub(super) fn leaf(&self, log: &Log) -> Option<MessageId> {
        if self.end.is_some() {
            return self.end;
        }
        let Some(chosen) = self.chosen.leaf else { return self.newest() };
        if self.chosen.apart {
            return log.get(chosen).map(|item| item.message.id);
        }
        // What goes on from there is shown already, until the server says the same.
        let next = |item: &&Item| {
            let (seq, id) = *log.after(item.message.id).last()?;
            log.get(id).filter(|_| seq > item.message.seq)
        };
        let last = std::iter::successors(Some(log.get(chosen)?), next).last()?;
        Some(last.message.id)
    }

    /// The path up from `leaf`.
    fn up(log: &Log, leaf: MessageId) -> Vec<MessageId> {
        let above = |item: &&Item| {
            let seq = item.message.seq;
            log.get(item.parent?).filter(|parent| parent.message.seq < seq)
        };
        let items = std::iter::successors(log.get(leaf), above);
        let mut ids: Vec<MessageId> = items.map(|item| item.message.id).collect();
        ids.reverse();
        ids
    }

    /// Ends with `id` from now on, where that follows the last one.
    pub(super) fn extend(&mut self, log: &Log, id: MessageId) -> bool {
        let parent = log.get(id).and_then(|item| item.parent);
        let fits = match self.shown.last() {
            Some(last) => parent == Some(*last),
            None => parent.is_none_or(|parent| log.get(parent).is_none()),
        };
        let extends = fits && self.leaf(log) == Some(id);
        if extends {
            self.shown.push(id);
        }
        extends
    }
}

impl Timeline {
    /// What is shown of the log. While a message is on its way to another place than its end, what stands there gives way.
    pub(super) fn visible(&self) -> &[MessageId] {
        let ids = self.path.ids();
        let parts = self.echoes.parts();
        let end = parts.filter_map(|(id, kept)| Some(self.path.place(id)? + kept)).min();
        &ids[..end.unwrap_or(ids.len())]
    }

    /// Whether all of the path is shown.
    pub(super) fn is_whole(&self) -> bool {
        self.visible().len() == self.path.ids().len()
    }

    /// Notes a change of a message, where it is shown.
    pub(super) fn updated(&self, id: MessageId, effects: &mut Effects) {
        if (self.path.place(id).is_some() || self.is_beside(id))
            && let Some(item) = self.log.get(id)
        {
            effects.updated(item.key);
        }
    }

    /// Notes a change of what is shown after `parent`: there are other versions of it.
    pub(super) fn counted(&self, parent: MessageId, effects: &mut Effects) {
        for (_, id) in self.log.after(parent) {
            self.updated(*id, effects);
        }
    }

    /// Another path may be the one to show.
    pub(super) fn repath(&mut self, effects: &mut Effects) {
        let Some(leaf) = self.path.leaf(&self.log) else { return };
        let now = Path::up(&self.log, leaf);
        let whole = self.is_whole();
        let before = std::mem::replace(&mut self.path.shown, now);
        let now = &self.path.shown;
        if *now == before {
            return;
        }
        let new = if !whole || !self.is_whole() {
            None
        } else if now.starts_with(&before) {
            Some(before.len()..now.len())
        } else if now.ends_with(&before) {
            Some(0..now.len() - before.len())
        } else {
            None
        };
        match new {
            Some(range) => {
                let added = range.filter_map(|index| {
                    let key = self.log.get(*now.get(index)?)?.key;
                    Some(Change::Inserted { key, index })
                });
                effects.changes.extend(added);
            }
            None => effects.changes.push(Change::Reset),
        }
    }

    /// The person chose another path, here or elsewhere.
    pub(super) fn choose(&mut self, chosen: Chosen, effects: &mut Effects) {
        if chosen.version <= self.path.chosen.version {
            return;
        }
        let apart = self.path.chosen.apart || chosen.apart;
        self.path.chosen = chosen;
        self.path.end = None;
        self.repath(effects);
        if apart {
            effects.changes.push(Change::Reset);
        }
        self.path.lacking |= self.path.leaf(&self.log).is_none();
        self.path.lacking |= chosen.apart && self.beside().next().is_none();
        self.want_page(effects);
    }

    /// The answers that stand side by side after what is shown, until one is kept.
    pub fn beside(&self) -> impl Iterator<Item = View<'_>> {
        let Chosen { leaf, apart, .. } = self.path.chosen;
        let question = leaf.filter(|_| apart && self.is_whole());
        let answers = question.map_or(&[] as &[Place], |question| self.log.after(question));
        let answers = answers.iter().filter_map(|(_, id)| self.log.get(*id));
        let answers = answers.filter(move |item| item.message.reply_to == question);
        answers.map(|item| self.log.view(item))
    }

    pub(super) fn is_beside(&self, id: MessageId) -> bool {
        let Chosen { leaf, apart, .. } = self.path.chosen;
        apart && leaf.is_some() && self.log.get(id).is_some_and(|item| item.parent == leaf)
    }

    /// Another path is shown from its first loaded message on: how it got there, and what versions that has, may be unknown.
    pub(super) fn look_up(&mut self, effects: &mut Effects) {
        let top = self.path.ids().first().and_then(|id| self.log.get(*id)?.parent);
        let known = match top {
            Some(MessageId::BEGINNING) => self.path.begun,
            Some(parent) => self.log.get(parent).is_some(),
            None => false,
        };
        self.path.lacking |= !known;
        self.want_page(effects);
    }

    pub(super) fn want_page(&self, effects: &mut Effects) {
        if self.path.lacking && effects.need.is_none() {
            effects.need = Some(Need::Page);
        }
    }

    /// Takes in what a page has, except its streaming text.
    pub(super) fn load(&mut self, page: ConversationPage, place: Lies, effects: &mut Effects) {
        for version in &page.versions {
            self.log.follows(version.parent, (version.seq, version.id));
        }
        if let Some(id) = page.erased {
            self.log.erase(id);
        }
        self.path.begun |= page.before.is_none();
        let ends = page.messages.last().map(|last| (last.seq, last.id));
        let begins = page.before.is_none().then_some(MessageId::BEGINNING);
        let mut before = if place == Lies::After { self.path.end } else { begins };
        for message in page.messages {
            let (id, parent) = (message.id, message.parent.or(before));
            before = Some(id);
            if self.log.get(id).is_none() {
                self.log.insert(Item::new(message, None, parent));
            } else if let Some(parent) = parent {
                self.log.link(id, parent);
            }
        }
        for message in page.beside {
            let parent = message.parent;
            if self.log.get(message.id).is_none() {
                self.log.insert(Item::new(message, None, parent));
            }
        }
        if let (Lies::Before, Some(first), Some((_, last))) = (place, self.path.shown.first(), ends)
            && *first != last
        {
            // Written by an older server: what comes before it is what it follows.
            self.log.link(*first, last);
        }
        if place != Lies::Before && page.chosen.version >= self.path.chosen.version {
            // A page of another path than the one shown does not go on from it.
            let parts = place == Lies::After && page.chosen != self.path.chosen;
            self.path.lacking = parts;
            self.path.chosen = page.chosen;
            let goes_on = page.after.is_some() && !parts;
            self.path.end = ends.filter(|_| goes_on).map(|(_, id)| id);
            if let (false, None, Some((seq, id))) = (goes_on, page.chosen.leaf, ends) {
                self.path.saw(seq, id);
            }
            self.want_page(effects);
        }
        self.repath(effects);
        if place != Lies::Before && self.path.chosen.apart {
            effects.changes.push(Change::Reset);
        }
        if let (true, Some((_, last))) = (self.path.shown.is_empty(), ends) {
            // A page of earlier messages of a path whose end is not loaded.
            self.path.shown = Path::up(&self.log, last);
            effects.changes.push(Change::Reset);
        }
        for version in page.versions {
            self.updated(version.id, effects);
        }
    }

    /// Cursor for the page after the newest message shown; `None` at the end.
    pub fn after(&self) -> Option<Seq> {
        Some(self.log.get(self.path.end?)?.message.seq)
    }

    /// Cursor for the page before the oldest message shown; `None` at the beginning.
    pub fn before(&self) -> Option<Seq> {
        let top = self.log.get(*self.path.ids().first()?)?;
        let first = top.parent == Some(MessageId::BEGINNING) && self.path.begun;
        (!first).then_some(top.message.seq)
    }
}
