//! What a browser loads for its first page, as it travels.

use reqwest::header;

use crate::{
    Result,
    report::{Report, kib},
    server::{Person, Server},
};

/// A file of the first page: what it is called, its name, what it may weigh.
type File = (&'static str, &'static str, &'static str);

/// What the page is made of. The first is the page itself.
const PARTS: [File; 5] = [
    ("HTML", "", "-"),
    ("CSS", "adda.css", "-"),
    ("JS", "adda.js", "-"),
    ("JS, loader of the split parts", "__wasm_split.js", "-"),
    ("WASM", "adda.wasm", "<= 330 KB (337,920 B)"),
];
/// What it fetches besides, and keeps for all others. A font is compressed by itself.
const BESIDES: [File; 3] = [
    ("font", "inter-latin.woff2", "-"),
    ("icon", "favicon.svg", "-"),
    ("manifest", "manifest.webmanifest", "-"),
];

pub async fn measure(report: &mut Report, server: &Server) -> Result<()> {
    let person = Person::register(server, "page").await?;
    let html = person.get("/").send().await?.error_for_status()?.text().await?;
    let mut total = 0;
    for part in PARTS {
        total += weigh(report, &person, &html, part).await?;
    }
    report.row("first page, all of it", kib(total), "<= 450 KiB", "the sum of the rows above");
    for file in BESIDES {
        weigh(report, &person, &html, file).await?;
    }
    Ok(())
}

/// The bytes of a file as they travel.
async fn weigh(
    report: &mut Report,
    person: &Person,
    html: &str,
    (what, name, goal): File,
) -> Result<u64> {
    let path = if name.is_empty() { Some("/") } else { address(html, name) };
    let path = path.ok_or_else(|| format!("the page does not name {name}"))?;
    let request = person.get(path).header(header::ACCEPT_ENCODING, "br");
    let answer = request.send().await?.error_for_status()?;
    let packed = answer.headers().get(header::CONTENT_ENCODING).is_some_and(|e| e == "br");
    let bytes = u64::try_from(answer.bytes().await?.len())?;
    let against = if packed {
        "body as sent, Brotli"
    } else if what == "font" {
        "body as sent, compressed by its format"
    } else {
        "body as sent, NOT compressed"
    };
    report.row(&format!("first page, {what}"), kib(bytes), goal, against);
    Ok(bytes)
}

/// The address of the file with this name; the folder of the built ones is named by their content.
fn address<'a>(html: &'a str, name: &str) -> Option<&'a str> {
    let mut quoted = html.split(['"', '\'']);
    quoted.find(|part| part.starts_with('/') && part.rsplit('/').next() == Some(name))
}
