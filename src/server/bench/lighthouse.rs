//! Lighthouse's scores, from npm, with the machine's own Chromium: a phone on a slow network, as Lighthouse plays it.

use std::path::Path;

use serde::Deserialize;
use serde_json::json;
use tokio::process::Command;

use crate::{
    Result,
    report::Report,
    server::{Person, Server},
};

const SCRIPT: &str = "end2end/lighthouse/run.mjs";

/// What the script says of one page.
#[derive(Debug, Deserialize)]
struct Page {
    /// Performance, accessibility, best practices, search engines; of 100.
    scores: [u8; 4],
    /// Cumulative layout shift.
    shift: f64,
    /// The audits that cost points.
    lost: Vec<String>,
    /// Requests that left the server's own address.
    abroad: Vec<String>,
}

pub async fn measure(report: &mut Report, server: &Server) -> Result<()> {
    let person = Person::register(server, "lighthouse").await?;
    let chat = person.conversation("gpt-4o-mini").await?;
    let messages = person.post(&format!("/api/v1/conversations/{chat}/messages"));
    messages.json(&json!({"text": "How do I fold a sheet?"})).send().await?.error_for_status()?;
    let chat = format!("/c/{chat}");
    for (what, path, cookies) in
        [("login", "/auth/login", ""), ("chat", chat.as_str(), person.cookies.as_str())]
    {
        let page = visit(&server.url(path), cookies).await?;
        let [speed, access, practices, search] = page.scores;
        let against = match page.lost.join(", ") {
            lost if lost.is_empty() => "Lighthouse, mobile, throttled".to_owned(),
            lost => format!("Lighthouse, mobile, throttled; lost by {lost}"),
        };
        let scores = format!("{speed} / {access} / {practices} / {search}");
        report.row(
            &format!("{what} page, Lighthouse"),
            scores,
            ">= 95 / 100 / 100 / 100",
            &against,
        );
        report.row(
            &format!("{what} page, layout shift"),
            format!("{:.3}", page.shift),
            "0",
            "the same visit",
        );
        let abroad = page.abroad.len().to_string();
        report.row(&format!("{what} page, third-party requests"), abroad, "0", "the same visit");
    }
    Ok(())
}

async fn visit(url: &str, cookies: &str) -> Result<Page> {
    if !Path::new(SCRIPT).exists() {
        return Err(format!("{SCRIPT} is not here: start the bench where the Makefile lies").into());
    }
    let done = Command::new("node").args([SCRIPT, cookies, url]).output().await?;
    if !done.status.success() {
        return Err(String::from_utf8_lossy(&done.stderr).into_owned().into());
    }
    Ok(serde_json::from_slice(&done.stdout)?)
}
