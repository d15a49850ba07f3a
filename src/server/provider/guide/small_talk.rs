//! Replies to what is no question about anything: greetings, thanks, "who are you".

const ABOUT: &str = "I am Adda's built-in guide. I am not a language model: I look up your question in Adda's own \
                     documentation and quote what I find, with links. I need no key and no network. To talk with a \
                     language model here, an operator connects one in the settings, for example with an OpenAI key \
                     or an Ollama server; it can then be chosen for a chat.";

const HELLO: &str = "hi hello hey hallo hiya greetings namaste";
const WITH_HELLO: &str = "good morning afternoon evening day there guide adda";
const THANKS: &str = "thanks thank thx great perfect cool ok okay you very much a lot so";
const ABOUT_ME: &str = "you your ai llm gpt chatgpt bot guide help";
const WITH_ABOUT_ME: &str =
    "who what are is this an a human real can do me how with language model name the";

/// The reply, if these words (in lower case) are nothing else.
pub fn reply(words: &[String]) -> Option<String> {
    let is = |word: &str, list: &str| list.split(' ').any(|known| known == word);
    let only = |list: &str, more: &str| words.iter().all(|word| is(word, list) || is(word, more));
    let says = |list: &str| words.iter().any(|word| is(word, list));
    if words.is_empty() {
        Some("Ask me anything about Adda.".to_owned())
    } else if only(HELLO, WITH_HELLO) && (says(HELLO) || says("good")) {
        Some(format!("Hello! {ABOUT}"))
    } else if only(THANKS, "") {
        Some("You are welcome.".to_owned())
    } else if only(ABOUT_ME, WITH_ABOUT_ME) && says(ABOUT_ME) {
        Some(ABOUT.to_owned())
    } else {
        None
    }
}
