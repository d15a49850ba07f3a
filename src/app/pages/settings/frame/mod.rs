//! What all pages of the settings, and those of an administrator, share: the way back, and the way from one to another.

use leptos::prelude::*;

use crate::{
    components::{brand::Brand, icon::Icon, page_title::PageTitle},
    i18n::text,
};

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

    fn name(self) -> &'static str {
        match self {
            Self::Account => text!(settings.account),
            Self::You => text!(settings.you),
            Self::Appearance => text!(settings.appearance),
            Self::Privacy => text!(settings.privacy),
            Self::Keys => text!(settings.keys),
            Self::ApiKeys => text!(settings.api_keys),
            Self::Usage => text!(settings.usage),
            Self::Data => text!(settings.data),
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
    let links = Part::ALL.map(|to| PageLink {
        path: to.path(),
        name: to.name(),
        icon: to.icon(),
        current: to == part,
        external: to != Part::Account,
    });
    let heading = part.name().to_owned();
    view! { <PageFrame of=text!(settings.title) links=links.into() heading lead children /> }
}

/// The way to one of the pages that share a frame.
#[derive(Clone, Copy, Debug)]
pub struct PageLink {
    pub path: &'static str,
    pub name: &'static str,
    pub icon: Icon,
    /// It is the page that is shown.
    pub current: bool,
    /// The server draws it.
    pub external: bool,
}

/// A page among others, which together are called `of`.
#[component]
pub fn PageFrame(
    of: &'static str,
    links: Vec<PageLink>,
    heading: String,
    lead: &'static str,
    children: Children,
) -> impl IntoView {
    let links = links.into_iter().map(|link| {
        view! {
            <li>
                <a
                    href=link.path
                    rel=link.external.then_some("external")
                    aria-current=link.current.then_some("page")
                >
                    <Icon icon=link.icon class="size-4.5" />
                    {link.name}
                </a>
            </li>
        }
    });
    view! {
        <PageTitle text=format!("{heading} · {of}") />
        <div class=style::page>
            <header class=style::top>
                <Brand />
                <a href="/" class=style::back>
                    <Icon icon=Icon::Back class="size-4.5" />
                    {text!(settings.back)}
                </a>
            </header>
            <nav class=style::nav aria-label=of>
                <ul>{links.collect_view()}</ul>
            </nav>
            <main class=style::main>
                <h1>{heading}</h1>
                <p class=style::lead>{lead}</p>
                {children()}
            </main>
        </div>
    }
}
