//! Restoring text that comes in pieces.

use adda_redaction::{Kind, Person, Policy, Redactor, Restorer, Vault, restore};
use proptest::prelude::*;

/// A vault with two people, a card, an address, a telephone number and a password.
fn vault() -> Vault {
    let mut vault = Vault::default();
    vault.person(&Person::new("u1", "Priya"));
    vault.person(&Person::new("u2", "Łukasz"));
    let text = "4242 4242 4242 4242 priya@example.com +91 98765 43210 password: hunter2";
    let sent = Redactor::new(&Policy::default(), &[]).redact(text, &mut vault);
    assert!(sent.is_ok_and(|sent| sent.pieces.len() == 4));
    vault
}

/// What an AI makes of placeholders, and what only looks like them.
fn words() -> impl Strategy<Value = String> {
    let parts = prop::sample::select(vec![
        "[PERSON_1]",
        "[person_2]",
        "[Person_1]'s",
        "**[PERSON_2]**",
        "[CARD_1]",
        "\\[EMAIL\\_1\\]",
        "PERSON_1",
        "PERSON_12",
        "[PERSON_1's]",
        "[PERSON_1\u{2019}s]",
        "[PERSON_",
        "[",
        "]",
        "\\",
        "_1",
        "[CARD 1]",
        "PHONE_1",
        "CARD",
        " ",
        "नमस्ते ",
        "é",
        "X",
        "_",
        "1",
        "[SECRET_1], ",
        "(https://x.example/[PERSON_1])",
        "\n",
    ]);
    prop::collection::vec(
        prop_oneof![4 => parts.prop_map(str::to_owned), 1 => any::<String>()],
        0..12,
    )
    .prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(800))]

    #[test]
    fn pieces_give_what_the_whole_gives(text in words(), cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..20)) {
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| text.floor_char_boundary(cut.index(text.len() + 1))).collect();
        cuts.extend([0, text.len()]);
        cuts.sort_unstable();
        let vault = vault();
        let mut restorer = Restorer::new(&vault);
        let mut shown = String::new();
        for pair in cuts.windows(2) {
            shown.push_str(&restorer.push(&text[pair[0]..pair[1]]));
        }
        shown.push_str(&restorer.finish());
        prop_assert_eq!(shown, restore(&text, &vault));
    }

    #[test]
    fn numbers_never_come_back_whole(text in words()) {
        let shown = restore(&text, &vault());
        for whole in ["4242 4242", "priya@", "98765", "hunter2"] {
            prop_assert!(!shown.contains(whole), "{shown}");
        }
    }

    #[test]
    fn no_more_is_held_back_than_a_placeholder_can_be(text in words()) {
        let mut restorer = Restorer::new(&Vault::default());
        prop_assert_eq!(restorer.push(&text), text.clone());
        let vault = vault();
        let mut restorer = Restorer::new(&vault);
        let now = restorer.push(&text);
        let held = restorer.finish();
        prop_assert!(held.len() <= 40, "{now}|{held}");
    }
}

#[test]
fn answers_greet_people_by_name() {
    let person = Person::new("u1", "Priya").also("Priya Sharma");
    let mut vault = Vault::default();
    let redactor = Redactor::new(&Policy::default(), std::slice::from_ref(&person));
    let sent =
        redactor.redact("I am Priya Sharma, my card is 4242 4242 4242 4242", &mut vault).unwrap();
    assert!(
        !sent.text.contains("Priya")
            && !sent.text.contains("Sharma")
            && !sent.text.contains("4242")
    );
    let placeholder = vault.person(&person).to_string();
    let answer = format!("Hello {placeholder}! I see {}.", "[CARD_1]");
    assert_eq!(restore(&answer, &vault), "Hello Priya! I see card ending 4242.");
    assert_eq!(Kind::from_tag("card"), Some(Kind::Card));
}
