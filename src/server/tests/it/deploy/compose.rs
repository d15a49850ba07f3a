//! The compose file is read as text: what must never change by accident.

use adda_server::config::{Config, Sources};

use super::read;

/// The lines of one service, its own key not included.
fn service(name: &str) -> Vec<String> {
    let text = read("compose.yaml");
    let services = text.split("\nservices:\n").nth(1).unwrap();
    services
        .lines()
        .skip_while(|line| *line != format!("  {name}:"))
        .skip(1)
        .take_while(|line| line.is_empty() || line.starts_with("    "))
        .map(|line| line.trim().to_owned())
        .collect()
}

/// `KEY: value` below `section:`, up to the next key without a colon and value of that depth.
fn environment(name: &str) -> Vec<(String, String)> {
    let lines = service(name);
    let entries = lines.iter().skip_while(|line| *line != "environment:").skip(1);
    entries
        .filter(|line| !line.starts_with('#'))
        .take_while(|line| line.starts_with(|c: char| c.is_ascii_uppercase()))
        .filter_map(|line| line.split_once(": "))
        .map(|(key, value)| (key.to_owned(), value.to_owned()))
        .collect()
}

#[test]
fn compose_publishes_nothing_but_adda_and_that_on_this_machine() {
    let ports = |name| service(name).iter().position(|line| line == "ports:");
    let adda = service("adda");
    let published = &adda[ports("adda").unwrap() + 1];
    assert!(published.starts_with("- \"127.0.0.1:"), "{published}");
    assert!(!adda[ports("adda").unwrap() + 2].starts_with('-'), "one port");
    for inside in ["postgres", "redis"] {
        assert!(!service(inside).is_empty());
        assert_eq!(ports(inside), None, "{inside} is published");
        assert!(service(inside).contains(&"healthcheck:".to_owned()), "{inside}");
        assert!(adda.contains(&format!("{inside}: {{ condition: service_healthy }}")));
    }
}

#[test]
fn compose_has_no_secret_of_its_own_and_starts_not_without_one() {
    for (name, key) in [("adda", "DATABASE_URL"), ("postgres", "POSTGRES_PASSWORD")] {
        let environment = environment(name);
        let (_, value) = environment.iter().find(|(found, _)| found == key).unwrap();
        assert!(value.contains("${POSTGRES_PASSWORD:?"), "{name}: {value}");
    }
}

#[test]
fn compose_sets_what_adda_reads() {
    let variables = environment("adda");
    assert!(variables.len() >= 5, "{variables:?}");
    let empty = tempfile::tempdir().unwrap();
    let sources = Sources::in_folder(empty.path(), None, variables).unwrap();
    let config = Config::load(&sources).unwrap();
    let text = read("compose.yaml");
    let gateway = text.lines().find_map(|line| line.trim().strip_prefix("gateway: ")).unwrap();
    assert!(config.server.trusted_proxies[0].contains(gateway.parse().unwrap()));
    let grace: u64 = service("adda")
        .iter()
        .find_map(|line| line.strip_prefix("stop_grace_period: ")?.strip_suffix('s')?.parse().ok())
        .unwrap();
    assert!(grace > config.server.shutdown_grace_s + 3, "answers in flight are cut");
}
