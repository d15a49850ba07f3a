use adda_protocol::{
    Millis, PictureId, SessionId, UserId,
    dto::{
        ChangePassword, DeleteAccount, Login, Me, Password, Register, Role, Session, UpdateMe, User,
    },
};

use crate::http::openapi::{object, words};

words! {
    /// What an account may do on the server.
    Role { Admin, Member }
}

object! {
    /// A person, as they see themselves.
    User {
        id: UserId,
        email: String,
        name: String,
        role: Role,
        created_at: Millis = "Milliseconds since 1970-01-01T00:00:00Z, as all times.",
        picture: Option<PictureId> = "Shown at /avatars/{picture}; absent where they show none.",
    }
}

object! {
    Me {
        user: User,
        session: SessionId = "The session this request belongs to.",
    }
}

object! {
    Register {
        email: String,
        password: Password,
        name: String as optional = "Taken from the e-mail where empty.",
    }
}

object! {
    Login { email: String, password: Password }
}

object! {
    /// What is present changes.
    UpdateMe { name: Option<String> = "As others see it: 1 to 80 characters." }
}

object! {
    ChangePassword { current: Password, new: Password }
}

object! {
    DeleteAccount { password: Password }
}

object! {
    /// One sign-in.
    Session {
        id: SessionId,
        device: String = "What the browser called itself.",
        address: String,
        created_at: Millis,
        last_used_at: Millis,
        current: bool = "The one asking.",
    }
}
