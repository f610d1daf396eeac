//! Colours, sizes, fonts and icons: the only place that has them. Every colour is a token with a meaning, for both themes.

use egui::epaint::text::{FontInsert, FontPriority, InsertFontFamily};
use egui::{
    Color32, CornerRadius, FontData, FontFamily, FontId, Margin, RichText, Shadow, Stroke, TextStyle, Theme, Vec2,
};

use crate::domain::Script;

/// The colours of one theme.
#[derive(Clone, Copy, Debug)]
pub struct Tokens {
    pub bg: Color32,
    pub surface: Color32,
    pub sunken: Color32,
    pub border: Color32,
    pub strong: Color32,
    pub text: Color32,
    pub muted: Color32,
    pub accent: Color32,
    pub on_accent: Color32,
    pub accent_weak: Color32,
    pub ok: Color32,
    pub ok_weak: Color32,
    pub warn: Color32,
    pub warn_weak: Color32,
    pub danger: Color32,
    pub danger_weak: Color32,
    pub backdrop: Color32,
    pub shadow: Color32,
}

#[expect(clippy::disallowed_methods, reason = "the one place that makes colours")]
const fn hex(value: u32) -> Color32 {
    let [_, red, green, blue] = value.to_be_bytes();
    Color32::from_rgb(red, green, blue)
}

#[expect(clippy::disallowed_methods, reason = "the one place that makes colours")]
const fn black(alpha: u8) -> Color32 {
    Color32::from_black_alpha(alpha)
}

const LIGHT: Tokens = Tokens {
    bg: hex(0xF5_F6F8),
    surface: hex(0xFF_FFFF),
    sunken: hex(0xEC_EFF3),
    border: hex(0xDC_E1E8),
    strong: hex(0x7A_8596),
    text: hex(0x18_212D),
    muted: hex(0x56_6173),
    accent: hex(0x2E_56D9),
    on_accent: hex(0xFF_FFFF),
    accent_weak: hex(0xE8_EEFC),
    ok: hex(0x17_713F),
    ok_weak: hex(0xE1_F3E8),
    warn: hex(0x8A_5200),
    warn_weak: hex(0xFC_F0DA),
    danger: hex(0xB4_2821),
    danger_weak: hex(0xFB_E7E5),
    backdrop: black(90),
    shadow: black(40),
};

const DARK: Tokens = Tokens {
    bg: hex(0x12_161C),
    surface: hex(0x1A_2028),
    sunken: hex(0x0E_1217),
    border: hex(0x2B_3440),
    strong: hex(0x6D_7B8D),
    text: hex(0xE7_EBF1),
    muted: hex(0x9B_A7B6),
    accent: hex(0x8A_A6FF),
    on_accent: hex(0x0D_1526),
    accent_weak: hex(0x21_2E4E),
    ok: hex(0x62_D394),
    ok_weak: hex(0x15_3524),
    warn: hex(0xF0_B860),
    warn_weak: hex(0x39_2B13),
    danger: hex(0xFF_8F85),
    danger_weak: hex(0x44_201E),
    backdrop: black(140),
    shadow: black(110),
};

/// The tokens of the theme that is shown.
pub fn tokens(ui: &egui::Ui) -> &'static Tokens {
    if ui.visuals().dark_mode { &DARK } else { &LIGHT }
}

/// The tokens of a theme, shown or not.
pub const fn tokens_of(theme: Theme) -> &'static Tokens {
    match theme {
        Theme::Dark => &DARK,
        Theme::Light => &LIGHT,
    }
}

/// Between things: 4, 8, 12, 16, 24.
pub const GAP_XS: f32 = 4.0;
pub const GAP_S: f32 = 8.0;
pub const GAP_M: f32 = 12.0;
pub const GAP_L: f32 = 16.0;
pub const GAP_XL: f32 = 24.0;

