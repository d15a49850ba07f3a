//! Replies to what is no question about anything: greetings, thanks, "who are you".

use super::{language::Language, phrases::Phrases};

/// Words of small talk. A message is that where it has nothing but the first and the second, and one of the first.
struct Talk {
    hello: [&'static str; 2],
    thanks: [&'static str; 2],
    about_me: [&'static str; 2],
}

const ENGLISH: Talk = Talk {
    hello: [
        "hi hello hey hallo hiya greetings namaste good",
        "morning afternoon evening day there guide adda",
    ],
    thanks: ["thanks thank thx great perfect cool ok okay you very much a lot so", ""],
    about_me: [
        "you your ai llm gpt chatgpt bot guide help",
        "who what are is this an a human real can do me how with language model name the",
    ],
};

const HINDI: Talk = Talk {
    hello: [
        "नमस्ते नमस्कार प्रणाम हेलो हैलो हलो हाय सुप्रभात शुभ hi hello namaste",
        "जी प्रभात संध्या रात्रि दिन दोस्त भाई मार्गदर्शक गाइड adda सब को",
    ],
    thanks: [
        "धन्यवाद शुक्रिया आभार थैंक्स थैंक्यू बढिया शानदार अच्छा ठीक ओके thanks ok",
        "बहुत आपका जी है हां मदद के लिए लगा यह तो वाह",
    ],
    about_me: [
        "आप तुम तू आपका तुम्हारा एआई बॉट मदद ai llm gpt chatgpt",
        "कौन क्या हैं हो है एक असली इंसान मशीन कर सकते सकता सकती करते में से के बारे अपने बताएं बताइए बताओ मेरी मुझे कैसे नाम काम \
         भाषा मॉडल या",
    ],
};

/// The reply, if these words (in lower case) are nothing else.
pub fn reply(words: &[String], language: Language) -> Option<String> {
    let said = Phrases::of(language);
    let talk = match language {
        Language::English => &ENGLISH,
        Language::Hindi => &HINDI,
    };
    let is = |word: &str, list: &str| list.split(' ').any(|known| known == word);
    let only = |[these, with]: [&str; 2]| {
        words.iter().all(|word| is(word, these) || is(word, with))
            && words.iter().any(|word| is(word, these))
    };
    if words.is_empty() {
        Some(said.anything.to_owned())
    } else if only(talk.hello) {
        Some(format!("{}{}", said.hello, said.about))
    } else if only(talk.thanks) {
        Some(said.welcome.to_owned())
    } else if only(talk.about_me) {
        Some(said.about.to_owned())
    } else {
        None
    }
}
