use adda_protocol::{
    ImportId, Millis,
    dto::{Import, ImportFault, ImportProgress, ImportReason, ImportState},
};

use crate::http::openapi::{object, words};

words! {
    /// How far taking a file over is. What was taken over before it was cancelled, failed or interrupted stays, and the file can be
    /// sent again.
    ImportState { Running, Done, Cancelled, Failed, Interrupted }
}

object! {
    /// A file of another service being taken over.
    Import {
        id: ImportId,
        state: ImportState,
        bytes: u64 = "Length of the file.",
        created_at: Millis,
        updated_at: Millis = "When it last got on.";
        ..progress: ImportProgress
    }
}

object! {
    ImportProgress {
        read: u64 = "How much of the file has been read.",
        added: u64 = "Conversations that are new.",
        known: u64 = "Those that were here already.",
        faulty: u64 = "Entries that could not be taken over.",
        faults: Vec<ImportFault> = "The first 50 of them.",
        reason: Option<ImportReason> = "Why nothing more could be read.",
    }
}

words! {
    /// Why a file (the first three), an entry of it, or either (the last) is not taken over; it is `trouble` where something
    /// went wrong on the server's side. An entry is longer than 32 MiB where it is
    /// `too_long`, and has more than 20,000 messages where they are `too_many`.
    ImportReason {
        NoExport, NoConversations, TooLarge, CutOff, TooLong, NotJson, UnknownForm, Misshapen, Empty, TooMany, Trouble, Unreadable
    }
}

object! {
    /// An entry that could not be taken over.
    ImportFault {
        entry: u64 = "Its number in the file, from 1 on.",
        title: String = "Empty where it has none.",
        reason: ImportReason,
    }
}
