//! What the guide says.

use super::{corpus::Section, index::Index, passage, small_talk, words};

/// Most passages of one answer.
const PASSAGES: usize = 3;
/// A question with fewer words of its own than this is read together with the one before it.
const FOLLOW_UP: usize = 2;
/// Questions offered when nothing was found; the first three that have an answer.
const STARTERS: &[&str] = &[
    "How do I connect a language model?",
    "How do I make a backup?",
    "Where are the settings of the server?",
    "What happens to a message after I send it?",
    "How do I start the server?",
    "Where is the data stored?",
    "Which HTTP API is there?",
    "What is Adda?",
];

/// The answer to a question; `before` is the person's question before it.
pub fn answer(index: &Index, question: &str, before: Option<&str>) -> String {
    let raw: Vec<String> = words::raw(question).collect();
    if let Some(said) = small_talk::reply(&raw) {
        return format!("{said}\n\n{}", starters(index));
    }
    let query = words::query(question);
    let mut found = index.search(&query, PASSAGES);
    let mut used = query;
    let own = used.iter().filter(|(_, weight)| *weight >= 1.0).count();
    if let Some(before) = before.filter(|_| found.is_empty() && own < FOLLOW_UP) {
        let both = words::query(&format!("{question} {before}"));
        found = index.search(&both, PASSAGES);
        used = both;
    }
    if found.is_empty() { nothing(index, question) } else { quoted(index, &found, &used) }
}

fn quoted(index: &Index, found: &[&Section], query: &[(String, f64)]) -> String {
    let mut text = match found {
        [only] => format!("Adda's documentation speaks of this under \"{}\":", only.heading),
        several => format!("Adda's documentation speaks of this in {} places:", several.len()),
    };
    for section in found {
        let passage = passage::quote(&section.markdown, &beyond_heading(section, query));
        text.extend(["\n\n", &passage, "\n\nFrom ", &link(section)]);
    }
    let more: Vec<String> = related(index, found).iter().map(|section| link(section)).collect();
    if !more.is_empty() {
        text.extend(["\n\nNearby there is more: ", &more.join(", "), "."]);
    }
    text
}

/// What is asked beyond the section's heading: all of the section is about that, so it does not tell passages apart.
fn beyond_heading(section: &Section, query: &[(String, f64)]) -> Vec<(String, f64)> {
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

fn nothing(index: &Index, question: &str) -> String {
    let letters = question.chars().filter(|c| c.is_alphabetic());
    let (mut ascii, mut other) = (0, 0);
    letters.for_each(|c| if c.is_ascii() { ascii += 1 } else { other += 1 });
    let why = if other > ascii {
        "I only understand English, and found nothing for this in Adda's documentation."
    } else {
        "I found nothing about this in Adda's documentation. I am a guide to Adda, not a language model, so I cannot \
         answer from general knowledge."
    };
    format!("{why}\n\n{}", starters(index))
}

/// Three questions that have an answer.
fn starters(index: &Index) -> String {
    let works = |question: &&&str| !index.search(&words::query(question), 1).is_empty();
    let items: Vec<String> =
        STARTERS.iter().filter(works).take(3).map(|question| format!("- {question}")).collect();
    if items.is_empty() {
        return "Ask me about Adda.".to_owned();
    }
    format!("You can ask me, for example:\n\n{}", items.join("\n"))
}

fn link(section: &Section) -> String {
    let name = if section.heading == section.document {
        section.document.clone()
    } else {
        format!("{}: {}", section.document, section.heading)
    };
    format!("[{name}]({})", section.path)
}
