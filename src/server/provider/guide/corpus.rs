//! What the guide knows: README and docs/, embedded in the binary, cut into sections.

use std::{collections::HashMap, sync::OnceLock};

use rust_embed::RustEmbed;

use super::markdown::{heading, plain, slug, with_paths};

#[derive(RustEmbed)]
#[folder = "../../docs"]
#[include = "*.md"]
struct Docs;

const README: &str = include_str!("../../../../README.md");

/// One file of the documentation. `name` is its place under `/docs/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    pub name: String,
    pub title: String,
    pub markdown: String,
}

/// A heading and what stands under it, up to the next heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Title of the document.
    pub document: String,
    /// The section's own heading; the title again for a document's beginning.
    pub heading: String,
    /// `/docs/{name}#{anchor}`; without an anchor at a document's beginning.
    pub path: String,
    pub markdown: String,
}

/// Every document, the README first.
pub fn documents() -> &'static [Document] {
    static DOCUMENTS: OnceLock<Vec<Document>> = OnceLock::new();
    DOCUMENTS.get_or_init(|| {
        let readme = document("readme", README.to_owned());
        let files = Docs::iter().filter_map(|path| {
            let name = path.strip_suffix(".md")?;
            let markdown = String::from_utf8(Docs::get(&path)?.data.into_owned()).ok()?;
            Some(document(name, markdown))
        });
        let mut all: Vec<_> = std::iter::once(readme).chain(files).collect();
        all.get_mut(1..).unwrap_or_default().sort_by(|a, b| a.name.cmp(&b.name));
        all
    })
}

fn document(name: &str, markdown: String) -> Document {
    let markdown = with_paths(name, &markdown);
    let title = markdown.lines().find_map(|line| heading(line).map(|(_, text)| plain(text)));
    Document { name: name.to_owned(), title: title.unwrap_or_else(|| name.to_owned()), markdown }
}

/// Cuts documents at their headings.
pub fn sections(documents: &[Document]) -> Vec<Section> {
    documents.iter().flat_map(cut).filter(|section| !section.markdown.trim().is_empty()).collect()
}

fn cut(document: &Document) -> Vec<Section> {
    let mut anchors = HashMap::new();
    let mut open = Section {
        document: document.title.clone(),
        heading: document.title.clone(),
        path: format!("/docs/{}", document.name),
        markdown: String::new(),
    };
    let mut done = Vec::new();
    let mut fence: Option<&str> = None;
    for line in document.markdown.lines() {
        let start = line.trim_start();
        match fence {
            Some(mark) if start.starts_with(mark) => fence = None,
            None => fence = ["```", "~~~"].into_iter().find(|mark| start.starts_with(mark)),
            Some(_) => {}
        }
        let heading = heading(line).filter(|_| fence.is_none());
        let Some((level, text)) = heading else {
            open.markdown.push_str(line);
            open.markdown.push('\n');
            continue;
        };
        let anchor = unique(&mut anchors, slug(&plain(text)));
        if level > 1 {
            let next = Section {
                heading: plain(text),
                path: format!("/docs/{}#{anchor}", document.name),
                markdown: String::new(),
                ..open.clone()
            };
            done.push(std::mem::replace(&mut open, next));
        }
    }
    done.push(open);
    done
}

fn unique(seen: &mut HashMap<String, usize>, anchor: String) -> String {
    let times = seen.entry(anchor.clone()).and_modify(|times| *times += 1).or_insert(0);
    if *times == 0 { anchor } else { format!("{anchor}-{times}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_are_cut_at_headings_outside_code() {
        let text =
            "# Title\nintro\n## One `x`\na\n```sh\n# no heading\n```\n## One x\nb\n## Empty\n";
        let document = document("file", text.to_owned());
        assert_eq!(document.title, "Title");
        let sections = sections(&[document]);
        let paths: Vec<_> = sections.iter().map(|section| section.path.as_str()).collect();
        assert_eq!(paths, ["/docs/file", "/docs/file#one-x", "/docs/file#one-x-1"]);
        assert_eq!(sections[1].markdown, "a\n```sh\n# no heading\n```\n");
        assert_eq!(sections[1].heading, "One x");
    }

    #[test]
    fn documents_are_embedded_with_readme_first() {
        let documents = documents();
        assert_eq!(documents.first().map(|document| document.name.as_str()), Some("readme"));
        for name in ["architecture", "operating"] {
            assert!(documents.iter().any(|document| document.name == name), "{name} is missing");
        }
        assert!(documents.iter().all(|document| !document.title.is_empty()));
    }
}
