use proptest::prelude::*;

use super::*;

#[test]
fn redact_hides_keys_tokens_passwords_and_addresses() {
    for (text, secret) in [
        ("401 for sk-proj-abcDEF123456", "abcDEF123456"),
        ("header Authorization: Bearer abc.def refused", "abc.def"),
        ("cannot connect to postgres://adda:hunter2@db/adda", "hunter2"),
        ("the user ada.lovelace+x@example.org is unknown", "lovelace"),
        ("sent to mailto:ada@example.org", "ada@"),
        ("GET /reset?token=abcdef", "abcdef"),
        (r#"{"error":"key adda_1A2b3C4d5E6f7G8h is gone"}"#, "1A2b3C4d5E6f7G8h"),
        ("cookie eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIx.c2ln", "c2ln"),
        ("left over: 3hYx9QmZ2pLrTv8wKdJn5bSfAcGe7uHi1", "3hYx9QmZ2pLrTv8wKdJn5bSfAcGe7uHi1"),
        ("Incorrect API key provided: AIzaSyD-1234567890abc.", "1234567890"),
    ] {
        let clean = redact(text);
        assert!(!clean.contains(secret) && clean.contains(MARK), "{clean}");
    }
}

#[test]
fn redact_leaves_what_operators_read() {
    for text in [
        "answered 200 for /api/v1/conversations/01a1fded-74e7-7efe-a5bc-6949c368183c/messages",
        "adda_server::http::observe at src/server/http/observe.rs:98:9",
        r#"{"timestamp":"2026-11-21T11:46:00.042246Z","level":"INFO","duration_ms":2.9}"#,
        "constraint adda_users_email_key of 20261121080000_accounts.sql",
        "listening on [::1]:3000, see https://example.org/docs",
        "at 12:30 @ noon, key = value, sk-short",
        "openrouter/qwen3-32b offers 12 models",
    ] {
        assert_eq!(redact(text), text);
    }
}

#[test]
fn quoted_parts_are_hidden_and_the_rest_is_not() {
    for (text, clean) in [
        (r#"invalid uuid: "my secret""#, r#"invalid uuid: "[hidden]""#),
        ("byte index 1 is inside 'é' of `dear diary`", "byte index 1 is inside 'é' of `[hidden]`"),
        (r#"it said "a \" b" twice"#, r#"it said "[hidden]" twice"#),
        (r#"never "closed"#, r#"never "[hidden]"#),
        (r#"empty "" stays"#, r#"empty "" stays"#),
        ("index out of bounds: the len is 3", "index out of bounds: the len is 3"),
    ] {
        assert_eq!(without_quoted(text), clean);
    }
}

proptest! {
    #[test]
    fn redact_takes_any_text_and_is_done_after_once(text in ".{0,200}") {
        let once = redact(&text).into_owned();
        prop_assert_eq!(redact(&once), once.as_str());
        let once = without_quoted(&text).into_owned();
        prop_assert_eq!(without_quoted(&once), once.as_str());
    }

    #[test]
    fn redact_finds_a_key_anywhere(before in "[a-z \"'({=]{0,20}", after in "[ ,;\"')}]") {
        let text = format!("{before} sk-live-9f8E7d6C5b4A3 {after}");
        prop_assert!(!redact(&text).contains("9f8E"));
    }
}
