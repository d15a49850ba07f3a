//! Cursors: places in a list or a stream, as opaque text for clients and exact values for us.

use std::{fmt, str::FromStr};

use crate::{ConversationId, Millis, Seq};

/// The text is not a cursor of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a cursor")]
pub struct BadCursor;

/// Place in the list of conversations, the pinned ones first, then by last change and id, newest first:
/// `{updated_at}.{id}`, after a `p` among the pinned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListCursor {
    pub pinned: bool,
    pub updated_at: Millis,
    pub id: ConversationId,
}

impl fmt::Display for ListCursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pinned = if self.pinned { "p" } else { "" };
        write!(f, "{pinned}{}.{}", self.updated_at, self.id)
    }
}

impl FromStr for ListCursor {
    type Err = BadCursor;

    fn from_str(text: &str) -> Result<Self, BadCursor> {
        let pinned = text.strip_prefix('p');
        let (updated_at, id) = pinned.unwrap_or(text).split_once('.').ok_or(BadCursor)?;
        Ok(Self {
            pinned: pinned.is_some(),
            updated_at: updated_at.parse().map_err(|_| BadCursor)?,
            id: id.parse().map_err(|_| BadCursor)?,
        })
    }
}

/// Place in the event stream of a conversation, the `id:` of server-sent events and so their `Last-Event-ID`:
/// `{seq}` after an event, `{seq}.{offset}` when `offset` bytes of the answer being written have come as well.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StreamCursor {
    pub seq: Seq,
    pub offset: Option<u64>,
}

impl fmt::Display for StreamCursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.offset {
            Some(offset) => write!(f, "{}.{offset}", self.seq),
            None => write!(f, "{}", self.seq),
        }
    }
}

impl FromStr for StreamCursor {
    type Err = BadCursor;

    fn from_str(text: &str) -> Result<Self, BadCursor> {
        let number = |part: &str| part.parse().map_err(|_| BadCursor);
        match text.split_once('.') {
            Some((seq, offset)) => Ok(Self { seq: number(seq)?, offset: Some(number(offset)?) }),
            None => Ok(Self { seq: number(text)?, offset: None }),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn stream_cursor_round_trips(seq: u64, offset: Option<u64>) {
            let cursor = StreamCursor { seq, offset };
            prop_assert_eq!(cursor.to_string().parse(), Ok(cursor));
        }

        #[test]
        fn list_cursor_round_trips(pinned: bool, updated_at: i64, random: [u8; 10]) {
            let cursor = ListCursor { pinned, updated_at, id: ConversationId::new(1, random) };
            prop_assert_eq!(cursor.to_string().parse(), Ok(cursor));
        }

        #[test]
        fn cursors_never_panic_on_forged_text(text: String) {
            let _ = text.parse::<StreamCursor>();
            let _ = text.parse::<ListCursor>();
        }
    }
}
