//! What the guide says.

use super::{
    corpus::Section,
    index::Index,
    language::Language,
    library::{Found, Library, Query},
    passage,
    phrases::Phrases,
    small_talk, words,
};

/// A question with fewer words of its own than this is read together with the one before it.
const FOLLOW_UP: usize = 2;

/// The answer to a question; `before` is the person's question before it.
pub fn answer(question: &str, before: Option<&str>) -> String {
    let language = Language::of(question);
    let (library, said) = (Library::of(language), Phrases::of(language));
    let raw: Vec<String> = words::raw(question).collect();
    if let Some(reply) = small_talk::reply(&raw, language) {
        return format!("{reply}\n\n{}", starters(library, said));
    }
    let query = words::query(question);
    let mut found = library.find(&query);
    let mut used = query;
    let own = used.iter().filter(|(_, weight)| *weight >= 1.0).count();
    if let Some(before) = before.filter(|_| found.sections.is_empty() && own < FOLLOW_UP) {
        let both = words::query(&format!("{question} {before}"));
        found = library.find(&both);
        used = both;
    }
    if found.sections.is_empty() {
        format!("{}\n\n{}", nothing(question, said), starters(library, said))
    } else {
        quoted(&found, &used, said)
    }
}

fn quoted(found: &Found<'_>, query: &Query, said: &Phrases) -> String {
    let around = |[before, after]: [&str; 2], what: &str| format!("{before}{what}{after}");
    let mut text = match (said.only_english, found.sections.as_slice()) {
        (Some(only), _) if found.is_only_english => only.to_owned(),
        (_, [only]) => around(said.one, &only.heading),
        (_, several) => around(said.several, &several.len().to_string()),
    };
    for section in &found.sections {
        let passage = passage::quote(&section.markdown, &beyond_heading(section, query));
        text.extend(["\n\n", &passage, "\n\n", said.from, &link(section)]);
    }
    let more = related(found.index, &found.sections);
    let more: Vec<String> = more.iter().map(|section| link(section)).collect();
    if !more.is_empty() {
        text.extend(["\n\n", &around(said.nearby, &more.join(", "))]);
    }
    text
}

/// What is asked beyond the section's heading: all of the section is about that, so it does not tell passages apart.
fn beyond_heading(section: &Section, query: &Query) -> Vec<(String, f64)> {
    let heading = words::words(&section.heading);
    let asked = query.iter().filter(|(word, weight)| *weight >= 1.0 && !heading.contains(word));
    asked.cloned().collect()
}

/// Other sections of the best one's document.
fn related<'a>(index: &'a Index, found: &[&Section]) -> Vec<&'a Section> {
    let Some(best) = found.first() else { return Vec::new() };
    let others = index.sections().filter(|section| {
        section.document == best.document
            && section.heading != section.document
            && !found.iter().any(|known| known.path == section.path)
    });
    let mut others: Vec<&Section> = others.collect();
    // Those after the best one first: that is where a reader would go on.
    let at = index.sections().filter(|section| section.document == best.document);
    let place = at.take_while(|section| section.path != best.path).count();
    let length = others.len().max(1);
    others.rotate_left(place.saturating_sub(1) % length);
    others.truncate(3);
    others
}

fn nothing(question: &str, said: &Phrases) -> &'static str {
    let known = |c: &char| c.is_ascii() || words::is_devanagari(*c);
    let letters = || question.chars().filter(|c| c.is_alphabetic());
    let ours = letters().filter(known).count();
    if letters().count() - ours > ours { said.foreign } else { said.nothing }
}

/// Three questions that have an answer.
fn starters(library: &Library, said: &Phrases) -> String {
    let works = |question: &&&str| !library.find(&words::query(question)).sections.is_empty();
    let items: Vec<String> = said
        .starters
        .iter()
        .filter(works)
        .take(3)
        .map(|question| format!("- {question}"))
        .collect();
    if items.is_empty() {
        return said.ask.to_owned();
    }
    format!("{}\n\n{}", said.examples, items.join("\n"))
}

fn link(section: &Section) -> String {
    let name = if section.heading == section.document {
        section.document.clone()
    } else {
        format!("{}: {}", section.document, section.heading)
    };
    format!("[{name}]({})", section.path)
}
