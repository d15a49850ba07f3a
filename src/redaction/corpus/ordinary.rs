//! Ordinary text with numbers in it and nothing private, in English and Hindi, of ten kinds. What stands in braces is
//! filled by chance: `{4}` a number of four digits, `{date}`, `{time}`, `{hex40}` and so on.

use super::Random;

/// Kinds of ordinary text, each with its templates.
pub const ORDINARY: &[(&str, &[&str])] = &[
    (
        "prose",
        &[
            "In {year} the town had {5} people, {2} schools and a library with {6} books.",
            "She walked {2} km in {1} hours and {2} minutes.",
            "Chapter {2} begins on page {3}; the password to the castle is never told.",
            "We will mark the rose garden in May, and hope for rain.",
            "The account of the journey is {3} pages long.",
            "Call me when you reach the station.",
            "{year} में इस गाँव में {4} लोग रहते थे और {2} स्कूल थे।",
            "वह {2} किलोमीटर पैदल चला और {1} घंटे में पहुँचा।",
            "मुझे आशा है कि {year} अच्छा होगा।",
            "इस किताब में {3} पन्ने और {2} अध्याय हैं।",
        ],
    ),
    (
        "dates",
        &[
            "On {date} at {time} we met.",
            "From {date} to {date}.",
            "{day}/{month}/{year} {time}",
            "Due {day}.{month}.{year}, {time}:{2} UTC",
            "{date}T{time}:00Z",
            "The meeting moved from {day}-{month}-{year} to {day}-{month}-{year}.",
            "{day} March {year}, {day} April {year}",
            "बैठक {day}/{month}/{year} को {time} बजे है।",
            "{day} मार्च {year} से {day} अप्रैल {year} तक",
            "दिनांक {date}, समय {time}",
        ],
    ),
    (
        "prices",
        &[
            "It costs ${3}.{2}, or €{4},00 a year.",
            "₹{2},{3}.{2} per month",
            "Rs. {5}/- only",
            "Revenue was ${3},{3},{3} in {year}, up {1}.{1}%.",
            "Total: {6} INR",
            "USD {7} and EUR {8}",
            "GST at 18% on ₹{5} is ₹{4}.",
            "कीमत ₹{2},{3} है",
            "कुल {5} रुपये लगे",
            "{1} लाख {2} हज़ार रुपये, यानी ₹{6}",
        ],
    ),
    (
        "orders",
        &[
            "Order number {10} has shipped.",
            "order #{8}",
            "Invoice INV-{year}-{5}, due {date}",
            "Your tracking number is {12}.",
            "Ticket {7} was closed, see {6}.",
            "Ref: {9}",
            "PNR {10}, coach B{1}, seat {2}",
            "ऑर्डर नंबर {10} भेज दिया गया है",
            "चालान संख्या {8}, दिनांक {date}",
            "टिकट {7} बंद हुआ",
        ],
    ),
    (
        "versions",
        &[
            "Upgrade from {1}.{2}.{1} to {1}.{2}.{2}-beta.{1}.",
            "rustc 1.{2}.0 (build {date})",
            "Python 3.{2}, Node v{2}.{2}.{1}",
            "Chrome/{3}.0.{4}.{3} Safari/{3}.{2}",
            "linux-{1}.{2}.{1}-{3}-generic",
            "v{year}.{2}.{2}",
            "Android {2}, API level {2}",
            "संस्करण {1}.{2}.{1} जारी हुआ",
            "v{1}.{1} से v{1}.{2} तक",
            "बिल्ड {5}, शाखा main",
        ],
    ),
    (
        "tables",
        &[
            "| id | total | share |\n|---|---|---|\n| {4} | {5} | {2}.{1} % |\n| {4} | {5} | {2}.{1} % |",
            "name\tcount\tsum\nalpha\t{3}\t{6}\nbeta\t{3}\t{6}",
            "{4} {4} {4}\n{4} {4} {4}\n{4} {4} {4}",
            "{2} {2} {2} {2} {2} {2}",
            "x={3} y={3} z={3} w={4}",
            "year,units,price\n{year},{4},{2}.{2}\n{year},{4},{2}.{2}",
            "{3}  {3}  {3}\n{3}  {3}  {3}",
            "| नाम | संख्या |\n|---|---|\n| क | {4} |\n| ख | {4} |",
            "क्रमांक {3} {4} {5}",
            "{1}) {3}, {2}) {4}, {2}) {5}",
        ],
    ),
    (
        "code",
        &[
            "let total_{2} = items[{3}].len() + {4};",
            "for i in 0..{4} {{ sum += data[i] * {1}.{2}; }}",
            "const TIMEOUT_MS: u64 = {5}; // {year}",
            "SELECT * FROM orders WHERE id = {7};",
            "fn password(input: &str) -> bool {{ input.len() > {1} }}",
            "color: #{hex6}; margin: {1}px {2}px;",
            "assert_eq!(hash(\"a\"), 0x{hex16});",
            "git checkout {hex40}",
            "token = tokens.next()  # पंक्ति {3}",
            "print(\"नमस्ते\", {4})  # टिप्पणी",
        ],
    ),
    (
        "hashes",
        &[
            "{uuid}",
            "sha256: {hex64}",
            "md5 {hex32}",
            "commit {hex40} fixes it",
            "etag W/\"{hex16}\"",
            "id={uuid}&page={2}",
            "{hex8}-{hex4}",
            "blob {hex40} {5}",
            "पहचान {uuid} बनी",
            "हैश {hex64} है",
        ],
    ),
    (
        "math",
        &[
            "{3} + {4} = {5}",
            "pi is about 3.14159265358979",
            "{2}^{1} * {3} / {2} - {4}",
            "f(x) = {1}x^2 + {2}x - {3}",
            "1 2 3 5 8 13 21 34 55 89 144",
            "P = {1}.{10}e-{2}",
            "[{3}, {4}, {5}, {6}]",
            "{3} गुणा {2} बराबर {5}",
            "क्षेत्रफल {2}.{2} वर्ग मीटर",
            "{1}/{1} + {1}/{2} = ?",
        ],
    ),
    (
        "books and places",
        &[
            "ISBN 978-{1}-{3}-{5}-{1}",
            "ISBN 978{10}",
            "{lat}, {lon}",
            "{lat} {lon}",
            "geo:{lat},{lon}",
            "Lat: {lat} Lon: {lon}",
            "PIN code {6}",
            "Room {3}, floor {1}, PIN code {6}",
            "पिन कोड {6}, दिल्ली",
            "अक्षांश {lat}, देशांतर {lon}",
        ],
    ),
];

