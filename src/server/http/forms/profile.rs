//! The form of the page about oneself. Where something in it needs another look it is drawn again with what was typed:
//! names and interests must not stand in an address.

use adda_protocol::dto::{UpdateMe, UpdateProfile};
use axum::{Router, extract::State, http::Uri, response::Response};
use serde::Deserialize;

use super::{Person, address, done, login, redraw};
use crate::{
    http::{Caller, Failure, extract::Fields},
    services::Services,
};

const PAGE: &str = "/settings/profile";

#[derive(Debug, Deserialize)]
pub(super) struct Form {
    /// Of the account. Programs that know the form from before do not send it.
    name: Option<String>,
    #[serde(default)]
    nickname: String,
    #[serde(default)]
    language: String,
    #[serde(default)]
    region: String,
    /// With commas between them, or each on a line of its own.
    #[serde(default)]
    interests: String,
    /// A box that is ticked; absent otherwise.
    share_interests: Option<String>,
}

impl Form {
    fn change(self) -> (UpdateMe, UpdateProfile) {
        let interests = self.interests.split([',', '\n', ';']).map(str::trim);
        let interests = interests.filter(|word| !word.is_empty()).map(str::to_owned).collect();
        let profile = UpdateProfile {
            nickname: Some(self.nickname),
            language: Some(self.language),
            region: Some(self.region),
            interests: Some(interests),
            share_interests: Some(self.share_interests.is_some()),
            ..UpdateProfile::default()
        };
        (UpdateMe { name: self.name }, profile)
    }
}

/// `POST /settings/profile`
pub(super) async fn save(
    State(services): State<Services>,
    pages: Router,
    person: Person,
    caller: Caller,
    Fields(form): Fields<Form>,
) -> Response {
    let Some(axum::Extension(who)) = person else { return login(PAGE) };
    let typed = form.change();
    let failure = match services.personal.update_both(&who, typed.clone()).await {
        Ok(()) => return done(PAGE, "saved"),
        Err(error) => Failure::from(error),
    };
    let address = address(PAGE, failure, &[]).parse().unwrap_or(Uri::from_static(PAGE));
    redraw(pages, address, (who, caller), typed).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(fields: &str) -> (UpdateMe, UpdateProfile) {
        let uri: Uri = format!("/?{fields}").parse().unwrap();
        axum::extract::Query::<Form>::try_from_uri(&uri).unwrap().0.change()
    }

    #[test]
    fn form_of_a_profile_changes_all_it_shows_and_no_switch() {
        let (me, change) =
            form("name=Aditi&nickname=Adi&language=hi&region=IN&interests=chess%2C+tax+law%0A%2C");
        assert_eq!(change.interests.unwrap(), ["chess", "tax law"]);
        assert_eq!(me.name.as_deref(), Some("Aditi"));
        assert_eq!(change.nickname.as_deref(), Some("Adi"));
        assert_eq!(change.share_interests, Some(false), "a box without a tick is not sent");
        assert_eq!((change.memory, change.mood), (None, None));
        assert_eq!(form("share_interests=on").1.share_interests, Some(true));
        assert_eq!(form("").1.interests, Some(vec![]));
        assert_eq!(form("").0.name, None, "not sent is not emptied");
    }
}
