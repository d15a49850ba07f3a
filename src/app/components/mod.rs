//! What pages are made of. A component gets its data by argument or from [`crate::state`], never from the network.

pub mod avatar;
pub mod banner;
pub mod brand;
pub mod button;
pub mod compare;
pub mod composer;
pub mod details;
pub mod dialog;
pub mod drawer;
pub mod field;
pub mod figures;
pub mod header;
pub mod icon;
pub mod install;
pub mod listbox;
pub mod local_time;
pub mod markdown;
pub mod message;
pub mod model_picker;
pub mod names;
pub mod page_title;
pub mod palette;
pub mod part;
pub mod rows;
pub mod shortcuts;
pub mod sidebar;
pub mod skeleton;
pub mod theme;
pub mod thread;
pub mod toast;
pub mod versions;

use crate::browser::IN_BROWSER;
