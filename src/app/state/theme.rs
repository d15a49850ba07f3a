//! Dark, light, or as the device has it. Kept in a cookie, so that the server draws the page in the right one.

use leptos::prelude::*;

use crate::browser::cookies;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    #[default]
    System,
    Dark,
    Light,
}

impl Theme {
    pub const COOKIE: &str = "theme";

    /// Reads the cookie's value; what it does not know is the device's choice.
    pub fn from_cookie(value: Option<&str>) -> Self {
        match value {
            Some("dark") => Self::Dark,
            Some("light") => Self::Light,
            _ => Self::System,
        }
    }

    /// Value of `data-theme` on the document; absent where the device decides.
    pub const fn attribute(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Dark => Some("dark"),
            Self::Light => Some("light"),
        }
    }

    /// What the browser draws its own parts in.
    pub const fn color_scheme(self) -> &'static str {
        match self {
            Self::System => "dark light",
            Self::Dark => "dark",
            Self::Light => "light",
        }
    }
}

/// The reader's choice of theme.
#[derive(Clone, Copy, Debug)]
pub struct ThemeState {
    chosen: RwSignal<Theme>,
}

impl ThemeState {
    /// Starts as the page was drawn; what the document says is read once the browser has taken over.
    pub fn new() -> Self {
        let chosen = RwSignal::new(Theme::System);
        Effect::new(move |_| {
            let drawn = root().and_then(|root| root.get_attribute("data-theme"));
            chosen.set(Theme::from_cookie(drawn.as_deref()));
        });
        Self { chosen }
    }

    pub fn get(&self) -> Theme {
        self.chosen.get()
    }

    /// Changes the page at once and remembers the choice.
    pub fn set(&self, theme: Theme) {
        self.chosen.set(theme);
        let Some(root) = root() else { return };
        if let Some(value) = theme.attribute() {
            let _ = root.set_attribute("data-theme", value);
            cookies::set(Theme::COOKIE, value);
        } else {
            let _ = root.remove_attribute("data-theme");
            cookies::remove(Theme::COOKIE);
        }
    }
}

impl Default for ThemeState {
    fn default() -> Self {
        Self::new()
    }
}

fn root() -> Option<web_sys::Element> {
    document().document_element()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn theme_cookie_round_trips_and_ignores_what_it_does_not_know() {
        for theme in [Theme::System, Theme::Dark, Theme::Light] {
            assert_eq!(Theme::from_cookie(theme.attribute()), theme);
        }
        assert_eq!(Theme::from_cookie(Some("\"><script>")), Theme::System);
    }
}
