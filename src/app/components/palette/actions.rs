//! What can be done from anywhere.

use adda_protocol::appearance::Theme;

use crate::components::icon::Icon;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    NewChat,
    Rename,
    Delete,
    CopyChat,
    Theme(Theme),
    /// Goes to a page that the server alone draws.
    Page(&'static str),
    Account,
    SignOut,
}

/// An action as the list shows it.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    pub action: Action,
    pub icon: Icon,
    pub name: &'static str,
    /// Words it is also found by.
    words: &'static str,
}

const fn known(action: Action, icon: Icon, name: &'static str, words: &'static str) -> Known {
    Known { action, icon, name, words }
}

const ALL: [Known; 17] = [
    known(Action::NewChat, Icon::Plus, "New chat", "start begin conversation"),
    known(Action::Rename, Icon::Edit, "Rename this chat", "title name conversation"),
    known(Action::Delete, Icon::Trash, "Delete this chat", "remove conversation"),
    known(Action::CopyChat, Icon::Copy, "Copy this chat as Markdown", "transcript conversation"),
    known(Action::Page("/search"), Icon::Search, "Search all messages", "find everything"),
    known(Action::Theme(Theme::Dark), Icon::Moon, "Theme: dark", "appearance night"),
    known(Action::Theme(Theme::Light), Icon::Sun, "Theme: light", "appearance day"),
    known(Action::Theme(Theme::System), Icon::Screen, "Theme: as the device", "appearance system"),
    known(Action::Account, Icon::Settings, "Settings: account", "password sessions devices delete"),
    known(
        Action::Page("/settings/profile"),
        Icon::Person,
        "Settings: you",
        "profile name language",
    ),
    known(
        Action::Page("/settings/appearance"),
        Icon::Sun,
        "Settings: appearance",
        "text size density",
    ),
    known(Action::Page("/settings/privacy"), Icon::Lock, "Settings: privacy", "memory mood hidden"),
    known(Action::Page("/settings/keys"), Icon::Key, "Settings: keys", "openai provider service"),
    known(Action::Page("/settings/api-keys"), Icon::Code, "Settings: API keys", "programs tokens"),
    known(Action::Page("/settings/usage"), Icon::Chart, "Settings: usage", "cost tokens money"),
    known(
        Action::Page("/settings/data"),
        Icon::Archive,
        "Settings: data",
        "shared links export import download",
    ),
    known(Action::SignOut, Icon::SignOut, "Sign out", "log off leave"),
];

/// Those that fit all words, and the open chat where they are about it.
pub fn find(words: &[String], chat_is_open: bool) -> impl Iterator<Item = Known> {
    let fits = move |known: &Known| {
        let text = format!("{} {}", known.name, known.words).to_lowercase();
        let about_chat = matches!(known.action, Action::Rename | Action::Delete | Action::CopyChat);
        let possible = chat_is_open || !about_chat;
        possible && words.iter().all(|word| text.contains(word))
    };
    ALL.into_iter().filter(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actions_are_found_by_name_and_by_other_words_for_it() {
        let names = |words: &[&str], open| {
            let words: Vec<_> = words.iter().map(|word| (*word).to_owned()).collect();
            find(&words, open).map(|known| known.name).collect::<Vec<_>>()
        };
        assert_eq!(names(&["cost"], false), ["Settings: usage"]);
        assert_eq!(names(&["theme", "li"], false), ["Theme: light"]);
        assert_eq!(names(&["rename"], false), [""; 0]);
        assert_eq!(names(&["rename"], true), ["Rename this chat"]);
        assert_eq!(names(&[], true).len(), ALL.len());
    }
}
