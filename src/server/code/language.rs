//! Languages as they are named behind a code fence.

/// Longest name.
const LONGEST: usize = 24;

/// Names that people use and the grammars do not.
const ALIASES: &[(&str, &str)] = &[
    ("csharp", "cs"),
    ("console", "bash"),
    ("cxx", "cpp"),
    ("golang", "go"),
    ("javascriptreact", "jsx"),
    ("jsonc", "json"),
    ("json5", "json"),
    ("node", "js"),
    ("objc", "m"),
    ("postgres", "sql"),
    ("postgresql", "sql"),
    ("powershell", "ps1"),
    ("py3", "py"),
    ("shell", "bash"),
    ("shellscript", "bash"),
    ("sqlite", "sql"),
    ("terminal", "bash"),
    ("typescriptreact", "tsx"),
    ("zsh", "bash"),
];

/// The name to look a grammar up by; none for what is no language.
pub fn known(name: &str) -> Option<String> {
    let name = name.trim().to_ascii_lowercase();
    let plain = matches!(&*name, "" | "text" | "txt" | "plain" | "plaintext" | "output" | "none");
    if plain || name.len() > LONGEST || !name.is_ascii() {
        return None;
    }
    let alias = ALIASES.iter().find(|(alias, _)| *alias == name);
    Some(alias.map_or(name, |(_, known)| (*known).to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn language_is_known_by_what_people_call_it() {
        assert_eq!(known("Shell").as_deref(), Some("bash"));
        assert_eq!(known(" Rust ").as_deref(), Some("rust"));
        for name in ["", "text", "plaintext", "ру", &"x".repeat(25)] {
            assert_eq!(known(name), None, "{name}");
        }
    }
}
