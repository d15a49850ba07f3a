//! Which links may be followed.

/// Where a link leads.
#[derive(Debug, PartialEq, Eq)]
pub enum Target {
    /// Our own documentation, opened in place.
    Own(String),
    /// Another site, or the mail program.
    Foreign(String),
}

/// The target of `dest`, if it is one we let people follow. Parsing has resolved entities before.
pub fn safe(dest: &str) -> Option<Target> {
    // Browsers skip these while reading a scheme, so nothing that has them is trusted.
    if dest.chars().any(|c| c.is_control() || c.is_whitespace() || c == '\\') {
        return None;
    }
    if dest.starts_with("/docs/") && !dest.contains("..") && !dest.contains("//") {
        return Some(Target::Own(dest.to_owned()));
    }
    let (scheme, rest) = dest.split_once(':')?;
    let web = ["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known));
    if web && rest.len() > 2 && rest.starts_with("//") {
        return Some(Target::Foreign(dest.to_owned()));
    }
    let mail = scheme.eq_ignore_ascii_case("mailto") && rest.contains('@');
    mail.then(|| Target::Foreign(dest.to_owned()))
}

/// Our page for a document that another one names by its file: `docs/api.md#errors` is `/docs/api#errors`.
pub fn document(dest: &str) -> Option<Target> {
    let (file, anchor) = dest.split_once('#').map_or((dest, None), |(file, at)| (file, Some(at)));
    let file = file.strip_prefix("./").unwrap_or(file);
    let name = file.strip_prefix("docs/").unwrap_or(file).strip_suffix(".md")?;
    let word = |text: &str| {
        !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_')
    };
    let plain = word(name) && anchor.is_none_or(word);
    let anchor = anchor.map(|anchor| format!("#{anchor}")).unwrap_or_default();
    plain.then(|| Target::Own(format!("/docs/{name}{anchor}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn link_is_safe_for_web_mail_and_own_documentation() {
        assert_eq!(safe("/docs/operating#x"), Some(Target::Own("/docs/operating#x".into())));
        for dest in
            ["https://example.org/a_(b)?c=d", "HTTP://example.org", "mailto:ada@example.org"]
        {
            assert_eq!(safe(dest), Some(Target::Foreign(dest.into())), "{dest}");
        }
    }

    #[test]
    fn document_is_named_by_its_file_alone() {
        let own = |path: &str| Some(Target::Own(path.into()));
        assert_eq!(document("docs/api.md"), own("/docs/api"));
        assert_eq!(document("./operating.md#data-and-keys"), own("/docs/operating#data-and-keys"));
        for dest in [
            "../x.md",
            "//evil/x.md",
            "javascript:x.md",
            "https://a.example/x.md",
            "a.md#\"",
            "docs/",
            ".md",
        ] {
            assert_eq!(document(dest), None, "{dest}");
        }
    }

    #[test]
    fn link_is_refused_for_everything_else() {
        let hostile = [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "java\tscript:alert(1)",
            "\u{1}javascript:alert(1)",
            " javascript:alert(1)",
            "vbscript:x",
            "data:text/html,<script>alert(1)</script>",
            "file:///etc/passwd",
            "blob:https://example.org/x",
            "//evil.example",
            "/\\evil.example",
            "/auth/logout",
            "/docs/../auth/logout",
            "/docs//evil.example",
            "https:evil.example",
            "https:\\\\evil.example",
            "https://",
            "mailto:",
            "relative",
            "",
        ];
        for dest in hostile {
            assert_eq!(safe(dest), None, "{dest}");
        }
    }
}
