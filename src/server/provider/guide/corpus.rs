//! What the guide knows: README and docs/, embedded in the binary, cut into sections.

use std::{collections::HashMap, sync::OnceLock};

use adda_protocol::anchors::slug;
use rust_embed::RustEmbed;

use super::{
    language::Language,
    markdown::{heading, plain, with_paths},
};

#[derive(RustEmbed)]
#[folder = "../../docs"]
#[include = "*.md"]
#[include = "hi/*.md"]
struct Docs;

const README: &str = include_str!("../../../../README.md");

/// One file of the documentation. `name` is its place under `/docs/`: `hi-using` for `docs/hi/using.md`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    pub name: String,
    pub language: Language,
    pub title: String,
    pub markdown: String,
}

impl Document {
    /// What it has in common with the same document in other languages.
    fn subject(&self) -> &str {
        let named = self.name.strip_prefix(self.language.tag());
        named.and_then(|rest| rest.strip_prefix('-')).unwrap_or(&self.name)
    }

    /// The same in other languages.
    pub fn translations(&self) -> impl Iterator<Item = &'static Document> {
        let is_same = |other: &&Document| {
            other.language != self.language && other.subject() == self.subject()
        };
        documents().iter().filter(is_same)
    }
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
        let readme = document("readme", Language::English, README.to_owned());
        let files = Docs::iter().filter_map(|path| {
            let name = path.strip_suffix(".md")?.replace('/', "-");
            let markdown = String::from_utf8(Docs::get(&path)?.data.into_owned()).ok()?;
            let is_hindi = path.starts_with("hi/");
            let language = if is_hindi { Language::Hindi } else { Language::English };
            Some(document(&name, language, markdown))
        });
        let mut all: Vec<_> = std::iter::once(readme).chain(files).collect();
        all.get_mut(1..).unwrap_or_default().sort_by(|a, b| a.name.cmp(&b.name));
        all
    })
}

fn document(name: &str, language: Language, markdown: String) -> Document {
    let markdown = with_paths(name, &markdown);
    let title = markdown.lines().find_map(|line| heading(line).map(|(_, text)| plain(text)));
    let title = title.unwrap_or_else(|| name.to_owned());
    Document { name: name.to_owned(), language, title, markdown }
}

/// Cuts documents at their headings.
pub fn sections<'a>(documents: impl IntoIterator<Item = &'a Document>) -> Vec<Section> {
    documents
        .into_iter()
        .flat_map(cut)
        .filter(|section| !section.markdown.trim().is_empty())
        .collect()
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
        let document = document("file", Language::English, text.to_owned());
        assert_eq!(document.title, "Title");
        let sections = sections([&document]);
        let paths: Vec<_> = sections.iter().map(|section| section.path.as_str()).collect();
        assert_eq!(paths, ["/docs/file", "/docs/file#one-x", "/docs/file#one-x-1"]);
        assert_eq!(sections[1].markdown, "a\n```sh\n# no heading\n```\n");
        assert_eq!(sections[1].heading, "One x");
    }

    #[test]
    fn documents_are_embedded_with_readme_first() {
        let documents = documents();
        assert_eq!(documents.first().map(|document| document.name.as_str()), Some("readme"));
        for name in ["architecture", "operating", "hi-using"] {
            assert!(documents.iter().any(|document| document.name == name), "{name} is missing");
        }
        assert!(documents.iter().all(|document| !document.title.is_empty()));
    }

    #[test]
    fn document_is_known_in_its_languages() {
        let named = |name: &str| documents().iter().find(|document| document.name == name).unwrap();
        let (english, hindi) = (named("using"), named("hi-using"));
        assert_eq!((english.language, hindi.language), (Language::English, Language::Hindi));
        assert_eq!(english.translations().collect::<Vec<_>>(), [hindi]);
        assert_eq!(hindi.translations().collect::<Vec<_>>(), [english]);
        assert_eq!(named("operating").translations().count(), 0);
    }

    #[test]
    fn translation_has_a_section_for_each() {
        for document in documents().iter().filter(|document| document.language == Language::Hindi) {
            for english in document.translations() {
                let headings = |section: &Section| section.path.contains('#');
                let count = |document| sections([document]).into_iter().filter(headings).count();
                assert_eq!(count(document), count(english), "{} {}", document.name, english.name);
            }
        }
    }
}
