//! Ordinary writing of ten kinds, in English and Hindi, with people in the conversation whose names are also words.

use adda_redaction::{Person, Policy, Redactor};

const TEXTS: &[(&str, &str)] = &[
    (
        "story",
        "Once there was a king who lived 300 years ago. He had 12 horses, 4 sons and 1 secret: the key of the tower. \"Will it rain?\" he asked. \
      No one knew. On 3 May 1721 he left, and a rose grew where he had stood.\nएक समय की बात है, 300 साल पहले एक राजा था। उसे आशा थी कि बारिश होगी।",
    ),
    (
        "news",
        "The index rose 2.35% to 24,856.15 points on 21 November 2026, while the rupee closed at 83.4725. Sales of 1,23,456 units brought in ₹4,567.89 crore. \
      The bank's account of events differs.\nसूचकांक 24,856 अंक पर बंद हुआ और 1,23,456 गाड़ियाँ बिकीं।",
    ),
    (
        "recipe",
        "Take 250 g of flour, 2 eggs (or 3), 150 ml of milk and 1 pinch of salt. Bake at 180 °C for 35-40 minutes. Serves 4.\n\
      250 ग्राम आटा, 2 अंडे और 150 मिली दूध लें। 180 डिग्री पर 35-40 मिनट पकाएँ।",
    ),
    (
        "letter",
        "Dear all,\n\nThank you for your message of 12/03/2024. Your order 1002003004 (invoice 2024-000123) will arrive between 10:00 and 12:30. \
      Please mark the date. I may call.\n\nYours sincerely\nनमस्ते, आपका ऑर्डर 1002003004 कल पहुँचेगा। धन्यवाद।",
    ),
    (
        "code",
        "```rust\n// Mark the rows that will be read\nlet token = lexer.next_token(); // 0x7fff_ffff\nlet password: String = prompt(\"Password: \")?;\n\
      if index > 4294967295 || id == 18446744073709551615 { return Err(Error::new(1001)); }\n\
      const KEY: &str = \"user_id\"; let x = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];\n```\n# हर पंक्ति को पढ़ो\nfor i in range(1000): total += i ** 2",
    ),
    (
        "log",
        "2026-11-21T10:30:45.123456Z INFO request{id=550e8400-e29b-41d4-a716-446655440000 status=200 bytes=1048576 ms=12.345678}\n\
      1732185045123 WARN worker 12 took 3000 ms\n[2026-11-21 10:30:45] त्रुटि 404: पन्ना नहीं मिला",
    ),
    (
        "table",
        "| Year | Units | Price |\n|---:|---:|---:|\n| 2023 | 15,234 | 1,299.00 |\n| 2024 | 18,765 | 1,349.50 |\n\n2019 2020 2021 2022\n1234 2345 3456 4567\n5678 6789 7890 8901\n\
      | वर्ष | संख्या |\n|---|---|\n| २०२३ | १५२३४ |",
    ),
    (
        "science",
        "The speed of light is 299792458 m/s and Avogadro's number 6.02214076e23. pi = 3.141592653589793238, e = 2.718281828. \
      x = (-b ± sqrt(b^2 - 4ac)) / 2a; 2^64 = 18446744073709551616; 12! = 479001600.\nप्रकाश की गति 299792458 मीटर प्रति सेकंड है। 7 × 8 = 56",
    ),
    (
        "travel",
        "Fly AI-302 at 14:25 from gate 23B, seat 14A; PNR X7K9QP. The hotel is at 28.6139, 77.2090, room 1204, PIN code 110001. \
      ISBN 978-0-306-40615-7, page 215.\nट्रेन 12951 प्लेटफ़ॉर्म 5 से 16:35 पर चलेगी। पिन कोड 400001",
    ),
    (
        "help",
        "To change your password, open Settings > Security and choose a new password of at least 8 characters. Your PIN must have 4 digits; the OTP expires in 10 minutes. \
      Never share your CVV. The API key is shown once. Version 2.14.3 (build 20261121.4) fixes #10234 and CVE-2025-32711.\n\
      पासवर्ड बदलने के लिए सेटिंग खोलें। ओटीपी 10 मिनट में समाप्त होता है। अपना पिन किसी को न बताएँ।",
    ),
];

#[test]
fn ordinary_writing_is_left_alone() {
    let people = ["Will", "Mark", "Rose", "May", "आशा", "Asha"].map(|name| Person::new(name, name));
    for region in ["IN", "US", "GB", "DE", "FR", "BR"] {
        let redactor = Redactor::new(&Policy::default().in_region(region), &people);
        for (kind, text) in TEXTS {
            let found: Vec<_> = redactor
                .find(text)
                .into_iter()
                .map(|mark| (mark.kind, &text[mark.range]))
                .collect();
            assert!(found.is_empty(), "{kind} in {region}: {found:?}");
        }
    }
}
