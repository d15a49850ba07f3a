//! Hindi: one spelling, common words, and endings.

/// Words that say nothing about what is asked, in our spelling.
const COMMON: &str = "\
    का के की को में से पर ने तक और या व भी ही तो न ना नहीं मत कि जो जिस जिसे जिसका जिसकी जिसके जिन जब तब अगर यदि लेकिन मगर परंतु क्योंकि इसलिए \
    लिए क्या कैसे कैसा कैसी कब कहां क्यों कौन कौनसा कौनसी कौनसे सा सी किस किसे किसका किसके किसकी किन कितना कितनी कितने मैं मुझे मुझको मेरा मेरे मेरी हम हमें \
    हमारा हमारे हमारी तुम तुम्हें तुम्हारा तुम्हारी तुम्हारे आप आपको आपका आपके आपकी आपने मैंने वह वो वे यह ये इस उस इन उन इसे उसे इन्हें उन्हें इसका इसके इसकी \
    उसका उसके उसकी उनका उनके उनकी इसमें उसमें इससे उससे इसी उसी यही वही अपना अपने अपनी खुद है हैं हूं हो होगा होगी होता होती होते होना होने हुआ हुई हुए \
    होकर था थे थी थीं गया गए गये गई जाता जाती जाते जाए जाएं जाएगा जाना जाने जा सकता सकती सकते सकूं सकें सके करना करने करनी करें करूं करता करते करती \
    करो कर करके किया किए की कीजिए दें देना देने देता देते देती दे दिया दिए दी दो दीजिए लें लेना लेने लेता लेते लेती ले लिया लूं ली लीजिए चाहिए चाहता \
    चाहती चाहते चाहूं चाहे रहा रही रहे रहता रहती रहते रहें वाला वाले वाली कोई कुछ सब सभी एक बहुत ज्यादा अब फिर यहां वहां यहीं वहीं बारे मतलब अर्थ \
    बताएं बताओ बताइए बताना बता समझाएं समझाइए समझाओ देखें देखूं देखना देखने देख कृपया प्लीज जरा तरह द्वारा जैसे ऐसे ऐसा ऐसी जी हां इस्तेमाल यूज मदद \
    पाएं पाऊं पाना आज कल लगाएं लगाना लगाऊं लगा";

/// Two words that are one thing.
pub const JOINED: &[(&str, &str)] =
    &[("ई", "मेल"), ("बैक", "अप"), ("साइन", "इन"), ("साइन", "आउट"), ("लॉग", "इन"), ("लॉग", "आउट")];

/// Endings and what stands in their place, the longer ones first: of nouns in the plural and before postpositions, and of
/// verbs.
const ENDINGS: &[(&str, &str)] = &[
    ("ाएंगे", "ा"),
    ("ाएंगी", "ा"),
    ("ाऊंगा", "ा"),
    ("ाऊंगी", "ा"),
    ("ाइयों", "ाई"),
    ("ाइयां", "ाई"),
    ("ाएगा", "ा"),
    ("ाएगी", "ा"),
    ("ियों", "ी"),
    ("ियां", "ी"),
    ("ेंगे", ""),
    ("ेंगी", ""),
    ("ूंगा", ""),
    ("ूंगी", ""),
    ("ाओं", "ा"),
    ("ाएं", "ा"),
    ("ाऊं", "ा"),
    ("ाइए", "ा"),
    ("ाकर", "ा"),
    ("ुओं", "ू"),
    ("ुएं", "ू"),
    ("ेगा", ""),
    ("ेगी", ""),
    ("ाए", "ा"),
    ("ाया", "ा"),
    ("ाई", "ा"),
    ("ाओ", "ा"),
    ("िए", ""),
    ("कर", ""),
    ("्स", ""),
    ("ों", ""),
    ("ें", ""),
    ("ूं", ""),
    ("ीं", "ी"),
];
const INFINITIVE: &[&str] = &["ना", "ने", "नी"];
const PARTICIPLE: &[&str] = &["ाता", "ाते", "ाती", "ता", "ते", "ती"];
/// A vowel at the end changes with gender and number.
const VOWELS: [char; 7] = ['ा', 'ि', 'ी', 'ु', 'ू', 'े', 'ो'];

const NUKTA: char = '\u{93c}';
const VIRAMA: char = '\u{94d}';

/// A letter or a sign of one.
pub const fn is_devanagari(c: char) -> bool {
    matches!(c, '\u{900}'..='\u{963}' | '\u{971}'..='\u{97f}')
}

/// What belongs to a word but counts as no letter: the point below, the mark of a missing vowel, joiners.
pub const fn is_sign(c: char) -> bool {
    matches!(c, NUKTA | VIRAMA | '\u{200c}' | '\u{200d}')
}

pub fn is_common(word: &str) -> bool {
    word.contains(is_devanagari) && COMMON.split(' ').any(|common| common == word)
}

