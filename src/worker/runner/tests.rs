use super::super::run::block_on;
use super::*;

#[test]
fn a_save_or_a_load_that_crashes_ends_its_wait() {
    let runner = Runner::new(Vault::memory(), None, None, Arc::new(|| {})).unwrap();
    let _on_it = runner.runtime.as_ref().unwrap().enter();
    let save = Command::SaveSettings(crate::domain::Settings::default());
    let crash = |command: &Command| {
        block_on(on_disk(&runner.work, command.failed(Problem::Internal), |_| panic!("a fault"))).unwrap()
    };
    assert_eq!(crash(&save), Event::SettingsSaved(Err(Problem::Internal)));
    let loaded = crash(&Command::LoadSettings);
    assert!(matches!(loaded, Event::SettingsLoaded { trouble: Some(Problem::Internal), .. }), "{loaded:?}");
}
