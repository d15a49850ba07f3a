//! Tokens of a session. Access tokens are JWTs (RFC 7519) signed with HS256 and nothing else; refresh tokens are 256
//! random bits of which only an HMAC is kept. Both keys come from the server's secret: a new secret ends all sessions.

use adda_protocol::{Millis, SessionId, UserId};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use serde::{Deserialize, Serialize};

use super::error::{Error, Result};
use crate::{
    ids::Ids,
    secret::{Secret, keyed_hash},
};

const AUDIENCE: &str = "adda";
const ISSUER: &str = "adda";
/// Labels keep the keys derived from the server's secret apart.
const ACCESS: &[u8] = b"adda access token v1";
const REFRESH: &[u8] = b"adda refresh token v1";
/// Longer than any token of ours.
const TOKEN_BYTES: usize = 2_048;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Claims {
    pub sub: UserId,
    pub sid: SessionId,
    aud: String,
    iss: String,
    /// Seconds, as the standard has it.
    exp: i64,
    iat: i64,
}

pub(super) struct Signer {
    encoding: EncodingKey,
    decoding: DecodingKey,
    validation: Validation,
    refresh_key: [u8; 32],
}

impl std::fmt::Debug for Signer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Signer(..)")
    }
}

impl Signer {
    pub fn new(secret: &Secret) -> Self {
        let key = secret.derive(ACCESS);
        let mut validation = Validation::new(Algorithm::HS256);
        validation.set_audience(&[AUDIENCE]);
        validation.set_issuer(&[ISSUER]);
        validation.set_required_spec_claims(&["exp", "sub", "aud", "iss"]);
        // `read` compares with our own clock.
        validation.validate_exp = false;
        Self {
            encoding: EncodingKey::from_secret(&key),
            decoding: DecodingKey::from_secret(&key),
            validation,
            refresh_key: secret.derive(REFRESH),
        }
    }

    /// An access token good until `until`.
    pub fn sign(
        &self,
        user: UserId,
        session: SessionId,
        now: Millis,
        until: Millis,
    ) -> Result<Secret> {
        let claims = Claims {
            sub: user,
            sid: session,
            aud: AUDIENCE.to_owned(),
            iss: ISSUER.to_owned(),
            exp: until / 1_000,
            iat: now / 1_000,
        };
        encode(&Header::new(Algorithm::HS256), &claims, &self.encoding)
            .map(Secret::new)
            .map_err(|error| Error::Internal(format!("signing a token: {error}")))
    }

    /// What a token says, if it is ours and not expired. Why not is nobody's business.
    pub fn read(&self, token: &str, now: Millis) -> Result<Claims> {
        if token.len() > TOKEN_BYTES {
            return Err(Error::Unauthorized);
        }
        let claims = decode::<Claims>(token, &self.decoding, &self.validation)
            .map_err(|_| Error::Unauthorized)?
            .claims;
        if claims.exp > now / 1_000 { Ok(claims) } else { Err(Error::Unauthorized) }
    }

    /// A new refresh token and what is stored of it.
    pub fn new_refresh(&self, ids: &Ids) -> (Secret, [u8; 32]) {
        let token = URL_SAFE_NO_PAD.encode(ids.bytes::<32>());
        let hash = keyed_hash(&self.refresh_key, token.as_bytes());
        (Secret::new(token), hash)
    }

