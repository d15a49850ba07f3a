//! Settings on their way in: the file's, then the environment's over them, each value checked where it is met and
//! remembered with the place it came from.

use std::{collections::BTreeMap, fs, path::Path};

use toml::{Table, Value};

use super::{
    error::ConfigError,
    in_force::Written,
    key::Key,
    known::{self, MODEL, NAMED, PROVIDERS, SECTIONS, WELL_KNOWN},
    model, providers,
    sources::{Sources, Variable},
};

const PREFIX: &str = "ADDA_";

/// Values by section and key, as the structs read them.
#[derive(Debug, Default)]
pub(super) struct Layers {
    values: BTreeMap<Vec<String>, Value>,
    written: Written,
}

impl Layers {
    pub(super) fn read(sources: &Sources) -> Result<Self, ConfigError> {
        let mut layers = Self::default();
        if let Some(path) = &sources.file {
            layers.add_file(path)?;
        }
        for (name, path) in WELL_KNOWN {
            if let Some(variable) = sources.variables.get(*name) {
                layers.add_variable(path, variable)?;
            }
        }
        for (name, variable) in &sources.variables {
            if let Some(rest) = name.strip_prefix(PREFIX) {
                layers.add_named(name, &rest.to_ascii_lowercase(), variable)?;
            }
        }
        Ok(layers)
    }

    /// The settings as one table, and where they were written.
    pub(super) fn into_parts(self) -> (Table, Written) {
        (table(self.values), self.written)
    }

    fn add_file(&mut self, path: &Path) -> Result<(), ConfigError> {
        let unreadable = |error: std::io::Error| ConfigError::Unreadable {
            path: path.to_owned(),
            reason: error.to_string(),
        };
        let text = fs::read_to_string(path).map_err(unreadable)?;
        let file: Table = toml::from_str(&text).map_err(|error: toml::de::Error| {
            let before = error.span().map_or(0, |span| text.floor_char_boundary(span.start));
            let line = text[..before].matches('\n').count() + 1;
            ConfigError::Syntax { path: path.to_owned(), line, reason: error.message().to_owned() }
        })?;
        let place =
            path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        for (section, value) in file {
            // Leptos's own header.
            if section == "package" {
                continue;
            }
            let is_known = known::named(&section).is_some()
                || SECTIONS.iter().any(|(known, _)| *known == section);
            let Some(table) = value.as_table().filter(|_| is_known) else {
                return Err(unknown(&[&section], &place));
            };
            for (key, value) in table {
                self.add_entry(&section, key, value, &place)?;
            }
        }
        Ok(())
    }

    fn add_entry(
        &mut self,
        section: &str,
        key: &str,
        value: &Value,
        place: &str,
    ) -> Result<(), ConfigError> {
        if known::named(section).is_none() {
            return self.set(&[section, key], value.clone(), place);
        }
        let Some(table) = value.as_table() else { return Err(unknown(&[section, key], place)) };
        for (inner, value) in table {
            self.set(&[section, key, inner], value.clone(), place)?;
        }
        Ok(())
    }

    /// `name` is the variable's whole name, `rest` what follows the prefix, in small letters.
    fn add_named(
        &mut self,
        name: &str,
        rest: &str,
        variable: &Variable,
    ) -> Result<(), ConfigError> {
        let path: Vec<&str> = rest.split("__").collect();
        if known::find(&path).is_some() {
            return self.add_variable(&path, variable);
        }
        let meant = known::nearest(&path).map(|key| variable_name(&key));
        // Without a double underscore it is none of ours (Kubernetes sets ADDA_SERVICE_HOST and the like), unless it
        // is nearly one.
        let is_close = meant.as_deref().is_some_and(|meant| known::distance(name, meant) <= 2);
        if path.len() == 1 && !is_close {
            return Ok(());
        }
        let remedy = match meant {
            Some(meant) => format!("did you mean {meant}?"),
            None => "unset it, or see Leptos.toml for what there is".to_owned(),
        };
        Err(ConfigError::UnknownKey {
            key: name.to_owned(),
            place: "the environment".to_owned(),
            remedy,
        })
    }

    fn add_variable(&mut self, path: &[&str], variable: &Variable) -> Result<(), ConfigError> {
        let value = known::find(path).map(|key| key.kind.read(&variable.value));
        value.map_or(Ok(()), |value| self.set(path, value, &variable.place))
    }

    fn set(&mut self, path: &[&str], value: Value, place: &str) -> Result<(), ConfigError> {
        let Some(key) = known::find(path) else { return Err(unknown(path, place)) };
        if let [PROVIDERS, name, _] = path
            && !providers::is_name(name)
        {
            let remedy = if *name == "guide" {
                "the guide is built in and has no settings"
            } else {
                "use small letters, digits, - and _, at most 32"
            };
            return Err(ConfigError::ProviderName {
                name: (*name).to_owned(),
                place: place.to_owned(),
                remedy,
            });
        }
        if let [MODEL, id, _] = path
            && !model::is_id(id)
        {
            return Err(unknown(path, place));
        }
        if key.kind.is_unset(&value) {
            return Ok(());
        }
        if !key.kind.accepts(&value) {
            return Err(bad_value(path, key, &value, place));
        }
        self.written.note(path, key, &value, place);
        self.values.insert(path.iter().map(|&part| part.to_owned()).collect(), value);
        Ok(())
    }
}

fn table(values: BTreeMap<Vec<String>, Value>) -> Table {
    let mut root = Table::new();
    for (path, value) in values {
        let Some((last, folders)) = path.split_last() else { continue };
        let mut table = &mut root;
        for folder in folders {
            let inner = table.entry(folder.clone()).or_insert_with(|| Table::new().into());
            // Sections hold tables only: `add_file` and `known::find` let nothing else in.
            let Value::Table(inner) = inner else { return root };
            table = inner;
        }
        table.insert(last.clone(), value);
    }
    root
}

fn variable_name(key: &str) -> String {
    format!("{PREFIX}{}", key.replace('.', "__").to_ascii_uppercase())
}

fn bad_value(path: &[&str], key: &Key, value: &Value, place: &str) -> ConfigError {
    ConfigError::BadValue {
        key: path.join("."),
        shown: key.show(value).map_or_else(String::new, |value| format!(" = {value}")),
        place: place.to_owned(),
        remedy: key.remedy(),
    }
}

fn unknown(path: &[&str], place: &str) -> ConfigError {
    let remedy = known::nearest(path).map_or_else(
        || {
            let sections: Vec<&str> = SECTIONS.iter().chain(NAMED).map(|(name, _)| *name).collect();
            let keys: Vec<&str> = match path {
                [section, ..] => SECTIONS
                    .iter()
                    .chain(NAMED)
                    .filter(|(name, _)| name == section)
                    .flat_map(|(_, keys)| keys.iter().map(|key| key.name))
                    .collect(),
                [] => Vec::new(),
            };
            match keys.as_slice() {
                [] => format!("the sections are {}", sections.join(", ")),
                keys => format!("the keys there are {}", keys.join(", ")),
            }
        },
        |meant| format!("did you mean {meant}?"),
    );
    ConfigError::UnknownKey { key: path.join("."), place: place.to_owned(), remedy }
}
