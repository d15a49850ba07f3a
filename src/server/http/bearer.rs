//! `Authorization: Bearer adda_...`: programs that act for a person. Such a request needs no cookie, gets none, and any it
//! brings is not read: what a key may not do cannot be done with the rights of the browser that sends it along.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::{caller::Caller, error::Failure, state::AppState};
use crate::{auth::api_key, secret::Secret};

/// The key of a request. Tokens of another form are not for us: proxies send theirs along.
pub(super) fn key(headers: &HeaderMap) -> Option<Secret> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    let token = token.trim();
    (scheme.eq_ignore_ascii_case("bearer") && token.starts_with(api_key::PREFIX))
        .then(|| Secret::new(token))
}

/// Middleware: puts the [`Identity`] behind the key into the request. One that does not work is refused here, also where
/// none is needed.
///
/// [`Identity`]: crate::auth::Identity
pub(super) async fn resolve(
    State(state): State<AppState>,
    mut request: Request,
    next: Next,
) -> Response {
    let Some(key) = key(request.headers()) else { return next.run(request).await };
    let address = request.extensions().get::<Caller>().map(|caller| caller.origin().address);
    let accounts = &state.services.accounts;
    match accounts.authenticate_key(key.expose(), &address.unwrap_or_default()).await {
        Ok(who) => {
            request.extensions_mut().insert(who);
            next.run(request).await
        }
        Err(error) => Failure::from(error).into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bearer_key_is_ours_by_its_beginning() {
        let key_in = |line: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::AUTHORIZATION, line.parse().unwrap());
            key(&headers)
        };
        assert_eq!(key_in("Bearer adda_abc"), Some(Secret::new("adda_abc")));
        assert_eq!(key_in("bearer   adda_abc "), Some(Secret::new("adda_abc")));
        for other in
            ["Bearer eyJhbGciOi", "Basic adda_abc", "Bearer", "adda_abc", "", "Bearer ADDA_x"]
        {
            assert_eq!(key_in(other), None, "{other}");
        }
        assert_eq!(key(&HeaderMap::new()), None);
    }
}
