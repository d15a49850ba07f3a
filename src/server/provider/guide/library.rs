//! What the guide has read to answer in one language.

use std::sync::OnceLock;

use super::{
    corpus::{Document, Section, documents, sections},
    index::{INTERNAL, Index},
    language::Language,
    words,
};

/// Most passages of one answer.
const PASSAGES: usize = 3;

/// Words asked for, with their weights.
pub type Query = [(String, f64)];

#[derive(Debug)]
pub struct Library {
    /// Documents of the language.
    own: Index,
    /// For other languages than English: what readers have in English alone.
    english: Option<Index>,
}

/// Sections that answer a question, best first, and where they were found.
#[derive(Debug)]
pub struct Found<'a> {
    pub sections: Vec<&'a Section>,
    pub index: &'a Index,
    /// They are in English, and the question is not.
    pub is_only_english: bool,
}

impl Library {
    pub fn of(language: Language) -> &'static Self {
        static ENGLISH: OnceLock<Library> = OnceLock::new();
        static HINDI: OnceLock<Library> = OnceLock::new();
        let library = match language {
            Language::English => &ENGLISH,
            Language::Hindi => &HINDI,
        };
        library.get_or_init(|| Self::new(language))
    }

    fn new(language: Language) -> Self {
        let own = documents().iter().filter(|document| document.language == language);
        let is_missing = |document: &&Document| {
            document.language == Language::English
                && !document.translations().any(|other| other.language == language)
                && format!("/docs/{}", document.name) != INTERNAL
        };
        let english = (language != Language::English)
            .then(|| Index::new(sections(documents().iter().filter(is_missing))));
        Self { own: Index::new(sections(own)), english }
    }

    pub fn find(&self, query: &Query) -> Found<'_> {
        let own = self.own.search(query, PASSAGES);
        if let Some(index) = &self.english {
            let names: Vec<&String> =
                asked(query).filter(|word| !self.own.knows(word) && index.knows(word)).collect();
            // What is asked about them is asked in words that no document in English has.
            let latin: Vec<(String, f64)> =
                query.iter().filter(|(word, _)| !words::is_hindi(word)).cloned().collect();
            let sections = index.search(if names.is_empty() { query } else { &latin }, PASSAGES);
            let is_better = |english: &&Section| match own.first() {
                Some(own) => is_better(english, own, query, &names),
                None => true,
            };
            if sections.first().is_some_and(is_better) {
                return Found { sections, index, is_only_english: true };
            }
        }
        Found { sections: own, index: &self.own, is_only_english: false }
    }
}

/// Whether a section in English answers where the best one of the language does not: it speaks of something that no
/// document of the language does, or is about what the other only mentions.
fn is_better(english: &Section, own: &Section, query: &Query, names: &[&String]) -> bool {
    let is_named = |section: &Section| {
        let heading = words::words(&section.heading);
        asked(query).any(|word| heading.contains(word))
    };
    let spoken_of = words::words(&english.markdown);
    let mut names = names.iter();
    names.any(|name| spoken_of.contains(name)) || (is_named(english) && !is_named(own))
}

fn asked(query: &Query) -> impl Iterator<Item = &String> {
    query.iter().filter(|(_, weight)| *weight >= 1.0).map(|(word, _)| word)
}
