//! Addresses that pages and the server's forms both lead to.

use crate::Seq;

/// Names a message on the page of its conversation.
pub fn row(seq: Seq) -> String {
    format!("m-{seq}")
}

/// A message's place, behind the address of its conversation: the page is drawn around it, and the browser goes there by the
/// fragment, with script or without.
pub fn place(seq: Seq) -> String {
    format!("?at={seq}#{}", row(seq))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn place_leads_to_the_row_that_is_named_so() {
        assert_eq!(place(41), format!("?at=41#{}", row(41)));
        assert_eq!(row(41), "m-41");
    }
}
