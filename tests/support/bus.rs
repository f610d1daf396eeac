//! A session bus of one's own that knows no service files, so that it starts nothing by itself.

use std::ffi::OsString;
use std::path::Path;

const CONFIG: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#;

/// What runs a program on such a bus, to be put before it. The bus's settings are written into this folder.
pub fn session(folder: &Path) -> Vec<OsString> {
    let file = folder.join("bus.conf");
    std::fs::write(&file, CONFIG).unwrap();
    let mut config = OsString::from("--config-file=");
    config.push(&file);
    vec!["dbus-run-session".into(), config, "--".into()]
}
