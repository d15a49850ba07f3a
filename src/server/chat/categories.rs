//! Categories: those that are always there, and those a person names.

use adda_protocol::{
    dto::{CATEGORIES, Category},
    limits,
};

use super::{Engine, Error, Result, outgoing};
use crate::auth::Identity;

impl Engine {
    /// Categories the person has conversations in.
    pub async fn categories(&self, who: &Identity) -> Result<Vec<Category>> {
        Ok(self.store.categories(who.id()).await?)
    }

    /// The category as it is kept, where one is named: spelt as it is already, or new within the limits.
    pub(super) async fn category(
        &self,
        who: &Identity,
        named: Option<&str>,
    ) -> Result<Option<String>> {
        let Some(named) = named else { return Ok(None) };
        let name = check(named)?;
        if let Some(known) = CATEGORIES.iter().find(|known| **known == name.to_lowercase()) {
            return Ok(Some((*known).to_owned()));
        }
        let used = self.store.categories(who.id()).await?;
        choose(name, used.into_iter().map(|category| category.name)).map(Some)
    }
}

fn check(name: &str) -> Result<String> {
    let name = outgoing::one_line(name);
    if name.is_empty() {
        let message = "Give the category a name.".to_owned();
        return Err(Error::Invalid { field: "category", message });
    }
    if name.chars().count() > limits::CATEGORY_CHARS {
        let (what, limit) = ("The name of the category", limits::CATEGORY_CHARS);
        return Err(Error::TooLarge { what, limit, unit: "characters" });
    }
    Ok(name)
}

/// A name of the person's own, in the spelling they gave it first.
fn choose(name: String, used: impl Iterator<Item = String>) -> Result<String> {
    let key = name.to_lowercase();
    let own: Vec<String> = used.filter(|used| !CATEGORIES.contains(&used.as_str())).collect();
    if let Some(known) = own.iter().find(|known| known.to_lowercase() == key) {
        return Ok(known.clone());
    }
    if own.len() >= limits::OWN_CATEGORIES {
        return Err(Error::Invalid {
            field: "category",
            message: format!("There can be {} categories of your own.", limits::OWN_CATEGORIES),
        });
    }
    Ok(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn category_is_one_line_of_limited_length() {
        assert_eq!(check("  my \n taxes\u{202e} ").unwrap(), "my taxes");
        assert!(check(&"x".repeat(limits::CATEGORY_CHARS)).is_ok());
        assert!(check(&"x".repeat(limits::CATEGORY_CHARS + 1)).is_err());
        assert!(check(" \u{200b}\n").is_err());
    }

    #[test]
    fn category_named_again_keeps_its_first_spelling() {
        let used = || ["general", "Reisen"].map(str::to_owned).into_iter();
        assert_eq!(choose("REISEN".to_owned(), used()).unwrap(), "Reisen");
        assert_eq!(choose("Essen".to_owned(), used()).unwrap(), "Essen");
    }

    #[test]
    fn categories_of_ones_own_are_limited_and_the_given_ones_do_not_count() {
        let own = |count: usize| (0..count).map(|n| format!("own {n}"));
        let given = || CATEGORIES.map(str::to_owned).into_iter();
        let one_more = |count| choose("new".to_owned(), own(count).chain(given()));
        assert!(one_more(limits::OWN_CATEGORIES - 1).is_ok());
        assert!(one_more(limits::OWN_CATEGORIES).is_err());
        assert!(choose("OWN 3".to_owned(), own(limits::OWN_CATEGORIES)).is_ok());
    }
}
