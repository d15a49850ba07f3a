//! The guide's own sentences, around what it quotes.

use super::language::Language;

#[derive(Debug)]
pub struct Phrases {
    /// What the guide is.
    pub about: &'static str,
    /// Before that, to whoever greets.
    pub hello: &'static str,
    pub welcome: &'static str,
    /// To a message without a word.
    pub anything: &'static str,
    /// Around the heading of the one section found, and around how many were.
    pub one: [&'static str; 2],
    pub several: [&'static str; 2],
    /// Instead of these, where only documents in English speak of it.
    pub only_english: Option<&'static str>,
    /// Before the link to what was quoted.
    pub from: &'static str,
    /// Around the links to more.
    pub nearby: [&'static str; 2],
    pub nothing: &'static str,
    /// To a question in another script.
    pub foreign: &'static str,
    /// Before questions that have an answer, and instead of them.
    pub examples: &'static str,
    pub ask: &'static str,
    /// Questions offered when nothing was found; the first three that have an answer.
    pub starters: &'static [&'static str],
}

impl Phrases {
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &ENGLISH,
            Language::Hindi => &HINDI,
        }
    }
}

const ENGLISH: Phrases = Phrases {
    about: "I am Adda's built-in guide. I am not a language model: I look up your question in Adda's own \
            documentation and quote what I find, with links. I need no key and no network. To talk with a \
            language model here, an operator connects one in the settings, for example with an OpenAI key \
            or an Ollama server; it can then be chosen for a chat.",
    hello: "Hello! ",
    welcome: "You are welcome.",
    anything: "Ask me anything about Adda.",
    one: ["Adda's documentation speaks of this under \"", "\":"],
    several: ["Adda's documentation speaks of this in ", " places:"],
    only_english: None,
    from: "From ",
    nearby: ["Nearby there is more: ", "."],
    nothing: "I found nothing about this in Adda's documentation. I am a guide to Adda, not a language model, so I cannot \
              answer from general knowledge.",
    foreign: "I only understand English and Hindi, and found nothing for this in Adda's documentation.",
    examples: "You can ask me, for example:",
    ask: "Ask me about Adda.",
    starters: &[
        "How do I connect a language model?",
        "How do I make a backup?",
        "Where are the settings of the server?",
        "What happens to a message after I send it?",
        "How do I start the server?",
        "Where is the data stored?",
        "Which HTTP API is there?",
        "What is Adda?",
    ],
};

const HINDI: Phrases = Phrases {
    about: "मैं Adda का अपना मार्गदर्शक हूँ। मैं भाषा मॉडल नहीं हूँ: आपके सवाल का जवाब मैं Adda के ही दस्तावेज़ों में ढूँढता हूँ और जो मिलता है \
            उसे लिंक के साथ उद्धृत करता हूँ। मुझे न कुंजी चाहिए, न नेटवर्क। यहाँ किसी भाषा मॉडल से बात करनी हो तो सर्वर के संचालक उसे \
            जोड़ते हैं, जैसे OpenAI की कुंजी से या Ollama सर्वर से; फिर उसे चैट के लिए चुना जा सकता है।",
    hello: "नमस्ते! ",
    welcome: "आपका स्वागत है।",
    anything: "Adda के बारे में कुछ भी पूछें।",
    one: ["Adda के दस्तावेज़ों में इसके बारे में “", "” के नीचे लिखा है:"],
    several: ["Adda के दस्तावेज़ों में इसके बारे में ", " जगह लिखा है:"],
    only_english: Some(
        "इसका जवाब हिन्दी दस्तावेज़ों में नहीं मिला, अंग्रेज़ी दस्तावेज़ों में है, इसलिए उद्धरण अंग्रेज़ी में हैं:",
    ),
    from: "स्रोत: ",
    nearby: ["आस-पास और भी है: ", "।"],
    nothing: "Adda के दस्तावेज़ों में मुझे इसके बारे में कुछ नहीं मिला। मैं Adda का मार्गदर्शक हूँ, भाषा मॉडल नहीं, इसलिए सामान्य ज्ञान से \
              जवाब नहीं दे सकता।",
    foreign: "मैं केवल हिन्दी और अंग्रेज़ी समझता हूँ, और इसके लिए Adda के दस्तावेज़ों में कुछ नहीं मिला।",
    examples: "उदाहरण के लिए आप मुझसे यह पूछ सकते हैं:",
    ask: "Adda के बारे में पूछें।",
    starters: &[
        "नई चैट कैसे शुरू करें?",
        "AI सेवा की अपनी कुंजी कैसे जोड़ें?",
        "मेरी चैट कौन पढ़ सकता है?",
        "संदेश कैसे भेजें?",
    ],
};
