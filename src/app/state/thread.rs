//! The open conversation as signals: one for the order of its messages and one for each message, so that a change
//! draws only what it changed.

use std::collections::{HashMap, HashSet};

use adda_client::timeline::{Change, Effects, Need, Timeline};
use adda_protocol::{
    MessageId, MessageState, Seq,
    dto::{Conversation, User},
};
use leptos::prelude::*;

use super::view::{MessageKey, MessageView};

#[cfg(test)]
mod tests;

#[derive(Clone, Copy, Debug)]
pub struct Thread {
    pub current: RwSignal<Option<Conversation>>,
    pub keys: RwSignal<Vec<MessageKey>>,
    /// Answers that stand side by side after them.
    pub beside: RwSignal<Vec<MessageKey>>,
    /// Kept behind one handle: copies of the state are passed to every component.
    ends: StoredValue<Ends>,
    /// The answer being written.
    pub streaming: RwSignal<Option<MessageId>>,
    me: RwSignal<Option<User>>,
    timeline: StoredValue<Option<Timeline>>,
    views: StoredValue<HashMap<MessageKey, Shown>>,
    /// Messages that grew since they were last shown, and whether by their text alone.
    grown: StoredValue<Vec<(MessageKey, bool)>>,
}

/// A message on the page.
#[derive(Clone, Debug)]
struct Shown {
    view: ArcRwSignal<MessageView>,
    /// Tells of text that was added, which happens far more often than anything else: nothing but the text is looked at.
    lengthened: ArcTrigger,
}

/// What is beyond the messages that are loaded.
#[derive(Clone, Copy, Debug)]
pub struct Ends {
    pub has_older: RwSignal<bool>,
    pub loading_older: RwSignal<bool>,
    /// The last message shown, where newer ones are not loaded.
    pub newer: RwSignal<Option<Seq>>,
    pub loading_newer: RwSignal<bool>,
}

impl Thread {
    pub fn ends(&self) -> Ends {
        self.ends.get_value()
    }

    pub fn new(me: RwSignal<Option<User>>) -> Self {
        Self {
            current: RwSignal::new(None),
            keys: RwSignal::new(Vec::new()),
            beside: RwSignal::new(Vec::new()),
            ends: StoredValue::new(Ends {
                has_older: RwSignal::new(false),
                loading_older: RwSignal::new(false),
                newer: RwSignal::new(None),
                loading_newer: RwSignal::new(false),
            }),
            streaming: RwSignal::new(None),
            me,
            timeline: StoredValue::new(None),
            views: StoredValue::new(HashMap::new()),
            grown: StoredValue::new(Vec::new()),
        }
    }

    /// Shows a conversation in place of the one before, which is given back.
    pub fn swap(&self, timeline: Option<Timeline>) -> Option<Timeline> {
        self.grown.update_value(Vec::clear);
        let before = self.timeline.try_update_value(|shown| std::mem::replace(shown, timeline));
        self.ends().loading_older.set(false);
        self.ends().loading_newer.set(false);
        self.reset();
        before.flatten()
    }

    /// Changes the timeline and shows what came of it; gives back what the timeline lacks.
    pub fn update(&self, change: impl FnOnce(&mut Timeline) -> Effects) -> Option<Need> {
        let effects = self.try_change(change)?;
        self.show(&effects.changes);
        effects.need
    }

    /// Changes the timeline by what comes in many small pieces; true when there is something for [`Self::show_grown`].
    pub fn grow(
        &self,
        text_alone: bool,
        change: impl FnOnce(&mut Timeline) -> Effects,
    ) -> (bool, Option<Need>) {
        let Some(effects) = self.try_change(change) else { return (false, None) };
        for change in &effects.changes {
            if let Change::Updated(key) = change {
                self.grown.update_value(|grown| {
                    match grown.iter_mut().find(|(known, _)| known == key) {
                        Some((_, before)) => *before &= text_alone,
                        None => grown.push((*key, text_alone)),
                    }
                });
            }
        }
        (!effects.changes.is_empty(), effects.need)
    }

    /// Shows what came since the last time.
    pub fn show_grown(&self) {
        let grown = self.grown.try_update_value(std::mem::take).unwrap_or_default();
        for (key, text_alone) in grown {
            match self.shown(&key).filter(|_| text_alone) {
                Some(shown) => self.lengthen(key, &shown),
                None => self.refresh(key),
            }
        }
    }

