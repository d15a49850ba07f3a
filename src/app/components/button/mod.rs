//! The looks of buttons, as classes: buttons, links and summaries share them.

stylance::import_style!(pub style, "button.module.css");

pub use style::{
    danger as DANGER, ghost as GHOST, icon as ICON, primary as PRIMARY, quiet as QUIET,
    small as SMALL,
};
