use adda_protocol::{
    ConversationId, MemoryId, MessageId, Millis,
    appearance::{Density, Language, SendKey, TextSize, Theme},
    dto::{
        Appearance, ChatPrivacy, CreateMemory, Memory, MoodDay, MoodReport, Profile, SentLine,
        SentRequest, UpdateAppearance, UpdateChatPrivacy, UpdateMemory, UpdateProfile,
    },
    memory::MemoryKind,
};

use crate::http::openapi::{object, words};

object! {
    /// What a person tells of themselves, and what they allow.
    Profile {
        nickname: String = "How the AI calls them; empty for the name of their account.",
        language: Option<String> = "A tag (BCP 47).",
        region: Option<String> = "A country (ISO 3166).",
        interests: Vec<String>,
        share_interests: bool = "Whether the AI is told the interests.",
        memory: bool = "Whether facts are remembered from one chat to the next.",
        mood: bool = "Whether the mood of messages is read.",
        hidden_terms: Vec<String> = "Always hidden from AI services.",
    }
}

object! {
    /// What is present changes; an empty language or region is none.
    UpdateProfile {
        nickname: Option<String>,
        language: Option<String>,
        region: Option<String>,
        interests: Option<Vec<String>>,
        share_interests: Option<bool>,
        memory: Option<bool>,
        mood: Option<bool> = "false removes all that was read.",
        hidden_terms: Option<Vec<String>> = "20 of 2 to 60 characters at most.",
    }
}

words! {
    Theme { System, Dark, Light }
}

words! {
    TextSize { Medium, Small, Large, Larger }
}

words! {
    Density { Comfortable, Compact }
}

words! {
    /// The key that sends a message; the other begins a new line.
    SendKey { Enter, CtrlEnter }
}

object! {
    /// How the app looks for a person.
    Appearance { theme: Theme, text_size: TextSize, density: Density, send_key: SendKey, language: Language }
}

object! {
    UpdateAppearance {
        theme: Option<Theme>,
        text_size: Option<TextSize>,
        density: Option<Density>,
        send_key: Option<SendKey>,
        language: Option<Language>,
    }
}

object! {
    /// What of the profile holds in one conversation.
    ChatPrivacy {
        memory: bool,
        mood: bool = "Off for tax and investing unless it was turned on.",
    }
}

object! {
    UpdateChatPrivacy { memory: Option<bool>, mood: Option<bool> }
}

words! {
    /// What a memory is about.
    MemoryKind { Name, Preference, Goal, Date, Fact }
}

words! {
    /// Of the interface; `browser` is the one the browser asks for.
    Language { Browser, En, Hi }
}

object! {
    /// Something that is remembered of a person.
    Memory {
        id: MemoryId,
        kind: MemoryKind,
        text: String,
        conversation: Option<ConversationId> = "Where it was told.",
        title: Option<String> = "Title of that conversation.",
        message: Option<MessageId>,
        created_at: Millis,
        updated_at: Millis,
    }
}

object! {
    CreateMemory { text: String, kind: Option<MemoryKind> }
}

object! {
    UpdateMemory { text: Option<String>, kind: Option<MemoryKind> }
}

object! {
    /// How a person has felt; scores go from -100 to 100.
    MoodReport {
        on: bool = "Whether moods are read at all.",
        days: Vec<MoodDay> = "Days on which something could be read, oldest first.",
    }
}

object! {
    MoodDay {
        day: String = "YYYY-MM-DD, UTC.",
        score: i64 = "Mean of the day's messages.",
        trend: i64 = "Smoothed with the days before.",
        messages: u64,
    }
}

object! {
    /// A request as it left for an AI service.
    SentRequest {
        message: MessageId = "The answer it asked for.",
        provider: String,
        model: String = "The model's name as its service knows it.",
        max_output_tokens: u64,
        lines: Vec<SentLine>,
        at: Millis,
    }
}

object! {
    SentLine {
        role: String = "system, user, assistant or tool.",
        text: String = "With placeholders such as [CARD_1] in place of what is private.",
    }
}