    fn lengthen(&self, key: MessageKey, shown: &Shown) {
        self.with(|timeline| {
            if let Some(now) = timeline.get(key) {
                let text = &mut shown.view.write_untracked().message.text;
                text.clear();
                text.push_str(now.text());
            }
        });
        shown.lengthened.notify();
    }

    fn shown(&self, key: &MessageKey) -> Option<Shown> {
        self.views.with_value(|views| views.get(key).cloned())
    }

    pub fn message(&self, key: &MessageKey) -> Option<ArcRwSignal<MessageView>> {
        self.shown(key).map(|shown| shown.view)
    }

    /// Tells of text that was added to a message.
    pub fn lengthened(&self, key: &MessageKey) -> Option<ArcTrigger> {
        self.shown(key).map(|shown| shown.lengthened)
    }

    /// Asks the timeline something.
    pub fn with<T>(&self, ask: impl FnOnce(&Timeline) -> T) -> Option<T> {
        self.timeline.with_value(|timeline| timeline.as_ref().map(ask))
    }

    fn try_change(&self, change: impl FnOnce(&mut Timeline) -> Effects) -> Option<Effects> {
        self.timeline.try_update_value(|timeline| timeline.as_mut().map(change)).flatten()
    }

    fn show(&self, changes: &[Change]) {
        if changes.contains(&Change::Reset) {
            return self.reset();
        }
        let mut reordered = false;
        for change in changes {
            match *change {
                Change::Updated(key) => self.refresh(key),
                Change::Inserted { key, .. } => {
                    self.refresh(key);
                    reordered = true;
                }
                Change::Removed(key) => {
                    self.views.update_value(|views| drop(views.remove(&key)));
                    reordered = true;
                }
                Change::Conversation => self.show_conversation(),
                Change::Reset => {}
            }
        }
        if reordered {
            self.reorder();
        }
        self.show_state();
    }

    /// Shows everything anew.
    fn reset(&self) {
        let keys: HashSet<_> = self.order().into_iter().chain(self.besides()).collect();
        self.views.update_value(|views| views.retain(|key, _| keys.contains(key)));
        for key in keys {
            self.refresh(key);
        }
        self.reorder();
        self.show_conversation();
        self.show_state();
    }

    fn order(&self) -> Vec<MessageKey> {
        self.with(|timeline| timeline.messages().map(|view| view.key).collect()).unwrap_or_default()
    }

    fn besides(&self) -> Vec<MessageKey> {
        self.with(|timeline| timeline.beside().map(|view| view.key).collect()).unwrap_or_default()
    }

    fn reorder(&self) {
        set_if_other(self.keys, self.order());
        set_if_other(self.beside, self.besides());
    }

    /// Shows a message's present form.
    fn refresh(&self, key: MessageKey) {
        let me = self.me.read_untracked();
        let view =
            self.with(|timeline| timeline.get(key).map(|view| MessageView::of(view, me.as_ref())));
        let Some(view) = view.flatten() else { return };
        match self.message(&key) {
            Some(signal) => {
                if *signal.read_untracked() != view {
                    signal.set(view);
                }
            }
            None => self.views.update_value(|views| {
                let view = ArcRwSignal::new(view);
                views.insert(key, Shown { view, lengthened: ArcTrigger::new() });
            }),
        }
    }

    fn show_conversation(&self) {
        set_if_other(self.current, self.with(|timeline| timeline.conversation().clone()));
    }

    fn show_state(&self) {
        let written = |timeline: &Timeline| {
            let answer = timeline.answer_that(|state| state == MessageState::Streaming);
            answer.map(|answer| answer.id)
        };
        set_if_other(self.streaming, self.with(written).flatten());
        set_if_other(self.ends().newer, self.with(Timeline::after).flatten());
        set_if_other(
            self.ends().has_older,
            self.with(|timeline| timeline.before().is_some()) == Some(true),
        );
    }
}

/// Setting a signal wakes its readers even when nothing changed.
pub fn set_if_other<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if *signal.read_untracked() != value {
        signal.set(value);
    }
}
