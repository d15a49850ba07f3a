//! The two cookies of a session, and the one that tells of its end.

use adda_protocol::{Millis, UserId, dto::User};
use axum::http::{HeaderMap, HeaderValue, header};
use axum_extra::extract::cookie::{Cookie, SameSite};

use super::caller::Caller;
use crate::{
    auth::Tokens,
    config::{AuthConfig, SecureCookies},
    secret::Secret,
};

/// With `__Host-` a browser takes the cookie only over https, for exactly this host.
const HOST_PREFIX: &str = "__Host-";
const ACCESS: &str = "adda_access";
const REFRESH: &str = "adda_refresh";
const DAY: Millis = 24 * 60 * 60;
/// How long the page may take to come, in seconds.
const LEAVING: Millis = 600;

/// How this client's cookies are named and marked.
#[derive(Clone, Copy, Debug)]
pub(super) struct Jar<'a> {
    config: &'a AuthConfig,
    secure: bool,
}

impl<'a> Jar<'a> {
    pub fn new(config: &'a AuthConfig, caller: &Caller) -> Self {
        let secure = match config.secure_cookies {
            SecureCookies::Auto => caller.https,
            SecureCookies::Always => true,
            SecureCookies::Never => false,
        };
        Self { config, secure }
    }

    pub fn access(&self, headers: &HeaderMap) -> Option<Secret> {
        self.read(headers, ACCESS)
    }

    pub fn refresh(&self, headers: &HeaderMap) -> Option<Secret> {
        self.read(headers, REFRESH)
    }

    /// Adds the cookies of a session to an answer.
    pub fn set(&self, tokens: &Tokens, answer: &mut HeaderMap) {
        let days = Millis::from(self.config.refresh_days) * DAY;
        // The access cookie outlives its token: an expired token beside a refresh token is renewed without asking.
        self.write(answer, ACCESS, tokens.access.expose(), days);
        if let Some(refresh) = &tokens.refresh {
            self.write(answer, REFRESH, refresh.expose(), days);
        }
    }

    /// Makes the browser forget the session.
    pub fn clear(&self, answer: &mut HeaderMap) {
        self.write(answer, ACCESS, "", 0);
        self.write(answer, REFRESH, "", 0);
    }

    /// Makes the browser forget the session, and has the next page forget what the device keeps of this person.
    pub fn leave(&self, user: UserId, answer: &mut HeaderMap) {
        self.clear(answer);
        // No secret, and for the page to read.
        let line = format!("{}={user}; Path=/; Max-Age={LEAVING}; SameSite=Lax", User::LEFT);
        if let Ok(line) = HeaderValue::from_str(&line) {
            answer.append(header::SET_COOKIE, line);
        }
    }

    /// Whether an answer writes the cookies of a session.
    pub fn is_written(&self, answer: &HeaderMap) -> bool {
        let start = format!("{}=", self.name(ACCESS));
        let mut lines = answer.get_all(header::SET_COOKIE).iter();
        lines.any(|line| line.as_bytes().starts_with(start.as_bytes()))
    }

    fn name(self, name: &str) -> String {
        if self.secure { format!("{HOST_PREFIX}{name}") } else { name.to_owned() }
    }

    fn read(self, headers: &HeaderMap, name: &str) -> Option<Secret> {
        let name = self.name(name);
        headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|line| line.to_str().ok())
            .flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(key, value)| *key == name && !value.is_empty())
            .map(|(_, value)| Secret::new(value))
    }

    fn write(self, answer: &mut HeaderMap, name: &str, value: &str, seconds: Millis) {
        let mut cookie = Cookie::build((self.name(name), value))
            .path("/")
            .http_only(true)
            .same_site(SameSite::Lax)
            .build();
        if self.secure {
            cookie.set_secure(true);
        }
        let line = format!("{cookie}; Max-Age={seconds}");
        if let Ok(line) = HeaderValue::from_str(&line) {
            answer.append(header::SET_COOKIE, line);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn caller(https: bool) -> Caller {
        Caller { address: None, local: false, https, host: None, device: String::new() }
    }

    fn set(https: bool) -> Vec<String> {
        let config = AuthConfig::default();
        let tokens = Tokens { access: Secret::new("aa"), refresh: Some(Secret::new("rr")) };
        let mut answer = HeaderMap::new();
        Jar::new(&config, &caller(https)).set(&tokens, &mut answer);
        answer.get_all(header::SET_COOKIE).iter().map(|v| v.to_str().unwrap().to_owned()).collect()
    }

    #[test]
    fn cookies_over_https_are_bound_to_the_host() {
        for cookie in set(true) {
            for part in ["__Host-adda_", "HttpOnly", "SameSite=Lax", "Path=/", "Secure"] {
                assert!(cookie.contains(part), "{part} in {cookie}");
            }
            assert!(!cookie.contains("Domain"), "{cookie}");
        }
    }

    #[test]
    fn cookies_over_http_work_without_secure() {
        for cookie in set(false) {
            assert!(cookie.starts_with("adda_"), "{cookie}");
            assert!(cookie.contains("HttpOnly") && !cookie.contains("Secure"), "{cookie}");
        }
    }

    #[test]
    fn cookies_of_a_session_are_told_from_others_in_an_answer() {
        let config = AuthConfig::default();
        let caller = caller(true);
        let jar = Jar::new(&config, &caller);
        let mut answer = HeaderMap::new();
        answer.append(header::SET_COOKIE, HeaderValue::from_static("appearance=dark; Path=/"));
        assert!(!jar.is_written(&answer));
        jar.clear(&mut answer);
        assert!(jar.is_written(&answer));
    }

    #[test]
    fn cookies_are_read_by_exact_name() {
        let config = AuthConfig::default();
        let mut headers = HeaderMap::new();
        let line = "x_adda_access=1; adda_access=; adda_access=2; __Host-adda_access=3";
        headers.insert(header::COOKIE, HeaderValue::from_static(line));
        let read = |https| Jar::new(&config, &caller(https)).access(&headers);
        assert_eq!(read(false), Some(Secret::new("2")));
        assert_eq!(read(true), Some(Secret::new("3")));
    }
}
