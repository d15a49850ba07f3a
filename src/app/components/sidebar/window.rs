//! Which rows of the list are on the page: those around what is in view, and those beside the one that has the focus. The
//! others are gaps, as high as they would be. Rows come and go in blocks that stay where they are, so that none is moved.

use std::ops::Range;

use adda_protocol::ConversationId;
use leptos::prelude::*;

use super::group::Group;

/// Rows of a block.
const BLOCK: usize = 25;
/// Rows kept on either side of those in view: what a fast finger passes before the page has caught up.
const AROUND: usize = 25;
/// Drawn at first: more than a page of the server's has.
const FIRST: (usize, usize) = (0, 100);

/// The list by its groups.
pub type Groups = Vec<(Group, Vec<ConversationId>)>;

/// Where the reader is in the list.
#[derive(Clone, Copy, Debug)]
pub struct Window {
    /// The first row that is drawn for being near the view, and the first after those.
    near: RwSignal<(usize, usize)>,
    /// The row with the focus, which would go with it.
    held: RwSignal<Option<ConversationId>>,
}

impl Window {
    pub fn new() -> Self {
        Self { near: RwSignal::new(FIRST), held: RwSignal::new(None) }
    }

    /// These rows are in view.
    pub fn see(self, rows: &Range<usize>) {
        let near = around(rows);
        if *self.near.read_untracked() != near {
            self.near.set(near);
        }
    }

    /// The list begins anew.
    pub fn reset(self) {
        self.near.set(FIRST);
    }

    /// This row has the focus.
    pub fn hold(self, id: Option<ConversationId>) {
        if id.is_some() && *self.held.read_untracked() != id {
            self.held.set(id);
        }
    }

    /// How many rows of a block are left out: none, or all of it.
    pub fn gap(self, groups: &Groups, group: Group, at: usize) -> usize {
        let (start, rows) = block(groups, group, at);
        let (first, end) = *self.near.read();
        let near = start < end && first < start + rows.len();
        if near || self.holds(groups, group, at) { 0 } else { rows.len() }
    }

    /// Whether the row with the focus is in a block, or beside it: the arrows go on from there.
    fn holds(self, groups: &Groups, group: Group, at: usize) -> bool {
        let Some(held) = *self.held.read() else { return false };
        let (_, ids) = of(groups, group);
        let (first, end) = ((at * BLOCK).saturating_sub(1), (at + 1) * BLOCK + 1);
        ids.get(first..end.min(ids.len())).is_some_and(|ids| ids.contains(&held))
    }
}

/// How many blocks a group has.
pub const fn blocks(rows: usize) -> usize {
    rows.div_ceil(BLOCK)
}

/// A block of a group, and how many rows are before it in the list.
pub fn block(groups: &Groups, group: Group, at: usize) -> (usize, &[ConversationId]) {
    let (before, ids) = of(groups, group);
    (before + at * BLOCK, ids.chunks(BLOCK).nth(at).unwrap_or_default())
}

fn of(groups: &Groups, group: Group) -> (usize, &[ConversationId]) {
    let mut before = 0;
    for (it, ids) in groups {
        if *it == group {
            return (before, ids);
        }
        before += ids.len();
    }
    (before, &[])
}

/// What is drawn where these are in view. It changes by several rows at a time.
fn around(rows: &Range<usize>) -> (usize, usize) {
    const STEP: usize = 5;
    let start = rows.start.saturating_sub(AROUND) / STEP * STEP;
    (start, (rows.end + AROUND).next_multiple_of(STEP))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(n: usize) -> ConversationId {
        ConversationId::new(i64::try_from(n).unwrap(), [0; 10])
    }

    /// Ten rows today, and all others in the week before.
    fn window(count: usize) -> (Window, Groups) {
        let ids: Vec<_> = (0..count).map(id).collect();
        let groups = vec![(Group::Today, ids[..10].to_vec()), (Group::Week, ids[10..].to_vec())];
        (Window::new(), groups)
    }

    /// The rows that are drawn.
    fn drawn(window: Window, groups: &Groups) -> Vec<ConversationId> {
        let all = groups.iter().flat_map(|(group, ids)| {
            (0..blocks(ids.len())).map(|at| (window.gap(groups, *group, at), *group, at))
        });
        let shown = all.filter(|(gap, ..)| *gap == 0);
        shown.flat_map(|(_, group, at)| block(groups, group, at).1.to_vec()).collect()
    }

    #[test]
    fn window_draws_what_is_around_the_view_wherever_that_is() {
        Owner::new().with(|| {
            let (window, groups) = window(1_000);
            for first in (0..980).step_by(7) {
                window.see(&(first..first + 20));
                let drawn = drawn(window, &groups);
                let around = first.saturating_sub(AROUND)..(first + 20 + AROUND).min(1_000);
                assert!(around.clone().all(|n| drawn.contains(&id(n))), "{around:?}");
                assert!(drawn.len() <= 20 + 2 * (AROUND + BLOCK) + 10, "{}", drawn.len());
            }
        });
    }

    #[test]
    fn window_leaves_gaps_as_long_as_what_is_not_drawn() {
        Owner::new().with(|| {
            let (window, groups) = window(210);
            window.see(&(150..160));
            let week = (0..blocks(200)).map(|at| window.gap(&groups, Group::Week, at));
            assert_eq!(week.collect::<Vec<_>>(), [25, 25, 25, 25, 0, 0, 0, 25]);
            assert_eq!(window.gap(&groups, Group::Today, 0), 10);
        });
    }

    #[test]
    fn window_keeps_the_row_with_the_focus_and_those_beside_it() {
        Owner::new().with(|| {
            let (window, groups) = window(1_000);
            // The last of its block.
            window.hold(Some(id(34)));
            window.see(&(900..920));
            window.hold(None);
            let drawn = drawn(window, &groups);
            assert!([33, 34, 35].iter().all(|n| drawn.contains(&id(*n))));
            assert!(!drawn.contains(&id(80)) && drawn.contains(&id(910)));
        });
    }

    #[test]
    fn window_of_a_short_list_is_all_of_it_and_a_group_that_is_gone_is_empty() {
        Owner::new().with(|| {
            let (window, groups) = window(60);
            assert_eq!(drawn(window, &groups).len(), 60);
            assert_eq!(block(&groups, Group::Yesterday, 0), (60, &[][..]));
            window.see(&(400..420));
            assert_eq!(drawn(window, &groups).len(), 0);
            window.reset();
            assert_eq!(drawn(window, &groups).len(), 60);
        });
    }
}
