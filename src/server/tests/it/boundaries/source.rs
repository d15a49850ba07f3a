//! Reads the sources as the boundary rules see them: code only, and the paths it names.

use std::{collections::BTreeSet, fs, path::Path};

/// One file: its path from the root of the repository, and its text.
#[derive(Clone, Debug)]
pub struct Source {
    pub path: String,
    pub text: String,
}

impl Source {
    /// A file that exists only in a self-test.
    pub fn planted(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }

    pub fn is_under(&self, folder: &str) -> bool {
        self.path.starts_with(folder)
    }

    /// What is compiled into the product: neither comments nor the unit tests at the file's end.
    pub fn code(&self) -> String {
        let text = self.text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
        let lines = text.lines().map(|line| line.split("//").next().unwrap_or_default());
        lines.collect::<Vec<_>>().join("\n")
    }

    /// Whether the code names this crate or module as the start of a path.
    pub fn names(&self, root: &str) -> bool {
        let code = self.code();
        code.match_indices(root).any(|(at, _)| {
            let before = code[..at].chars().next_back();
            let after = &code[at + root.len()..];
            let starts = before.is_none_or(|c| !is_word(c) && c != '"' && c != '-' && c != '.');
            let path_follows = after.starts_with("::");
            let imported = after.starts_with(';') || after.starts_with(" as ");
            starts
                && (path_follows || (imported && !after.starts_with("::")))
                && !code[..at].ends_with("crate::")
        })
    }

    /// Modules of its own package the code names, two segments deep: `store`, `realtime::hub`.
    pub fn modules(&self) -> BTreeSet<String> {
        let code = self.code();
        let mut found = BTreeSet::new();
        for (at, _) in code.match_indices("crate::") {
            if !code[..at].ends_with(is_word) {
                collect(&code[at + "crate::".len()..], "", &mut found);
            }
        }
        let chain = "super::".repeat(self.depth());
        if !chain.is_empty() {
            for (at, _) in code.match_indices(&chain) {
                collect(&code[at + chain.len()..], "", &mut found);
            }
        }
        found
    }

    /// How many `super::` lead from here to the package's root.
    fn depth(&self) -> usize {
        let inside: Vec<_> = self.path.split('/').skip(2).collect();
        match inside.last() {
            Some(&"mod.rs") => inside.len() - 1,
            Some(_) if inside == ["lib.rs"] || inside == ["main.rs"] => 0,
            _ => inside.len(),
        }
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Adds the paths that start at `rest`: one, or those of a `{...}` group; at most two segments of each.
fn collect(rest: &str, parent: &str, found: &mut BTreeSet<String>) {
    let rest = rest.trim_start();
    if let Some(group) = rest.strip_prefix('{') {
        for item in split_group(group) {
            collect(item, parent, found);
        }
        return;
    }
    let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
    let (name, after) = rest.split_at(end);
    if name.is_empty() || name == "self" {
        return;
    }
    if parent.is_empty() {
        found.insert(name.to_owned());
        if let Some(after) = after.strip_prefix("::") {
            collect(after, name, found);
        }
    } else {
        found.insert(format!("{parent}::{name}"));
    }
}

/// The items of a `use` group, up to its closing brace.
fn split_group(group: &str) -> Vec<&str> {
    let (mut depth, mut start, mut items) = (0_usize, 0, Vec::new());
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => {
                items.push(&group[start..at]);
                return items;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                items.push(&group[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    items
}

/// Every file under `folder` whose name ends with one of `endings`, sorted.
pub fn read(root: &Path, folder: &str, endings: &[&str]) -> Vec<Source> {
    let mut sources = Vec::new();
    let mut folders = vec![root.join(folder)];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for entry in entries.map(Result::unwrap) {
            let (path, name) = (entry.path(), entry.file_name().into_string().unwrap());
            if path.is_dir() {
                folders.push(path);
            } else if endings.iter().any(|ending| name.ends_with(ending)) {
                let text = fs::read_to_string(&path).unwrap();
                let path = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
                sources.push(Source { path, text });
            }
        }
    }
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    sources
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_are_found_in_plain_grouped_and_relative_paths() {
        let text = "use crate::{auth::Identity, realtime::{hub::Hub, connection}, store};\n\
                    // use crate::comment;\nfn f() { crate::ids::Ids::new(); super::super::http::f(); }\n\
                    #[cfg(test)]\nmod tests { use crate::cli; }";
        let found = Source::planted("src/server/chat/turn.rs", text).modules();
        let expected = [
            "auth",
            "auth::Identity",
            "http",
            "http::f",
            "ids",
            "ids::Ids",
            "realtime",
            "realtime::connection",
            "realtime::hub",
            "store",
        ];
        assert_eq!(found, expected.map(str::to_owned).into());
    }

    #[test]
    fn names_takes_whole_crates_and_leaves_words_alone() {
        let names = |text: &str| Source::planted("src/server/a.rs", text).names("axum");
        assert!(
            names("use axum::Router;") && names("use axum;") && names("fn f(a: axum::Body) {}")
        );
        assert!(!names("// axum::Router") && !names("my_axum::f()") && !names("let axum = 1 + 1;"));
    }
}
