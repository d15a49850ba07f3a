//! The picture a person shows of themselves. It is theirs to see and nobody else's.

mod draw;

use adda_protocol::{PictureId, limits::PICTURE_BYTES};
use tokio::sync::OwnedSemaphorePermit;

use self::draw::Flaw;
use super::{Error, Personal, Result, owner};
use crate::{
    auth::Identity,
    store::{NewPicture, PictureSize},
};

/// Pictures that are taken in at once, each as large as one may be.
pub(super) const TAKEN_IN: usize = 8;

impl Personal {
    /// Room to take in a picture, before any of it is read.
    pub fn room_for_picture(&self, who: &Identity) -> Result<OwnedSemaphorePermit> {
        owner(who)?;
        self.taken_in.clone().try_acquire_owned().map_err(|_| Error::Busy)
    }

    /// Draws the picture anew, and shows it from now on.
    pub async fn set_picture(&self, who: &Identity, bytes: Vec<u8>) -> Result<PictureId> {
        let user = owner(who)?;
        if bytes.len() > PICTURE_BYTES {
            return Err(invalid("A picture may have at most 5 MB."));
        }
        // One at a time: each takes much memory for a moment.
        let turn = self.drawing.acquire().await.map_err(|_| Error::Busy)?;
        let drawn = tokio::task::spawn_blocking(move || draw::redraw(&bytes)).await;
        drop(turn);
        let drawn = drawn.unwrap_or(Err(Flaw::Broken)).map_err(|flaw| invalid(sentence(flaw)))?;
        let id = self.ids.make(PictureId::new);
        let (small, large) = (drawn.small, drawn.large);
        let new = NewPicture { id, user, small, large, at: self.clock.now() };
        if !self.store.set_picture(new).await? {
            return Err(Error::NotFound);
        }
        self.accounts.changed(user);
        Ok(id)
    }

    pub async fn picture(
        &self,
        who: &Identity,
        id: PictureId,
        size: PictureSize,
    ) -> Result<Vec<u8>> {
        self.store.picture(owner(who)?, id, size).await?.ok_or(Error::NotFound)
    }

    pub async fn remove_picture(&self, who: &Identity) -> Result<()> {
        let user = owner(who)?;
        self.store.remove_picture(user).await?;
        self.accounts.changed(user);
        Ok(())
    }
}

fn invalid(message: &str) -> Error {
    Error::Invalid { field: "picture", message: message.to_owned() }
}

const fn sentence(flaw: Flaw) -> &'static str {
    match flaw {
        Flaw::Kind => "This is no PNG, JPEG or WebP picture.",
        Flaw::Pixels => "This picture has too many pixels: at most 25 million.",
        Flaw::Broken => "This picture cannot be read to its end.",
    }
}