/// In a field, so that it is as high as a button.
pub const FIELD_MARGIN: Margin = Margin::symmetric(12, 6);
/// Below a row that begins with an arrow, and below a box that is ticked: where their words begin.
pub const BELOW_ARROW: i8 = 36;
pub const BELOW_BOX: f32 = 26.0;
/// Icons: beside small text, beside text, and the welcome page's own.
pub const ICON_S: f32 = 14.0;
pub const ICON: f32 = 16.0;
pub const ICON_XL: f32 = 30.0;
/// At most so much above what an empty place says.
pub const EMPTY_ABOVE: f32 = 72.0;

pub const CONTROL: f32 = 32.0;
pub const ROW: f32 = 36.0;
pub const TOP_BAR: f32 = 52.0;
/// The line at the lower edge: always there, so that a notice or a wait moves nothing.
pub const STATUS: f32 = 40.0;
pub const NAV: f32 = 184.0;
pub const DETAILS: f32 = 340.0;
pub const DIALOG: f32 = 600.0;
pub const FORM_LEFT: f32 = 340.0;
/// What stands before the end of a row gets at least so much, or the end goes below it.
pub const LEFT_LEAST: f32 = 160.0;
/// A page of lines is no wider: at the far end of a 4K screen no one finds the button of a line.
pub const PAGE_MOST: f32 = 1600.0;
/// A list in a window that is too low for it gets so much; the page scrolls then.
pub const LIST_LEAST: f32 = 200.0;
pub const READABLE: f32 = 560.0;
/// What the list keeps beside the details, however wide they were made.
pub const LIST_BESIDE: f32 = 368.0;
/// Details stand beside the table from this width on, over it below.
pub const WIDE: f32 = 1100.0;
/// Below this width, the navigation shows icons alone.
pub const NARROW: f32 = 820.0;
pub const NAV_NARROW: f32 = 56.0;

/// The ring around what has the keyboard, and the gap to it.
pub const RING: f32 = 2.0;
pub const RING_GAP: f32 = 1.0;
pub const RADIUS_RING: u8 = 8;

pub const RADIUS: u8 = 6;
pub const RADIUS_CARD: u8 = 8;
pub const RADIUS_DIALOG: u8 = 12;

/// Codepoints of the bundled Lucide subset.
pub mod icon {
    pub const ACTIVITY: &str = "\u{e038}";
    pub const ARROW_DOWN: &str = "\u{e042}";
    pub const ARROW_LEFT: &str = "\u{e048}";
    pub const ARROW_UP: &str = "\u{e04a}";
    pub const AUDIO_LINES: &str = "\u{e55a}";
    pub const BOOK_USER: &str = "\u{e54d}";
    pub const BRIEFCASE: &str = "\u{e062}";
    pub const BUILDING: &str = "\u{e290}";
    pub const CHECK: &str = "\u{e06c}";
    pub const CHEVRON_DOWN: &str = "\u{e06d}";
    pub const CHEVRON_RIGHT: &str = "\u{e06f}";
    pub const CIRCLE_ALERT: &str = "\u{e077}";
    pub const CLIPBOARD_PASTE: &str = "\u{e3e8}";
    pub const CLOCK: &str = "\u{e087}";
    pub const COPY: &str = "\u{e09e}";
    pub const DOWNLOAD: &str = "\u{e0b2}";
    pub const EXTERNAL_LINK: &str = "\u{e0b9}";
    pub const EYE: &str = "\u{e0ba}";
    pub const EYE_OFF: &str = "\u{e0bb}";
    pub const GRADUATION_CAP: &str = "\u{e234}";
    pub const HISTORY: &str = "\u{e1e0}";
    pub const INFO: &str = "\u{e0f9}";
    pub const LAYERS: &str = "\u{e529}";
    pub const LOCK: &str = "\u{e10b}";
    pub const KEY: &str = "\u{e4a3}";
    pub const PENCIL: &str = "\u{e1f9}";
    pub const PHONE: &str = "\u{e133}";
    pub const PLUS: &str = "\u{e13d}";
    pub const POWER: &str = "\u{e140}";
    pub const POWER_OFF: &str = "\u{e209}";
    pub const REFRESH: &str = "\u{e145}";
    pub const SEARCH: &str = "\u{e151}";
    pub const SETTINGS: &str = "\u{e154}";
    pub const SHIELD: &str = "\u{e158}";
    pub const TRASH: &str = "\u{e18e}";
    pub const TRIANGLE_ALERT: &str = "\u{e193}";
    pub const UNDO: &str = "\u{e2a1}";
    pub const WEBHOOK: &str = "\u{e374}";
    pub const X: &str = "\u{e1b2}";
}

