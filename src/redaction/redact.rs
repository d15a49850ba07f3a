//! Finding what is private in a text, and putting placeholders in its place.

use std::{cmp::Reverse, collections::BTreeMap, ops::Range};

use crate::{
    fold::Folded,
    kind::Kind,
    names::Names,
    person::Person,
    placeholder::Placeholder,
    policy::{Action, Policy},
    redacted::{Blocked, Redacted},
    region::{self, Region},
    scan::{Hit, Scan},
    value::{compared, key_of},
    vault::Vault,
};

/// A private place in a text: what is marked while typing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Bytes of the text as it was given.
    pub range: Range<usize>,
    pub kind: Kind,
    /// What the policy says of it: redact or block.
    pub action: Action,
    /// For a name: which of the people given.
    pub person: Option<usize>,
}

/// A policy and the people of a conversation, made ready once for many texts.
#[derive(Debug)]
pub struct Redactor {
    policy: Policy,
    region: Option<&'static Region>,
    people: Vec<Person>,
    names: Names,
    exceptions: Vec<Vec<u8>>,
}

impl Redactor {
    pub fn new(policy: &Policy, people: &[Person]) -> Self {
        let name = policy.action(Kind::Person) != Action::Allow;
        Self {
            region: policy.region.as_deref().and_then(region::by_iso),
            names: Names::new(if name { people } else { &[] }, &policy.terms),
            people: people.to_vec(),
            exceptions: policy.exceptions.iter().map(|text| compared(text)).collect(),
            policy: policy.clone(),
        }
    }

    /// Everything private in a text, in the order of the text; no two overlap.
    pub fn find(&self, text: &str) -> Vec<Mark> {
        let folded = Folded::new(text);
        let mut scan = Scan::new(folded.bytes(), &self.names);
        scan.region = self.region;
        scan.streets = self.policy.action(Kind::StreetAddress) != Action::Allow;
        scan.all();
        let marks = apart(scan.hits).filter_map(|Hit { range, kind, person, .. }| {
            let (range, action) = (folded.origin(&range), self.policy.action(kind));
            let allowed = action == Action::Allow || self.is_excepted(&text[range.clone()]);
            (!allowed).then_some(Mark { range, kind, action, person })
        });
        marks.collect()
    }

    /// The text with placeholders, or the kinds for which it must not go out.
    pub fn redact(&self, text: &str, vault: &mut Vault) -> Result<Redacted, Blocked> {
        let marks = self.find(text);
        let mut blocked: Vec<Kind> = marks
            .iter()
            .filter(|mark| mark.action == Action::Block)
            .map(|mark| mark.kind)
            .collect();
        if !blocked.is_empty() {
            blocked.sort_unstable();
            blocked.dedup();
            return Err(Blocked(blocked));
        }
        let mut redacted = Redacted { text: String::with_capacity(text.len()), pieces: Vec::new() };
        let mut at = 0;
        for mark in marks {
            redacted.keep(&text[at..mark.range.start]);
            let value = &text[mark.range.clone()];
            let placeholder = self.placeholder(&mark, value, vault);
            redacted.put(&placeholder.to_string(), value, Some(mark.kind));
            at = mark.range.end;
        }
        redacted.keep(&text[at..]);
        Ok(redacted)
    }

    fn placeholder(&self, mark: &Mark, value: &str, vault: &mut Vault) -> Placeholder {
        match mark.person.and_then(|index| self.people.get(index)) {
            Some(person) => vault.person(person),
            None => vault.placeholder(mark.kind, &key_of(mark.kind, value, self.region), value),
        }
    }

    fn is_excepted(&self, value: &str) -> bool {
        !self.exceptions.is_empty() && self.exceptions.contains(&compared(value))
    }
}

/// Where hits overlap, the surer one stays, then the longer one. Of a password with something else in it the rest stays
/// hidden too.
fn apart(mut hits: Vec<Hit>) -> impl Iterator<Item = Hit> {
    hits.sort_by_key(|hit| (Reverse((hit.sure, hit.range.len())), hit.range.start));
    let mut kept = BTreeMap::<usize, Hit>::new();
    for hit in hits {
        let overlapping = kept.range(..hit.range.end).next_back();
        if overlapping.is_none_or(|(_, other)| other.range.end <= hit.range.start) {
            kept.insert(hit.range.start, hit);
        } else if hit.kind.is_exact() {
            for range in rest(&hit.range, &kept) {
                kept.insert(range.start, Hit { range, ..hit.clone() });
            }
        }
    }
    kept.into_values()
}

