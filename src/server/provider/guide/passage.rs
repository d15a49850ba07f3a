//! The part of a section that answers best, as a quotation.

use super::words;

/// Longest quotation of running text, in characters.
const QUOTE_CHARS: usize = 420;
/// Longest quoted code and table, in lines.
const CODE_LINES: usize = 14;
const TABLE_ROWS: usize = 6;
/// The full stop of Hindi.
const DANDA: char = '।';

/// The best passage of a section as a Markdown blockquote.
pub fn quote(markdown: &str, query: &[(String, f64)]) -> String {
    let blocks = blocks(markdown);
    let best = blocks.iter().enumerate().max_by(|(at_a, a), (at_b, b)| {
        // Of equals the first.
        score(a, query).total_cmp(&score(b, query)).then(at_b.cmp(at_a))
    });
    let Some((mut at, mut best)) = best else { return String::new() };
    // A sentence that ends in a colon belongs to the block after it.
    let before = at.checked_sub(1).and_then(|before| blocks.get(before));
    if let Some(before) = before.filter(|before| before.trim_end().ends_with(':')) {
        (at, best) = (at - 1, before);
    }
    let mut passage = shorten(best, query);
    let next = blocks.get(at + 1).filter(|_| passage.ends_with(':'));
    if let Some(next) = next {
        passage.push_str("\n\n");
        passage.push_str(&shorten(next, query));
    }
    passage
        .lines()
        .map(|line| format!("> {line}").trim_end().to_owned())
        .collect::<Vec<_>>()
        .join("\n")
}

/// Paragraphs, lists, tables and code of a section.
fn blocks(markdown: &str) -> Vec<String> {
    let mut blocks = vec![String::new()];
    let mut fence: Option<&str> = None;
    for line in markdown.lines() {
        let start = line.trim_start();
        let mark = ["```", "~~~"].into_iter().find(|mark| start.starts_with(mark));
        let opens = fence.is_none() && mark.is_some();
        let closes = fence.is_some_and(|open| start.starts_with(open));
        if opens || (fence.is_none() && start.is_empty()) {
            blocks.push(String::new());
        }
        if let Some(block) = blocks.last_mut().filter(|_| fence.is_some() || !start.is_empty()) {
            block.push_str(line);
            block.push('\n');
        }
        if opens {
            fence = mark;
        } else if closes {
            fence = None;
            blocks.push(String::new());
        }
    }
    // Pictures and raw HTML are not for quoting.
    blocks.retain(|block| !block.trim().is_empty() && !block.starts_with(['<', '!']));
    blocks
}

fn score(text: &str, query: &[(String, f64)]) -> f64 {
    let words = words::words(text);
    query.iter().filter(|(word, _)| words.contains(word)).map(|(_, weight)| weight).sum()
}

fn shorten(block: &str, query: &[(String, f64)]) -> String {
    let block = block.trim_end();
    if block.starts_with("```") || block.starts_with("~~~") {
        return code(block);
    }
    if block.starts_with('|') {
        return table(block, query);
    }
    if is_item(block) {
        return items(block, query);
    }
    sentences(block, query)
}

fn code(block: &str) -> String {
    let lines: Vec<&str> = block.lines().collect();
    match lines.as_slice() {
        [open, inner @ .., _] if inner.len() > CODE_LINES => {
            let kept = inner.get(..CODE_LINES).unwrap_or_default().join("\n");
            format!("{open}\n{kept}\n...\n{}", open.get(..3).unwrap_or("```"))
        }
        _ => block.to_owned(),
    }
}

/// A table's head and the rows that speak of the question.
fn table(block: &str, query: &[(String, f64)]) -> String {
    let lines: Vec<&str> = block.lines().collect();
    let [head, rule, rows @ ..] = lines.as_slice() else { return block.to_owned() };
    let speaks = |row: &&&str| score(row, query) > 0.0;
    let mut kept: Vec<&str> = rows.iter().filter(speaks).copied().collect();
    if kept.is_empty() {
        kept = rows.to_vec();
    }
    kept.truncate(TABLE_ROWS);
    [&[*head, *rule], kept.as_slice()].concat().join("\n")
}

fn is_item(line: &str) -> bool {
    let text = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = text.len() < line.len() && text.starts_with(". ");
    numbered || ["- ", "* ", "+ "].iter().any(|mark| line.starts_with(mark))
}

/// The items that speak of the question, in their order.
fn items(block: &str, query: &[(String, f64)]) -> String {
    let mut items: Vec<String> = Vec::new();
    for line in block.lines() {
        match items.last_mut() {
            Some(item) if !is_item(line) => {
                item.push('\n');
                item.push_str(line);
            }
            _ => items.push(line.to_owned()),
        }
    }
    let best = items.iter().map(|item| score(item, query)).fold(0.0, f64::max);
    let mut kept = Vec::new();
    let mut chars = 0;
    for item in items.iter().filter(|item| score(item, query) >= best * 0.6) {
        chars += item.chars().count();
        if chars > QUOTE_CHARS && !kept.is_empty() {
            break;
        }
        kept.push(item.as_str());
    }
    kept.join("\n")
}

