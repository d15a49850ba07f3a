use std::{io::Write, path::Path, sync::Arc};

use adda_protocol::dto::{AddProviderKey, Password};
use clap::CommandFactory;
use parking_lot::Mutex;

use super::*;
use crate::auth::{Credential, Identity};

#[derive(Clone, Default)]
struct Output(Arc<Mutex<Vec<u8>>>);

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Runs a command on a folder: its result, and what it printed.
async fn adda(
    folder: &Path,
    input: &'static str,
    line: &str,
) -> (Result<ExitCode, CliError>, String) {
    let output = Output::default();
    let command = Cli::try_parse_from(line.split_whitespace()).unwrap().command.unwrap();
    let mut console = Console::of(output.clone(), input);
    let result = command.execute(&Config::for_tests(folder), &mut console).await;
    let printed = String::from_utf8(output.0.lock().clone()).unwrap();
    (result, printed)
}

async fn prints(folder: &Path, input: &'static str, line: &str) -> String {
    let (result, printed) = adda(folder, input, line).await;
    result.unwrap();
    printed
}

async fn refuses(folder: &Path, input: &'static str, line: &str) -> String {
    let (result, _) = adda(folder, input, line).await;
    result.unwrap_err().to_string()
}

#[test]
fn cli_definition_is_sound_and_every_command_has_help() {
    let mut command = Cli::command();
    command.clone().debug_assert();
    command.build();
    for sub in command.get_subcommands() {
        assert!(sub.get_about().is_some(), "{}", sub.get_name());
        for inner in sub.get_subcommands() {
            assert!(inner.get_about().is_some(), "{} {}", sub.get_name(), inner.get_name());
        }
    }
    assert!(Cli::try_parse_from(["adda"]).unwrap().command.is_none());
    let cli = Cli::try_parse_from(["adda", "check", "--config", "x.toml"]).unwrap();
    assert_eq!(cli.config.as_deref(), Some(Path::new("x.toml")));
}

#[tokio::test]
async fn user_commands_make_list_promote_reset_and_delete() {
    let dir = tempfile::tempdir().unwrap();
    let at = dir.path();
    let made = prints(at, "correct horse\n", "adda user create ada@example.org --name Ada").await;
    assert_eq!(made, "Made the account ada@example.org as an administrator.\n");
    let made = prints(at, "correct horse\r\n", "adda user create Grace@example.org").await;
    assert_eq!(made, "Made the account Grace@example.org.\n");
    prints(at, "", "adda user promote GRACE@example.org").await;
    let listed = prints(at, "", "adda user list").await;
    let lines: Vec<&str> = listed.lines().collect();
    assert!(lines[0].starts_with("admin   ada@example.org  Ada  "), "{listed}");
    assert!(lines[1].starts_with("admin   Grace@example.org  Grace  "), "{listed}");

    let reset = prints(at, "", "adda user reset-password ada@example.org --generate").await;
    let password = reset.lines().last().unwrap().strip_prefix("Password: ").unwrap();
    assert_eq!(password.len(), 23, "{password}");

    assert!(
        refuses(at, "yes\n", "adda user delete ada@example.org")
            .await
            .contains("Nothing was deleted")
    );
    prints(at, "", "adda user delete ada@example.org --yes").await;
    assert_eq!(prints(at, "", "adda user list").await.lines().count(), 1);
}

#[tokio::test]
async fn user_commands_refuse_with_one_sentence() {
    let dir = tempfile::tempdir().unwrap();
    let at = dir.path();
    prints(at, "correct horse\n", "adda user create ada@example.org").await;
    for (input, line, says) in [
        ("correct horse\n", "adda user create ADA@example.org", "already an account"),
        ("short\n", "adda user create b@example.org", "at least 8"),
        ("\n", "adda user create b@example.org", "--generate"),
        ("x\n", "adda user create nobody", "not an e-mail"),
        ("", "adda user promote nobody@example.org", "no account nobody@example.org"),
        ("", "adda user delete nobody@example.org --yes", "no account"),
    ] {
        let refusal = refuses(at, input, line).await;
        assert!(refusal.contains(says) && !refusal.contains('\n'), "{line}: {refusal}");
    }
}

#[tokio::test]
async fn migrate_says_what_it_did() {
    let dir = tempfile::tempdir().unwrap();
    assert!(prints(dir.path(), "", "adda migrate").await.starts_with("Applied "));
    assert_eq!(prints(dir.path(), "", "adda migrate").await, "The database is up to date.\n");
}

#[tokio::test]
async fn backup_copies_and_overwrites_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let (at, copy) = (dir.path().join("data"), dir.path().join("copy"));
    let line = format!("adda backup {}", copy.join("adda.db").display());
    std::fs::create_dir(&copy).unwrap();
    assert!(refuses(&at, "", &line).await.contains("no database"));
    assert!(!at.exists());
    prints(&at, "correct horse\n", "adda user create ada@example.org").await;
    assert!(prints(&at, "", &line).await.contains("secret.key"));
    let before = std::fs::read(copy.join("adda.db")).unwrap();
    refuses(&at, "", &line).await;
    assert_eq!(std::fs::read(copy.join("adda.db")).unwrap(), before);
    assert!(prints(&copy, "", "adda user list").await.contains("ada@example.org"));
}

