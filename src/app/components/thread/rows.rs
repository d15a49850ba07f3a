//! Which messages stand where, and where a day begins.

use leptos::prelude::*;

use super::window::Window;
use crate::{
    components::local_time::ReaderZone,
    state::chat::{ChatState, MessageKey},
};

/// A row of the thread.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Row {
    pub key: MessageKey,
    /// Set on the first message of a day.
    pub day: Option<i64>,
}

/// The rows of the open conversation that are on the page. The first that is loaded has no day while there are older ones: they
/// would take it away again, and move what is read.
pub fn rows(chat: ChatState, zone: ReaderZone, window: Window) -> Memo<Vec<Row>> {
    let (keys, has_older) = (chat.keys(), chat.has_older());
    Memo::new(move |_| {
        let keys = keys.read();
        let day = |key: &MessageKey| {
            let at = chat.message(key).map(|view| view.read_untracked().message.created_at);
            at.map(|at| zone.day(at))
        };
        let range = window.range(&keys);
        let before = keys.get(range.start.saturating_sub(1)).and_then(day);
        let before = before.filter(|_| range.start > 0 || has_older.get());
        let shown = keys.get(range).unwrap_or_default();
        with_days(before, shown.iter().map(|key| (*key, day(key))))
    })
}

/// Keeps the day where it changes. A message without a day belongs to the one before it.
fn with_days(
    mut before: Option<i64>,
    dated: impl Iterator<Item = (MessageKey, Option<i64>)>,
) -> Vec<Row> {
    dated
        .map(|(key, day)| {
            let day = day.filter(|day| before != Some(*day));
            before = day.or(before);
            Row { key, day }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use adda_protocol::MessageId;

    use super::*;

    #[test]
    fn day_stands_above_its_first_message_only() {
        let key = |n: u8| MessageKey::Server(MessageId::new(1, [n; 10]));
        let days = |before, days: [Option<i64>; 5]| {
            let dated = days.into_iter().zip(0..).map(|(day, n)| (key(n), day));
            with_days(before, dated).into_iter().map(|row| row.day).collect::<Vec<_>>()
        };
        let given = [Some(1), Some(1), None, Some(2), Some(1)];
        assert_eq!(days(None, given), [Some(1), None, None, Some(2), Some(1)]);
        assert_eq!(days(Some(1), given), [None, None, None, Some(2), Some(1)]);
    }
}
