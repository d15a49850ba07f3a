//! Languages by their own names, and countries by those of the reader's language.

use crate::i18n::{self, Locale};

/// `<tag> <name>` a line: BCP 47.
const LANGUAGES: &str = include_str!("languages.txt");
/// `<code> <name>` a line: ISO 3166, by name.
const COUNTRIES: &str = include_str!("countries.txt");
/// The same in Hindi, as Unicode's CLDR has them.
const COUNTRIES_HI: &str = include_str!("countries.hi.txt");

/// What is kept, and what it is called.
pub type Choice = (String, String);

/// What can be chosen, with what is chosen already among it: programs may have set any other.
pub fn languages(chosen: Option<&str>) -> Vec<Choice> {
    with(LANGUAGES, chosen)
}

pub fn countries(chosen: Option<&str>) -> Vec<Choice> {
    let list = if i18n::locale() == Locale::hi { COUNTRIES_HI } else { COUNTRIES };
    with(list, chosen)
}

fn with(list: &str, chosen: Option<&str>) -> Vec<Choice> {
    let lines = list.lines().filter_map(|line| line.split_once(' '));
    let mut choices: Vec<Choice> =
        lines.map(|(word, name)| (word.to_owned(), name.to_owned())).collect();
    if let Some(chosen) = chosen
        && choices.iter().all(|(word, _)| word != chosen)
    {
        choices.insert(0, (chosen.to_owned(), chosen.to_owned()));
    }
    choices
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn choices_are_each_there_once_under_a_word_and_a_name() {
        let (languages, countries) = (languages(None), countries(None));
        let hindi = with(COUNTRIES_HI, None);
        assert_eq!(countries.len(), 249);
        for list in [&languages, &countries, &hindi] {
            let words: HashSet<_> = list.iter().map(|(word, _)| word).collect();
            let names: HashSet<_> = list.iter().map(|(_, name)| name).collect();
            assert!(words.len() == list.len() && names.len() == list.len());
        }
        let capital = |word: &str| word.len() == 2 && word.bytes().all(|b| b.is_ascii_uppercase());
        assert!(countries.iter().all(|(word, _)| capital(word)));
        let codes = |list: &[Choice]| -> HashSet<String> {
            list.iter().map(|(code, _)| code.clone()).collect()
        };
        assert_eq!(codes(&countries), codes(&hindi));
        assert!(countries.contains(&("IN".to_owned(), "India".to_owned())));
        assert!(languages.contains(&("hi".to_owned(), "हिन्दी".to_owned())));
    }

    #[test]
    fn choice_made_elsewhere_stays_one() {
        let choices = languages(Some("pt-AO"));
        assert_eq!(choices[0].0, "pt-AO");
        assert_eq!(choices.len(), languages(None).len() + 1);
        assert_eq!(languages(Some("hi")).len(), languages(None).len());
    }
}