#[tokio::test]
async fn keys_are_rotated_while_no_server_runs() {
    let dir = tempfile::tempdir().unwrap();
    let at = dir.path();
    assert!(refuses(at, "", "adda keys rotate").await.contains("no database"));
    assert!(!at.join("secret.key").exists(), "refusing makes nothing");
    prints(at, "correct horse\n", "adda user create ada@example.org").await;
    let secret = || std::fs::read_to_string(at.join("secret.key")).unwrap();
    let before = secret();

    let serving = InUse::serving(at).unwrap();
    let refusal = refuses(at, "", "adda keys rotate").await;
    assert!(refusal.contains("stop it first") && !refusal.contains('\n'), "{refusal}");
    assert_eq!(secret(), before);
    drop(serving);

    let said = prints(at, "", "adda keys rotate").await;
    assert!(said.contains("sealed anew: 0") && said.contains("sign in again"), "{said}");
    assert_ne!(secret(), before);
    assert_eq!(secret().lines().count(), 1);
    assert!(!said.contains(secret().trim()) && !said.contains(before.trim()));
}

#[tokio::test]
async fn check_finds_keys_of_another_secret() {
    let dir = tempfile::tempdir().unwrap();
    let at = dir.path();
    prints(at, "correct horse\n", "adda user create ada@example.org").await;
    let check = async || {
        let output = Output::default();
        let mut config = Config::for_tests(at);
        config.auth.argon2_memory_kib = 19_456;
        check::run(&config, &mut Console::of(output.clone(), "")).await.unwrap();
        String::from_utf8(output.0.lock().clone()).unwrap()
    };
    assert!(!check().await.contains("keys:"), "nobody has one");

    let mut config = Config::for_tests(at);
    config.providers.insert("openai".to_owned(), crate::config::ProviderConfig::default());
    let services = Services::start(config).await.unwrap();
    let user = services.store.users().await.unwrap().remove(0);
    let session = services.ids.make(adda_protocol::SessionId::new);
    let who = Identity { user, by: Credential::Session(session) };
    let key = Password("sk-test-0123456789".to_owned());
    let new = AddProviderKey { provider: "openai".to_owned(), label: String::new(), key };
    services.keys.add(&who, new).await.unwrap();
    services.store.close().await;
    let said = check().await;
    assert!(said.contains("ok     keys: 1 of people"), "{said}");

    for loss in [Some("0".repeat(64)), None] {
        match loss {
            Some(other) => std::fs::write(at.join("secret.key"), other).unwrap(),
            None => std::fs::remove_file(at.join("secret.key")).unwrap(),
        }
        let said = check().await;
        assert!(said.contains("wrong  keys: 1 of 1"), "{said}");
        assert!(said.contains("secret.key"), "{said}");
    }
}

#[tokio::test]
async fn check_is_content_with_a_fresh_server_and_finds_what_is_wrong() {
    let dir = tempfile::tempdir().unwrap();
    let at = dir.path();
    let check = async |change: fn(&mut Config)| {
        let output = Output::default();
        let mut config = Config::for_tests(at);
        config.auth.argon2_memory_kib = 19_456;
        change(&mut config);
        let code = check::run(&config, &mut Console::of(output.clone(), "")).await.unwrap();
        (code == ExitCode::SUCCESS, String::from_utf8(output.0.lock().clone()).unwrap())
    };
    let (is_well, said) = check(|_| {}).await;
    assert!(is_well && said.contains("ok     database: none yet"), "{said}");
    assert!(!at.join("adda.db").exists(), "checking makes nothing");

    prints(at, "", "adda migrate").await;
    let (is_well, said) = check(|_| {}).await;
    assert!(
        is_well && said.contains("ok     database: sqlite") && said.contains("provider guide"),
        "{said}"
    );
    let (is_well, said) = check(|config| config.auth.argon2_memory_kib = 64).await;
    assert!(!is_well && said.contains("wrong  settings: auth.argon2_memory_kib = 64"), "{said}");

    std::fs::write(at.join("adda.db"), "this is no database, whatever its name says".repeat(200))
        .unwrap();
    let (is_well, said) = check(|_| {}).await;
    assert!(!is_well && said.contains("wrong  database"), "{said}");
}

#[tokio::test]
async fn health_says_so_when_no_server_runs() {
    let dir = tempfile::tempdir().unwrap();
    let refusal = refuses(dir.path(), "", "adda health").await;
    assert!(refusal.contains("nothing answers at 127.0.0.1"), "{refusal}");
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0, "asking makes nothing");
}

#[test]
fn generated_passwords_differ_and_pass_the_policy() {
    let clock = Arc::new(crate::clock::MockClock::new(1));
    let ids = crate::ids::Ids::seeded(clock, 1);
    let (one, two) = (console::generate_password(&ids), console::generate_password(&ids));
    assert_ne!(one, two);
    assert!(one.0.chars().all(|c| c == '-' || c.is_ascii_lowercase() || c.is_ascii_digit()));
}
