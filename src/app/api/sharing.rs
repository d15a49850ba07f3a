//! What the pages of shared chats ask the server for while they are drawn.

use adda_protocol::{
    ConversationId,
    dto::{CreatedShare, Share, SharedPage},
};
use adda_server::{http::Caller, services::Services};
use http::request::Parts;

use super::{ApiError, context};

/// A chat that may be shared.
#[derive(Clone, Debug)]
pub struct Sharable {
    pub title: String,
    /// Its snapshots, newest first.
    pub shares: Vec<Share>,
}

/// The chat and what is shared of it.
pub async fn of_chat(id: ConversationId) -> Result<Sharable, ApiError> {
    let (services, who) = (context::services()?, context::identity()?);
    let page = services.chat.open(&who, id, None, Some(1)).await?;
    let mut shares = services.chat.shares(&who).await?;
    shares.retain(|share| share.conversation == id);
    Ok(Sharable { title: page.conversation.title, shares })
}

/// All that the person shares, newest first.
pub async fn list() -> Result<Vec<Share>, ApiError> {
    let (services, who) = (context::services()?, context::identity()?);
    Ok(services.chat.shares(&who).await?)
}

/// What the form of this very request made: the whole address of its page.
pub fn made() -> Option<(CreatedShare, String)> {
    let made: CreatedShare = context::extension()?;
    let link = format!("{}{}", context::base(), made.path.0);
    Some((made, link))
}

/// The snapshot that a request asks for, for whoever has its link: from the message after the place that its address names.
pub async fn read(services: &Services, link: &str, asked: &Parts) -> Result<SharedPage, ApiError> {
    let caller = asked.extensions.get::<Caller>();
    let address = caller.map(|caller| caller.origin().address).unwrap_or_default();
    let after = after(asked.uri.query().unwrap_or_default());
    Ok(services.chat.shared(&address, link, after).await?)
}

fn after(query: &str) -> u64 {
    let mut pairs = query.split('&');
    pairs.find_map(|pair| pair.strip_prefix("after=")?.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn place_in_the_address_is_a_number_or_the_beginning() {
        assert_eq!((after("after=100"), after("a=1&after=7"), after("")), (100, 7, 0));
        assert_eq!((after("after=-1"), after("after=x")), (0, 0));
    }
}
