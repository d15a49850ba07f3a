//! Who may do what in a conversation: one type, one method per question.

use crate::store::Access;

/// What a person may do in one conversation. Having one at all means they may know that it exists.
#[derive(Clone, Copy, Debug)]
pub struct Permission(Access);

impl Permission {
    pub const fn new(access: Access) -> Self {
        Self(access)
    }

    pub const fn may_read(self) -> bool {
        matches!(self.0, Access::Owner)
    }

    pub const fn may_send(self) -> bool {
        matches!(self.0, Access::Owner)
    }

    /// Stop, continue and retry answers.
    pub const fn may_direct(self) -> bool {
        matches!(self.0, Access::Owner)
    }

    /// Rename it, choose its model.
    pub const fn may_change(self) -> bool {
        matches!(self.0, Access::Owner)
    }

    /// Give others a snapshot of it.
    pub const fn may_share(self) -> bool {
        matches!(self.0, Access::Owner)
    }

    /// Delete single messages.
    pub const fn may_erase(self) -> bool {
        matches!(self.0, Access::Owner)
    }

    pub const fn may_delete(self) -> bool {
        matches!(self.0, Access::Owner)
    }
}
