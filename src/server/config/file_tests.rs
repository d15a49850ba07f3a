//! The files a person reads to learn the settings say what the code does.

use std::{fs, path::PathBuf};

use toml::{Table, Value};

use super::{
    Config, Sources,
    in_force::{Written, uncommented},
    known::{self, WELL_KNOWN},
};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap()
}

/// The settings themselves, wherever they were written.
fn load(text: &str) -> Config {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("Leptos.toml");
    fs::write(&path, text).unwrap();
    let config = Config::load(&Sources::in_folder(dir.path(), Some(path), []).unwrap()).unwrap();
    Config { written: Written::default(), ..config }
}

#[test]
fn leptos_toml_changes_nothing_as_shipped() {
    assert_eq!(load(&read("Leptos.toml")), Config::default());
}

#[test]
fn leptos_toml_documents_every_setting_with_its_default() {
    let text = uncommented(&read("Leptos.toml"));
    assert_eq!(load(&text), Config::default());
    let table: Table = toml::from_str(&text).unwrap();
    for name in known::names(known::PROVIDERS, "openrouter") {
        let (section, key) = name.split_once('.').unwrap();
        if known::named(section).is_some() {
            let key = name.rsplit('.').next().unwrap();
            assert!(text.contains(&format!("#     {key} = ")), "{name} is not in Leptos.toml");
        } else {
            let value = table.get(section).and_then(|section| section.get(key));
            assert!(value.is_some(), "{name} is not in Leptos.toml");
        }
    }
}

#[test]
fn leptos_toml_agrees_with_the_build_settings() {
    let ours: Table = toml::from_str(&read("Leptos.toml")).unwrap();
    let build: Table = toml::from_str(&read("Cargo.toml")).unwrap();
    let build = build["workspace"]["metadata"]["leptos"][0].as_table().unwrap();
    let ours = ours["package"]["metadata"]["leptos"].as_table().unwrap();
    for (key, value) in ours {
        // A deployed server is not in development.
        if key == "env" {
            assert_eq!(value, &Value::from("PROD"));
        } else {
            assert_eq!(build.get(key), Some(value), "{key} differs from Cargo.toml");
        }
    }
    assert!(
        ["output-name", "site-root", "site-pkg-dir", "hash-files"]
            .iter()
            .all(|key| ours.contains_key(*key))
    );
}

#[test]
fn env_example_names_the_well_known_variables_and_sets_none() {
    let text = read(".env.example");
    for (name, _) in WELL_KNOWN {
        assert!(
            text.lines().any(|line| line.starts_with(&format!("# {name}="))),
            "{name} is not in .env.example"
        );
    }
    let dir = tempfile::tempdir().unwrap();
    let loaded = |text: &str| {
        fs::write(dir.path().join(".env"), text).unwrap();
        Config::load(&Sources::in_folder(dir.path(), None, []).unwrap())
    };
    assert_eq!(loaded(&text).unwrap(), Config::default());
    // And each line works once its # is taken away.
    let variables: Vec<&str> = text
        .lines()
        .filter_map(|line| line.strip_prefix("# ").filter(|rest| is_assignment(rest)))
        .collect();
    assert!(variables.len() > WELL_KNOWN.len());
    loaded(&variables.join("\n")).unwrap();
}

fn is_assignment(line: &str) -> bool {
    line.split_once('=')
        .is_some_and(|(name, _)| name.bytes().all(|b| b.is_ascii_uppercase() || b == b'_'))
}
