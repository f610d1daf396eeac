//! Gives the Windows programs their icon and version. Does nothing for the other systems.

fn main() {
    println!("cargo::rerun-if-changed=assets/build.rs");
    println!("cargo::rerun-if-changed=assets/icons/hookswitch.ico");
    if std::env::var_os("CARGO_CFG_WINDOWS").is_none() {
        return;
    }
    let mut resource = winresource::WindowsResource::new();
    resource
        .set_icon("assets/icons/hookswitch.ico")
        .set("ProductName", "Hookswitch")
        .set("FileDescription", "Hookswitch");
    if let Err(error) = resource.compile() {
        println!("cargo::warning=the program has no icon: {error}");
    }
}
