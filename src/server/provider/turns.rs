//! A conversation as services want it that know two speakers who take turns, and an instruction beside them.

use super::{ChatMessage, ChatRequest, ChatRole};

/// Consecutive lines of one speaker.
#[derive(Debug)]
pub struct Turn<'a> {
    /// Else the model.
    pub person: bool,
    pub lines: Vec<&'a ChatMessage>,
}

/// All instructions, and the turns. Results of tools are the person's.
pub fn turns(request: &ChatRequest) -> (String, Vec<Turn<'_>>) {
    let (told, said): (Vec<_>, Vec<_>) =
        request.messages.iter().partition(|line| line.role == ChatRole::System);
    let told: Vec<&str> =
        told.iter().map(|line| line.text.as_str()).filter(|text| !text.trim().is_empty()).collect();
    let mut turns: Vec<Turn<'_>> = Vec::new();
    for line in said {
        let person = line.role != ChatRole::Assistant;
        match turns.last_mut().filter(|turn| turn.person == person) {
            Some(turn) => turn.lines.push(line),
            None => turns.push(Turn { person, lines: vec![line] }),
        }
    }
    (told.join("\n\n"), turns)
}

/// The name of the tool whose call this line answers.
pub fn called<'a>(request: &'a ChatRequest, line: &ChatMessage) -> Option<&'a str> {
    let calls = request.messages.iter().flat_map(|line| &line.calls);
    let id = line.answers.as_deref()?;
    calls.filter(|call| call.id == id).map(|call| call.name.as_str()).next_back()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turns_alternate_whatever_the_lines_do() {
        let line = |role, text: &str| ChatMessage::new(role, text);
        let messages = vec![
            line(ChatRole::System, "Be kind."),
            line(ChatRole::User, "a"),
            line(ChatRole::User, "b"),
            line(ChatRole::Assistant, "c"),
            line(ChatRole::Tool, "d"),
            line(ChatRole::System, "Be brief."),
            line(ChatRole::User, "e"),
        ];
        let request = ChatRequest { messages, ..ChatRequest::default() };
        let (told, turns) = turns(&request);
        assert_eq!(told, "Be kind.\n\nBe brief.");
        let told: Vec<(bool, String)> = turns
            .iter()
            .map(|turn| (turn.person, turn.lines.iter().map(|line| line.text.as_str()).collect()))
            .collect();
        let expected = [(true, "ab"), (false, "c"), (true, "de")];
        assert_eq!(told, expected.map(|(person, text)| (person, text.to_owned())));
    }
}
