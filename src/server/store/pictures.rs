use adda_protocol::{Millis, PictureId, UserId};
use async_trait::async_trait;

use super::Result;

/// A person's picture, as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPicture {
    pub id: PictureId,
    pub user: UserId,
    pub small: Vec<u8>,
    pub large: Vec<u8>,
    pub at: Millis,
}

/// Which of its sizes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureSize {
    Small,
    Large,
}

#[async_trait]
pub trait PictureStore: Send + Sync {
    /// Puts the picture in the place of the one before it. False where the account is gone.
    async fn set_picture(&self, new: NewPicture) -> Result<bool>;

    /// The picture of this id, where it is `user`'s.
    async fn picture(
        &self,
        user: UserId,
        id: PictureId,
        size: PictureSize,
    ) -> Result<Option<Vec<u8>>>;

    async fn remove_picture(&self, user: UserId) -> Result<()>;
}
