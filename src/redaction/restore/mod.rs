//! From placeholders back to what a person is shown: names as names, numbers and keys masked.

mod mask;
mod stream;

pub use stream::Restorer;

use crate::vault::Vault;

/// An AI's words as they are shown: names, terms and addresses come back, everything else masked ("card ending 4242").
pub fn restore(text: &str, vault: &Vault) -> String {
    whole(Restorer::new(vault), text)
}

/// A person's own words as they wrote them: every value comes back whole, as it was first written. Never for an AI's words.
pub fn expand(text: &str, vault: &Vault) -> String {
    whole(Restorer::expanding(vault), text)
}

fn whole(mut restorer: Restorer, text: &str) -> String {
    let mut restored = restorer.push(text);
    restored.push_str(&restorer.finish());
    restored
}
