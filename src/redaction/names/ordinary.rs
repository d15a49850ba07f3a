//! Names that are ordinary words too, in English and in Hindi (both scripts). A name that is not here is taken for the
//! person wherever it stands.

use crate::scan::words::is_among;

/// In small letters, folded, separated by spaces.
#[rustfmt::skip]
const WORDS: &str = "\
    aarti abbot akash amar amber amrit anand angel anjali april archana art arti asha ashok asia \
    august austin autumn badal baker banks barkha baron basil bear bell berlin best bhakti bharat \
    bhavana bhavna bill bird bishop black blue bond bright brook brooklyn brown buck bush candy \
    carolina carter case cash cat chad chance chand chandni charity chase cherry china chip \
    chitra church clay cliff coin cole colt constance cook cross crystal daisy dale dallas dawn \
    day dean desh destiny dev deva dharma dick dil doll don dot drake drew duke dusty earl early \
    east eve fair faith fast fay felicity field finch fisher flora florence forest fox frank free \
    friend gagan gale ganga gardener geet gene georgia ginger gita glen good grace grant gray \
    green grey guy gyan hall hand hank hardy harmony hart hazel head heath heather heera herb \
    hero high hill himalaya holly home honey honor honour hope house houston hunt hunter iccha \
    ice ichha india ion iris israel ivy jack jackson jade jai jasmine jay jazz jean jeevan jet \
    jewel jivan job jordan joy judge june justice jyoti kalpana kamal karma karuna kavita khushi \
    king kiran kit knight kusum lake lal lance lane lark lata law lekh lekha liberty light lily \
    lincoln little london long lord love low luck madison mae major mala man mangal mann march \
    mark marshal martin mason may maya megha melody mercy merit merry miles mint moksha mona monk \
    moon more moss moti neel noble norm north nova ocean olive olympia opal pace page paige pansy \
    paris park parker pat patience pawan peace peaches pearl peg penny pepper phoenix pierce pike \
    pip pooja pool pope poppy porter post potter power pragati prakash prarthana preeti prem \
    price pride priest prince priti prudence puja pushpa pyar pyari quill quinn rachna rain raja \
    rajni rani raven ravi ray read reader reed rich ricky river rivers rob robin rock roman rose \
    rosemary roshni royal ruby rusty sagar sage sailor salt sandhya sandy sangeeta sapna satya \
    savage savannah savita scot scout seema serenity sergeant shade shakti shani shanti sharp \
    short shukra sierra silver sima simran singer skip sky small smith snow som son sona sonny \
    sonu south spike spring star steel sterling stew stone storm strong sue sugar suman summer \
    sundar sunny suraj sweet swift sydney tab tad tan tara taylor teal tej thunder tiger tone \
    trinity true tucker uday ujjwal unnati usha usher van vandana varsha veer vic victor victoria \
    victory vidya vijay vikas vine violet vir virginia vishal vishwas wade walker ward ware \
    warner washington waters way weaver wells west wheeler white wild will wise wolf wood woods \
    worth wren wright yamuna yard york young zion \
    अंजलि अनुभव अभिलाषा अमर अमृत अर्चना अशोक आकांक्षा आकाश आनंद आनन्द आरती आशा इच्छा उज्ज्वल \
    उत्सव उदय उन्नति उमंग उषा ऋतु एकता कमल करुणा कर्म कल्पना कविता काजल किरण कुसुम क्षमा खुशी \
    गंगा गगन गरिमा गीत गीता गौरव चाँद चांद चांदनी चित्रा छाया जय जागृति जीवन ज्ञान ज्योति तारा \
    तृप्ति तेज दया दिल दिशा दीप दीपक देव देश धर्म धीरज निधि निर्मल निशा नीति नील नेहा पल्लव पवन \
    पुष्प पुष्पा पूजा प्यार प्यारी प्रकाश प्रगति प्रतिभा प्रतीक प्रभात प्रार्थना प्रीति प्रेम \
    प्रेरणा बसंत बादल भक्ति भारत भावना भूमि मंगल मंजरी मधु मन ममता माया माला मेघ मेघा मोक्ष मोती \
    मोहन यमुना रचना रजनी रवि राखी राज राजा रानी रीति रूप रोशनी लता लहर लाल लेख लेखा वंदना वर्षा \
    वाणी विकास विजय विद्या विशाल विश्वास वीर शक्ति शनि शांति शान्ति शिखा शीतल शुक्र श्रद्धा संगम \
    संगीत संगीता संतोष संध्या सत्य सपना सरिता सविता सागर साधना साहस सीमा सुंदर सुगंध सुधा सुन्दर \
    सुमन सूरज सोना सोम स्मृति स्वाति हर्ष हिमालय हीरा
";

/// Words people call themselves by ("Test User", "Happy Cat") that are in every other sentence.
#[rustfmt::skip]
const COMMON: &str = "\
    account admin again agent ai alien all also always angry another any apple ask assistant baby bad banana \
    bank beach begin berry better big bold book boss bot bottom boy brave brother business busy buy byte cake \
    calm captain central chief city clever client close cloud code coder coffee cold come company cookie cool \
    country crazy dad dance dark data demo deputy designer developer different digital do doctor dog down \
    dragon dream drink duck earth eat editor eight end energy engineer evening farm father few find fire \
    first fish five four funny game gamer garden general ghost girl give global go golden great group guest \
    hacker happy he hear help helper here hidden horse hot hotel how hungry in international island its jump \
    junior just keep kid know last lazy lead learn least left lemon life like lime line lion local look lose \
    loud lucky mad magic main make manager mango many market maybe me mega member mom monkey morning most \
    mother mouse much mum music my name names national need net never new next nice night nine ninja none not \
    off office official old on one only open orange other our out over owner panda part peach people person \
    personal pink pirate pixel pizza place planet play player point private product professional project \
    public purple quick quiet rabbit real red right road robot root run sad same say school sea second secret \
    see sell senior server service seven she shiny shop show side sister six sleep sleepy slow smart snake \
    some space start stay stop store street student sun super support system take tea teach teacher team tech \
    tell temple ten test tester that there they thing things think third this three time tiny tired top town \
    two under unicorn up user very vice village walk want water we web what when where who why win wind witch \
    wizard woman work world writer yellow yes you your zombie
";

/// Whether a part of a name, in small letters and folded, is an ordinary word too.
pub(super) fn is_ordinary(word: &[u8]) -> bool {
    is_among(WORDS, word) || is_among(COMMON, word)
}
