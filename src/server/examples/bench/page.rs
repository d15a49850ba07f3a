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
    for (what, ending) in [("HTML", ""), ("CSS", ".css"), ("JS", ".js"), ("WASM", ".wasm")] {
        let path = if ending.is_empty() { Some("/") } else { address(&html, ending) };
        let path = path.ok_or_else(|| format!("the page does not name {ending}"))?;
        let request = person.get(path).header(header::ACCEPT_ENCODING, "br");
        let answer = request.send().await?.error_for_status()?;
        let packed = answer.headers().get(header::CONTENT_ENCODING).is_some_and(|e| e == "br");
        let bytes = u64::try_from(answer.bytes().await?.len())?;
        total += bytes;
        let against = if packed { "body as sent, Brotli" } else { "body as sent, NOT compressed" };
        report.row(&format!("first page, {what}"), kib(bytes), "-", against);
    }
    report.row("first page, all four", kib(total), "<= 450 KiB", "the sum; fonts and icons apart");
    Ok(())
}

/// The address of the built file with this ending, which carries its hash.
fn address<'a>(html: &'a str, ending: &str) -> Option<&'a str> {
    let quoted = html.split(['"', '\'']);
    let mut built = quoted.filter(|part| part.starts_with("/pkg/adda."));
    built.find(|part| part.ends_with(ending))
}
