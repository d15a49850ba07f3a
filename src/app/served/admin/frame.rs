//! What the pages of an administrator share; for everybody else it says that nothing is here.

use adda_protocol::ErrorCode;
use leptos::{either::Either, prelude::*};

use crate::{
    api::{self, administration},
    components::icon::Icon,
    i18n::text,
    pages::{
        not_found::NotFound,
        settings::frame::{PageFrame, PageLink},
    },
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

    fn name(self) -> &'static str {
        match self {
            Self::People => text!(admin.people),
            Self::Usage => text!(admin.usage),
            Self::Services => text!(admin.services),
            Self::Settings => text!(common.settings),
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
    let links = Part::ALL.map(|to| PageLink {
        path: to.path(),
        name: to.name(),
        icon: to.icon(),
        current: to == part,
        external: false,
    });
    Either::Right(
        view! { <PageFrame of=text!(admin.server) links=links.into() heading lead children /> },
    )
}
