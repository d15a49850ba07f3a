//! What the list shows for what was typed.

use adda_protocol::{
    ConversationId, Millis, Seq,
    dto::{Conversation, ModelInfo, ModelState},
    search::{Piece, SearchPage},
};

use super::actions::{self, Action};
use crate::{
    components::{
        icon::Icon,
        model_picker::choices,
        names::{self, clean},
    },
    i18n::text,
};

/// Rows of a kind, once something was typed.
const SHOWN: usize = 6;

/// What choosing a row does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    Chat(ConversationId),
    Message(ConversationId, Seq),
    Action(Action),
    Model(String),
    /// The page that searches all messages.
    Everything,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub choice: Choice,
    pub icon: Icon,
    pub title: Vec<Piece>,
    /// A second line.
    pub below: Vec<Piece>,
    pub at: Option<Millis>,
    pub detail: String,
}

impl Entry {
    fn new(choice: Choice, icon: Icon, title: String) -> Self {
        let title = vec![Piece { text: title, hit: false }];
        Self { choice, icon, title, below: Vec::new(), at: None, detail: String::new() }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    pub name: &'static str,
    pub entries: Vec<Entry>,
}

/// What there is to choose from.
#[derive(Debug)]
pub struct Ground<'a> {
    pub chats: &'a [Conversation],
    pub open: Option<ConversationId>,
    pub models: &'a [ModelInfo],
    /// Of the chat, or of the next.
    pub model: &'a str,
    /// By the server.
    pub found: &'a SearchPage,
}

/// The rows for what was typed, by kind; kinds without rows are left out.
pub fn find(typed: &str, ground: &Ground<'_>) -> Vec<Section> {
    let words: Vec<String> = typed.split_whitespace().map(str::to_lowercase).collect();
    let blank = words.is_empty();
    let actions = actions::find(&words, ground.open.is_some());
    let actions = actions
        .map(|known| Entry::new(Choice::Action(known.action), known.icon, known.name.to_owned()));
    let (chats, models) = if blank {
        (recent(ground), Vec::new())
    } else {
        (chats(&words, ground), models(typed, ground))
    };
    let everything = Entry::new(
        Choice::Everything,
        Icon::Search,
        text!(palette.everything, text = clean(typed.trim())),
    );
    let mut messages = messages(ground);
    messages.extend((!blank).then_some(everything));
    let sections = [
        Section {
            name: if blank { text!(palette.recent) } else { text!(palette.chats) },
            entries: chats,
        },
        Section { name: text!(palette.messages), entries: messages },
        Section { name: text!(palette.actions), entries: actions.collect() },
        Section { name: text!(palette.models), entries: models },
    ];
    sections.into_iter().filter(|section| !section.entries.is_empty()).collect()
}

fn recent(ground: &Ground<'_>) -> Vec<Entry> {
    let others = ground.chats.iter().filter(|chat| Some(chat.id) != ground.open);
    others.take(SHOWN - 1).map(chat).collect()
}

/// Those of the list, then those that only the server knows of.
fn chats(words: &[String], ground: &Ground<'_>) -> Vec<Entry> {
    let fits = |chat: &&Conversation| {
        let title = chat.title.to_lowercase();
        words.iter().all(|word| title.contains(word))
    };
    let mut entries: Vec<Entry> = ground.chats.iter().filter(fits).take(SHOWN).map(chat).collect();
    for found in &ground.found.conversations {
        let choice = Choice::Chat(found.id);
        if entries.len() < SHOWN && entries.iter().all(|entry| entry.choice != choice) {
            let entry = Entry::new(choice, Icon::Message, String::new());
            entries.push(Entry { title: found.title.clone(), at: Some(found.updated_at), ..entry });
        }
    }
    entries
}

fn chat(chat: &Conversation) -> Entry {
    let title = titled(&chat.title);
    Entry { at: Some(chat.updated_at), ..Entry::new(Choice::Chat(chat.id), Icon::Message, title) }
}

fn titled(title: &str) -> String {
    let title = clean(title);
    if title.trim().is_empty() { text!(common.new_chat).to_owned() } else { title }
}

