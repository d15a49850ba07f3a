//! Which models are asked: as many as may be compared, those of last time to begin with.

use adda_protocol::{
    Cost, Usage,
    dto::{ModelInfo, ModelState},
    limits::COMPARED,
};

/// Those that were asked last, as far as they can still be asked; otherwise the one that would answer anyway.
pub fn first(models: &[ModelInfo], last: Vec<String>, current: String) -> Vec<String> {
    let ready = |id: &String| models.iter().any(|model| is_ready(model) && model.id == *id);
    let mut chosen: Vec<String> = Vec::new();
    for id in last.into_iter().filter(ready) {
        if !is_full(&chosen) && !chosen.contains(&id) {
            chosen.push(id);
        }
    }
    if chosen.is_empty() {
        chosen.extend(Some(current).filter(ready));
    }
    chosen
}

pub fn is_ready(model: &ModelInfo) -> bool {
    model.state == ModelState::Ready
}

pub fn is_full(chosen: &[String]) -> bool {
    chosen.len() >= *COMPARED.end()
}

/// Adds a model, or takes it out again.
pub fn toggle(chosen: &mut Vec<String>, id: &str) {
    match chosen.iter().position(|other| other == id) {
        Some(at) => drop(chosen.remove(at)),
        None if is_full(chosen) => {}
        None => chosen.push(id.to_owned()),
    }
}

/// What one message to all of them would cost; nothing where a price is not known or they are not of one currency.
pub fn together(models: &[ModelInfo], chosen: &[String], usage: &Usage) -> Option<Cost> {
    let mut sum: Option<Cost> = None;
    for id in chosen {
        let model = models.iter().find(|model| model.id == *id)?;
        let cost = model.price.as_ref()?.cost(usage);
        match &mut sum {
            None => sum = Some(cost),
            Some(sum) if sum.currency == cost.currency => {
                sum.micros = sum.micros.saturating_add(cost.micros);
            }
            Some(_) => return None,
        }
    }
    sum.filter(|sum| sum.micros > 0)
}

#[cfg(test)]
mod tests {
    use adda_protocol::dto::Price;

    use super::*;

    fn model(id: &str, currency: &str) -> ModelInfo {
        let price = Price {
            currency: currency.to_owned(),
            input: 1_000_000,
            cached_input: None,
            output: 2_000_000,
            as_of: "2026-11-21".to_owned(),
        };
        let price = Some(price).filter(|_| !currency.is_empty());
        ModelInfo { id: id.to_owned(), price, ..ModelInfo::default() }
    }

    fn ids(ids: &[&str]) -> Vec<String> {
        ids.iter().map(ToString::to_string).collect()
    }

    fn models() -> Vec<ModelInfo> {
        let mut models = ["a", "b", "c", "d", "e"].map(|id| model(id, "USD")).to_vec();
        models[1].state = ModelState::NeedsKey;
        models.extend([model("rupees", "INR"), model("unknown", "")]);
        models
    }

    #[test]
    fn choice_begins_with_those_of_last_time_that_can_still_be_asked() {
        let first = |last: &[&str]| first(&models(), ids(last), "a".to_owned());
        assert_eq!(first(&["c", "b", "gone", "c", "d"]), ids(&["c", "d"]));
        assert_eq!(first(&["a", "c", "d", "e", "rupees"]).len(), *COMPARED.end());
        assert_eq!(first(&["b"]), ids(&["a"]));
        assert_eq!(super::first(&models(), Vec::new(), "b".to_owned()), ids(&[]));
    }

    #[test]
    fn choice_takes_no_more_than_may_be_compared() {
        let mut chosen = ids(&["a", "b", "c", "d"]);
        toggle(&mut chosen, "e");
        assert_eq!(chosen, ids(&["a", "b", "c", "d"]));
        toggle(&mut chosen, "b");
        toggle(&mut chosen, "e");
        assert_eq!(chosen, ids(&["a", "c", "d", "e"]));
    }

    #[test]
    fn costs_are_added_where_all_are_known_in_one_currency() {
        let usage = Usage { input: 1_000, output: 500, ..Usage::default() };
        let cost = |chosen: &[&str]| together(&models(), &ids(chosen), &usage);
        let dollars = |micros| Some(Cost { micros, currency: "USD".to_owned() });
        assert_eq!(cost(&["a", "c"]), dollars(4_000));
        assert_eq!(cost(&["a", "rupees"]), None);
        assert_eq!(cost(&["a", "unknown"]), None);
        assert_eq!(cost(&[]), None);
    }
}
