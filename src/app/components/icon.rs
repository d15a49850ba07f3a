//! Icons: one stroked path each, drawn for a 24 by 24 grid, in the colour of the text around them.

use leptos::prelude::*;

/// The pictures there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    Alert,
    Archive,
    Back,
    Branch,
    Chart,
    Check,
    Chevron,
    Clock,
    Close,
    Code,
    Columns,
    Copy,
    Down,
    Download,
    Edit,
    Key,
    Lock,
    Menu,
    Message,
    Moon,
    More,
    Panel,
    Person,
    Pin,
    Play,
    Plus,
    Quote,
    Retry,
    Return,
    Screen,
    Search,
    Select,
    Send,
    Server,
    Settings,
    Share,
    SignOut,
    Spark,
    Stop,
    Sun,
    Tag,
    Trash,
    Unplugged,
}

impl Icon {
    const fn path(self) -> &'static str {
        match self {
            Self::Alert => "M12 4 3 19.5h18L12 4Zm0 6v4m0 2.6v.2",
            Self::Archive => "M4 8.5h16V20H4V8.5ZM3 4.5h18v4H3v-4Zm6.5 8h5",
            Self::Back => "M19 12H5m6-6-6 6 6 6",
            Self::Branch => "M7 4v16m0-6c6 0 9-2 9-9m-4 4 4-4 4 4",
            Self::Chart => "M4 20h16M7 16.5v-5m5 5V5m5 11.5v-8",
            Self::Check => "m5 12.5 4.5 4.5L19 7",
            Self::Chevron => "m6 9.5 6 6 6-6",
            Self::Clock => "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Zm0-14v5l3 2",
            Self::Close => "m6 6 12 12M18 6 6 18",
            Self::Code => "m8 8-4.5 4L8 16m8-8 4.5 4-4.5 4M13.5 5l-3 14",
            Self::Columns => "M4.5 5h6v14h-6V5Zm9 0h6v14h-6V5Z",
            Self::Copy => "M9 9h11v11H9V9Zm-5 6V4h11",
            Self::Down => "M12 5v14m-6-6 6 6 6-6",
            Self::Download => "M12 4v11m-5-5 5 5 5-5M5 20h14",
            Self::Edit => "m4 20 1-4.5L15.5 5 19 8.5 8.5 19 4 20ZM13 7.5l3.5 3.5",
            Self::Key => "M9 19a5 5 0 1 0-3.5-8.6A5 5 0 0 0 9 19Zm3.4-8.4L20 3m-4 4 3 3",
            Self::Lock => "M6 11h12v9H6v-9Zm2.5 0V8a3.5 3.5 0 0 1 7 0v3",
            Self::Menu => "M4 7h16M4 12h16M4 17h10",
            Self::Message => "M4 5h16v11H9.5L5.5 19.5V16H4V5Z",
            Self::Moon => "M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5Z",
            Self::More => "M5 12h.8M11.6 12h.8M18.2 12h.8",
            Self::Panel => "M4 5h16v14H4V5Zm11 0v14",
            Self::Person => {
                "M12 11.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20.5c.6-4 3.6-6 7.5-6s6.9 2 7.5 6"
            }
            Self::Pin => "M9 4h6l-1 6.5 3.5 3.5h-11L10 10.5 9 4Zm3 10v6.5",
            Self::Play => "M8 5.5v13l10.5-6.5L8 5.5Z",
            Self::Plus => "M12 5v14M5 12h14",
            Self::Quote => "M5 17V9a4 4 0 0 1 4-4M5 12h5v5H5m9 0V9a4 4 0 0 1 4-4m-4 7h5v5h-5",
            Self::Retry => "M20 12a8 8 0 1 1-2.5-5.8L20 8.5m0-4.5v4.5h-4.5",
            Self::Return => "M4 8.5h16V20H4V8.5ZM3 4.5h18v4H3v-4Zm9 13v-5m-2.3 2.3 2.3-2.3 2.3 2.3",
            Self::Screen => "M4 5h16v11H4V5Zm5 15h6m-3-4v4",
            Self::Search => "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14Zm9 2-4-4",
            Self::Select => "M4.5 4.5h15v15h-15v-15Zm3.8 7.8 2.6 2.6 5-5.4",
            Self::Send => "M12 19V5m-6 6 6-6 6 6",
            Self::Server => "M4 4.5h16v6H4v-6Zm0 9h16v6H4v-6Zm3.5-6v.1m0 8.9v.1",
            Self::Settings => "M4 7h9m5 0h2M4 17h2m5 0h9M15.5 4.5v5m-7 5v5",
            Self::Share => "M12 15V4m-4.5 4L12 3.5 16.5 8M7 11.5H5V20h14v-8.5h-2",
            Self::SignOut => "M10 4H5v16h5m4-4 4-4-4-4m4 4H9",
            Self::Spark => "m12 3 2.2 6.8L21 12l-6.8 2.2L12 21l-2.2-6.8L3 12l6.8-2.2L12 3Z",
            Self::Stop => "M7.5 7.5h9v9h-9z",
            Self::Sun => {
                "M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm0-13v2m0 14v2M3 12h2m14 0h2\
                 M5.6 5.6 7 7m10 10 1.4 1.4m0-12.8L17 7M7 17l-1.4 1.4"
            }
            Self::Tag => "M4 4.5h7.5l8 8-7 7-8.5-8V4.5Zm4.2 4.2v.01",
            Self::Trash => "M5 7h14m-9 0V4h4v3M7 7l1 13h8l1-13",
            Self::Unplugged => {
                "m4 4 16 16M5 12.5a10 10 0 0 1 4-2.4m6 .2a10 10 0 0 1 4 2.2M8.5 16a5 5 0 0 1 7 0M12 20v.1"
            }
        }
    }

    /// Points along the text, so it turns with it.
    const fn turns(self) -> bool {
        matches!(self, Self::Back | Self::Branch | Self::SignOut | Self::Panel | Self::Quote)
    }

    /// Solid shapes read better than outlines for these.
    const fn filled(self) -> bool {
        matches!(self, Self::Stop | Self::Play | Self::Spark)
    }
}

/// Draws an icon. It says nothing to a screen reader: the control around it has the label.
#[component]
pub fn Icon(icon: Icon, #[prop(default = "size-5")] class: &'static str) -> impl IntoView {
    view! {
        <svg
            class=class
            viewBox="0 0 24 24"
            fill=if icon.filled() { "currentColor" } else { "none" }
            stroke="currentColor"
            stroke-width="1.75"
            stroke-linecap="round"
            stroke-linejoin="round"
            aria-hidden="true"
            focusable="false"
            data-turns=icon.turns().then_some("")
        >
            <path d=icon.path() />
        </svg>
    }
}
