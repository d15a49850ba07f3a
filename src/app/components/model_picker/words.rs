//! What is said about a model.

use adda_protocol::{
    Usage,
    dto::{ModelInfo, ModelState, Price},
};

use crate::{
    components::figures::{about, amount, per_million, short},
    i18n::text,
};

const GUIDE: &str = "guide";

/// `128K context · $0.15 in / $0.60 out per million`.
pub fn facts(model: &ModelInfo) -> String {
    let window = model.context_window.map(|window| text!(models.context, size = short(window)));
    let price = match (&model.price, model.state) {
        (_, ModelState::Gone) => Some(text!(models.not_offered).to_owned()),
        _ if model.provider == GUIDE => Some(text!(models.guide).to_owned()),
        (Some(price), _) if is_free(price) => Some(text!(models.free).to_owned()),
        (Some(price), _) => Some(per_million(price)),
        (None, _) => Some(text!(models.price_unknown).to_owned()),
    };
    let parts = [window, price];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// What the next message would cost, or why that is not the question.
pub fn cost(model: &ModelInfo, usage: &Usage) -> String {
    match (&model.price, model.state) {
        (_, ModelState::NeedsKey) => text!(models.needs_key).to_owned(),
        (_, ModelState::Gone) => text!(models.gone).to_owned(),
        _ if model.provider == GUIDE => text!(models.built_in).to_owned(),
        _ if model.context_window.is_some_and(|window| window < usage.input) => {
            text!(models.too_long).to_owned()
        }
        (Some(price), _) if is_free(price) => text!(models.free).to_owned(),
        (Some(price), _) => about(amount(&price.cost(usage))),
        (None, _) => String::new(),
    }
}

fn is_free(price: &Price) -> bool {
    price.input <= 0 && price.output <= 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn model(price: Option<(i64, i64)>, state: ModelState) -> ModelInfo {
        let price = price.map(|(input, output)| Price {
            currency: "USD".to_owned(),
            input,
            cached_input: None,
            output,
            as_of: "2026-11-21".to_owned(),
        });
        ModelInfo {
            provider: "openai".to_owned(),
            context_window: Some(128_000),
            price,
            state,
            ..ModelInfo::default()
        }
    }

    #[test]
    fn facts_name_window_and_price() {
        let words = |price| facts(&model(price, ModelState::Ready));
        assert_eq!(
            words(Some((150_000, 600_000))),
            "128K context · $0.15 in / $0.60 out per million"
        );
        assert_eq!(words(Some((0, 0))), "128K context · free");
        assert_eq!(words(None), "128K context · price not known");
        assert_eq!(facts(&model(None, ModelState::Gone)), "128K context · No longer offered");
    }

    #[test]
    fn cost_is_of_the_message_to_come_or_says_what_is_in_the_way() {
        let usage = Usage { input: 1_000, output: 1_000, ..Usage::default() };
        let words = |price, state| cost(&model(price, state), &usage);
        let paid = Some((150_000, 600_000));
        assert_eq!(words(paid, ModelState::Ready), "about $0.00075");
        assert_eq!(words(paid, ModelState::NeedsKey), "needs a key");
        assert_eq!(words(paid, ModelState::Gone), "gone");
        assert_eq!(words(Some((0, 0)), ModelState::Ready), "free");
        assert_eq!(words(None, ModelState::Ready), "");
        let long = Usage { input: 200_000, ..usage };
        assert_eq!(cost(&model(paid, ModelState::Ready), &long), "chat too long");
    }
}
