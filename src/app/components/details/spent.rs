//! What the chat's answers cost so far.

use adda_protocol::dto::{Totals, UpdateChatPrivacy};
use leptos::prelude::*;

use crate::{
    components::figures::{about, amount, grouped},
    i18n::{counted, text},
    state::chat::ChatState,
};

/// Asks for the sums of every other chat, and again after every answer; for what is allowed there once.
pub fn follow(chat: ChatState) {
    let spent = chat.spent();
    // A chat without a log is not made yet, and there is nothing to ask about it.
    let open = Memo::new(move |_| {
        chat.current().read().as_ref().filter(|open| open.last_seq > 0).map(|open| open.id)
    });
    Effect::new(move |wrote: Option<bool>| {
        let writes = chat.streaming().get().is_some();
        let unknown = open.get().is_some() && spent.read_untracked().is_none();
        if unknown || wrote == Some(true) && !writes {
            chat.refresh_spent();
            if chat.privacy().read_untracked().is_none() {
                chat.allow(UpdateChatPrivacy::default());
            }
        }
        writes
    });
}

#[component]
pub fn Spent() -> impl IntoView {
    let spent = expect_context::<ChatState>().spent();
    move || {
        let (cost, rest) = spent.read().as_ref().map_or_else(waiting, words);
        view! {
            {cost}
            <small>{rest}</small>
        }
    }
}

/// Keeps the place of what is on its way.
fn waiting() -> (String, String) {
    ("…".to_owned(), "\u{a0}".to_owned())
}

fn words(totals: &Totals) -> (String, String) {
    let amounts: Vec<String> = totals.costs.iter().map(amount).collect();
    let cost = match (totals.answers, amounts.join(" + ")) {
        (0, _) => text!(details.nothing_yet).to_owned(),
        (_, none) if none.is_empty() => text!(details.no_price).to_owned(),
        (_, zero) if totals.costs.iter().all(|cost| cost.micros == 0) => {
            text!(details.nothing, zero = zero)
        }
        (_, sum) if totals.estimated > 0 => about(sum),
        (_, sum) => sum,
    };
    let (input, output) = (grouped(totals.input), grouped(totals.output));
    (cost, counted!(details.spent, count = totals.answers, input = input, output = output))
}

#[cfg(test)]
mod tests {
    use adda_protocol::Cost;

    use super::*;

    #[test]
    fn spent_says_what_it_does_not_know() {
        let cost = |micros, currency: &str| Cost { micros, currency: currency.to_owned() };
        let mut totals = Totals::default();
        assert_eq!(words(&totals).0, "Nothing yet");
        totals.answers = 1;
        totals.input = 1_200;
        assert_eq!(
            words(&totals),
            ("No price is known".into(), "1 answer, 1,200 tokens in, 0 out".into())
        );
        totals.add_cost(&cost(0, "USD"));
        assert_eq!(words(&totals).0, "Nothing ($0)");
        totals.add_cost(&cost(1_500_000, "USD"));
        totals.add_cost(&cost(20_000, "EUR"));
        assert_eq!(words(&totals).0, "€0.02 + $1.50");
        totals.estimated = 1;
        assert_eq!(words(&totals).0, "about €0.02 + $1.50");
    }
}
