//! What of `MathML` may stand on a page: elements and attributes that set mathematics and do nothing else.

/// Deepest nesting.
const DEEPEST: usize = 80;

const ELEMENTS: [&str; 19] = [
    "math",
    "mrow",
    "mi",
    "mo",
    "mn",
    "mtext",
    "mspace",
    "msup",
    "msub",
    "msubsup",
    "munder",
    "mover",
    "munderover",
    "mfrac",
    "msqrt",
    "mroot",
    "mtable",
    "mtr",
    "mtd",
];

const ATTRIBUTES: [&str; 14] = [
    "class",
    "depth",
    "display",
    "displaystyle",
    "height",
    "largeop",
    "linethickness",
    "mathvariant",
    "maxsize",
    "minsize",
    "movablelimits",
    "scriptlevel",
    "stretchy",
    "symmetric",
];

/// `mathml` with the attributes that may stand there alone; nothing where it holds another element, does not close what
/// it opens, or is too deep.
pub fn checked(mathml: &str) -> Option<String> {
    let mut html = String::with_capacity(mathml.len());
    let mut open: Vec<&str> = Vec::new();
    let mut rest = mathml;
    while let Some((text, after)) = rest.split_once('<') {
        html.push_str(is_text(text).then_some(text)?);
        let (tag, after) = after.split_once('>')?;
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            (open.pop()? == name).then_some(())?;
            html.push_str("</");
            html.push_str(name);
        } else {
            let (inner, single) = tag.strip_suffix('/').map_or((tag, false), |inner| (inner, true));
            let length = inner.bytes().take_while(u8::is_ascii_lowercase).count();
            let name = ELEMENTS.into_iter().find(|known| *known == &inner[..length])?;
            html.push('<');
            html.push_str(name);
            attributes(&inner[length..], &mut html)?;
            if single {
                html.push_str("></");
                html.push_str(name);
            } else {
                open.push(name);
            }
        }
        html.push('>');
        (open.len() <= DEEPEST).then_some(())?;
    }
    html.push_str(is_text(rest).then_some(rest)?);
    open.is_empty().then_some(html)
}

/// Copies what may stand there; nothing where these are no attributes.
fn attributes(mut text: &str, html: &mut String) -> Option<()> {
    loop {
        text = text.trim_start();
        if text.is_empty() {
            return Some(());
        }
        let (name, rest) = text.split_once("=\"")?;
        let (value, rest) = rest.split_once('"')?;
        text = rest;
        let known = ATTRIBUTES.contains(&name) || name == "width";
        if known && is_plain(value) && is_modest(name, value) {
            html.push(' ');
            html.push_str(name);
            html.push_str("=\"");
            html.push_str(value);
            html.push('"');
        }
    }
}

fn is_plain(value: &str) -> bool {
    value
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b' ' | b'%'))
}

/// Space that stays within the formula's reach, and classes of the library's own.
fn is_modest(name: &str, value: &str) -> bool {
    match name {
        "class" => value.split(' ').all(|class| {
            class.starts_with("menv-") || class.starts_with("cell-") || class == "small"
        }),
        "width" | "height" | "depth" | "linethickness" | "minsize" | "maxsize" => {
            let number = value.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
            let most = if value.ends_with("em") || value.ends_with("ex") { 20.0 } else { 200.0 };
            number.parse().is_ok_and(|number: f64| (-1.0..=most).contains(&number))
        }
        _ => true,
    }
}

/// No element begins in it, and only entities that the library writes.
fn is_text(text: &str) -> bool {
    !text.contains('>')
        && text.split('&').skip(1).all(|rest| {
            ["amp;", "lt;", "gt;", "nbsp;"].iter().any(|entity| rest.starts_with(entity))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mathml_keeps_what_sets_mathematics() {
        let good =
            "<math display=\"block\"><mi>x</mi><mo>&lt;</mo><mspace width=\"1em\"></mspace></math>";
        assert_eq!(checked(good).as_deref(), Some(good));
        let other = "<mi style=\"x\" onclick=\"y\" id=\"z\" mathvariant=\"normal\">x</mi>";
        assert_eq!(checked(other).as_deref(), Some("<mi mathvariant=\"normal\">x</mi>"));
        let wide = "<mspace width=\"500em\" height=\"-3em\" />";
        assert_eq!(checked(wide).as_deref(), Some("<mspace></mspace>"));
        assert_eq!(checked("<mi class=\"app\">x</mi>").as_deref(), Some("<mi>x</mi>"));
    }

    #[test]
    fn mathml_with_anything_else_is_none() {
        let bad = [
            "<script>x</script>",
            "<math><mi>x</math></mi>",
            "<mi>x",
            "</mi>",
            "<maction actiontype=\"x\">y</maction>",
            "<annotation-xml>x</annotation-xml>",
            "<mi onclick=x>y</mi>",
            "<mi a=\"b>c</mi>",
            "<mi>a > b</mi>",
            "<mi>&#x6a;</mi>",
            "<mglyph src=\"x\" />",
            "<semantics></semantics>",
            "<MI>x</MI>",
        ];
        for text in bad {
            assert_eq!(checked(text), None, "{text}");
        }
        assert_eq!(checked(&("<mrow>".repeat(81) + &"</mrow>".repeat(81))), None);
    }
}
