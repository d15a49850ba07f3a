//! Under an answer: what wrote it and what it took.

use adda_protocol::{AuthorKind, Cost, Usage};
use leptos::prelude::*;

use super::{Parts, style};
use crate::components::names::clean;

#[component]
pub fn Footer(parts: Parts) -> impl IntoView {
    let model = move || parts.model.get().map(|model| clean(&model));
    let tokens = move || parts.usage.get().map(tokens);
    let cost = move || parts.cost.get().as_ref().and_then(price);
    let ai = parts.author.get_untracked().kind == AuthorKind::Ai;
    ai.then(|| {
        view! {
            <p class=style::footer>
                {move || model().map(|model| view! { <span>{model}</span> })}
                {move || tokens().map(|tokens| view! { <span>{tokens}</span> })}
                {move || cost().map(|cost| view! { <span>{cost}</span> })}
            </p>
        }
    })
}

fn tokens(usage: Usage) -> String {
    let about = if usage.estimated { "about " } else { "" };
    format!("{about}{} tokens", grouped(usage.input + usage.output))
}

/// `12,345`.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `0.0123 USD`: four places, because one answer costs little. Nothing for what is free.
fn price(cost: &Cost) -> Option<String> {
    if cost.micros <= 0 {
        return None;
    }
    let (whole, rest) = (cost.micros / 1_000_000, cost.micros % 1_000_000 / 100);
    if whole == 0 && rest == 0 {
        return Some(format!("< 0.0001 {}", clean(&cost.currency)));
    }
    Some(format!("{whole}.{rest:04} {}", clean(&cost.currency)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grouped_sets_a_comma_between_thousands() {
        let cases = [(0, "0"), (999, "999"), (1_000, "1,000"), (1_234_567, "1,234,567")];
        for (number, text) in cases {
            assert_eq!(grouped(number), text);
        }
    }

    #[test]
    fn price_has_four_places_and_hides_nothing() {
        let price = |micros| price(&Cost { micros, currency: "USD".into() });
        assert_eq!(price(0), None);
        assert_eq!(price(99).as_deref(), Some("< 0.0001 USD"));
        assert_eq!(price(12_345).as_deref(), Some("0.0123 USD"));
        assert_eq!(price(2_000_100).as_deref(), Some("2.0001 USD"));
    }
}
