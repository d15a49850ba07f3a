//! The list in parts: what is pinned, then by how long ago the last message was.

use adda_protocol::ConversationId;

use crate::{
    components::local_time::{month_name, month_of},
    i18n::text,
    state::chat::Entry,
};

/// A part of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Group {
    Pinned,
    Today,
    Yesterday,
    Week,
    Month { year: i64, month: i64, this_year: bool },
}

impl Group {
    /// Where a conversation stands whose last message is of this day.
    fn of(day: i64, today: Option<i64>) -> Self {
        match today.map(|today| today - day) {
            // A clock a little behind the server's is no reason for another part.
            Some(..=0) => Self::Today,
            Some(1) => Self::Yesterday,
            Some(2..=7) => Self::Week,
            _ => {
                let (year, month) = month_of(day);
                let this_year = today.is_some_and(|today| month_of(today).0 == year);
                Self::Month { year, month, this_year }
            }
        }
    }

    pub fn name(self) -> String {
        match self {
            Self::Pinned => text!(list.pinned).to_owned(),
            Self::Today => text!(dates.today).to_owned(),
            Self::Yesterday => text!(dates.yesterday).to_owned(),
            Self::Week => text!(list.week).to_owned(),
            Self::Month { year, month, this_year } => {
                let name = month_name(month);
                if this_year {
                    name.to_owned()
                } else {
                    text!(dates.month_of_year, month = name, year = year)
                }
            }
        }
    }

    /// For what names itself by the heading.
    pub fn heading_id(self) -> String {
        match self {
            Self::Month { year, month, .. } => format!("chats-{year}-{month}"),
            Self::Pinned => "chats-pinned".to_owned(),
            Self::Today => "chats-today".to_owned(),
            Self::Yesterday => "chats-yesterday".to_owned(),
            Self::Week => "chats-week".to_owned(),
        }
    }
}

/// The entries by their parts. They come in the list's order, so each part is one stretch of them.
pub fn groups(
    entries: &[Entry],
    today: Option<i64>,
    day: impl Fn(i64) -> i64,
) -> Vec<(Group, Vec<ConversationId>)> {
    let mut groups: Vec<(Group, Vec<ConversationId>)> = Vec::new();
    for entry in entries {
        let group =
            if entry.pinned { Group::Pinned } else { Group::of(day(entry.updated_at), today) };
        match groups.last_mut() {
            Some((last, ids)) if *last == group => ids.push(entry.id),
            _ => groups.push((group, vec![entry.id])),
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 21 November 2026.
    const TODAY: i64 = 20_778;

    fn entry(day: i64, pinned: bool) -> Entry {
        Entry { id: ConversationId::new(day, [0; 10]), pinned, updated_at: day }
    }

    fn names(entries: &[Entry], today: Option<i64>) -> Vec<String> {
        groups(entries, today, |at| at).into_iter().map(|(group, _)| group.name()).collect()
    }

    #[test]
    fn groups_go_from_pinned_to_months_of_other_years() {
        let days = [1, 0, -1, -2, -7, -8, -21, -22, -330];
        let mut entries = vec![entry(TODAY - 400, true)];
        entries.extend(days.map(|ago| entry(TODAY + ago, false)));
        let expected = [
            "Pinned",
            "Today",
            "Yesterday",
            "Previous 7 days",
            "November",
            "October",
            "December 2025",
        ];
        assert_eq!(names(&entries, Some(TODAY)), expected);
        let counts: Vec<_> =
            groups(&entries, Some(TODAY), |at| at).iter().map(|(_, ids)| ids.len()).collect();
        assert_eq!(counts, [1, 2, 1, 2, 1, 2, 1]);
    }

    #[test]
    fn groups_without_a_clock_are_months_with_their_years() {
        assert_eq!(names(&[entry(TODAY, false)], None), ["November 2026"]);
        assert!(groups(&[], None, |at| at).is_empty());
    }
}