const MEDIUM: &str = "inter-medium";
const SEMI_BOLD: &str = "inter-semibold";
const ICONS: &str = "lucide";

/// A box for each letter of a script that runs from right to left, for where no font has them.
pub fn boxes(letter: char) -> Option<FontInsert> {
    let (name, bytes): (_, &'static [u8]) = match Script::of(letter)? {
        Script::Hebrew => ("boxes-hebrew", include_bytes!("../../assets/fonts/boxes-hebrew.ttf")),
        Script::Arabic => ("boxes-arabic", include_bytes!("../../assets/fonts/boxes-arabic.ttf")),
        _ if matches!(u32::from(letter), 0x0700..=0x074F | 0x0780..=0x086F) => {
            ("boxes-other", include_bytes!("../../assets/fonts/boxes-other.ttf"))
        }
        _ => return None,
    };
    Some(FontInsert { name: name.to_owned(), data: FontData::from_static(bytes), families: Vec::new() })
}

/// Fonts, text sizes and both themes' styles. Once, before the first frame.
pub fn install(ctx: &egui::Context) {
    fonts(ctx);
    ctx.style_mut_of(Theme::Light, |style| apply(style, &LIGHT, false));
    ctx.style_mut_of(Theme::Dark, |style| apply(style, &DARK, true));
}

fn fonts(ctx: &egui::Context) {
    let family = |name: &str, priority| InsertFontFamily { family: FontFamily::Name(name.into()), priority };
    let proportional = |priority| InsertFontFamily { family: FontFamily::Proportional, priority };
    let named = |name: &'static str, bytes: &'static [u8], families| FontInsert {
        name: name.to_owned(),
        data: FontData::from_static(bytes),
        families,
    };
    ctx.add_font(named(
        "inter",
        include_bytes!("../../assets/fonts/Inter-Regular.ttf"),
        vec![
            proportional(FontPriority::Highest),
            family(MEDIUM, FontPriority::Lowest),
            family(SEMI_BOLD, FontPriority::Lowest),
        ],
    ));
    ctx.add_font(named(
        MEDIUM,
        include_bytes!("../../assets/fonts/Inter-Medium.ttf"),
        vec![family(MEDIUM, FontPriority::Highest)],
    ));
    ctx.add_font(named(
        SEMI_BOLD,
        include_bytes!("../../assets/fonts/Inter-SemiBold.ttf"),
        vec![family(SEMI_BOLD, FontPriority::Highest)],
    ));
    ctx.add_font(named(
        ICONS,
        include_bytes!("../../assets/fonts/lucide.ttf"),
        vec![family(ICONS, FontPriority::Highest), proportional(FontPriority::Lowest)],
    ));
}

