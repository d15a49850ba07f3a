use adda_protocol::ErrorCode;
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};

use super::welcome;
use crate::{
    http::{Caller, Failure, cookies::Jar},
    services::Services,
};

/// `POST /api/v1/auth/refresh`: new tokens for the refresh cookie.
pub(super) async fn post(
    State(services): State<Services>,
    caller: Caller,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    services.limits.anonymous(&caller.origin().address).await?;
    let jar = Jar::new(&services.config.auth, &caller);
    let presented = jar.refresh(&headers).ok_or_else(|| Failure::new(ErrorCode::Unauthorized))?;
    match services.accounts.refresh(presented.expose()).await {
        Ok(new) => Ok(welcome(&services, &caller, StatusCode::OK, new)),
        Err(error) => {
            let over = error.code() == ErrorCode::Unauthorized;
            let mut response = Failure::from(error).into_response();
            if over {
                jar.clear(response.headers_mut());
            }
            Ok(response)
        }
    }
}
