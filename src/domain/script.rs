//! Writing systems, as far as the app must tell them apart: which font a name needs.

/// A writing system that the app's own fonts lack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Script {
    Arabic,
    Chinese,
    Devanagari,
    Hebrew,
    Japanese,
    Korean,
    Thai,
    Other,
}

impl Script {
    pub const ALL: [Self; 8] = [
        Self::Arabic,
        Self::Chinese,
        Self::Devanagari,
        Self::Hebrew,
        Self::Japanese,
        Self::Korean,
        Self::Thai,
        Self::Other,
    ];

    /// The script of a letter; `None` for signs, and for the letters that the app's own fonts have.
    pub fn of(letter: char) -> Option<Self> {
        match u32::from(letter) {
            0x0590..=0x05FF | 0xFB1D..=0xFB4F => Some(Self::Hebrew),
            0x0600..=0x06FF | 0x0750..=0x077F | 0x0870..=0x08FF | 0xFB50..=0xFDFF | 0xFE70..=0xFEFE => {
                Some(Self::Arabic)
            }
            0x0900..=0x097F | 0xA8E0..=0xA8FF => Some(Self::Devanagari),
            0x0E00..=0x0E7F => Some(Self::Thai),
            0x3040..=0x30FF | 0x31F0..=0x31FF | 0xFF66..=0xFF9F => Some(Self::Japanese),
            0x1100..=0x11FF | 0x3130..=0x318F | 0xA960..=0xA97F | 0xAC00..=0xD7FF => Some(Self::Korean),
            0x2E80..=0x2FDF
            | 0x3100..=0x312F
            | 0x3400..=0x4DBF
            | 0x4E00..=0x9FFF
            | 0xF900..=0xFAFF
            | 0x2_0000..=0x3_FFFF => Some(Self::Chinese),
            other => is_of_another(other).then_some(Self::Other),
        }
    }

    /// The scripts of a text.
    pub fn all_in(text: &str) -> impl Iterator<Item = Self> {
        text.chars().filter_map(Self::of)
    }

    /// As it is written in the settings file.
    pub fn key(self) -> &'static str {
        match self {
            Self::Arabic => "arabic",
            Self::Chinese => "chinese",
            Self::Devanagari => "devanagari",
            Self::Hebrew => "hebrew",
            Self::Japanese => "japanese",
            Self::Korean => "korean",
            Self::Thai => "thai",
            Self::Other => "other",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|script| script.key() == key)
    }
}

/// The blocks of the other scripts.
fn is_of_another(code: u32) -> bool {
    matches!(code, 0x0530..=0x058F | 0x0700..=0x074F | 0x0780..=0x086F | 0x0980..=0x0DFF | 0x0E80..=0x10FF)
        || matches!(code, 0x1200..=0x1CFF | 0xA000..=0xA63F | 0xA800..=0xA8DF | 0xA900..=0xA95F | 0xA980..=0xABFF)
        || matches!(code, 0x1_0000..=0x1_CFFF | 0x1_E000..=0x1_EFFF)
}

/// `U+05D0 U+05D1`: a text that every font can draw.
pub fn codes(text: &str) -> String {
    let codes: Vec<String> = text.chars().map(|sign| format!("U+{:04X}", u32::from(sign))).collect();
    codes.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_script_is_told_by_its_letters_and_known_again_by_its_key() {
        let of = |text: &str| Script::all_in(text).next();
        assert_eq!(of("CRM, Büro, Größe, Привет"), None);
        assert_eq!(of("שלום"), Some(Script::Hebrew));
        assert_eq!(of("مرحبا"), Some(Script::Arabic));
        assert_eq!(of("訂單"), Some(Script::Chinese));
        assert_eq!(of("サポート"), Some(Script::Japanese));
        assert_eq!(of("지원"), Some(Script::Korean));
        assert_eq!(of("ฝ่ายขาย"), Some(Script::Thai));
        assert_eq!(of("हिन्दी"), Some(Script::Devanagari));
        assert_eq!(of("বাংলা"), Some(Script::Other));
        assert!(Script::ALL.iter().all(|script| Script::from_key(script.key()) == Some(*script)));
        assert_eq!(codes("אa"), "U+05D0 U+0061");
    }
}
