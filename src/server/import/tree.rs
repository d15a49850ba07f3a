//! Puts what was said in an order in which everything follows what it answers. Files may hold anything: parents that are not there,
//! circles, and nodes without words, which those after them see through.

use std::collections::HashMap;

use super::talk::{Said, Turn};

/// A node of a file's tree.
#[derive(Clone, Debug, Default)]
pub(super) struct Node {
    pub key: String,
    pub parent: Option<String>,
    /// Nothing where it holds nothing for people.
    pub said: Option<Said>,
}

/// The turns of a tree, the path to `leaf` last, so that its end is the newest. What an AI says in several pieces is one turn.
pub(super) fn turns(nodes: Vec<Node>, leaf: Option<&str>) -> Vec<Turn> {
    let places: HashMap<&str, usize> =
        nodes.iter().enumerate().map(|(place, node)| (node.key.as_str(), place)).collect();
    let parent_of = |node: &Node| node.parent.as_deref().and_then(|key| places.get(key).copied());
    let parents: Vec<Option<usize>> = nodes.iter().map(parent_of).collect();
    let leaf = leaf.and_then(|key| places.get(key).copied());
    let order = order(&parents, leaf);
    drop(places);
    merged(grown(nodes, &parents, &order))
}

/// Every node once, each after its parent; the path to `leaf` comes last wherever it parts from others.
fn order(parents: &[Option<usize>], leaf: Option<usize>) -> Vec<usize> {
    let count = parents.len();
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); count];
    let mut starts = Vec::new();
    for (place, parent) in parents.iter().enumerate() {
        match parent {
            Some(parent) if *parent != place => children[*parent].push(place),
            _ => starts.push(place),
        }
    }
    let mut chosen = vec![false; count];
    let mut at = leaf;
    while let Some(place) = at.filter(|&place| !chosen[place]) {
        chosen[place] = true;
        at = parents[place];
    }
    for siblings in children.iter_mut().chain([&mut starts]) {
        siblings.sort_by_key(|&place| chosen[place]);
    }
    let (mut seen, mut order) = (vec![false; count], Vec::with_capacity(count));
    // Those of a circle have no start: each not seen by then is one.
    for start in starts.into_iter().chain(0..count) {
        let mut waiting = vec![start];
        while let Some(place) = waiting.pop() {
            if !std::mem::replace(&mut seen[place], true) {
                order.push(place);
                waiting.extend(children[place].iter().rev());
            }
        }
    }
    order
}

/// The nodes with words as turns; each follows the nearest such before it.
fn grown(mut nodes: Vec<Node>, parents: &[Option<usize>], order: &[usize]) -> Vec<Turn> {
    let mut turns = Vec::new();
    // Which turn a node is, or sees through to.
    let mut turn_of: Vec<Option<usize>> = vec![None; nodes.len()];
    for &place in order {
        let above = parents[place].and_then(|parent| turn_of[parent]);
        let node = std::mem::take(&mut nodes[place]);
        turn_of[place] = match node.said {
            None => above,
            Some(said) => {
                turns.push(Turn { key: node.key, parent: above, said });
                Some(turns.len() - 1)
            }
        };
    }
    turns
}

/// What an AI goes on to say, with nothing else to follow, joins what it said.
fn merged(turns: Vec<Turn>) -> Vec<Turn> {
    let mut followers = vec![0_usize; turns.len()];
    for parent in turns.iter().filter_map(|turn| turn.parent) {
        followers[parent] += 1;
    }
    let mut kept: Vec<Turn> = Vec::with_capacity(turns.len());
    let mut now: Vec<usize> = Vec::with_capacity(turns.len());
    for mut turn in turns {
        let parent = turn.parent.map(|parent| (now[parent], followers[parent]));
        turn.parent = parent.map(|(parent, _)| parent);
        match parent {
            Some((parent, 1)) if turn.said.ai && kept[parent].said.ai => {
                join(&mut kept[parent].said, turn.said);
                now.push(parent);
            }
            _ => {
                kept.push(turn);
                now.push(kept.len() - 1);
            }
        }
    }
    kept
}

fn join(said: &mut Said, more: Said) {
    said.text.push_str("\n\n");
    said.text.push_str(&more.text);
    said.model = said.model.take().or(more.model);
    if let Some(more) = more.reasoning {
        let reasoning = said.reasoning.get_or_insert_default();
        if !reasoning.is_empty() {
            reasoning.push_str("\n\n");
        }
        reasoning.push_str(&more);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `name<parent`; upper case is the AI's, a name with a dot has no words.
    fn nodes(words: &str) -> Vec<Node> {
        let node = |word: &str| {
            let (key, parent) = word.split_once('<').unwrap_or((word, ""));
            let ai = key.starts_with(char::is_uppercase);
            let said = Said { ai, text: key.to_owned(), ..Said::default() };
            Node {
                key: key.to_owned(),
                parent: (!parent.is_empty()).then(|| parent.to_owned()),
                said: (!key.contains('.')).then_some(said),
            }
        };
        words.split(' ').map(node).collect()
    }

    fn shown(words: &str, leaf: &str) -> Vec<String> {
        let turns = turns(nodes(words), Some(leaf));
        let name = |turn: &Turn| {
            let parent = turn.parent.map(|parent| turns[parent].key.clone()).unwrap_or_default();
            format!("{}<{parent}", turn.said.text.replace("\n\n", "+"))
        };
        turns.iter().map(name).collect()
    }

    #[test]
    fn turns_follow_each_other_and_see_through_nodes_without_words() {
        assert_eq!(shown("r. s.<r. q<s. A<q p<A", "p"), ["q<", "A<q", "p<A"]);
    }

    #[test]
    fn path_to_the_leaf_comes_last_and_other_versions_are_kept() {
        let words = "r. q<r. A<q B<q p<A C<p";
        assert_eq!(shown(words, "C"), ["q<", "B<q", "A<q", "p<A", "C<p"]);
        assert_eq!(shown(words, "B"), ["q<", "A<q", "p<A", "C<p", "B<q"]);
        assert_eq!(shown(words, "nowhere").len(), 5);
    }

    #[test]
    fn what_an_ai_says_in_pieces_is_one_turn_unless_it_has_versions() {
        assert_eq!(shown("q A<q t.<A B<t. p<B", "p"), ["q<", "A+B<q", "p<A"]);
        assert_eq!(shown("q A<q B<A C<A", "C"), ["q<", "A<q", "B<A", "C<A"]);
    }

    #[test]
    fn a17_circles_lost_parents_and_deep_trees_end() {
        assert_eq!(shown("a<b b<a", "a"), ["a<", "b<a"]);
        assert_eq!(shown("a<a b<gone", "a"), ["b<", "a<"]);
        let mut deep = "n0".to_owned();
        for n in 1..50_000 {
            use std::fmt::Write;
            write!(deep, " n{n}<n{}", n - 1).unwrap();
        }
        assert_eq!(turns(nodes(&deep), Some("n49999")).len(), 50_000);
    }
}
