//! What answers use and cost: counted while they are written, recorded with their end, summed for those who pay.

mod csv;
mod meter;
mod spending;

use adda_protocol::ErrorCode;
use thiserror::Error;

pub use csv::csv;
pub use meter::{Meter, Payer, add_costs};
pub use spending::Spending;
pub(crate) use spending::month_start;

#[derive(Debug, Error)]
pub enum Error {
    #[error("{field}: {message}")]
    Invalid { field: &'static str, message: &'static str },
    #[error(transparent)]
    Store(#[from] crate::store::Error),
}

impl Error {
    pub const fn code(&self) -> ErrorCode {
        match self {
            Self::Invalid { .. } => ErrorCode::Invalid,
            Self::Store(error) => error.code(),
        }
    }
}

pub type Result<T> = std::result::Result<T, Error>;
