//! The licences that the window shows are those of the parts that it is made of.
#![expect(clippy::expect_used, reason = "tests")]

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

fn read(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).expect("a file of ours")
}

/// The names and versions of the lock's crates, but for our own.
fn locked() -> BTreeSet<(String, String)> {
    let lock = read("Cargo.lock");
    let value = |block: &str, key: &str| {
        let line = block.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = ").map(str::to_owned));
        line.map(|value| value.trim_matches('"').to_owned())
    };
    let crates = lock.split("[[package]]").filter(|block| value(block, "source").is_some());
    crates.filter_map(|block| Some((value(block, "name")?, value(block, "version")?))).collect()
}

/// FNV-1a, as `assets/licences.py` has it.
fn fingerprint(crates: &BTreeSet<(String, String)>) -> String {
    let lines: Vec<String> = crates.iter().map(|(name, version)| format!("{name} {version}\n")).collect();
    let lines = lines.concat();
    let hash = lines
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    format!("{hash:016x}")
}

#[test]
fn the_licences_were_gathered_from_the_crates_that_are_locked() {
    let made_from = fingerprint(&locked());
    let said = read("assets/licences.txt").lines().nth(1).unwrap_or_default().to_owned();
    assert!(said.ends_with(&made_from), "run assets/licences.py: {said}, and Cargo.lock is {made_from}");
}

/// What this machine's program is linked from, as cargo tells it.
#[test]
fn every_crate_of_the_program_is_listed_with_its_licence() {
    let tree = Command::new(env!("CARGO"))
        .args(["tree", "--locked", "--offline", "--edges", "normal", "--prefix", "none", "--format", "{p}"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo tells its tree");
    assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
    let tree = String::from_utf8_lossy(&tree.stdout).into_owned();
    let text = read("assets/licences.txt");
    let listed: BTreeSet<&str> = text.lines().filter_map(|line| line.split_once(": ").map(|(part, _)| part)).collect();
    let mut linked = 0;
    for line in tree.lines().filter(|line| !line.starts_with("hookswitch ")) {
        let mut words = line.split_whitespace();
        let (Some(name), Some(version)) = (words.next(), words.next()) else { continue };
        let part = format!("{name} {}", version.trim_start_matches('v'));
        assert!(listed.contains(part.as_str()), "{part} isn't in assets/licences.txt: run assets/licences.py");
        linked += 1;
    }
    assert!(linked > 200, "a window is made of more than {linked} crates");
    for part in ["Inter, a typeface", "Lucide, icons", "SQLite, a database"] {
        assert!(listed.contains(part), "{part}");
    }
    assert!(text.contains("SIL OPEN FONT LICENSE") && text.contains("ISC License"), "with their texts");
}
