//! Words of Hindi that are compared as English ones: loans, which people write in both scripts, and the names of things,
//! for which they take the Hindi word or the English one as it comes. So a question finds either, and documents in English
//! where there are none in Hindi.

use std::{collections::HashMap, sync::OnceLock};

use super::{english, hindi};

const LOANS: &[(&str, &str)] = &[
    ("account", "खाता अकाउंट एकाउंट"),
    ("adda", "अड्डा"),
    ("add", "जोड़ना"),
    ("administrator", "व्यवस्थापक एडमिन"),
    ("ai", "एआई"),
    ("answer", "उत्तर जवाब आंसर"),
    ("api", "एपीआई"),
    ("app", "ऐप एप"),
    ("archive", "संग्रह आर्काइव"),
    ("backup", "बैकअप"),
    ("browser", "ब्राउज़र"),
    ("category", "श्रेणी कैटेगरी"),
    ("change", "बदलना एडिट संपादित"),
    ("chat", "चैट बातचीत वार्तालाप"),
    ("chatgpt", "चैटजीपीटी"),
    ("claude", "क्लॉड"),
    ("code", "कोड"),
    ("config", "कॉन्फ़िग कॉन्फ़िगरेशन"),
    ("copy", "कॉपी प्रतिलिपि"),
    ("cost", "लागत ख़र्च ख़र्चा पैसा"),
    ("dark", "गहरा काला डार्क"),
    ("data", "डेटा डाटा"),
    ("database", "डेटाबेस डाटाबेस"),
    ("delete", "हटाना मिटाना डिलीट"),
    ("device", "डिवाइस उपकरण"),
    ("docker", "डॉकर"),
    ("download", "डाउनलोड"),
    ("email", "ईमेल"),
    ("english", "अंग्रेज़ी इंग्लिश"),
    ("export", "निर्यात एक्सपोर्ट"),
    ("failed", "विफल असफल फ़ेल"),
    ("footnote", "फ़ुटनोट"),
    ("forget", "भूलना भुलाना"),
    ("formula", "सूत्र फ़ॉर्मूला"),
    ("guide", "मार्गदर्शक गाइड"),
    ("hindi", "हिन्दी"),
    ("import", "आयात इंपोर्ट"),
    ("install", "इंस्टॉल"),
    ("key", "कुंजी चाबी"),
    ("keyboard", "कीबोर्ड"),
    ("language", "भाषा लैंग्वेज"),
    ("letter", "अक्षर फ़ॉन्ट"),
    ("light", "हल्का लाइट उजला"),
    ("link", "लिंक"),
    ("list", "सूची लिस्ट"),
    ("log", "लॉग"),
    ("login", "लॉगइन लॉगिन"),
    ("memory", "याद स्मृति मेमोरी"),
    ("message", "संदेश मैसेज मेसेज"),
    ("model", "मॉडल"),
    ("mood", "मनोदशा मूड"),
    ("name", "नाम"),
    ("network", "नेटवर्क इंटरनेट"),
    ("new", "नया नए नई नये नयी"),
    ("offline", "ऑफ़लाइन"),
    ("ollama", "ओलामा"),
    ("openai", "ओपनएआई"),
    ("operator", "संचालक"),
    ("page", "पेज पृष्ठ"),
    ("password", "पासवर्ड"),
    ("phone", "फ़ोन मोबाइल"),
    ("picture", "तस्वीर फ़ोटो चित्र"),
    ("port", "पोर्ट"),
    ("price", "कीमत दाम"),
    ("private", "निजी प्राइवेट प्राइवेसी गोपनीय गोपनीयता"),
    ("program", "प्रोग्राम"),
    ("proxy", "प्रॉक्सी"),
    ("question", "सवाल प्रश्न"),
    ("quote", "उद्धरण उद्धृत"),
    ("search", "खोजना ढूँढना तलाशना सर्च"),
    ("send", "भेजना"),
    ("server", "सर्वर"),
    ("service", "सेवा"),
    ("setting", "सेटिंग"),
    ("share", "साझा शेयर"),
    ("shortcut", "शॉर्टकट"),
    ("signin", "साइनइन"),
    ("signout", "साइनआउट लॉगआउट"),
    ("tab", "टैब"),
    ("table", "तालिका टेबल"),
    ("theme", "थीम"),
    ("title", "शीर्षक टाइटल"),
    ("token", "टोकन"),
    ("update", "अपडेट"),
    ("usage", "उपयोग"),
    ("version", "संस्करण वर्ज़न"),
];

/// The English word that a stem of Hindi is compared as.
pub fn in_english(stem: &str) -> Option<String> {
    static STEMS: OnceLock<HashMap<String, String>> = OnceLock::new();
    let stems = STEMS.get_or_init(|| {
        let of = |word: &str| hindi::stem(&hindi::spelling(word));
        let words = LOANS
            .iter()
            .flat_map(|(english, words)| words.split(' ').map(move |w| (of(w), *english)));
        words.map(|(stem, word)| (stem, english::stem(word))).collect()
    });
    stems.get(stem).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loans_stand_in_one_row_each() {
        let mut seen = HashMap::new();
        for (english, words) in LOANS {
            for word in words.split(' ') {
                let stem = hindi::stem(&hindi::spelling(word));
                let before = seen.insert(stem, english);
                assert!(
                    before.is_none_or(|before| before == english),
                    "{word}: {before:?} {english}"
                );
                assert!(!hindi::is_common(&hindi::spelling(word)), "{word} is left out");
            }
        }
        assert_eq!(in_english("संदेश").as_deref(), Some("messag"));
        assert_eq!(in_english("बन"), None);
    }
}
