//! `localStorage`: small texts kept on this device. Private windows and full disks refuse it; then nothing is kept.

use super::window;

fn storage() -> Option<web_sys::Storage> {
    window()?.local_storage().ok().flatten()
}

pub fn get(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}

/// Keeps `value`, or forgets the key where it is empty.
pub fn set(key: &str, value: &str) {
    let Some(storage) = storage() else { return };
    let _ = if value.is_empty() { storage.remove_item(key) } else { storage.set_item(key, value) };
}

/// Every key that starts with `prefix`.
pub fn keys(prefix: &str) -> Vec<String> {
    let Some(storage) = storage() else { return Vec::new() };
    let count = storage.length().unwrap_or(0);
    (0..count)
        .filter_map(|at| storage.key(at).ok().flatten())
        .filter(|key| key.starts_with(prefix))
        .collect()
}

/// Forgets every key that starts with `prefix`.
pub fn remove_prefix(prefix: &str) {
    for key in keys(prefix) {
        set(&key, "");
    }
}
