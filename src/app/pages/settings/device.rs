//! What a browser calls itself, in words.

use crate::{components::names::clean, i18n::text};

/// Looked for in this order: most browsers also name those they descend from.
const BROWSERS: [(&str, &str); 6] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];
const SYSTEMS: [(&str, &str); 7] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
];

/// `Firefox on Linux`; its own words where they are not a browser's usual ones.
pub fn name(agent: &str) -> String {
    let find = |known: &[(&str, &'static str)]| {
        known.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name)
    };
    match (find(&BROWSERS), find(&SYSTEMS)) {
        (Some(browser), Some(system)) => {
            text!(settings.sessions.browser_on, browser = browser, system = system)
        }
        (Some(name), None) | (None, Some(name)) => name.to_owned(),
        (None, None) => {
            let agent = clean(agent);
            let unknown = agent.trim().is_empty();
            if unknown { text!(settings.sessions.unknown_device).to_owned() } else { agent }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn name_tells_browser_and_system() {
        let cases = [
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
                "Firefox on Linux",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/150.0 Safari/537.36 Edg/150.0",
                "Edge on Windows",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1",
                "Safari on iPhone",
            ),
            ("curl/8.5\u{202E}", "curl/8.5"),
            ("", "Unknown device"),
        ];
        for (agent, expected) in cases {
            assert_eq!(name(agent), expected);
        }
    }
}
