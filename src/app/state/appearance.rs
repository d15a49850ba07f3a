//! How the app looks for the reader. The document says it, so that the server draws the page right from the start.

use adda_protocol::{
    appearance::{SendKey, Theme},
    dto::Appearance,
};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    api,
    browser::{cookies, looks, requests},
};

/// Colours of the browser's own bars: of the dark theme, and of the light one.
const BARS: [&str; 2] = ["#0f0f1e", "#f5f6fb"];

/// What the browser draws its own parts in.
pub const fn color_scheme(theme: Theme) -> &'static str {
    match theme {
        Theme::System => "dark light",
        Theme::Dark => "dark",
        Theme::Light => "light",
    }
}

/// The colours of the browser's bars on a device that is dark, and on one that is light.
pub const fn bar_colors(theme: Theme) -> [&'static str; 2] {
    match theme {
        Theme::System => BARS,
        Theme::Dark => [BARS[0]; 2],
        Theme::Light => [BARS[1]; 2],
    }
}

/// The reader's choices.
#[derive(Clone, Copy, Debug)]
pub struct AppearanceState {
    chosen: RwSignal<Appearance>,
}

impl AppearanceState {
    /// As the page is drawn.
    pub fn new() -> Self {
        let drawn =
            if cfg!(target_family = "wasm") { looks::drawn() } else { api::drawn_appearance() };
        Self { chosen: RwSignal::new(drawn) }
    }

    pub fn theme(&self) -> Theme {
        self.chosen.read().theme
    }

    pub fn send_key(&self) -> SendKey {
        self.chosen.read().send_key
    }

    /// Changes the page at once, and keeps the choice: on this device, and for the person where one is signed in.
    pub fn set_theme(&self, theme: Theme) {
        self.chosen.update(|chosen| chosen.theme = theme);
        let chosen = self.chosen.get_untracked();
        looks::show(chosen, color_scheme(theme), bar_colors(theme));
        cookies::set(Appearance::COOKIE, &chosen.words("."));
        if looks::is_somebodys() {
            let change = format!("{{\"theme\":\"{}\"}}", theme.as_str());
            spawn_local(async move {
                requests::patch("/api/v1/me/appearance", change).await;
            });
        }
    }
}

impl Default for AppearanceState {
    fn default() -> Self {
        Self::new()
    }
}
