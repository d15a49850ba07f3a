//! What the grammars' scopes mean to a reader.

use adda_protocol::code::Token;
use syntect::parsing::Scope;

/// Beginnings of scopes. The more special stands before the general.
const MEANINGS: &[(&str, Option<Token>)] = &[
    ("comment", Some(Token::Comment)),
    ("constant.character.escape", Some(Token::Number)),
    ("constant", Some(Token::Number)),
    ("entity.name.function", Some(Token::Function)),
    ("entity.name.section", Some(Token::Function)),
    ("entity.name.tag", Some(Token::Keyword)),
    ("entity.name.class", Some(Token::Type)),
    ("entity.name.enum", Some(Token::Type)),
    ("entity.name.impl", Some(Token::Type)),
    ("entity.name.interface", Some(Token::Type)),
    ("entity.name.struct", Some(Token::Type)),
    ("entity.name.trait", Some(Token::Type)),
    ("entity.name.type", Some(Token::Type)),
    ("entity.other.attribute-name", Some(Token::Name)),
    ("entity.other.inherited-class", Some(Token::Type)),
    ("keyword.operator.word", Some(Token::Keyword)),
    ("keyword.operator.logical.python", Some(Token::Keyword)),
    ("keyword.operator", None),
    ("keyword", Some(Token::Keyword)),
    ("markup.deleted", Some(Token::Removed)),
    ("markup.heading", Some(Token::Function)),
    ("markup.inserted", Some(Token::Added)),
    ("meta.diff.header", Some(Token::Comment)),
    ("meta.interpolation", None),
    ("meta.template.expression", None),
    ("storage.type.annotation", Some(Token::Name)),
    ("storage", Some(Token::Keyword)),
    ("string", Some(Token::Text)),
    ("support.class", Some(Token::Type)),
    ("support.constant", Some(Token::Number)),
    ("support.function", Some(Token::Function)),
    ("support.macro", Some(Token::Function)),
    ("support.type.property-name", Some(Token::Name)),
    ("support.type", Some(Token::Type)),
    ("variable.annotation", Some(Token::Name)),
    ("variable.function", Some(Token::Function)),
    ("variable.language", Some(Token::Keyword)),
];

/// Around a string it makes it the name of a value.
const KEYS: [&str; 3] =
    ["meta.mapping.key", "meta.structure.dictionary.key", "meta.object-literal.key"];

pub struct Meanings {
    known: Vec<(Scope, Option<Token>)>,
    keys: Vec<Scope>,
}

impl Meanings {
    pub fn new() -> Self {
        let scope = |text: &&str| Scope::new(text).ok();
        let known = MEANINGS.iter().filter_map(|(text, token)| Some((scope(text)?, *token)));
        Self { known: known.collect(), keys: KEYS.iter().filter_map(scope).collect() }
    }

    /// What text within these scopes is, the innermost last: what the innermost that means anything says.
    pub fn of(&self, scopes: &[Scope]) -> Option<Token> {
        let meaning =
            |scope: &Scope| self.known.iter().find(|(known, _)| known.is_prefix_of(*scope));
        let token = scopes.iter().rev().find_map(meaning)?.1;
        let is_key = |scope: &Scope| self.keys.iter().any(|key| key.is_prefix_of(*scope));
        match token {
            Some(Token::Text) if scopes.iter().any(is_key) => Some(Token::Name),
            token => token,
        }
    }
}
