//! What a command reads and writes; a value, so that tests can stand in for the person.

use std::io::{self, BufRead, IsTerminal, Write};

use adda_protocol::dto::Password;

use super::CliError;
use crate::ids::Ids;

/// No letters or digits that look alike; 32, so that five bits pick one evenly.
const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

pub(super) struct Console {
    out: Box<dyn Write + Send>,
    input: Input,
}

enum Input {
    /// A person, asked without echo.
    Terminal,
    /// A program or a file.
    Lines(Box<dyn BufRead + Send>),
}

impl Console {
    pub fn of_process() -> Self {
        let input = if io::stdin().is_terminal() {
            Input::Terminal
        } else {
            Input::Lines(Box::new(io::BufReader::new(io::stdin())))
        };
        Self { out: Box::new(io::stdout()), input }
    }

    #[cfg(test)]
    pub fn of(out: impl Write + Send + 'static, input: &'static str) -> Self {
        Self { out: Box::new(out), input: Input::Lines(Box::new(input.as_bytes())) }
    }

    pub fn say(&mut self, line: &str) -> Result<(), CliError> {
        Ok(writeln!(self.out, "{line}")?)
    }

    /// A password typed twice without echo, or one line where no person types.
    pub fn new_password(&mut self) -> Result<Password, CliError> {
        match &mut self.input {
            Input::Terminal => {
                let first = rpassword::prompt_password("Password: ")?;
                if rpassword::prompt_password("Again: ")? == first {
                    Ok(Password(first))
                } else {
                    Err(CliError::Input(
                        "The two passwords differ; nothing was changed.".to_owned(),
                    ))
                }
            }
            Input::Lines(lines) => {
                let mut line = String::new();
                lines.read_line(&mut line)?;
                let text = line.trim_end_matches(['\r', '\n']);
                if text.is_empty() {
                    let how = "No password: write one line to standard input, or use --generate.";
                    return Err(CliError::Input(how.to_owned()));
                }
                Ok(Password(text.to_owned()))
            }
        }
    }

    /// Whether the person types `word` when asked; never where no person is.
    pub fn confirm(&mut self, question: &str, word: &str) -> Result<bool, CliError> {
        if matches!(self.input, Input::Lines(_)) {
            return Ok(false);
        }
        write!(self.out, "{question} ")?;
        self.out.flush()?;
        let mut line = String::new();
        io::stdin().read_line(&mut line)?;
        Ok(line.trim() == word)
    }
}

/// 100 random bits in four groups.
pub(super) fn generate_password(ids: &Ids) -> Password {
    let letters: Vec<char> =
        ids.bytes::<20>().iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect();
    let groups: Vec<String> = letters.chunks(5).map(|group| group.iter().collect()).collect();
    Password(groups.join("-"))
}
