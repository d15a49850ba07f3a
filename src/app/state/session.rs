//! The session as the page knows it: renewing it in time, and leaving nothing behind at its end.

use adda_client::OutboxStore;
use adda_protocol::{UserId, dto::User};
use leptos::{prelude::location, task::spawn_local};

use super::{device, drafts::Drafts};
use crate::{
    api,
    browser::{cookies, outbox_store::DeviceStore, requests, tabs},
};

/// How renewing went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Renewed {
    Yes,
    /// The session is over; only signing in helps.
    No,
    /// The server could not be asked.
    Unknown,
}

/// Asks for new cookies. Requests renew the session on their way; the live connection, once open, has to ask.
pub async fn renew() -> Renewed {
    match requests::post("/api/v1/auth/refresh").await {
        Some(200..=299) => Renewed::Yes,
        Some(401) => Renewed::No,
        _ => Renewed::Unknown,
    }
}

/// Forgets what this device keeps of a person: who they are, unsent messages and drafts. Other tabs are told to do the
/// same.
async fn forget(user: UserId) {
    tabs::tell(&left(user));
    forget_here(user).await;
}

async fn forget_here(user: UserId) {
    device::forget();
    Drafts::forget(user);
    let _ = DeviceStore.clear(user).await;
}

/// Whether another tab says that this person left.
pub fn is_left(words: &str, user: UserId) -> bool {
    words == left(user)
}

fn left(user: UserId) -> String {
    format!("left {user}")
}

/// Follows a person who left in another tab. What this page had in memory is gone already.
pub async fn follow_out(user: UserId) {
    forget_here(user).await;
    let _ = location().set_href("/auth/login");
}

/// Whose page this is. A page that shows no chats has not been told.
pub async fn whose(known: Option<UserId>) -> Option<UserId> {
    match known {
        Some(user) => Some(user),
        None => api::account::me().await.ok().map(|me| me.id),
    }
}

/// Signs out, forgets what is kept here, and leaves for the sign-in page.
pub async fn sign_out(known: Option<UserId>) {
    let user = whose(known).await;
    requests::post("/api/v1/auth/logout").await;
    if let Some(user) = user {
        forget(user).await;
    }
    let _ = location().set_href("/auth/login");
}

/// Forgets whom the server signed out by a form, as a page does whose script is not there yet.
pub fn finish_leaving() {
    let user = cookies::get(User::LEFT).and_then(|user| user.parse::<UserId>().ok());
    if let Some(user) = user {
        cookies::remove(User::LEFT);
        spawn_local(forget(user));
    }
}

/// Leaves an account that is gone for the page where another can be made.
pub async fn leave(user: Option<UserId>) {
    if let Some(user) = user {
        forget(user).await;
    }
    let _ = location().set_href("/auth/register");
}

/// The sign-in page that comes back to `path` afterwards.
pub fn login_address(path: &str) -> String {
    let mut address = String::from("/auth/login?next=");
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => {
                address.push(char::from(byte));
            }
            _ => {
                const HEX: &[u8; 16] = b"0123456789ABCDEF";
                address.push('%');
                address.push(char::from(HEX[usize::from(byte >> 4)]));
                address.push(char::from(HEX[usize::from(byte & 15)]));
            }
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn login_address_encodes_what_would_end_the_value() {
        assert_eq!(
            login_address("/c/1?a=b&c#d é"),
            "/auth/login?next=/c/1%3Fa%3Db%26c%23d%20%C3%A9"
        );
    }
}
