//! Identifiers: one type per thing, so that one cannot be passed for another. All are `UUIDv7` (RFC 9562):
//! sortable by the time they were made, and made on either side without asking the other.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::{Builder, Uuid, Variant, Version};

use crate::{Millis, json::FromJson};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// Builds the id from the time it is made at and ten random bytes.
            pub fn new(now: Millis, random: [u8; 10]) -> Self {
                let millis = u64::try_from(now).unwrap_or(0);
                Self(Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
            }

            /// The bare UUID, for storage.
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl From<Uuid> for $name {
            fn from(uuid: Uuid) -> Self {
                Self(uuid)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromJson for $name {
            fn from_json(value: &mut Value) -> Option<Self> {
                value.as_str()?.parse().ok()
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::from_str(text).map(Self)
            }
        }
    };
}

id!(
    /// A person with an account.
    UserId
);
id!(
    /// One sign-in on one device; refresh tokens belong to it.
    SessionId
);
id!(
    /// A conversation and its log.
    ConversationId
);
id!(
    /// A message of a conversation.
    MessageId
);
id!(
    /// Made by the sender before sending; the same id sent twice is one message.
    ClientMessageId
);
id!(
    /// Made by the person who begins a conversation before it is there; begins the same one however often it is sent.
    ClientConversationId
);
id!(
    /// Something remembered of a person.
    MemoryId
);
id!(
    /// A picture that a person shows of themselves.
    PictureId
);
id!(
    /// A person's key of an AI service.
    ProviderKeyId
);
id!(
    /// A person's key for programs.
    ApiKeyId
);
id!(
    /// A file of another service being taken over.
    ImportId
);
id!(
    /// A read-only snapshot of a conversation.
    ShareId
);

impl MessageId {
    /// In place of the message that a conversation's first messages follow.
    pub const BEGINNING: Self = Self(Uuid::nil());
}

impl ConversationId {
    /// The conversation that `owner` begins under `client_id`. It hangs on both by a hash, so nobody can name one of somebody
    /// else's this way, and beginning one tells nothing of what there is.
    pub fn begun(owner: UserId, client_id: ClientConversationId) -> Self {
        let hash = Uuid::new_v5(&owner.0, client_id.0.as_bytes()).into_bytes();
        // The time is the client's; the random part leaves out the bytes that hold the hash's version and variant.
        let mut id = client_id.0.into_bytes();
        id[6..12].copy_from_slice(&hash[..6]);
        id[12..].copy_from_slice(&hash[12..]);
        Self(
            Builder::from_bytes(id)
                .with_version(Version::SortRand)
                .with_variant(Variant::RFC4122)
                .into_uuid(),
        )
    }
}

impl ConversationId {
    /// The conversation that `owner` takes over from elsewhere, where it is called `name`, begun at `at`: the same one however
    /// often it is taken over, and one of its own for everybody.
    pub fn imported(owner: UserId, name: &str, at: Millis) -> Self {
        Self::new(at, random_of(Uuid::new_v5(&owner.0, name.as_bytes())))
    }
}

impl MessageId {
    /// A message of a conversation that was taken over, where it is called `name`, written at `at`.
    pub fn imported(conversation: ConversationId, name: &str, at: Millis) -> Self {
        Self::new(at, random_of(Uuid::new_v5(&conversation.0, name.as_bytes())))
    }
}

/// Ten bytes of a hash, without those that hold its version and variant.
fn random_of(hash: Uuid) -> [u8; 10] {
    let hash = hash.into_bytes();
    let mut random = [0; 10];
    random[..6].copy_from_slice(&hash[..6]);
    random[6..].copy_from_slice(&hash[12..]);
    random
}

impl ClientMessageId {
    /// The message that a form with this id makes of `text`: the same form sent twice with the same text is one message,
    /// with another text another.
    #[must_use]
    pub fn of_form(form: Self, text: &str) -> Self {
        let hash = Uuid::new_v5(&form.0, text.as_bytes()).into_bytes();
        let mut id = form.0.into_bytes();
        id[6..].copy_from_slice(&hash[6..]);
        Self(
            Builder::from_bytes(id)
                .with_version(Version::SortRand)
                .with_variant(Variant::RFC4122)
                .into_uuid(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_sort_by_time_made() {
        let early = MessageId::new(1_000, [255; 10]);
        let late = MessageId::new(1_001, [0; 10]);
        assert!(early < late);
        assert_eq!(early.uuid().get_version_num(), 7);
    }

    #[test]
    fn conversation_begun_hangs_on_its_owner_and_keeps_its_time() {
        let (ana, bob) = (UserId::new(1, [1; 10]), UserId::new(1, [2; 10]));
        let client_id = ClientConversationId::new(5_000, [3; 10]);
        let begun = ConversationId::begun(ana, client_id);
        assert_eq!(begun, ConversationId::begun(ana, client_id));
        assert_ne!(begun, ConversationId::begun(bob, client_id));
        assert_ne!(begun, ConversationId::begun(ana, ClientConversationId::new(5_000, [4; 10])));
        assert_eq!(begun.uuid().get_version_num(), 7);
        assert!(ConversationId::new(4_999, [255; 10]) < begun);
        assert!(begun < ConversationId::new(5_001, [0; 10]));
    }

    #[test]
    fn form_makes_one_message_of_one_text() {
        let form = ClientMessageId::new(5_000, [3; 10]);
        let hello = ClientMessageId::of_form(form, "Hello");
        assert_eq!(hello, ClientMessageId::of_form(form, "Hello"));
        assert_ne!(hello, ClientMessageId::of_form(form, "Goodbye"));
        assert_ne!(hello, ClientMessageId::of_form(ClientMessageId::new(5_000, [4; 10]), "Hello"));
        assert_eq!(hello.uuid().get_version_num(), 7);
    }

    #[test]
    fn imported_conversation_hangs_on_its_owner_name_and_time() {
        let (ana, bob) = (UserId::new(1, [1; 10]), UserId::new(1, [2; 10]));
        let id = ConversationId::imported(ana, "chatgpt:1", 5_000);
        assert_eq!(id, ConversationId::imported(ana, "chatgpt:1", 5_000));
        assert_ne!(id, ConversationId::imported(bob, "chatgpt:1", 5_000));
        assert_ne!(id, ConversationId::imported(ana, "claude:1", 5_000));
        assert!(id < ConversationId::new(5_001, [0; 10]));
        let message = |name| MessageId::imported(id, name, 5_000);
        assert!(message("a") == message("a") && message("a") != message("b"));
    }

    #[test]
    fn id_text_round_trips_and_rejects_garbage() {
        let id = UserId::new(1_700_000_000_000, [7; 10]);
        assert_eq!(id.to_string().parse::<UserId>(), Ok(id));
        assert!("../etc/passwd".parse::<UserId>().is_err());
    }
}
