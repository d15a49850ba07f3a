//! How countries write telephone numbers. Only what telling a number from other digits needs.

/// A country's numbering.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Region {
    /// ISO 3166, two letters.
    pub iso: &'static str,
    /// Its calling code, after the `+`.
    pub code: u16,
    /// What stands before a national number when it is dialled inside the country.
    pub trunk: &'static str,
    /// How many digits a number has without trunk and calling code.
    pub lengths: (usize, usize),
    /// First digits of mobile numbers written without a trunk prefix, where they tell such a number from others.
    pub mobile: &'static str,
}

const fn region(
    iso: &'static str,
    code: u16,
    trunk: &'static str,
    least: usize,
    most: usize,
    mobile: &'static str,
) -> Region {
    Region { iso, code, trunk, lengths: (least, most), mobile }
}

static REGIONS: &[Region] = &[
    region("IN", 91, "0", 10, 10, "6789"),
    region("US", 1, "1", 10, 10, ""),
    region("CA", 1, "1", 10, 10, ""),
    region("GB", 44, "0", 9, 10, "7"),
    region("AU", 61, "0", 9, 9, ""),
    region("DE", 49, "0", 7, 11, ""),
    region("FR", 33, "0", 9, 9, ""),
    region("ES", 34, "", 9, 9, "67"),
    region("IT", 39, "", 9, 10, "3"),
    region("NL", 31, "0", 9, 9, ""),
    region("BE", 32, "0", 8, 9, ""),
    region("CH", 41, "0", 9, 9, ""),
    region("AT", 43, "0", 7, 13, ""),
    region("IE", 353, "0", 7, 9, ""),
    region("PT", 351, "", 9, 9, "9"),
    region("PL", 48, "", 9, 9, ""),
    region("CZ", 420, "", 9, 9, "67"),
    region("HU", 36, "06", 8, 9, ""),
    region("RO", 40, "0", 9, 9, ""),
    region("GR", 30, "", 10, 10, "6"),
    region("SE", 46, "0", 7, 9, ""),
    region("NO", 47, "", 8, 8, "49"),
    region("DK", 45, "", 8, 8, ""),
    region("FI", 358, "0", 7, 10, ""),
    region("RU", 7, "8", 10, 10, "9"),
    region("UA", 380, "0", 9, 9, ""),
    region("TR", 90, "0", 10, 10, "5"),
    region("IL", 972, "0", 8, 9, ""),
    region("SA", 966, "0", 9, 9, ""),
    region("AE", 971, "0", 8, 9, ""),
    region("EG", 20, "0", 9, 10, ""),
    region("ZA", 27, "0", 9, 9, ""),
    region("NG", 234, "0", 8, 10, ""),
    region("KE", 254, "0", 9, 9, ""),
    region("PK", 92, "0", 9, 10, ""),
    region("BD", 880, "0", 9, 10, ""),
    region("NP", 977, "0", 8, 10, "9"),
    region("LK", 94, "0", 9, 9, ""),
    region("CN", 86, "0", 10, 11, "1"),
    region("HK", 852, "", 8, 8, ""),
    region("TW", 886, "0", 8, 9, ""),
    region("JP", 81, "0", 9, 10, ""),
    region("KR", 82, "0", 8, 10, ""),
    region("SG", 65, "", 8, 8, "89"),
    region("MY", 60, "0", 8, 10, ""),
    region("ID", 62, "0", 8, 12, ""),
    region("PH", 63, "0", 9, 10, ""),
    region("TH", 66, "0", 8, 9, ""),
    region("VN", 84, "0", 9, 10, ""),
    region("BR", 55, "0", 10, 11, ""),
    region("MX", 52, "", 10, 10, ""),
    region("AR", 54, "0", 10, 11, ""),
    region("CO", 57, "", 10, 10, "3"),
    region("CL", 56, "", 9, 9, "9"),
    region("NZ", 64, "0", 8, 10, ""),
];

pub(crate) fn by_iso(iso: &str) -> Option<&'static Region> {
    REGIONS.iter().find(|region| region.iso.eq_ignore_ascii_case(iso))
}

/// The numbering an international number belongs to: its calling code's digits, and how many digits follow them.
pub(crate) fn by_digits(digits: &[u8]) -> Option<(usize, (usize, usize))> {
    let mut code = 0;
    for (index, digit) in digits.iter().take(3).enumerate() {
        code = code * 10 + u16::from(*digit);
        if let Some(region) = REGIONS.iter().find(|region| region.code == code) {
            return Some((index + 1, region.lengths));
        }
    }
    // Others by the plan's zones: all remaining codes have three digits.
    let zone = digits.first().filter(|digit| (2..=9).contains(*digit));
    zone.map(|_| (3, (6, 11)))
}
