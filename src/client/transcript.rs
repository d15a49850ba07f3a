//! A conversation as Markdown, to be pasted elsewhere.

use adda_protocol::{AuthorKind, Message};

/// What was said, oldest first, each message under its author's name. What has no text is left out.
pub fn transcript<'a>(title: &str, messages: impl IntoIterator<Item = &'a Message>) -> String {
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut text = if title.is_empty() { String::new() } else { format!("# {title}\n") };
    for message in messages.into_iter().filter(|message| !message.text.trim().is_empty()) {
        if !text.is_empty() {
            text.push('\n');
        }
        text +=
            &["**", author(message).as_str(), ":**\n\n", message.text.trim_end(), "\n"].concat();
        if let Some(fence) = open_fence(&message.text) {
            text.push_str(fence);
            text.push('\n');
        }
    }
    text
}

fn author(message: &Message) -> String {
    let name = &message.author.name;
    match (&message.author.kind, &message.model) {
        (AuthorKind::Ai, Some(model)) => format!("{name} ({model})"),
        _ => name.clone(),
    }
}

/// The fence of a block of code that an answer broke off in: without its end it would take in all that follows.
fn open_fence(text: &str) -> Option<&str> {
    let mut open: Option<&str> = None;
    for line in text.lines() {
        let line = line.trim_start();
        let sign = line.chars().next().filter(|sign| matches!(sign, '`' | '~'));
        let length = sign.map_or(0, |sign| line.chars().take_while(|c| *c == sign).count());
        let (fence, rest) = line.split_at(length);
        open = match open {
            None if length >= 3 => Some(fence),
            Some(begun) if fence.starts_with(begun) && rest.trim().is_empty() => None,
            unchanged => unchanged,
        };
    }
    open
}

#[cfg(test)]
mod tests {
    use adda_protocol::{Author, MessageState};

    use super::*;

    fn message(kind: AuthorKind, name: &str, text: &str) -> Message {
        let model = (kind == AuthorKind::Ai).then(|| "m-1".to_owned());
        Message {
            id: adda_protocol::MessageId::BEGINNING,
            seq: 1,
            client_id: None,
            reply_to: None,
            parent: None,
            author: Author { kind, id: String::new(), name: name.to_owned() },
            text: text.to_owned(),
            state: MessageState::Complete,
            model,
            usage: None,
            cost: None,
            reasoning: None,
            receipt: None,
            error: None,
            deleted: false,
            created_at: 0,
        }
    }

    #[test]
    fn transcript_names_who_said_what_and_leaves_out_what_is_empty() {
        let said = [
            message(AuthorKind::User, "Mira", "How *tall*?\n"),
            message(AuthorKind::Ai, "AI Assistant", " "),
            message(AuthorKind::Ai, "AI Assistant", "Two metres.\n\n- or so"),
        ];
        assert_eq!(
            transcript(" Trees\nand all ", &said),
            "# Trees and all\n\n**Mira:**\n\nHow *tall*?\n\n**AI Assistant (m-1):**\n\nTwo metres.\n\n- or so\n"
        );
        assert_eq!(transcript("", &said[..1]), "**Mira:**\n\nHow *tall*?\n");
        assert_eq!(transcript(" ", &[]), "");
    }

    #[test]
    fn code_that_broke_off_is_ended() {
        let said = [
            message(AuthorKind::Ai, "A", "So:\n\n````rust\n```\nlet"),
            message(AuthorKind::User, "B", "on"),
        ];
        let text = transcript("", &said);
        assert!(text.contains("let\n````\n\n**B:**"), "{text}");
        assert_eq!(open_fence("```\na\n```"), None);
        assert_eq!(open_fence("~~~\n```\n~~~"), None);
        assert_eq!(open_fence("`a`"), None);
    }
}
