//! What can be done from anywhere.

use adda_protocol::appearance::Theme;

use crate::{components::icon::Icon, i18n::text};

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

/// What is done from here.
fn here() -> [Known; 8] {
    let theme = |theme, icon, name, words| known(Action::Theme(theme), icon, name, words);
    let (rename, delete) = (text!(palette.names.rename), text!(palette.names.delete));
    let (copy, transcript) = (text!(palette.names.copy_chat), text!(palette.words.copy_chat));
    let (search, found_by) = (text!(palette.names.search), text!(palette.words.search));
    let (dark, night) = (text!(common.theme_dark), text!(palette.words.dark));
    let (light, day) = (text!(common.theme_light), text!(palette.words.light));
    let (system, device) = (text!(common.theme_system), text!(palette.words.system));
    [
        known(Action::NewChat, Icon::Plus, text!(common.new_chat), text!(palette.words.new_chat)),
        known(Action::Rename, Icon::Edit, rename, text!(palette.words.rename)),
        known(Action::Delete, Icon::Trash, delete, text!(palette.words.delete)),
        known(Action::CopyChat, Icon::Copy, copy, transcript),
        known(Action::Page("/search"), Icon::Search, search, found_by),
        theme(Theme::Dark, Icon::Moon, dark, night),
        theme(Theme::Light, Icon::Sun, light, day),
        theme(Theme::System, Icon::Screen, system, device),
    ]
}

/// The settings, and the way out.
fn settings() -> [Known; 9] {
    let page = |path, icon, name, words| known(Action::Page(path), icon, name, words);
    let (account, account_words) = (text!(palette.names.account), text!(palette.words.account));
    let (you, you_words) = (text!(palette.names.profile), text!(palette.words.profile));
    let (looks, looks_words) = (text!(palette.names.appearance), text!(palette.words.appearance));
    let (privacy, private_words) = (text!(palette.names.privacy), text!(palette.words.privacy));
    let (keys, keys_words) = (text!(palette.names.keys), text!(palette.words.keys));
    let (api, api_words) = (text!(palette.names.api_keys), text!(palette.words.api_keys));
    let (usage, usage_words) = (text!(palette.names.usage), text!(palette.words.usage));
    let (data, data_words) = (text!(palette.names.data), text!(palette.words.data));
    let (leave, leave_words) = (text!(palette.names.sign_out), text!(palette.words.sign_out));
    [
        known(Action::Account, Icon::Settings, account, account_words),
        page("/settings/profile", Icon::Person, you, you_words),
        page("/settings/appearance", Icon::Sun, looks, looks_words),
        page("/settings/privacy", Icon::Lock, privacy, private_words),
        page("/settings/keys", Icon::Key, keys, keys_words),
        page("/settings/api-keys", Icon::Code, api, api_words),
        page("/settings/usage", Icon::Chart, usage, usage_words),
        page("/settings/data", Icon::Archive, data, data_words),
        known(Action::SignOut, Icon::SignOut, leave, leave_words),
    ]
}

/// Those that fit all words, and the open chat where they are about it.
pub fn find(words: &[String], chat_is_open: bool) -> impl Iterator<Item = Known> {
    let fits = move |known: &Known| {
        let text = format!("{} {}", known.name, known.words).to_lowercase();
        let about_chat = matches!(known.action, Action::Rename | Action::Delete | Action::CopyChat);
        let possible = chat_is_open || !about_chat;
        possible && words.iter().all(|word| text.contains(word))
    };
    here().into_iter().chain(settings()).filter(fits)
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
        assert_eq!(names(&[], true).len(), here().len() + settings().len());
    }
}
