//! Limits both sides keep: the client warns before, the server refuses after.

/// Longest message, in bytes of UTF-8.
pub const MESSAGE_BYTES: usize = 64 * 1024;
/// Longest frame of the live connection in bytes: a message escaped as JSON in the worst usual case, and its envelope.
pub const FRAME_BYTES: usize = 256 * 1024;
/// Longest request body in bytes.
pub const BODY_BYTES: usize = 256 * 1024;
/// Most places of one message that go out as they are.
pub const PLAIN: usize = 50;
/// Longest title of a conversation, in characters.
pub const TITLE_CHARS: usize = 120;
/// Longest display name, in characters.
pub const NAME_CHARS: usize = 80;
/// Longest e-mail address, in bytes (RFC 5321, section 4.5.3.1.3).
pub const EMAIL_BYTES: usize = 254;
/// Shortest password, in characters (OWASP ASVS 5: at least 8).
pub const PASSWORD_MIN_CHARS: usize = 8;
/// Longest password, in bytes: hashing must stay bounded.
pub const PASSWORD_MAX_BYTES: usize = 1024;
/// Items of a page of a list when the caller does not say.
pub const PAGE_DEFAULT: usize = 50;
/// Most items of a page of a list.
pub const PAGE_MAX: usize = 200;
/// Most events sent for one subscription before the client asks again.
pub const CATCH_UP_EVENTS: usize = 500;
/// Most bytes of message text sent for one subscription, unless a single event has more.
pub const CATCH_UP_BYTES: usize = 1024 * 1024;
/// Most conversations one connection watches.
pub const SUBSCRIPTIONS: usize = 64;
/// Most answers that wait in one conversation.
pub const QUEUED_ANSWERS: usize = 10;
/// Models that can be asked the same at once.
pub const COMPARED: std::ops::RangeInclusive<usize> = 2..=4;
/// Most API keys of one account.
pub const API_KEYS: usize = 50;
/// Longest file of another service that is taken over, in bytes.
pub const IMPORT_BYTES: u64 = 512 * 1024 * 1024;
/// Most entries of such a file that are named where they could not be taken over.
pub const IMPORT_FAULTS: usize = 50;
/// Most shared snapshots of one account.
pub const SHARES: usize = 100;
/// Longest time after which a shared snapshot ends by itself, in days.
pub const SHARE_DAYS: u32 = 365;
/// Longest model id, in bytes.
pub const MODEL_BYTES: usize = 128;
/// Longest name of a category, in characters.
pub const CATEGORY_CHARS: usize = 40;
/// Most categories of one person's own naming.
pub const OWN_CATEGORIES: usize = 50;
/// Most conversations one request changes.
pub const BULK: usize = 100;
/// Unread messages are counted so far.
pub const UNREAD: u32 = 99;
/// Time in which a deletion on the pages can be undone, in seconds.
pub const UNDO_SECONDS: u32 = 10;
/// The longest such time anyone can ask for, in seconds.
pub const UNDO_MAX_SECONDS: u32 = 60;
/// Longest picture that is taken in, in bytes.
pub const PICTURE_BYTES: usize = 5 * 1024 * 1024;
