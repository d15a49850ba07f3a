use adda_protocol::{MessageId, dto::SentRequest};

use super::{Error, Personal, Result, owner};
use crate::auth::Identity;

impl Personal {
    /// What left for a message of this person's, or for its answer; the newest requests are kept.
    pub async fn sent(&self, who: &Identity, message: MessageId) -> Result<SentRequest> {
        let sent = self.privacy.sent(owner(who)?, message).await?;
        sent.ok_or(Error::NotFound)
    }
}
