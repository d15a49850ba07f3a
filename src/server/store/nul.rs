//! NUL characters. `PostgreSQL` cannot keep them in text, so both engines store U+FFFD in their place
//! (as `CommonMark` asks of Markdown): a provider's odd output never makes an answer impossible to save.

use adda_protocol::{
    Author,
    dto::{Profile, UpdateConversation},
    events::Completed,
};

use super::{
    NewApiKey, NewConversation, NewMemory, NewSend, NewSession, NewSummary, NewTalk, NewUsage,
    NewUser, ProviderKeyRow,
};

/// Data whose text can be made fit for storage.
pub(super) trait WithoutNul: Sized {
    fn without_nul(self) -> Self;
}

impl WithoutNul for String {
    fn without_nul(self) -> Self {
        if self.contains('\0') { self.replace('\0', "\u{fffd}") } else { self }
    }
}

impl<T: WithoutNul> WithoutNul for Option<T> {
    fn without_nul(self) -> Self {
        self.map(WithoutNul::without_nul)
    }
}

impl<T: WithoutNul> WithoutNul for Vec<T> {
    fn without_nul(self) -> Self {
        self.into_iter().map(WithoutNul::without_nul).collect()
    }
}

/// Cleans the named fields and takes the others as they are.
macro_rules! clean {
    ($type:ty: $($field:ident),+) => {
        impl WithoutNul for $type {
            fn without_nul(mut self) -> Self {
                $(self.$field = self.$field.without_nul();)+
                self
            }
        }
    };
}

clean!(Author: id, name);
clean!(NewUser: email, email_key, name, password_hash);
clean!(NewSession: device, address);
clean!(NewApiKey: name);
clean!(NewSend: author, text, answerer, beside, title);
clean!(super::NewAnswer: answerer);
clean!(NewTalk: title, model, category, messages);
clean!(adda_protocol::Message: author, text, reasoning, model);
clean!(NewConversation: title, model, category, greeting);
clean!(UpdateConversation: title, model, category);
clean!(Completed: text, reasoning, cost, error);
clean!(ProviderKeyRow: provider, origin, label, last4);
clean!(NewMemory: text);
clean!(Profile: nickname, language, region, interests, hidden_terms);
clean!(NewSummary: text, model, cost);
clean!(NewUsage: model, provider, cost);
clean!(adda_protocol::Cost: currency);
clean!(adda_protocol::MessageError: message);

impl WithoutNul for (adda_protocol::MessageId, Author) {
    fn without_nul(self) -> Self {
        (self.0, self.1.without_nul())
    }
}

impl WithoutNul for (adda_protocol::MessageId, Author, String) {
    fn without_nul(self) -> Self {
        (self.0, self.1.without_nul(), self.2.without_nul())
    }
}
