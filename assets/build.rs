//! Gives the Windows program its icon and version. Does nothing for the other systems.

fn main() {
    println!("cargo::rerun-if-changed=assets/build.rs");
}
