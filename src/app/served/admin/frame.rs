//! What the pages of an administrator share; for everybody else it says that nothing is here.

use adda_protocol::ErrorCode;
use leptos::{either::Either, prelude::*};

use crate::{
    api::{self, administration},
    components::{brand::Brand, icon::Icon, page_title::PageTitle},
    pages::{not_found::NotFound, settings::frame::style},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    People,
    Usage,
    Services,
    Settings,
}

impl Part {
    const ALL: [Self; 4] = [Self::People, Self::Usage, Self::Services, Self::Settings];

    const fn path(self) -> &'static str {
        match self {
            Self::People => "/admin",
            Self::Usage => "/admin/usage",
            Self::Services => "/admin/services",
            Self::Settings => "/admin/settings",
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::People => "People",
            Self::Usage => "Usage",
            Self::Services => "AI services",
            Self::Settings => "Settings",
        }
    }

    const fn icon(self) -> Icon {
        match self {
            Self::People => Icon::Person,
            Self::Usage => Icon::Chart,
            Self::Services => Icon::Spark,
            Self::Settings => Icon::Settings,
        }
    }
}

/// The frame around one of them. What stands in it is not even begun for anybody but an administrator.
#[component]
pub fn AdminFrame(
    part: Part,
    #[prop(optional, into)] heading: Option<String>,
    lead: &'static str,
    children: Children,
) -> impl IntoView {
    if !administration::is_open() {
        api::mark(ErrorCode::NotFound);
        return Either::Left(view! { <NotFound /> });
    }
    let heading = heading.unwrap_or_else(|| part.name().to_owned());
    let link = move |to: Part| {
        view! {
            <li>
                <a href=to.path() aria-current=(to == part).then_some("page")>
                    <Icon icon=to.icon() class="size-4.5" />
                    {to.name()}
                </a>
            </li>
        }
    };
    Either::Right(view! {
        <PageTitle text=format!("{heading} · Server") />
        <div class=style::page>
            <header class=style::top>
                <Brand />
                <a href="/" class=style::back>
                    <Icon icon=Icon::Back class="size-4.5" />
                    "Back to your conversations"
                </a>
            </header>
            <nav class=style::nav aria-label="Server">
                <ul>{Part::ALL.map(link)}</ul>
            </nav>
            <main class=style::main>
                <h1>{heading}</h1>
                <p class=style::lead>{lead}</p>
                {children()}
            </main>
        </div>
    })
}
