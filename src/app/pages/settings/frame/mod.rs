//! What all pages of the settings share: the way back, and the way from one to another.

use leptos::prelude::*;

use crate::components::{brand::Brand, icon::Icon, page_title::PageTitle};

stylance::import_style!(pub style, "frame.module.css");

/// The pages of the settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Account,
    You,
    Appearance,
    Privacy,
    Keys,
    ApiKeys,
    Usage,
    Data,
}

impl Part {
    const ALL: [Self; 8] = [
        Self::Account,
        Self::You,
        Self::Appearance,
        Self::Privacy,
        Self::Keys,
        Self::ApiKeys,
        Self::Usage,
        Self::Data,
    ];

    pub const fn path(self) -> &'static str {
        match self {
            Self::Account => "/settings",
            Self::You => "/settings/profile",
            Self::Appearance => "/settings/appearance",
            Self::Privacy => "/settings/privacy",
            Self::Keys => "/settings/keys",
            Self::ApiKeys => "/settings/api-keys",
            Self::Usage => "/settings/usage",
            Self::Data => "/settings/data",
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Account => "Account",
            Self::You => "You",
            Self::Appearance => "Appearance",
            Self::Privacy => "Privacy",
            Self::Keys => "Keys",
            Self::ApiKeys => "API keys",
            Self::Usage => "Usage",
            Self::Data => "Data",
        }
    }

    const fn icon(self) -> Icon {
        match self {
            Self::Account => Icon::Settings,
            Self::You => Icon::Person,
            Self::Appearance => Icon::Sun,
            Self::Privacy => Icon::Lock,
            Self::Keys => Icon::Key,
            Self::ApiKeys => Icon::Code,
            Self::Usage => Icon::Chart,
            Self::Data => Icon::Archive,
        }
    }
}

/// The frame around one of them. Only the account's page is alive; the others are the server's alone, so a link to
/// them asks for a page.
#[component]
pub fn SettingsFrame(part: Part, lead: &'static str, children: Children) -> impl IntoView {
    let link = move |to: Part| {
        view! {
            <li>
                <a
                    href=to.path()
                    rel=(to != Part::Account).then_some("external")
                    aria-current=(to == part).then_some("page")
                >
                    <Icon icon=to.icon() class="size-4.5" />
                    {to.name()}
                </a>
            </li>
        }
    };
    view! {
        <PageTitle text=format!("{} · Settings", part.name()) />
        <div class=style::page>
            <header class=style::top>
                <Brand />
                <a href="/" class=style::back>
                    <Icon icon=Icon::Back class="size-4.5" />
                    "Back to your conversations"
                </a>
            </header>
            <nav class=style::nav aria-label="Settings">
                <ul>{Part::ALL.map(link)}</ul>
            </nav>
            <main class=style::main>
                <h1>{part.name()}</h1>
                <p class=style::lead>{lead}</p>
                {children()}
            </main>
        </div>
    }
}