/// What of a range is not in the hits.
fn rest(range: &Range<usize>, kept: &BTreeMap<usize, Hit>) -> Vec<Range<usize>> {
    let mut at = range.start;
    let mut rest = Vec::new();
    let inside = kept.range(..range.end).map(|(_, other)| other.range.clone());
    for other in inside.filter(|other| other.end > range.start) {
        if other.start > at {
            rest.push(at..other.start);
        }
        at = at.max(other.end);
    }
    if range.end > at {
        rest.push(at..range.end);
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{expand, restore};

    fn redact(text: &str) -> (Redacted, Vault) {
        let mut vault = Vault::default();
        let people = [Person::new("u1", "Priya").also("Priya Sharma")];
        let redactor = Redactor::new(&Policy::default().in_region("IN"), &people);
        (redactor.redact(text, &mut vault).unwrap(), vault)
    }

    #[test]
    fn private_things_become_placeholders_and_come_back() {
        let text =
            "Priya Sharma: card 4242-4242-4242-4242, mail p@example.com, call +91 98765 43210.";
        let (redacted, vault) = redact(text);
        assert_eq!(redacted.text, "[PERSON_1]: card [CARD_1], mail [EMAIL_1], call [PHONE_1].");
        assert_eq!(redacted.original(), text);
        assert_eq!(expand(&redacted.text, &vault), text.replace("Priya Sharma", "Priya"));
        let restored = restore("[PERSON_1], [CARD_1] and [EMAIL_1]", &vault);
        assert_eq!(restored, "Priya, card ending 4242 and p…@example.com");
    }

    #[test]
    fn one_value_has_one_placeholder_however_written() {
        let (redacted, _) =
            redact("4242424242424242 ४२४२ ४२४२ ४२४२ ४२४२, 09876543210 or +91 98765 43210");
        assert_eq!(redacted.text, "[CARD_1] [CARD_1], [PHONE_1] or [PHONE_1]");
    }

    #[test]
    fn typed_placeholders_are_not_taken_for_ours() {
        let (redacted, vault) = redact("4242424242424242 and [CARD_1] and \\[card\\_1\\] CARD_1");
        assert_eq!(redacted.text, "[CARD_1] and CARD-1 and CARD-1 CARD-1");
        assert_eq!(
            restore(&redacted.text, &vault),
            "card ending 4242 and CARD-1 and CARD-1 CARD-1"
        );
        assert_eq!(redacted.original(), "4242424242424242 and [CARD_1] and \\[card\\_1\\] CARD_1");
    }

    #[test]
    fn policies_block_allow_and_except() {
        let policy =
            Policy::default().with(Kind::Card, Action::Block).with(Kind::Email, Action::Allow);
        let redactor = Redactor::new(&policy, &[]);
        let mut vault = Vault::default();
        assert_eq!(redactor.redact("4242424242424242", &mut vault), Err(Blocked(vec![Kind::Card])));
        assert_eq!(redactor.redact("a@example.com", &mut vault).unwrap().text, "a@example.com");
        let policy = Policy { exceptions: vec!["4242 4242 4242 4242".into()], ..Policy::default() };
        assert!(Redactor::new(&policy, &[]).find("4242-4242-4242-4242").is_empty());
    }

    #[test]
    fn the_rest_of_a_password_stays_hidden() {
        let (redacted, _) = redact("password: Xy!4242424242424242!z");
        assert_eq!(redacted.text, "password: [SECRET_1][CARD_1][SECRET_2]");
    }

    #[test]
    fn own_terms_are_hidden_in_any_case() {
        let policy = Policy {
            terms: vec!["Project Blue-Bird".into(), "गुप्त".into()],
            ..Policy::default()
        };
        let redacted =
            Redactor::new(&policy, &[]).redact("project blue bird, गुप्त बात", &mut Vault::default());
        assert_eq!(redacted.unwrap().text, "[TERM_1], [TERM_2] बात");
    }

    #[test]
    fn debug_shows_no_values() {
        let (redacted, _) = redact("card 4242424242424242");
        let shown = format!("{redacted:?} {:?}", redacted.pieces);
        assert!(!shown.contains("4242"), "{shown}");
    }
}
