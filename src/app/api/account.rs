//! Server functions of the settings page. Flat arguments, so that plain forms can post them before hydration.

use adda_protocol::{
    SessionId,
    dto::{Password, Session, User},
};
use leptos::prelude::*;

use super::{ApiError, call::Call};

/// The person who is signed in.
#[server(protocol = Call, prefix = "/api/ui", endpoint = "me")]
pub async fn me() -> Result<User, ApiError> {
    Ok(super::context::identity()?.user)
}

/// The person's sign-ins, last used first.
#[server(protocol = Call, prefix = "/api/ui", endpoint = "sessions")]
pub async fn sessions() -> Result<Vec<Session>, ApiError> {
    let (services, who) = (super::context::services()?, super::context::identity()?);
    Ok(services.accounts.sessions(&who).await?)
}

/// Ends one of the person's sign-ins.
#[server(protocol = Call, prefix = "/api/ui", endpoint = "end_session")]
pub async fn end_session(session: SessionId) -> Result<(), ApiError> {
    let (services, who) = (super::context::services()?, super::context::identity()?);
    if services.accounts.revoke(&who, session).await? {
        return Ok(());
    }
    Err(ApiError::new(adda_protocol::ErrorCode::NotFound))
}

/// Changes the password; all other sign-ins end.
#[server(protocol = Call, prefix = "/api/ui", endpoint = "change_password")]
pub async fn change_password(current: Password, new: Password) -> Result<(), ApiError> {
    let (services, who) = (super::context::services()?, super::context::identity()?);
    let form = adda_protocol::dto::ChangePassword { current, new };
    Ok(services.accounts.change_password(&who, form).await?)
}

/// Deletes the account with everything in it.
#[server(protocol = Call, prefix = "/api/ui", endpoint = "delete_account")]
pub async fn delete_account(password: Password) -> Result<(), ApiError> {
    let (services, who) = (super::context::services()?, super::context::identity()?);
    let form = adda_protocol::dto::DeleteAccount { password };
    Ok(services.accounts.delete_account(&who, form).await?)
}
