//! Telephone numbers as they are written inside a country.

use crate::{
    region::Region,
    scan::{
        Scan,
        run::{Gap, Window},
        words::{Cue, reach},
    },
};

use super::phone::{MOST_GROUPS, is_a_reference, is_counted};

pub(super) fn is_national(scan: &Scan<'_>, window: &Window<'_>) -> bool {
    let digits = window.digits();
    if digits.len() < 7
        || scan.text[window.range()].contains(&b'_')
        || window.is_glued()
        || window.lookalikes() > 3
        || is_decimal(window)
    {
        return false;
    }
    let start = window.range().start;
    let distance = scan.cues.distance(Cue::Phone, start).filter(|d| *d <= reach(scan.text, start));
    let named = distance.is_some_and(|distance| {
        scan.cues.distance(Cue::Reference, start).is_none_or(|other| other >= distance)
    });
    if is_north_american(window) {
        return true;
    }
    if named && window.is_whole_run() && (7..=13).contains(&digits.len()) && !has_odd_groups(window)
    {
        return true;
    }
    let Some(region) = scan.region else { return false };
    fits_region(region, window)
        && !is_a_reference(scan, start)
        && !is_counted(scan.text, window.range().end)
}

/// `(415) 555-0123`, `415-555-0123`: seen everywhere, and nothing else looks so.
fn is_north_american(window: &Window<'_>) -> bool {
    let digits = window.digits();
    let separated = match window.groups().len() {
        3 => window.has_sizes(&[3, 3, 4]) && digits[0] > 1 && digits[3] > 1,
        4 => window.has_sizes(&[1, 3, 3, 4]) && digits[0] == 1 && digits[1] > 1 && digits[4] > 1,
        _ => false,
    };
    separated && !window.continues(4) && !window.continues(3) && window.gap() != Some(Gap::Slash)
}

fn fits_region(region: &Region, window: &Window<'_>) -> bool {
    let digits = window.digits();
    let (least, most) = region.lengths;
    if !window.is_whole_run() && (window.continues(4) || window.continues(5) || window.continues(3))
    {
        return false;
    }
    if has_odd_groups(window) || window.gap() == Some(Gap::Slash) {
        return false;
    }
    let trunk = region.trunk.as_bytes();
    let dialled = !trunk.is_empty()
        && digits.iter().zip(trunk).all(|(digit, byte)| digit + b'0' == *byte)
        && (least.max(8)..=most).contains(&(digits.len() - trunk.len()));
    if dialled && region.code != 1 && window.groups()[0].len() > 1 {
        return true;
    }
    let mobile = region.mobile.bytes().any(|byte| byte == digits[0] + b'0');
    // "6123 4567 89" is a part of something else.
    let small = window.sizes().all(|size| size <= 3) && window.gap() == Some(Gap::Space);
    let least_last = if window.gap() == Some(Gap::Dot) { 4 } else { 3 };
    let ends_well = small || window.sizes().last().is_some_and(|size| size >= least_last);
    let mobile = mobile && digits.len() == most;
    mobile && ends_well && window.groups().len() <= 4 && (least..=most).contains(&digits.len())
}

/// Part of a number with a decimal point, which is before or after the window.
fn is_decimal(window: &Window<'_>) -> bool {
    let point =
        |group: usize| window.run.groups.get(group).is_some_and(|group| group.gap == Gap::Dot);
    window.gap() != Some(Gap::Dot) && ((window.from > 0 && point(window.from)) || point(window.to))
}

/// Many groups, a decimal point, or single digits: no telephone number is written so.
fn has_odd_groups(window: &Window<'_>) -> bool {
    let groups = window.groups().len();
    let dots = window.gap() == Some(Gap::Dot);
    groups > MOST_GROUPS
        || (dots && groups == 2)
        || (!dots && groups > 1 && window.groups()[1..].iter().any(|group| group.gap == Gap::Dot))
        || (groups > 1 && window.groups().iter().any(|group| group.len() > 8))
        || window.groups()[1..].iter().any(|group| group.len() < 2)
}
