//! What a model's answer is taken for. It is believed in nothing: what is not of the asked form is left out, and all is bounded.

use adda_protocol::{AuthorKind, memory::MemoryKind};
use serde::Deserialize;

use super::CHARS;
use crate::store::Line;

/// Facts taken from one answer at most.
const FACTS: usize = 5;

/// Something a person told about themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    pub kind: MemoryKind,
    pub text: String,
    /// Which of the lines says so.
    pub line: usize,
}

/// How a person felt when they wrote one of the lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Feeling {
    /// From -100 to 100.
    pub score: i64,
    pub line: usize,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    pub notes: String,
    pub facts: Vec<Fact>,
    /// One a line at most.
    pub feelings: Vec<Feeling>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Proposal {
    fact: String,
    kind: MemoryKind,
    message: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Mood {
    mood: i64,
    message: usize,
}

/// Reads an answer about these lines; `None` where there are no notes in it.
pub fn read(text: &str, lines: &[Line]) -> Option<Answer> {
    let mut answer = Answer::default();
    let mut notes = Vec::new();
    for line in text.lines().map(str::trim) {
        if line.starts_with('{') {
            if let Some(fact) = fact(line, lines).filter(|_| answer.facts.len() < FACTS) {
                answer.facts.push(fact);
            } else if let Some(feeling) = feeling(line, lines)
                && answer.feelings.iter().all(|known| known.line != feeling.line)
            {
                answer.feelings.push(feeling);
            }
        } else if !line.starts_with("```") {
            notes.push(line);
        }
    }
    let notes = notes.join("\n");
    answer.notes = notes.trim().chars().take(CHARS).collect();
    (!answer.notes.is_empty()).then_some(answer)
}

/// A proposal that names a message a person wrote.
fn fact(line: &str, lines: &[Line]) -> Option<Fact> {
    let Proposal { fact, kind, message } = serde_json::from_str(line).ok()?;
    let at = of_a_person(message, lines)?;
    let text = adda_protocol::memory::tidy(&fact)?;
    Some(Fact { kind, text, line: at })
}

fn feeling(line: &str, lines: &[Line]) -> Option<Feeling> {
    let Mood { mood, message } = serde_json::from_str(line).ok()?;
    let line = of_a_person(message, lines)?;
    (-100..=100).contains(&mood).then_some(Feeling { score: mood, line })
}

/// The line with this number, if a person wrote it.
fn of_a_person(number: usize, lines: &[Line]) -> Option<usize> {
    let at = number.checked_sub(1)?;
    lines.get(at).filter(|line| line.author.kind == AuthorKind::User)?;
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::tests::{ai, user};

    #[test]
    fn answer_is_its_notes_and_the_facts_that_hold() {
        let lines = [user("My dog is Biscuit"), ai("A fine name")];
        let text = "They talked of dogs.\n```json\n\
            {\"fact\": \" Their dog is\\n called Biscuit. \", \"kind\": \"fact\", \"message\": 1}\n\
            {\"fact\": \"The AI is kind.\", \"kind\": \"fact\", \"message\": 2}\n\
            {\"fact\": \"x\", \"kind\": \"fact\", \"message\": 0}\n\
            {\"fact\": \"x\", \"kind\": \"fact\", \"message\": 99}\n\
            {\"fact\": \"x\", \"kind\": \"secret\", \"message\": 1}\n\
            {\"fact\": \"x\", \"kind\": \"fact\", \"message\": 1, \"user\": \"bea\"}\n\
            {\"fact\": \"\", \"kind\": \"fact\", \"message\": 1}\n\
            {nonsense\n```\nMore to come.";
        let answer = read(text, &lines).unwrap();
        assert_eq!(answer.notes, "They talked of dogs.\nMore to come.");
        let biscuit =
            Fact { kind: MemoryKind::Fact, text: "Their dog is called Biscuit.".into(), line: 0 };
        assert_eq!(answer.facts, [biscuit]);
    }

    #[test]
    fn feelings_are_of_people_in_bounds_and_one_a_message() {
        let lines = [user("आज मन बहुत उदास है"), ai("मैं सुन रहा हूँ"), user("धन्यवाद")];
        let text = "They talked.\n{\"mood\": -60, \"message\": 1}\n{\"mood\": 90, \"message\": 1}\n\
            {\"mood\": 10, \"message\": 2}\n{\"mood\": 101, \"message\": 3}\n\
            {\"mood\": \"low\", \"message\": 3}\n{\"mood\": 30, \"message\": 3, \"why\": \"\"}";
        let answer = read(text, &lines).unwrap();
        assert_eq!(answer.feelings, [Feeling { score: -60, line: 0 }]);
        assert_eq!(answer.notes, "They talked.");
    }

    #[test]
    fn answer_is_bounded_and_none_without_notes() {
        let lines = [user("hi")];
        let proposal = "{\"fact\": \"f\", \"kind\": \"goal\", \"message\": 1}\n";
        let answer = read(&format!("{}\n{}", "long ".repeat(5_000), proposal.repeat(50)), &lines);
        let answer = answer.unwrap();
        assert_eq!(answer.notes.chars().count(), CHARS);
        assert_eq!(answer.facts.len(), FACTS);
        assert_eq!(read(proposal, &lines), None);
        assert_eq!(read(" \n``` \n", &lines), None);
    }
}
