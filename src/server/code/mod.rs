//! Code looked through for keywords, strings, comments and so on, so that pages can give them colours. What comes of it
//! are stretches of the text and what they are: whoever draws it writes its own tags.
//!
//! Code is hostile too, so everything is bounded: length, length of lines, time. What was found is kept for a while, by
//! the hash of the code alone.

mod found;
mod language;
mod scopes;

use std::{
    hash::{BuildHasher, RandomState},
    panic::{AssertUnwindSafe, catch_unwind},
    sync::LazyLock,
    time::{Duration, Instant},
};

use adda_protocol::code::{self, MAX_BYTES, Run, Token};
use syntect::parsing::{ParseState, ScopeStack, ScopeStackOp, SyntaxReference, SyntaxSet};
use tokio::{sync::Semaphore, task::spawn_blocking};

use self::{found::Found, scopes::Meanings};

/// Longest line. Longer ones are of machines, for machines.
const MAX_LINE: usize = 2_000;
/// Most lines.
const MAX_LINES: usize = 2_000;

/// Loaded when code is first looked through: a few megabytes that a server without code never takes.
static READER: LazyLock<Reader> = LazyLock::new(Reader::load);
static FOUND: LazyLock<Found> = LazyLock::new(Found::new);
/// Nobody makes the code of others collide.
static HASHES: LazyLock<RandomState> = LazyLock::new(RandomState::new);
/// As much is looked through at the same time: colours take no processor from answers.
static AT_ONCE: Semaphore = Semaphore::const_new(1);
/// How long one piece of code may take that a page asks about. What was learned by then is not lost: grammars stay.
const TIME: Duration = Duration::from_millis(if cfg!(debug_assertions) { 10_000 } else { 500 });

/// What the parts of `code` are, found apart from what serves requests.
pub async fn read(language: String, code: String) -> Option<Vec<Run>> {
    if let Some(known) = runs(&language, &code, Duration::ZERO) {
        return Some(known);
    }
    let _turn = AT_ONCE.acquire().await.ok()?;
    spawn_blocking(move || runs(&language, &code, TIME)).await.ok().flatten()
}

/// What the parts of `code` are, where its language is known and it takes no longer than `time`.
pub fn runs(language: &str, code: &str, time: Duration) -> Option<Vec<Run>> {
    let usual = code.len() <= MAX_BYTES
        && code.lines().count() <= MAX_LINES
        && code.lines().all(|line| line.len() <= MAX_LINE);
    let language = language::known(language).filter(|_| usual && !code.trim().is_empty())?;
    let key = HASHES.hash_one((&*language, code));
    if let Some(runs) = FOUND.get(key) {
        return Some(runs);
    }
    if time.is_zero() {
        return None;
    }
    let until = Instant::now() + time;
    // Grammars are programs too, and not ours: one that fails costs colours and no page.
    let read = catch_unwind(AssertUnwindSafe(|| READER.read(&language, code, until)));
    let runs = read.ok().flatten()?;
    FOUND.keep(key, &runs);
    Some(runs)
}

struct Reader {
    languages: SyntaxSet,
    meanings: Meanings,
}

impl Reader {
    fn load() -> Self {
        Self { languages: two_face::syntax::extra_newlines(), meanings: Meanings::new() }
    }

    fn read(&self, language: &str, code: &str, until: Instant) -> Option<Vec<Run>> {
        let language = self.language(language)?;
        let mut state = ParseState::new(language);
        let mut stack = ScopeStack::new();
        let mut runs = Vec::new();
        for line in code.split_inclusive('\n') {
            if Instant::now() >= until {
                return None;
            }
            let changes = state.parse_line(line, &self.languages).ok()?;
            self.line(line, &changes, &mut stack, &mut runs)?;
        }
        Some(runs)
    }

    fn language(&self, name: &str) -> Option<&SyntaxReference> {
        let found = self.languages.find_syntax_by_token(name)?;
        (found.name != "Plain Text").then_some(found)
    }

    fn line(
        &self,
        line: &str,
        changes: &[(usize, ScopeStackOp)],
        stack: &mut ScopeStack,
        runs: &mut Vec<Run>,
    ) -> Option<()> {
        let mut at = 0;
        for (place, change) in changes {
            self.push(line.get(at..*place)?, stack, runs);
            at = *place;
            stack.apply(change).ok()?;
        }
        self.push(line.get(at..)?, stack, runs);
        Some(())
    }

    fn push(&self, text: &str, stack: &ScopeStack, runs: &mut Vec<Run>) {
        let blank = text.trim().is_empty();
        // White space has no colour: it belongs to what stands before it.
        let before = runs.last().and_then(|run| run.token);
        let token: Option<Token> = if blank { before } else { self.meanings.of(&stack.scopes) };
        code::push(runs, token, text.len());
    }
}

#[cfg(test)]
mod tests;
