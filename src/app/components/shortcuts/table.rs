//! Every shortcut there is. What is listed works; what works elsewhere, such as in the message box, is listed here too.

use web_sys::KeyboardEvent;

use super::actions::{self, Hands};
use crate::i18n::text;

/// Keys, and what they do.
#[derive(Clone, Copy)]
pub struct Shortcut {
    /// As they are shown; each held with the one before.
    pub keys: &'static [&'static str],
    pub does: fn() -> &'static str,
    /// Where it is this table's to do.
    pub act: Option<Act>,
}

/// Which press it is, and what is done.
#[derive(Clone, Copy)]
pub struct Act {
    pub press: Press,
    pub run: fn(&Hands),
}

/// A press of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Press {
    /// By itself, where nothing is being typed.
    Alone(&'static str),
    /// With Ctrl (or the Mac's command key) held.
    Ctrl(&'static str),
    /// With Ctrl and Shift held.
    CtrlShift(&'static str),
}

const fn here(
    keys: &'static [&'static str],
    does: fn() -> &'static str,
    press: Press,
    run: fn(&Hands),
) -> Shortcut {
    Shortcut { keys, does, act: Some(Act { press, run }) }
}

const fn elsewhere(keys: &'static [&'static str], does: fn() -> &'static str) -> Shortcut {
    Shortcut { keys, does, act: None }
}

pub const ANYWHERE: &[Shortcut] = &[
    here(
        &["Ctrl", "Shift", "O"],
        || text!(common.new_chat),
        Press::CtrlShift("o"),
        actions::new_chat,
    ),
    elsewhere(&["Ctrl", "K"], || text!(shortcuts.palette)),
    here(&["/"], || text!(shortcuts.to_box), Press::Alone("/"), actions::to_message_box),
    here(
        &["Ctrl", "Shift", "S"],
        || text!(shortcuts.list),
        Press::CtrlShift("s"),
        actions::toggle_list,
    ),
    here(
        &["Ctrl", "Shift", "C"],
        || text!(shortcuts.copy),
        Press::CtrlShift("c"),
        actions::copy_last_answer,
    ),
    here(&["R"], || text!(shortcuts.quote), Press::Alone("r"), actions::quote),
    elsewhere(&["Esc"], || text!(shortcuts.close)),
    here(&["?"], || text!(shortcuts.these), Press::Alone("?"), actions::show_shortcuts),
    here(
        &["Ctrl", "/"],
        || text!(shortcuts.these_typing),
        Press::Ctrl("/"),
        actions::show_shortcuts,
    ),
];

/// Which of the first two holds is the reader's choice.
pub const MESSAGE_BOX: &[Shortcut] = &[
    elsewhere(&["Enter"], || text!(shortcuts.send)),
    elsewhere(&["Shift", "Enter"], || text!(shortcuts.new_line)),
    elsewhere(&["↑"], || text!(shortcuts.edit)),
    elsewhere(&["Esc"], || text!(shortcuts.stop)),
];

/// The shortcut that was pressed.
pub fn pressed(event: &KeyboardEvent, typing: bool) -> Option<Act> {
    let held = event.ctrl_key() || event.meta_key();
    find(&event.key(), (held, event.shift_key(), event.alt_key()), typing)
}

fn find(key: &str, held: (bool, bool, bool), typing: bool) -> Option<Act> {
    let mut acts = ANYWHERE.iter().chain(MESSAGE_BOX).filter_map(|shortcut| shortcut.act);
    acts.find(|act| match (act.press, held) {
        // Which keys are held for such a sign is the keyboard's matter.
        (Press::Alone(sign), (false, _, false)) => key == sign && !typing,
        (Press::Ctrl(sign), (true, _, false)) => key == sign,
        (Press::CtrlShift(letter), (true, true, false)) => key.eq_ignore_ascii_case(letter),
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTHING: (bool, bool, bool) = (false, false, false);

    fn press(key: &str, held: (bool, bool, bool), typing: bool) -> Option<Press> {
        find(key, held, typing).map(|act| act.press)
    }

    #[test]
    fn shortcut_of_one_sign_is_none_while_typing() {
        assert_eq!(press("?", (false, true, false), false), Some(Press::Alone("?")));
        assert_eq!(press("/", NOTHING, false), Some(Press::Alone("/")));
        assert_eq!(press("/", NOTHING, true), None);
        assert_eq!(press("?", (false, true, true), false), None);
    }

    #[test]
    fn shortcut_with_keys_held_works_while_typing_and_needs_all_of_them() {
        assert_eq!(press("/", (true, false, false), true), Some(Press::Ctrl("/")));
        assert_eq!(press("O", (true, true, false), true), Some(Press::CtrlShift("o")));
        assert_eq!(press("o", (true, false, false), true), None);
        assert_eq!(press("O", (true, true, true), true), None);
        assert_eq!(press("x", NOTHING, false), None);
    }

    #[test]
    fn no_two_shortcuts_are_pressed_alike() {
        let acts: Vec<_> = ANYWHERE.iter().filter_map(|it| it.act.map(|act| act.press)).collect();
        for (at, press) in acts.iter().enumerate() {
            assert!(!acts[at + 1..].contains(press), "{press:?}");
        }
    }
}
