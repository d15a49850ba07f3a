//! Changes what stands below an element to what some HTML says, by as little as it takes: what is the same stays, with
//! the reader's selection in it and the place it was scrolled to.

use wasm_bindgen::JsCast;
use web_sys::{CharacterData, Element, Node};

/// `html` must be safe to put on the page.
pub fn patch(element: &Element, html: &str) {
    let Ok(new) = element.clone_node() else { return };
    let Ok(new) = new.dyn_into::<Element>() else { return };
    new.set_inner_html(html);
    merge(element, &new);
}

fn merge(old: &Node, new: &Node) {
    let (mut here, mut wanted) = (old.first_child(), new.first_child());
    while let Some(want) = wanted {
        // Before it moves to the page.
        wanted = want.next_sibling();
        let Some(have) = here else {
            let _ = old.append_child(&want);
            continue;
        };
        here = have.next_sibling();
        if have.is_equal_node(Some(&want)) || rewrite(&have, &want) {
            continue;
        }
        if are_alike(&have, &want) {
            merge(&have, &want);
        } else {
            let _ = old.replace_child(&want, &have);
        }
    }
    while let Some(surplus) = here {
        here = surplus.next_sibling();
        let _ = old.remove_child(&surplus);
    }
}

/// Changes text from where it differs: what is selected before that stays selected.
fn rewrite(have: &Node, want: &Node) -> bool {
    let (Some(have), Some(want)) =
        (have.dyn_ref::<CharacterData>(), want.dyn_ref::<CharacterData>())
    else {
        return false;
    };
    let (before, after) = (have.data(), want.data());
    let same = before.chars().zip(after.chars()).take_while(|(a, b)| a == b);
    let (units, bytes) =
        same.fold((0, 0), |(units, bytes), (c, _)| (units + c.len_utf16(), bytes + c.len_utf8()));
    let (units, length) = (u32::try_from(units).unwrap_or(u32::MAX), have.length());
    if units < length {
        let _ = have.delete_data(units, length - units);
    }
    if let Some(added) = after.get(bytes..).filter(|added| !added.is_empty()) {
        let _ = have.append_data(added);
    }
    true
}

/// Whether two elements are the same but for what is in them.
fn are_alike(have: &Node, want: &Node) -> bool {
    match (have.clone_node(), want.clone_node()) {
        (Ok(have), Ok(want)) => have.is_equal_node(Some(&want)),
        _ => false,
    }
}

/// Adds an element of this class at the end of another.
pub fn add(parent: &Element, name: &str, class: &str) -> Option<Element> {
    let element = parent.owner_document()?.create_element(name).ok()?;
    element.set_class_name(class);
    parent.append_child(&element).ok()?;
    Some(element)
}

/// Adds to the text an element ends with, however deep in it that stands.
pub fn append(element: &Element, text: &str) {
    let mut last: Node = element.clone().into();
    while let Some(child) = last.last_child() {
        last = child;
    }
    let _ = match last.dyn_into::<CharacterData>() {
        Ok(last) => last.append_data(text),
        Err(_) => element.append_with_str_1(text),
    };
}

/// What some HTML has more than it had `before`, where that is nothing but plain words at the end of its last text.
pub fn added<'h>(before: &str, after: &'h str) -> Option<&'h str> {
    let mut open = before;
    while let Some((outer, _)) = open
        .strip_suffix('>')
        .and_then(|open| open.rsplit_once("</"))
        .filter(|(_, name)| !name.contains('>'))
    {
        open = outer;
    }
    let (_, ends) = before.split_at(open.len());
    let added = after.strip_prefix(open)?.strip_suffix(ends)?;
    let in_text = !open.is_empty() && !open.ends_with('>');
    (in_text && !added.contains(['<', '&'])).then_some(added)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn added_is_what_was_written_on_at_the_end() {
        let list = "<ul><li>a</li><li>b <em>c</em></li></ul>";
        let on = "<ul><li>a</li><li>b <em>c d</em></li></ul>";
        assert_eq!(added("<p>a</p>", "<p>a b,\nc</p>"), Some(" b,\nc"));
        assert_eq!((added(list, list), added(list, on)), (Some(""), Some(" d")));
        assert_eq!(added("<p>&lt;</p>", "<p>&lt;b</p>"), Some("b"));
    }

    #[test]
    fn added_is_nothing_where_more_has_changed() {
        for (before, after) in [
            ("", "<p>a</p>"),
            ("<p></p>", "<p>a</p>"),
            ("<p>**a</p>", "<p><strong>a</strong></p>"),
            ("<p>a</p>", "<p>a<br>b</p>"),
            ("<p>a</p>", "<p>a &amp; b</p>"),
            ("<p>a</p>", "<p>a</p><p>b</p>"),
            ("<p>a<br></p>", "<p>a<br>b</p>"),
            ("<p><em>a</em></p>", "<p><em>a</em> b</p>"),
            ("<p>a &lt;</p>", "<p>a &gt;</p>"),
            ("<p>a</p>", "<h3>a</h3>"),
            ("<p>ab</p>", "<p>a</p>"),
        ] {
            assert_eq!(added(before, after), None, "{before} {after}");
        }
    }
}
