//! Full-text search over sections: Okapi BM25 (Robertson and Zaragoza, 2009).

use std::collections::HashMap;

use super::{corpus::Section, words};

/// How fast further occurrences of a word stop to matter, and how much a section's length does.
const K1: f64 = 1.2;
const B: f64 = 0.75;
/// A word in a heading counts as often as this.
const HEADING: u32 = 4;
/// What a heading that asks the same adds, in weights of its words.
const SAME_QUESTION: f64 = 2.0;
/// For people who change the code: quoted where nothing written for readers fits about as well.
pub const INTERNAL: &str = "/docs/architecture";
const INTERNAL_SHARE: f64 = 0.7;
/// Share of the question's weight that a section must speak of to be an answer.
const COVERAGE: f64 = 0.34;
/// Sections with less than this share of the best one's score are left out.
const CLOSE: f64 = 0.6;

#[derive(Debug)]
struct Entry {
    section: Section,
    counts: HashMap<String, u32>,
    /// Words of the heading.
    heading: Vec<String>,
    length: f64,
}

#[derive(Debug)]
pub struct Index {
    entries: Vec<Entry>,
    /// In how many sections a word stands.
    spread: HashMap<String, usize>,
    mean_length: f64,
}

impl Index {
    pub fn new(sections: Vec<Section>) -> Self {
        let entries: Vec<Entry> = sections.into_iter().map(entry).collect();
        let mut spread = HashMap::new();
        for word in entries.iter().flat_map(|entry| entry.counts.keys()) {
            *spread.entry(word.clone()).or_insert(0) += 1;
        }
        let total: f64 = entries.iter().map(|entry| entry.length).sum();
        let mean_length = (total / as_f64(entries.len().max(1))).max(1.0);
        Self { entries, spread, mean_length }
    }

    pub fn sections(&self) -> impl Iterator<Item = &Section> {
        self.entries.iter().map(|entry| &entry.section)
    }

    /// Whether any section has the word.
    pub fn knows(&self, word: &str) -> bool {
        self.spread.contains_key(word)
    }

    /// Sections that answer the question, best first.
    pub fn search(&self, query: &[(String, f64)], most: usize) -> Vec<&Section> {
        // A word of the question that stands nowhere counts as much as one that stands in one place.
        let known_once = self.rarity_of(1);
        let asked = query.iter().filter(|(_, weight)| *weight >= 1.0);
        let asked: f64 = asked.map(|(word, _)| self.rarity(word).min(known_once)).sum();
        let mut found: Vec<(f64, &Section)> = self
            .entries
            .iter()
            .filter_map(|entry| {
                let (score, spoken_of) = self.score(entry, query);
                (score > 0.0 && spoken_of >= COVERAGE * asked).then_some((score, &entry.section))
            })
            .collect();
        found.sort_by(|(a, _), (b, _)| b.total_cmp(a));
        let best = found.first().map_or(0.0, |(score, _)| *score);
        found.retain(|(score, _)| *score >= best * CLOSE);
        found.into_iter().take(most).map(|(_, section)| section).collect()
    }

    /// The section's score, and the weight of the question's words it holds.
    fn score(&self, entry: &Entry, query: &[(String, f64)]) -> (f64, f64) {
        let mut score = 0.0;
        let mut spoken_of = 0.0;
        let mut in_heading = 0.0;
        let mut heading_words = 0;
        for (word, weight) in query {
            let Some(&count) = entry.counts.get(word) else { continue };
            let count = f64::from(count);
            let rarity = self.rarity(word) * weight;
            let long = 1.0 - B + B * entry.length / self.mean_length;
            score += rarity * count * (K1 + 1.0) / (count + K1 * long);
            spoken_of += rarity;
            if entry.heading.contains(word) {
                in_heading += rarity;
                heading_words += 1;
            }
        }
        score +=
            SAME_QUESTION * in_heading * as_f64(heading_words) / as_f64(entry.heading.len().max(1));
        if entry.section.path.starts_with(INTERNAL) {
            score *= INTERNAL_SHARE;
        }
        (score, spoken_of)
    }

    fn rarity(&self, word: &str) -> f64 {
        self.rarity_of(self.spread.get(word).copied().unwrap_or(0))
    }

    /// Inverse document frequency: rare words say more.
    fn rarity_of(&self, sections: usize) -> f64 {
        let all = as_f64(self.entries.len());
        let with = as_f64(sections);
        ((all - with + 0.5) / (with + 0.5) + 1.0).ln()
    }
}

fn entry(section: Section) -> Entry {
    let mut counts = HashMap::new();
    for word in words::words(&section.markdown) {
        *counts.entry(word).or_insert(0) += 1;
    }
    let length = f64::from(counts.values().sum::<u32>());
    let mut heading = words::words(&section.heading);
    heading.sort_unstable();
    heading.dedup();
    for word in &heading {
        *counts.entry(word.clone()).or_insert(0) += HEADING;
    }
    for word in words::words(&section.document) {
        *counts.entry(word).or_insert(0) += 1;
    }
    Entry { section, counts, heading, length }
}

fn as_f64(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(heading: &str, markdown: &str) -> Section {
        Section {
            document: "Doc".to_owned(),
            heading: heading.to_owned(),
            path: format!("/docs/doc#{heading}"),
            markdown: markdown.to_owned(),
        }
    }

    fn found(index: &Index, question: &str) -> Vec<String> {
        let found = index.search(&words::query(question), 3);
        found.into_iter().map(|section| section.heading.clone()).collect()
    }

    #[test]
    fn search_finds_the_section_that_speaks_of_it() {
        let index = Index::new(vec![
            section("Backups", "`adda backup PATH` makes a consistent copy while the server runs."),
            section(
                "Addresses",
                "The server listens on 127.0.0.1:3000 unless a setting says otherwise.",
            ),
            section("Health", "`/health` tells whether the database answers."),
        ]);
        assert_eq!(found(&index, "How do I back up? I want a backup!").first().unwrap(), "Backups");
        assert_eq!(found(&index, "which address does it listen on"), ["Addresses"]);
        assert!(found(&index, "What is the capital of France?").is_empty());
        assert!(found(&index, "").is_empty());
    }

    #[test]
    fn search_prefers_the_heading_that_asks_the_same() {
        let often = "data data data storage data database data ".repeat(3);
        let index = Index::new(vec![
            section("Storage and how it is built", &often),
            section("Where is the data?", "In a folder."),
            section("Health", "`/health` tells whether the database answers."),
            section("Addresses", "The server listens on a port."),
        ]);
        assert_eq!(
            found(&index, "Where is the data stored?").first().unwrap(),
            "Where is the data?"
        );
    }

    #[test]
    fn search_survives_an_empty_index() {
        assert!(found(&Index::new(Vec::new()), "anything").is_empty());
    }
}