fn messages(ground: &Ground<'_>) -> Vec<Entry> {
    let entry = |found: &adda_protocol::search::FoundMessage| Entry {
        below: found.excerpt.clone(),
        at: Some(found.created_at),
        ..Entry::new(
            Choice::Message(found.conversation, found.seq),
            Icon::Search,
            titled(&found.title),
        )
    };
    ground.found.items.iter().map(entry).collect()
}

/// Those that can answer.
fn models(typed: &str, ground: &Ground<'_>) -> Vec<Entry> {
    let found = choices::find(ground.models, ground.model, typed);
    let ready = found.into_iter().filter(|model| model.state == ModelState::Ready);
    let entry = |model: ModelInfo| {
        let chosen = model.id == ground.model;
        let detail = if chosen {
            text!(palette.chosen).to_owned()
        } else {
            names::provider(&model.provider)
        };
        Entry { detail, ..Entry::new(Choice::Model(model.id), Icon::Spark, clean(&model.name)) }
    };
    ready.take(SHOWN).map(entry).collect()
}

#[cfg(test)]
mod tests {
    use adda_protocol::{
        Author, AuthorKind, MessageId,
        search::{FoundConversation, FoundMessage},
    };

    use super::*;

    fn conversation(number: u8, title: &str) -> Conversation {
        Conversation {
            id: ConversationId::new(i64::from(number), [number; 10]),
            title: title.to_owned(),
            model: "guide".to_owned(),
            category: "general".to_owned(),
            created_at: 0,
            updated_at: 0,
            last_seq: 1,
            pinned: false,
            archived: false,
            unread: 0,
        }
    }

    fn shape(sections: &[Section]) -> Vec<(&str, Vec<Choice>)> {
        let choices =
            |section: &Section| section.entries.iter().map(|entry| entry.choice.clone()).collect();
        sections.iter().map(|section| (section.name, choices(section))).collect()
    }

    #[test]
    fn nothing_typed_shows_other_chats_and_what_can_be_done() {
        let chats = [conversation(1, "Tax"), conversation(2, "")];
        let found = SearchPage::default();
        let open = Some(chats[0].id);
        let ground = Ground { chats: &chats, open, models: &[], model: "", found: &found };
        let sections = find("  ", &ground);
        assert_eq!(shape(&sections)[0], ("Recent chats", vec![Choice::Chat(chats[1].id)]));
        assert_eq!(sections[0].entries[0].title[0].text, "New chat");
        assert_eq!(sections[1].name, "Actions");
        assert_eq!(sections.len(), 2);
    }

    #[test]
    fn words_find_chats_once_messages_models_and_actions() {
        let chats = [conversation(1, "My TAX return"), conversation(2, "Dinner")];
        let piece = || vec![Piece { text: "tax".to_owned(), hit: true }];
        let titled = |id| FoundConversation { id, title: piece(), updated_at: 0 };
        let far = conversation(9, "").id;
        let message = FoundMessage {
            conversation: far,
            title: String::new(),
            message: MessageId::new(1, [1; 10]),
            seq: 7,
            author: Author { kind: AuthorKind::Ai, id: String::new(), name: String::new() },
            excerpt: piece(),
            created_at: 0,
        };
        let found = SearchPage {
            conversations: vec![titled(chats[0].id), titled(far)],
            items: vec![message],
            next: None,
        };
        let model = |id: &str, state| ModelInfo {
            id: id.to_owned(),
            name: id.to_owned(),
            state,
            ..ModelInfo::default()
        };
        let models = [model("tax-1", ModelState::Ready), model("tax-2", ModelState::NeedsKey)];
        let ground =
            Ground { chats: &chats, open: None, models: &models, model: "", found: &found };
        assert_eq!(
            shape(&find("tax", &ground)),
            [
                ("Chats", vec![Choice::Chat(chats[0].id), Choice::Chat(far)]),
                ("Messages", vec![Choice::Message(far, 7), Choice::Everything]),
                ("Models", vec![Choice::Model("tax-1".to_owned())]),
            ]
        );
    }
}