fn apply(style: &mut egui::Style, tokens: &Tokens, dark: bool) {
    let size = |size| FontId::new(size, FontFamily::Proportional);
    style.text_styles = [
        (TextStyle::Heading, FontId::new(20.0, FontFamily::Name(SEMI_BOLD.into()))),
        (TextStyle::Body, size(14.0)),
        (TextStyle::Button, size(14.0)),
        (TextStyle::Small, size(12.0)),
        (TextStyle::Monospace, FontId::new(13.0, FontFamily::Monospace)),
    ]
    .into();
    style.spacing.item_spacing = Vec2::new(GAP_S, GAP_S);
    style.spacing.button_padding = Vec2::new(GAP_M, GAP_XS);
    style.spacing.interact_size = Vec2::new(CONTROL, CONTROL);
    style.spacing.icon_width = 18.0;
    style.spacing.icon_width_inner = 10.0;
    style.spacing.icon_spacing = GAP_S;
    style.spacing.menu_margin = Margin::same(6);
    style.spacing.scroll = egui::style::ScrollStyle::solid();
    style.animation_time = 0.0; // nothing moves
    style.scroll_animation = egui::style::ScrollAnimation::none();
    let mut visuals = if dark { egui::Visuals::dark() } else { egui::Visuals::light() };
    visuals.override_text_color = None;
    visuals.text_cursor.blink = false;
    visuals.panel_fill = tokens.bg;
    visuals.window_fill = tokens.surface;
    visuals.window_stroke = Stroke::new(1.0, tokens.border);
    visuals.window_corner_radius = CornerRadius::same(RADIUS_DIALOG);
    visuals.menu_corner_radius = CornerRadius::same(RADIUS_CARD);
    visuals.window_shadow = Shadow { offset: [0, 8], blur: 24, spread: 0, color: tokens.shadow };
    visuals.popup_shadow = Shadow { offset: [0, 4], blur: 16, spread: 0, color: tokens.shadow };
    visuals.extreme_bg_color = tokens.surface;
    visuals.text_edit_bg_color = Some(tokens.surface);
    visuals.faint_bg_color = tokens.sunken;
    visuals.code_bg_color = tokens.sunken;
    visuals.hyperlink_color = tokens.accent;
    visuals.warn_fg_color = tokens.warn;
    visuals.error_fg_color = tokens.danger;
    visuals.weak_text_color = Some(tokens.muted);
    visuals.selection.bg_fill = tokens.accent_weak;
    visuals.selection.stroke = Stroke::new(2.0, tokens.accent);
    visuals.disabled_alpha = 0.55;
    widgets(&mut visuals.widgets, tokens);
    style.visuals = visuals;
}

fn widgets(widgets: &mut egui::style::Widgets, tokens: &Tokens) {
    let radius = CornerRadius::same(RADIUS);
    let set = |state: &mut egui::style::WidgetVisuals, fill, outline, text| {
        state.bg_fill = fill;
        state.weak_bg_fill = fill;
        state.bg_stroke = Stroke::new(1.0, outline);
        state.fg_stroke = Stroke::new(1.0, text);
        state.corner_radius = radius;
        state.expansion = 0.0;
    };
    set(&mut widgets.noninteractive, tokens.surface, tokens.border, tokens.text);
    set(&mut widgets.inactive, tokens.surface, tokens.strong, tokens.text);
    set(&mut widgets.hovered, tokens.sunken, tokens.muted, tokens.text);
    set(&mut widgets.active, tokens.accent_weak, tokens.accent, tokens.text);
    set(&mut widgets.open, tokens.sunken, tokens.muted, tokens.text);
}

/// A heading of a page, 20 px.
pub fn heading(text: impl Into<String>) -> RichText {
    RichText::new(text).heading()
}

/// A heading of a card or a dialog, 16 px.
pub fn title(text: impl Into<String>) -> RichText {
    RichText::new(text).font(FontId::new(16.0, FontFamily::Name(SEMI_BOLD.into())))
}

/// The largest one, on the welcome page.
pub fn display(text: impl Into<String>) -> RichText {
    RichText::new(text).font(FontId::new(26.0, FontFamily::Name(SEMI_BOLD.into())))
}

/// 14 px in a heavier weight: names, primary buttons.
pub fn strong(text: impl Into<String>) -> RichText {
    RichText::new(text).font(FontId::new(14.0, FontFamily::Name(MEDIUM.into())))
}

/// Table text, 13 px.
pub fn cell(text: impl Into<String>) -> RichText {
    RichText::new(text).size(13.0)
}

pub fn cell_strong(text: impl Into<String>) -> RichText {
    RichText::new(text).font(FontId::new(13.0, FontFamily::Name(MEDIUM.into())))
}

/// 12 px.
pub fn caption(text: impl Into<String>) -> RichText {
    RichText::new(text).size(12.0)
}

/// An API name.
pub fn mono(text: impl Into<String>) -> RichText {
    RichText::new(text).monospace()
}

/// An icon of the bundled subset, 16 px.
pub fn icon_text(glyph: &str) -> RichText {
    icon_sized(glyph, ICON)
}

pub fn icon_sized(glyph: &str, size: f32) -> RichText {
    RichText::new(glyph).font(FontId::new(size, FontFamily::Name(ICONS.into())))
}
