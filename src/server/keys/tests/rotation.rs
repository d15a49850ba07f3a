//! A new secret, also where making it in force is broken off.

use std::path::Path;

use super::*;
use crate::{
    config::secret_key::{self, SecretKey},
    keys::{
        rotation::{self, Rotated},
        vault::{self, Vault},
    },
    store::{NewSession, Sealed},
};

struct Scene {
    place: Place,
    folder: TempDir,
    old: Secret,
}

/// Ana and Eve have a key each, sealed with the secret in the folder.
async fn scene() -> Scene {
    let (mut place, folder) = (Place::new().await, tempfile::tempdir().unwrap());
    let old = secret_key::load_or_create(folder.path(), &place.ids).unwrap().current;
    place.keys = place.another(registry(), old.expose());
    place.add(&place.ana, KEY).await.unwrap();
    place.add(&place.eve, "sk-eves").await.unwrap();
    Scene { place, folder, old }
}

fn registry() -> Registry {
    let (provider, _script) = ScriptedProvider::new("test");
    let models = provider.offered();
    Registry::with(vec![(provider, models)])
}

impl Scene {
    fn folder(&self) -> &Path {
        self.folder.path()
    }

    fn secrets(&self) -> SecretKey {
        secret_key::load(self.folder()).unwrap().unwrap()
    }

    async fn rotate(&self) -> Rotated {
        let store = &*self.place.store;
        rotation::rotate(self.folder(), self.secrets(), &self.place.ids, store).await.unwrap()
    }

    /// As a server that starts does.
    async fn finish(&self) -> SecretKey {
        let store = &*self.place.store;
        rotation::finish(self.folder(), self.secrets(), &self.place.ids, store).await.unwrap()
    }

    /// Everybody's keys as they open with this secret.
    async fn opened(&self, secret: &Secret) -> Vec<Option<String>> {
        let vault = Vault::new(secret);
        let rows = self.place.store.all_provider_keys().await.unwrap();
        let open = |row: &store::ProviderKeyRow| {
            let (user, provider, origin) = (row.user, row.provider.as_str(), row.origin.as_str());
            let place = vault::Place { user, provider, origin };
            vault.open(place, &row.sealed).ok().map(|key| key.expose().to_owned())
        };
        let mut opened: Vec<_> = rows.iter().map(open).collect();
        opened.sort();
        opened
    }

    async fn all_open(&self) -> bool {
        let current = self.secrets().current;
        current != self.old
            && self.opened(&current).await == [Some("sk-eves".to_owned()), Some(KEY.to_owned())]
            && self.opened(&self.old).await == [None, None]
    }
}

#[tokio::test]
async fn rotation_seals_all_keys_anew_and_ends_all_sign_ins() {
    let scene = scene().await;
    let session = NewSession {
        id: scene.place.ids.make(SessionId::new),
        user: scene.place.ana.id(),
        refresh: [1; 32],
        device: String::new(),
        address: String::new(),
        at: NOW,
        expires_at: NOW + 1_000,
    };
    scene.place.store.create_session(session).await.unwrap();
    assert_eq!(scene.rotate().await, Rotated { keys: 2, unreadable: 0 });
    assert!(scene.all_open().await);
    assert!(scene.secrets().former.is_empty(), "the old secret is forgotten");
    assert!(scene.place.store.sessions(scene.place.ana.id(), NOW).await.unwrap().is_empty());
    let last = scene.secrets().current;
    assert_eq!(scene.rotate().await.keys, 2);
    assert_ne!(scene.secrets().current, last);
}

#[tokio::test]
async fn rotation_broken_off_before_anything_was_sealed_is_finished_at_the_next_start() {
    let scene = scene().await;
    secret_key::succeed(scene.folder(), scene.secrets(), &scene.place.ids).unwrap();
    let secrets = scene.finish().await;
    assert!(scene.all_open().await && secrets.former.is_empty());
    assert_eq!(scene.secrets(), secrets);
    assert_eq!(scene.finish().await, secrets, "nothing is left to do");
}

#[tokio::test]
async fn rotation_broken_off_before_the_old_secret_was_forgotten_is_finished_at_the_next_start() {
    let scene = scene().await;
    let next = secret_key::succeed(scene.folder(), scene.secrets(), &scene.place.ids).unwrap();
    rotation::reseal(&next, &scene.place.ids, &*scene.place.store).await.unwrap();
    assert_eq!(scene.secrets().former, std::slice::from_ref(&scene.old));
    let secrets = scene.finish().await;
    assert!(scene.all_open().await && secrets.former.is_empty());
}

#[tokio::test]
async fn rotation_after_one_that_was_broken_off_loses_nothing() {
    let scene = scene().await;
    secret_key::succeed(scene.folder(), scene.secrets(), &scene.place.ids).unwrap();
    assert_eq!(scene.rotate().await, Rotated { keys: 2, unreadable: 0 });
    assert!(scene.all_open().await && scene.secrets().former.is_empty());
}

#[tokio::test]
async fn rotation_leaves_keys_of_a_lost_secret_and_counts_them() {
    let scene = scene().await;
    let stranger = scene.place.another(registry(), "a lost secret");
    let id = scene.place.keys.list(&scene.place.eve).await.unwrap().items[0].id;
    scene.place.keys.remove(&scene.place.eve, id).await.unwrap();
    stranger.add(&scene.place.eve, new("test", "", "sk-lost")).await.unwrap();
    let lost = async || -> Sealed {
        let row = scene.place.store.provider_key_for(scene.place.eve.id(), "test").await;
        row.unwrap().unwrap().sealed
    };
    let before = lost().await;
    assert_eq!(scene.rotate().await, Rotated { keys: 1, unreadable: 1 });
    assert_eq!(lost().await, before);
    assert_eq!(scene.opened(&scene.secrets().current).await, [None, Some(KEY.to_owned())]);
}