/// Whole sentences around the best one, as many as fit.
fn sentences(block: &str, query: &[(String, f64)]) -> String {
    let text = block.lines().map(str::trim).collect::<Vec<_>>().join(" ");
    if text.chars().count() <= QUOTE_CHARS {
        return text;
    }
    let sentences = split(&text);
    let best = (0..sentences.len()).rev().max_by(|&a, &b| {
        let of = |at: usize| sentences.get(at).map_or(0.0, |sentence| score(sentence, query));
        of(a).total_cmp(&of(b))
    });
    let mut from = best.unwrap_or(0);
    let mut to = from + 1;
    let length = |from: usize, to: usize| {
        sentences.get(from..to).unwrap_or_default().iter().map(|s| s.chars().count()).sum::<usize>()
    };
    while to < sentences.len() && length(from, to + 1) <= QUOTE_CHARS {
        to += 1;
    }
    while from > 0 && length(from - 1, to) <= QUOTE_CHARS {
        from -= 1;
    }
    let quoted = sentences.get(from..to).unwrap_or_default().concat();
    let before = if from > 0 { "... " } else { "" };
    let after = if to < sentences.len() { " ..." } else { "" };
    format!("{before}{}{after}", quoted.trim())
}

/// Sentences with the white space after them. A full stop ends one where a capital follows, or a letter of Hindi, which
/// has none; a danda always does.
fn split(text: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let ends = text.char_indices().filter(|(_, c)| matches!(*c, '.' | '!' | '?' | DANDA));
    let begins =
        |c: char| c.is_uppercase() || words::is_devanagari(c) || matches!(c, '`' | '*' | '[' | '"');
    for (at, end) in ends {
        let next = at + end.len_utf8() + 1;
        let rest = text.get(next - 1..).and_then(|rest| rest.strip_prefix(' '));
        if rest.is_some_and(|rest| end == DANDA || rest.starts_with(begins)) {
            sentences.push(text.get(start..next).unwrap_or_default());
            start = next;
        }
    }
    sentences.push(text.get(start..).unwrap_or_default());
    sentences
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(markdown: &str, question: &str) -> String {
        quote(markdown, &words::query(question))
    }

    #[test]
    fn quote_takes_the_paragraph_that_speaks_of_it_with_the_code_it_announces() {
        let text =
            "Something else.\n\nMake a backup like this:\n\n```sh\nadda backup x.db\n```\n\nMore.";
        let quoted = "> Make a backup like this:\n>\n> ```sh\n> adda backup x.db\n> ```";
        assert_eq!(ask(text, "backup"), quoted);
        assert_eq!(ask(text, "x.db"), quoted);
    }

    #[test]
    fn quote_of_long_text_is_whole_sentences() {
        let filler = "This sentence only fills the place, as sentences do. ".repeat(12);
        let text = format!("{filler}The port is 3000 by default. {filler}");
        let quoted = ask(&text, "which port");
        assert!(quoted.contains("The port is 3000 by default."), "{quoted}");
        assert!(quoted.starts_with("> ") && quoted.chars().count() <= QUOTE_CHARS + 12, "{quoted}");
        assert!(quoted.trim_end_matches(" ...").ends_with('.'), "{quoted}");
    }

    #[test]
    fn quote_of_long_text_in_hindi_is_whole_sentences() {
        let filler = "यह वाक्य केवल जगह भरने के लिए यहाँ लिखा गया है। ".repeat(12);
        let text = format!("{filler}“सर्वर” का पोर्ट 3000 है। {filler}");
        let quoted = ask(&text, "कौन-सा पोर्ट");
        assert!(quoted.contains("“सर्वर” का पोर्ट 3000 है।"), "{quoted}");
        assert!(quoted.starts_with("> ") && quoted.chars().count() <= QUOTE_CHARS + 12, "{quoted}");
        assert!(quoted.trim_end_matches(" ...").ends_with(DANDA), "{quoted}");
    }

    #[test]
    fn quote_of_tables_and_lists_keeps_what_speaks_of_it() {
        let table =
            "| key | what |\n| --- | --- |\n| addr | where to listen |\n| data_dir | files |";
        assert_eq!(
            ask(table, "listen"),
            "> | key | what |\n> | --- | --- |\n> | addr | where to listen |"
        );
        let list = "- one thing\n- the port\n  and more of it\n- else";
        assert_eq!(ask(list, "port"), "> - the port\n>   and more of it");
    }

    #[test]
    fn quote_survives_odd_markdown() {
        for text in ["", "```", "|", "|\n|", "- ", "<img src=x>", "é. É", "\n\n\n"] {
            let _ = ask(text, "port");
        }
    }
}
