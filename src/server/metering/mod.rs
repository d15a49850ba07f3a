//! What answers use and cost: counted while they are written, recorded with their end, summed for those who pay.

mod meter;

pub use meter::{Meter, Payer, add_costs};
