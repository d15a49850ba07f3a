//! Which messages stand where, and where a day begins.

use leptos::prelude::*;

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

/// The rows of the open conversation.
pub fn rows(chat: ChatState, zone: ReaderZone) -> Memo<Vec<Row>> {
    let keys = chat.keys();
    Memo::new(move |_| {
        let keys = keys.read();
        let dated = keys.iter().map(|key| {
            let at = chat.message(key).map(|view| view.read_untracked().message.created_at);
            (*key, at.map(|at| zone.day(at)))
        });
        with_days(dated)
    })
}

/// Keeps the day where it changes. A message without a day belongs to the one before it.
fn with_days(dated: impl Iterator<Item = (MessageKey, Option<i64>)>) -> Vec<Row> {
    let mut before = None;
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
        let key = |n: u8| MessageKey::Id(MessageId::new(1, [n; 10]));
        let days = [Some(1), Some(1), None, Some(2), Some(1)];
        let dated = days.into_iter().zip(0..).map(|(day, n)| (key(n), day));
        let rows: Vec<_> = with_days(dated).into_iter().map(|row| row.day).collect();
        assert_eq!(rows, [Some(1), None, None, Some(2), Some(1)]);
    }
}
