//! What the README shows and links to is there.

use std::path::Path;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The targets of all links and pictures that lead to a file of the project.
fn linked() -> Vec<String> {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let targets =
        readme.split("](").skip(1).filter_map(|rest| rest.split_once(')').map(|(target, _)| target.to_owned()));
    targets.filter(|target| !target.contains("://") && !target.starts_with('#')).collect()
}

#[test]
fn every_link_leads_to_something() {
    let linked = linked();
    assert!(linked.len() > 20, "the links were found: {linked:?}");
    let missing: Vec<_> = linked.iter().filter(|target| !root().join(target).exists()).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_picture_of_the_gallery_is_shown_and_the_folder_is_small() {
    let linked = linked();
    let mut size = 0;
    for entry in std::fs::read_dir(root().join("assets/screenshots")).unwrap() {
        let entry = entry.unwrap();
        let name = format!("assets/screenshots/{}", entry.file_name().into_string().unwrap());
        assert!(linked.contains(&name), "{name} is linked in the README");
        let content = std::fs::read(entry.path()).unwrap();
        assert!(content.starts_with(b"\x89PNG"), "{name} is a picture");
        size += content.len();
    }
    assert!(size < 2_000_000, "{size} bytes");
}
