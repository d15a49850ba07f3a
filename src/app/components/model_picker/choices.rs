//! The models that can be chosen, found by words and grouped by who runs them.

use adda_protocol::dto::{ModelInfo, ModelState};

use crate::{
    components::names,
    i18n::{counted, text},
};

/// Rows shown at once; more are found by typing.
pub const SHOWN: usize = 80;

/// The models that have all words of `query` in their name, id or provider. The chosen one is among them also where
/// nobody offers it any more.
pub fn find(models: &[ModelInfo], chosen: &str, query: &str) -> Vec<ModelInfo> {
    let words: Vec<String> = query.split_whitespace().map(str::to_lowercase).collect();
    let lost =
        (!chosen.is_empty() && models.iter().all(|model| model.id != chosen)).then(|| gone(chosen));
    lost.iter().chain(models).filter(|model| fits(model, &words)).cloned().collect()
}

/// A model nobody knows.
pub fn gone(id: &str) -> ModelInfo {
    ModelInfo {
        id: id.to_owned(),
        name: id.to_owned(),
        state: ModelState::Gone,
        ..ModelInfo::default()
    }
}

fn fits(model: &ModelInfo, words: &[String]) -> bool {
    let text =
        [&model.name, &model.id, &names::provider(&model.provider)].map(|text| text.to_lowercase());
    words.iter().all(|word| text.iter().any(|text| text.contains(word)))
}

/// Models with their places in the list, in groups of one provider each.
pub fn grouped(models: Vec<ModelInfo>) -> Vec<(String, Vec<(usize, ModelInfo)>)> {
    let mut groups: Vec<(String, Vec<_>)> = Vec::new();
    for (place, model) in models.into_iter().enumerate().take(SHOWN) {
        match groups.last_mut().filter(|(provider, _)| *provider == model.provider) {
            Some((_, group)) => group.push((place, model)),
            None => groups.push((model.provider.clone(), vec![(place, model)])),
        }
    }
    groups
}

/// How many were found, for a reader who does not see them.
pub fn told(found: usize) -> String {
    match found {
        0 => text!(models.none_found).to_owned(),
        count if count > SHOWN => counted!(models.found_more, count = count, shown = SHOWN),
        count => counted!(models.found, count = count),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn model(id: &str, name: &str, provider: &str) -> ModelInfo {
        let (id, name, provider) = (id.to_owned(), name.to_owned(), provider.to_owned());
        ModelInfo { id, name, provider, ..ModelInfo::default() }
    }

    fn models() -> Vec<ModelInfo> {
        vec![
            model("gpt-4o-mini", "GPT-4o mini", "openai"),
            model("gpt-4o", "GPT-4o", "openai"),
            model("gemini/flash", "Flash", "gemini"),
            model("guide", "Adda guide", "guide"),
        ]
    }

    #[test]
    fn models_are_found_by_all_words_in_name_id_or_provider() {
        let ids = |query| {
            find(&models(), "guide", query).into_iter().map(|model| model.id).collect::<Vec<_>>()
        };
        assert_eq!(ids("MINI gpt"), ["gpt-4o-mini"]);
        assert_eq!(ids("google"), ["gemini/flash"]);
        assert_eq!(ids(" "), ["gpt-4o-mini", "gpt-4o", "gemini/flash", "guide"]);
        assert!(ids("gpt claude").is_empty());
    }

    #[test]
    fn chosen_model_stays_in_the_list_after_it_is_gone() {
        let found = find(&models(), "old-model", "");
        assert_eq!((found[0].id.as_str(), found[0].state), ("old-model", ModelState::Gone));
        assert_eq!(find(&models(), "", "").len(), 4);
    }

    #[test]
    fn groups_keep_the_order_and_count_through() {
        let groups = grouped(models());
        let shape: Vec<_> =
            groups.iter().map(|(name, group)| (name.as_str(), group.len())).collect();
        assert_eq!(shape, [("openai", 2), ("gemini", 1), ("guide", 1)]);
        assert_eq!(groups[2].1[0].0, 3);
        assert!(grouped(vec![model("a", "a", "a"); 500])[0].1.len() == SHOWN);
    }
}
