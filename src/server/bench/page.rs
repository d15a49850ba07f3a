//! What a browser loads for its first page, as it travels.

use reqwest::header;

use crate::{
    Result,
    report::{Report, kib},
    server::{Person, Server},
};

pub async fn measure(report: &mut Report, server: &Server) -> Result<()> {
    let person = Person::register(server, "page").await?;
    let html = person.get("/").send().await?.error_for_status()?.text().await?;
    let mut total = 0;
    let files = [
        ("CSS", "adda.css"),
        ("JS", "adda.js"),
        ("JS, parts", "__wasm_split.js"),
        ("WASM", "adda.wasm"),
    ];
    for (what, name) in [("HTML", "")].into_iter().chain(files) {
        let path = if name.is_empty() { Some("/") } else { address(&html, name) };
        let path = path.ok_or_else(|| format!("the page does not name {name}"))?;
        let request = person.get(path).header(header::ACCEPT_ENCODING, "br");
        let answer = request.send().await?.error_for_status()?;
        let packed = answer.headers().get(header::CONTENT_ENCODING).is_some_and(|e| e == "br");
        let bytes = u64::try_from(answer.bytes().await?.len())?;
        total += bytes;
        let against = if packed { "body as sent, Brotli" } else { "body as sent, NOT compressed" };
        report.row(&format!("first page, {what}"), kib(bytes), "-", against);
    }
    report.row("first page, all of it", kib(total), "<= 450 KiB", "the sum; fonts and icons apart");
    Ok(())
}

/// The address of the built file with this name; the folder is named by the content.
fn address<'a>(html: &'a str, name: &str) -> Option<&'a str> {
    let mut quoted = html.split(['"', '\'']);
    quoted.find(|part| part.starts_with("/pkg/") && part.rsplit('/').next() == Some(name))
}
