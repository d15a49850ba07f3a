//! Which address shows which page.

/// A page of the app.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// One for both addresses: going from chat to chat keeps the page.
    Chat,
    Login,
    Register,
    Settings,
    Docs,
    /// An address of nothing.
    Missing,
}

impl Page {
    /// Their addresses, as the server's router takes them.
    pub const PATHS: [&str; 6] =
        ["/", "/c/{id}", "/auth/login", "/auth/register", "/settings", "/docs/{name}"];

    pub fn of(path: &str) -> Self {
        let mut parts = path.split('/').filter(|part| !part.is_empty());
        match [parts.next(), parts.next(), parts.next()] {
            [None, ..] | [Some("c"), Some(_), None] => Self::Chat,
            [Some("auth"), Some("login"), None] => Self::Login,
            [Some("auth"), Some("register"), None] => Self::Register,
            [Some("settings"), None, _] => Self::Settings,
            [Some("docs"), Some(_), None] => Self::Docs,
            _ => Self::Missing,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_of_each_address_of_the_server_is_there() {
        let pages = Page::PATHS.map(Page::of);
        let expected =
            [Page::Chat, Page::Chat, Page::Login, Page::Register, Page::Settings, Page::Docs];
        assert_eq!(pages, expected);
    }

    #[test]
    fn page_of_other_addresses_is_missing() {
        for path in ["/c", "/c/1/2", "/auth", "/auth/other", "/docs/a/b", "/other", "/settings/x"] {
            assert_eq!(Page::of(path), Page::Missing, "{path}");
        }
        assert_eq!(Page::of("/settings/"), Page::Settings);
    }
}
