//! The app's icon as the three systems want it: every file is there and is what its name says.

use std::path::{Path, PathBuf};

fn icons() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/icons")
}

fn read(name: &str) -> Vec<u8> {
    std::fs::read(icons().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn text(name: &str) -> String {
    String::from_utf8(read(name)).unwrap()
}

fn hicolor(size: u32) -> String {
    format!("hicolor/{size}x{size}/apps/hookswitch.png")
}

const HICOLOR: [u32; 8] = [16, 24, 32, 48, 64, 128, 256, 512];

fn big(bytes: &[u8], at: usize) -> u32 {
    u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap())
}

fn little(bytes: &[u8], at: usize) -> usize {
    u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap()).try_into().unwrap()
}

/// A PNG's width and height, and a complaint where it isn't one that ends as it should.
fn measured(png: &[u8]) -> (u32, u32) {
    assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n", "it begins as a PNG");
    assert_eq!(&png[12..16], b"IHDR");
    assert_eq!(&png[png.len() - 8..png.len() - 4], b"IEND", "and ends as one");
    (big(png, 16), big(png, 20))
}

#[test]
fn every_picture_is_as_large_as_its_name_says() {
    for size in HICOLOR {
        assert_eq!(measured(&read(&hicolor(size))), (size, size), "{size}");
    }
    assert_eq!(measured(&read("hookswitch-1024.png")), (1024, 1024));
    assert_eq!(measured(&read("hookswitch-mac-512.png")), (512, 512));
}

#[test]
fn no_picture_says_when_or_with_what_it_was_made() {
    for name in HICOLOR.map(hicolor).into_iter().chain(["hookswitch-1024.png".into()]) {
        let png = read(&name);
        let mut at = 8;
        while at < png.len() {
            let kind = String::from_utf8_lossy(&png[at + 4..at + 8]).into_owned();
            assert!(!["tEXt", "zTXt", "iTXt", "tIME", "eXIf"].contains(&kind.as_str()), "{name} has {kind}");
            at += usize::try_from(big(&png, at)).unwrap() + 12;
        }
    }
}

#[test]
fn the_drawings_are_drawings_and_the_desktops_copy_is_the_same() {
    for name in ["hookswitch.svg", "hookswitch-small.svg"] {
        let drawing = text(name);
        assert!(drawing.starts_with("<svg ") && drawing.trim_end().ends_with("</svg>"), "{name}");
        for colour in ["#2e56d9", "#17713f"] {
            assert!(drawing.contains(colour), "{name} has the look's accent and its active green");
        }
    }
    assert_eq!(text("hookswitch.svg"), text("hicolor/scalable/apps/hookswitch.svg"));
}

#[test]
fn the_windows_icon_holds_every_size_and_the_largest_as_png() {
    let ico = read("hookswitch.ico");
    assert_eq!(&ico[..4], [0, 0, 1, 0], "an icon, not a cursor");
    let count = usize::from(ico[4]);
    let mut sizes = Vec::new();
    for entry in (0..count).map(|number| &ico[6 + number * 16..][..16]) {
        let size = if entry[0] == 0 { 256 } else { u32::from(entry[0]) };
        assert_eq!(entry[0], entry[1], "as high as wide");
        let (length, at) = (little(entry, 8), little(entry, 12));
        let picture = &ico[at..at + length];
        if size == 256 {
            assert_eq!(measured(picture), (256, 256));
        } else {
            // A bitmap's header, with the mask below counted as height too.
            let header = [little(picture, 0), little(picture, 4), little(picture, 8)];
            let size = usize::try_from(size).unwrap();
            assert_eq!(header, [40, size, 2 * size]);
        }
        sizes.push(size);
    }
    assert_eq!(sizes, [16, 24, 32, 48, 64, 128, 256]);
}

#[test]
fn the_mac_icon_holds_every_size_for_plain_and_fine_screens() {
    let icns = read("hookswitch.icns");
    assert_eq!(&icns[..4], b"icns");
    assert_eq!(usize::try_from(big(&icns, 4)).unwrap(), icns.len(), "it is whole");
    let mut found = Vec::new();
    let mut at = 8;
    while at < icns.len() {
        let name = String::from_utf8(icns[at..at + 4].to_vec()).unwrap();
        let length = usize::try_from(big(&icns, at + 4)).unwrap();
        let (width, height) = measured(&icns[at + 8..at + length]);
        assert_eq!(width, height);
        found.push((name, width));
        at += length;
    }
    let mut wanted = [("ic07", 128), ("ic08", 256), ("ic09", 512), ("ic10", 1024)].to_vec();
    wanted.extend([("ic11", 32), ("ic12", 64), ("ic13", 256), ("ic14", 512)]);
    found.sort();
    assert_eq!(found.iter().map(|(name, size)| (name.as_str(), *size)).collect::<Vec<_>>(), wanted);
}

#[test]
fn the_desktop_file_and_the_bundle_name_the_program_and_its_icon() {
    let desktop = text("../linux/hookswitch.desktop");
    let mut lines = desktop.lines();
    assert_eq!(lines.next(), Some("[Desktop Entry]"));
    for line in ["Type=Application", "Exec=hookswitch", "Icon=hookswitch", "StartupWMClass=hookswitch"] {
        assert!(desktop.lines().any(|other| other == line), "{line}");
    }
    assert!(lines.all(|line| line.split_once('=').is_some_and(|(_, value)| !value.is_empty())));
    let bundle = text("../macos/Info.plist");
    assert!(bundle.contains("<string>hookswitch.icns</string>"));
    assert!(bundle.contains(&format!("<string>{}</string>", env!("CARGO_PKG_VERSION"))), "the program's version");
}