/// The word as we spell it: people set points below letters or leave them out, write nasals in three ways, `ये` for `ए`.
pub fn spelling(word: &str) -> String {
    let plain =
        word.chars().filter(|c| !matches!(*c, NUKTA | '\u{200c}' | '\u{200d}')).map(unpointed);
    let letters: Vec<char> = plain.collect();
    let mut spelled = String::with_capacity(word.len());
    let mut at = 0;
    while let Some(&letter) = letters.get(at) {
        let nasal = is_nasal(letter)
            && letters.get(at + 1) == Some(&VIRAMA)
            && letters.get(at + 2).is_some_and(|next| is_stop(*next));
        spelled.push(if nasal { 'ं' } else { letter });
        at += if nasal { 2 } else { 1 };
    }
    for (glide, vowel) in [("ाये", "ाए"), ("ाये\u{902}", "ाएं"), ("ायी", "ाई"), ("िये", "िए")]
    {
        if let Some(kept) = spelled.strip_suffix(glide) {
            return format!("{kept}{vowel}");
        }
    }
    spelled
}

/// A letter without its point, and candrabindu as anusvara.
const fn unpointed(c: char) -> char {
    match c {
        '\u{901}' => 'ं',
        '\u{929}' => 'न',
        '\u{931}' => 'र',
        '\u{958}' => 'क',
        '\u{959}' => 'ख',
        '\u{95a}' => 'ग',
        '\u{95b}' => 'ज',
        '\u{95c}' => 'ड',
        '\u{95d}' => 'ढ',
        '\u{95e}' => 'फ',
        '\u{95f}' => 'य',
        other => other,
    }
}

const fn is_nasal(c: char) -> bool {
    matches!(c, 'ङ' | 'ञ' | 'ण' | 'न' | 'म')
}

const fn is_stop(c: char) -> bool {
    matches!(c, 'क'..='भ') && !is_nasal(c) && c != '\u{929}'
}

/// Takes endings off a word in our spelling, so that "कुंजियों" finds "कुंजी" and "हटाना" finds "हटाएं".
pub fn stem(word: &str) -> String {
    let ended = ENDINGS.iter().find_map(|(ending, instead)| {
        Some(format!("{}{instead}", kept(word, ending, instead.is_empty())?))
    });
    let word = ended.as_deref().unwrap_or(word);
    let word = verb(word, INFINITIVE, |c| !matches!(c, 'ि' | 'ु'))
        .or_else(|| verb(word, PARTICIPLE, is_consonant))
        .unwrap_or(word);
    VOWELS
        .iter()
        .find_map(|vowel| kept(word, vowel.encode_utf8(&mut [0; 4]), true))
        .unwrap_or(word)
        .to_owned()
}

/// The stem of a verb with one of these endings. What it may end in tells it from other words: चुना, खाता.
fn verb<'a>(word: &'a str, endings: &[&str], may_end: fn(char) -> bool) -> Option<&'a str> {
    let mut stems = endings.iter().filter_map(|ending| kept(word, ending, true));
    stems.find(|stem| stem.ends_with(may_end))
}

/// The word without its ending, where enough of it is left to be a word; `whole` where nothing will stand in its place.
fn kept<'a>(word: &'a str, ending: &str, whole: bool) -> Option<&'a str> {
    let kept = word.strip_suffix(ending)?;
    let least = if whole { 2 } else { 1 };
    (kept.chars().count() >= least && !kept.ends_with(VIRAMA)).then_some(kept)
}

const fn is_consonant(c: char) -> bool {
    matches!(c, 'क'..='ह')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_one_stem_are_the_same() {
        for same in [
            "कुंजी कुंजियाँ कुंजियों कुञ्जी",
            "संदेश संदेशों सन्देश",
            "खाता खाते खातों",
            "भाषा भाषाएँ भाषाओं",
            "हटाएँ हटाना हटाने हटाया हटाकर हटायें हटाऊँ हटाइए हटाएगा",
            "भेजें भेजना भेजा भेजूँ भेजिए भेजिये भेजता भेजेंगे",
            "चुनें चुनना चुना चुनकर",
            "पढ़ें पढ़ना पढ़ते पढ़ा पढ़ूँ",
            "बनाएँ बनाना बनाया बनाओ",
            "सेटिंग सेटिंग्स",
            "श्रेणी श्रेणियाँ",
            "हिन्दी हिंदी",
            "फ़ोन फोन फ़ोनों",
            "शुरू शुरु",
        ] {
            let stems: Vec<String> = same.split(' ').map(|word| stem(&spelling(word))).collect();
            assert!(stems.iter().all(|stem| *stem == stems[0]), "{same}: {stems:?}");
        }
    }

    #[test]
    fn words_that_only_look_alike_stay_apart() {
        for (a, b) in
            [("खाता", "खाना"), ("चैट", "चाट"), ("सेवा", "सेब"), ("पता", "पाठ"), ("कर", "कार")]
        {
            assert_ne!(stem(&spelling(a)), stem(&spelling(b)), "{a} {b}");
        }
        for whole in ["सर्वर", "उत्तर", "नाम", "याद", "लागत", "में", "डॉ"]
        {
            assert_eq!(stem(whole), whole);
        }
    }

    #[test]
    fn lists_are_in_our_spelling() {
        for word in COMMON.split(' ').chain(ENDINGS.iter().map(|(ending, _)| *ending)) {
            assert!(!word.is_empty());
            assert_eq!(spelling(word), word);
        }
        for (at, (ending, _)) in ENDINGS.iter().enumerate() {
            let cut = |(before, _): &(&str, &str)| ending.ends_with(before);
            assert!(!ENDINGS[..at].iter().any(cut), "{ending} comes after its own end");
        }
    }
}
