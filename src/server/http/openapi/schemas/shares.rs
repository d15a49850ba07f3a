use adda_protocol::{
    ConversationId, Millis, ShareId,
    dto::{CreateShare, CreatedShare, Password, Share},
};

use crate::http::openapi::object;

object! {
    /// A read-only snapshot of a conversation.
    Share {
        id: ShareId,
        conversation: ConversationId = "What it was taken of, and goes with.",
        title: String = "Of then.",
        messages: u64 = "How many it shows.",
        created_at: Millis,
        expires_at: Option<Millis> = "From then on it is gone; absent where it stays until it is taken back.",
    }
}

object! {
    CreateShare {
        expires_in_days: Option<u32> = "From 1 to 365. It never ends by itself where this is absent.",
    }
}

object! {
    CreatedShare {
        path: Password = "Address of its page on this server, told this once. Who has it can read it.";
        ..share: Share
    }
}