/// A text of this kind, filled by chance.
pub fn ordinary(random: &mut Random, kind: usize) -> String {
    let (_, templates) = ORDINARY[kind % ORDINARY.len()];
    let mut rest = random.pick(templates);
    let mut text = String::new();
    while let Some(at) = rest.find(['{', '}']) {
        text.push_str(&rest[..at]);
        let doubled = rest[at + 1..].starts_with(&rest[at..=at]);
        let end =
            if doubled { at + 1 } else { rest[at..].find('}').map_or(at, |length| at + length) };
        if doubled {
            text.push_str(&rest[at..=at]);
        } else {
            text.push_str(&filled(random, &rest[at + 1..end]));
        }
        rest = &rest[end + 1..];
    }
    text + rest
}

fn filled(random: &mut Random, slot: &str) -> String {
    let (month, day) = (1 + random.below(12), 1 + random.below(28));
    let year = 1950 + random.below(90);
    let hex = "0123456789abcdef";
    match slot {
        "year" => year.to_string(),
        "month" => format!("{month:02}"),
        "day" => format!("{day:02}"),
        "date" => format!("{year}-{month:02}-{day:02}"),
        "time" => format!("{:02}:{:02}", random.below(24), random.below(60)),
        "lat" => format!("{}.{}", random.below(90), random.digits(6)),
        "lon" => format!("{}{}.{}", random.pick(&["", "-"]), random.below(180), random.digits(6)),
        "uuid" => [8, 4, 4, 4, 12].map(|length| random.signs(hex, length)).join("-"),
        _ => match slot.strip_prefix("hex").and_then(|length| length.parse().ok()) {
            Some(length) => random.signs(hex, length),
            None => random.number(slot.parse().unwrap_or(1)),
        },
    }
}