    /// What is stored of a refresh token someone presents; `None` when it cannot be one of ours.
    pub fn presented(&self, token: &str) -> Option<[u8; 32]> {
        // The length first: no work on endless ones.
        let is_possible = token.len() == 43 && URL_SAFE_NO_PAD.decode(token).is_ok();
        is_possible.then(|| keyed_hash(&self.refresh_key, token.as_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const NOW: Millis = 1_700_000_000_000;

    fn signer() -> Signer {
        Signer::new(&Secret::new("the server's secret"))
    }

    fn ids() -> (UserId, SessionId) {
        (UserId::new(NOW, [1; 10]), SessionId::new(NOW, [2; 10]))
    }

    fn part(value: &serde_json::Value) -> String {
        URL_SAFE_NO_PAD.encode(value.to_string())
    }

    fn claims() -> serde_json::Value {
        let (user, session) = ids();
        json!({"sub": user, "sid": session, "aud": "adda", "iss": "adda", "exp": NOW / 1_000 + 60, "iat": NOW / 1_000})
    }

    /// Signed with our key, whatever it says.
    fn signed(header: &serde_json::Value, claims: &serde_json::Value) -> String {
        let message = format!("{}.{}", part(header), part(claims));
        let key = Secret::new("the server's secret").derive(ACCESS);
        let signature = URL_SAFE_NO_PAD.encode(keyed_hash(&key, message.as_bytes()));
        format!("{message}.{signature}")
    }

    #[test]
    fn token_says_who_until_it_expires() {
        let (user, session) = ids();
        let token = signer().sign(user, session, NOW, NOW + 60_000).unwrap();
        let read = |at| signer().read(token.expose(), at);
        let claims = read(NOW + 59_000).unwrap();
        assert_eq!((claims.sub, claims.sid), (user, session));
        assert!(matches!(read(NOW + 60_000), Err(Error::Unauthorized)));
    }

    /// attacks.md 7: forged, `alg: none`, wrong-key, wrong-audience tokens.
    #[test]
    fn token_that_is_not_ours_is_refused() {
        let hs256 = json!({"alg": "HS256", "typ": "JWT"});
        let good = signed(&hs256, &claims());
        signer().read(&good, NOW).unwrap();

        let with = |key: &str, value: serde_json::Value| {
            let mut claims = claims();
            claims[key] = value;
            signed(&hs256, &claims)
        };
        let without = |key: &str| {
            let mut claims = claims();
            claims.as_object_mut().unwrap().remove(key);
            signed(&hs256, &claims)
        };
        let (head, signature) = good.rsplit_once('.').unwrap();
        let none = format!("{}.{}", part(&json!({"alg": "none"})), part(&claims()));
        let other_key =
            Signer::new(&Secret::new("another")).sign(ids().0, ids().1, NOW, NOW + 60_000).unwrap();
        let other_claims = part(&{
            let mut claims = claims();
            claims["sub"] = json!(UserId::new(NOW, [9; 10]));
            claims
        });
        let forged = format!("{}.{other_claims}.{signature}", part(&hs256));
        for (what, token) in [
            ("alg none", format!("{none}.")),
            ("alg none with a signature", format!("{none}.{signature}")),
            ("alg None", format!("{}.{}.", part(&json!({"alg": "None"})), part(&claims()))),
            ("another algorithm of the same key", signed(&json!({"alg": "HS512"}), &claims())),
            ("an asymmetric algorithm", signed(&json!({"alg": "RS256"}), &claims())),
            ("no algorithm", signed(&json!({}), &claims())),
            ("another key", other_key.expose().to_owned()),
            ("changed claims", forged),
            ("no signature", format!("{head}.")),
            ("a cut signature", good[..good.len() - 2].to_owned()),
            ("another audience", with("aud", json!("other"))),
            ("another issuer", with("iss", json!("other"))),
            ("no audience", without("aud")),
            ("no expiry", without("exp")),
            ("no session", without("sid")),
            ("no subject", without("sub")),
            ("an expiry in words", with("exp", json!("never"))),
            ("expired", with("exp", json!(NOW / 1_000))),
            ("empty", String::new()),
            ("dots", "..".to_owned()),
            ("endless", "a".repeat(1_000_000)),
        ] {
            assert!(matches!(signer().read(&token, NOW), Err(Error::Unauthorized)), "{what}");
        }
    }

    #[test]
    fn refresh_token_is_random_and_stored_as_hash() {
        let ids = Ids::seeded(std::sync::Arc::new(crate::clock::MockClock::new(NOW)), 3);
        let ((one, one_hash), (two, _)) = (signer().new_refresh(&ids), signer().new_refresh(&ids));
        assert_ne!(one, two);
        assert_eq!(signer().presented(one.expose()), Some(one_hash));
        assert_ne!(Signer::new(&Secret::new("another")).presented(one.expose()), Some(one_hash));
        for other in ["", "short", &"a".repeat(1_000_000), &"!".repeat(43)] {
            assert_eq!(signer().presented(other), None);
        }
    }
}
