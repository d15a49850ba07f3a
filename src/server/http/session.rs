//! Who asks: the access cookie says it; where it has run out, the refresh cookie renews the session on the way.

use adda_protocol::ErrorCode;
use axum::{
    extract::{Request, State},
    http::HeaderMap,
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::{bearer, caller::Caller, cookies::Jar, error::Failure, state::AppState};
use crate::{
    auth::{self, Accounts, Identity, SignedIn},
    services::Services,
};

/// What the cookies of a request came to.
enum Standing {
    Live(Identity),
    Renewed(Box<SignedIn>),
    /// There were cookies, but their session is over.
    Ended,
    Nobody,
}

/// Middleware: puts the [`Identity`] into the request, where there is one.
pub(super) async fn resolve(
    State(state): State<AppState>,
    mut request: Request,
    next: Next,
) -> Response {
    if bearer::key(request.headers()).is_some() {
        return next.run(request).await;
    }
    let Some(caller) = request.extensions().get::<Caller>().cloned() else {
        return Failure::internal("the caller was not identified").into_response();
    };
    let config = &state.services.config.auth;
    let jar = Jar::new(config, &caller);
    let standing = match standing(&state.services.accounts, jar, request.headers()).await {
        Ok(standing) => standing,
        Err(error) => return Failure::from(error).into_response(),
    };
    match &standing {
        Standing::Live(who) => drop(request.extensions_mut().insert(who.clone())),
        Standing::Renewed(new) => drop(request.extensions_mut().insert(new.identity.clone())),
        Standing::Ended | Standing::Nobody => {}
    }
    let mut response = next.run(request).await;
    // A handler that wrote cookies itself knows better.
    if !jar.is_written(response.headers()) {
        match &standing {
            Standing::Renewed(new) => jar.set(&new.tokens, response.headers_mut()),
            Standing::Ended => jar.clear(response.headers_mut()),
            Standing::Live(_) | Standing::Nobody => {}
        }
    }
    response
}

async fn standing(
    accounts: &Accounts,
    jar: Jar<'_>,
    headers: &HeaderMap,
) -> Result<Standing, auth::Error> {
    let access = jar.access(headers);
    if let Some(access) = &access {
        match accounts.authenticate(access.expose()).await {
            Ok(who) => return Ok(Standing::Live(who)),
            Err(error) if error.code() == ErrorCode::Unauthorized => {}
            Err(error) => return Err(error),
        }
    }
    let Some(refresh) = jar.refresh(headers) else {
        return Ok(if access.is_some() { Standing::Ended } else { Standing::Nobody });
    };
    match accounts.refresh(refresh.expose()).await {
        Ok(new) => Ok(Standing::Renewed(Box::new(new))),
        Err(error) if error.code() == ErrorCode::Unauthorized => Ok(Standing::Ended),
        Err(error) => Err(error),
    }
}

/// The session or key of a live connection, looked at again: false once it or its account is gone.
pub(super) async fn still_lives(services: &Services, who: &Identity) -> bool {
    // A database that does not answer is no reason to sign people out.
    !matches!(services.accounts.still_lives(who).await, Ok(false))
}
