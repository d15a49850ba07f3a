//! Answers with their placeholders turned back.

use std::collections::{BTreeMap, VecDeque};

use adda_redaction::{Restorer, Vault};

use crate::provider::ProviderEvent;

/// Turns the steps of an answer back into what the person is shown: names as names, numbers and keys masked. What may be the
/// beginning of a placeholder waits for its rest.
#[derive(Clone)]
pub struct Shown {
    fresh: Restorer,
    text: Restorer,
    reasoning: Restorer,
    calls: BTreeMap<usize, Restorer>,
    ready: VecDeque<ProviderEvent>,
}

impl Shown {
    pub(super) fn new(vault: &Vault) -> Self {
        let fresh = Restorer::new(vault);
        Self {
            text: fresh.clone(),
            reasoning: fresh.clone(),
            fresh,
            calls: BTreeMap::new(),
            ready: VecDeque::new(),
        }
    }

    /// Takes a step of the answer.
    pub fn push(&mut self, event: ProviderEvent) {
        let event = match event {
            ProviderEvent::Text(piece) => text(self.text.push(&piece)),
            ProviderEvent::Reasoning(piece) => reasoning(self.reasoning.push(&piece)),
            ProviderEvent::ToolCall { index, id, name, arguments } => {
                let restorer = self.calls.entry(index).or_insert_with(|| self.fresh.clone());
                let arguments = restorer.push(&arguments);
                Some(ProviderEvent::ToolCall { index, id, name, arguments })
            }
            ProviderEvent::Stop(_) => {
                self.finish();
                Some(event)
            }
            ProviderEvent::Usage(_) => Some(event),
        };
        self.ready.extend(event);
    }

    /// Gives out what was held back: nothing follows.
    pub fn finish(&mut self) {
        self.ready.extend(reasoning(self.reasoning.finish()));
        self.ready.extend(text(self.text.finish()));
        for (index, restorer) in &mut self.calls {
            let arguments = restorer.finish();
            if !arguments.is_empty() {
                let (index, id, name) = (*index, None, None);
                self.ready.push_back(ProviderEvent::ToolCall { index, id, name, arguments });
            }
        }
    }

    /// The next step that is ready.
    pub fn ready(&mut self) -> Option<ProviderEvent> {
        self.ready.pop_front()
    }
}

fn text(text: String) -> Option<ProviderEvent> {
    (!text.is_empty()).then_some(ProviderEvent::Text(text))
}

fn reasoning(text: String) -> Option<ProviderEvent> {
    (!text.is_empty()).then_some(ProviderEvent::Reasoning(text))
}

/// What the placeholders stand for is private.
impl std::fmt::Debug for Shown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Shown(..)")
    }
}

#[cfg(test)]
mod tests {
    use adda_redaction::Person;

    use super::*;
    use crate::provider::StopReason;

    #[test]
    fn answer_is_shown_with_names_however_it_is_cut() {
        let mut vault = Vault::default();
        vault.person(&Person::new("u1", "Priya"));
        let whole = "Dear [PERSON_1], [PERSON_1]'s card. [PERS";
        for size in 1..whole.len() {
            let mut shown = Shown::new(&vault);
            for piece in whole.as_bytes().chunks(size) {
                let piece = String::from_utf8(piece.to_vec()).unwrap();
                shown.push(ProviderEvent::Reasoning(piece.clone()));
                shown.push(ProviderEvent::Text(piece.clone()));
                let call =
                    ProviderEvent::ToolCall { index: 0, id: None, name: None, arguments: piece };
                shown.push(call);
            }
            shown.push(ProviderEvent::Stop(StopReason::End));
            let (mut text, mut thought, mut arguments) =
                (String::new(), String::new(), String::new());
            let mut last = None;
            while let Some(event) = shown.ready() {
                match &event {
                    ProviderEvent::Text(piece) => text.push_str(piece),
                    ProviderEvent::Reasoning(piece) => thought.push_str(piece),
                    ProviderEvent::ToolCall { arguments: piece, .. } => arguments.push_str(piece),
                    _ => {}
                }
                last = Some(event);
            }
            let expected = "Dear Priya, Priya's card. [PERS";
            assert_eq!([text, thought, arguments], [expected, expected, expected], "{size}");
            assert_eq!(last, Some(ProviderEvent::Stop(StopReason::End)));
        }
    }
}
