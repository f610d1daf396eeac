use std::sync::mpsc::{Receiver, channel};

use super::*;

const SHORT: Patience = Patience { to_open: Duration::from_millis(300), to_answer: Duration::from_millis(300) };
/// As long as a busy machine may need.
const LONG: Patience = Patience { to_open: Duration::from_secs(30), to_answer: Duration::from_secs(30) };

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

fn at(folder: &tempfile::TempDir) -> PathBuf {
    folder.path().join("it")
}

fn first(place: &Path) -> Instance {
    match claim_at(place.to_owned(), &Asked::default(), SHORT) {
        Claim::First(instance) => instance,
        other => panic!("not the first but {other:?}"),
    }
}

fn teller() -> (Tell, Receiver<Event>) {
    let (sender, heard) = channel();
    let sender = Mutex::new(sender);
    (Arc::new(move |event| sender.lock().unwrap().send(event).unwrap()), heard)
}

fn bolt() -> Asked {
    Asked { demo: false, profile: Some("Bolt\n“Ltd”".to_owned()) }
}

#[test]
fn a_second_start_is_heard_and_answered_when_the_window_is_shown() {
    let folder = folder();
    let instance = first(&at(&folder));
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let (callers, (tell, heard)) = (Callers::default(), teller());
    let _guard = runtime.enter();
    instance.listen(callers.clone(), tell);
    let place = at(&folder);
    let second = std::thread::Builder::new().spawn(move || claim_at(place, &bolt(), LONG)).unwrap();
    let Event::SecondStart { caller, asked } = heard.recv().unwrap() else { panic!("something else was heard") };
    assert_eq!(asked, bolt());
    assert!(!second.is_finished(), "it waits for the window");
    callers.answer(caller);
    assert!(matches!(second.join().unwrap(), Claim::Shown));
}

#[test]
fn a_first_window_that_does_not_answer_is_not_waited_for_long() {
    let folder = folder();
    let instance = first(&at(&folder));
    assert!(matches!(claim_at(at(&folder), &bolt(), SHORT), Claim::Silent), "it doesn't even listen");
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let (tell, heard) = teller();
    let _guard = runtime.enter();
    instance.listen(Callers::default(), tell);
    assert!(matches!(claim_at(at(&folder), &bolt(), SHORT), Claim::Silent), "nobody answers");
    assert!(heard.try_recv().is_ok());
}

#[test]
fn a_socket_that_a_killed_window_left_is_replaced() {
    let folder = folder();
    std::fs::write(at(&folder).with_extension("lock"), b"").unwrap();
    #[cfg(unix)]
    drop(std::os::unix::net::UnixListener::bind(at(&folder).with_extension("sock")).unwrap());
    let instance = first(&at(&folder));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let _guard = runtime.enter();
    assert!(bind(&instance.held.as_ref().unwrap().place).is_ok());
}

#[test]
fn when_the_first_window_has_ended_the_next_start_is_the_first() {
    let folder = folder();
    drop(first(&at(&folder)));
    first(&at(&folder));
}

#[test]
#[cfg(unix)]
fn only_its_user_may_write_to_the_socket() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = folder();
    let place = folder.path().join("not/there/yet/it");
    let instance = first(&place);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let _guard = runtime.enter();
    instance.listen(Callers::default(), teller().0);
    for made in [place.parent().unwrap(), &folder.path().join("not")] {
        let mode = std::fs::metadata(made).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700, "{}: {mode:o}", made.display());
    }
    for ending in ["sock", "lock"] {
        let mode = std::fs::metadata(place.with_extension(ending)).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{ending}: {mode:o}");
    }
}

#[test]
fn each_settings_folder_has_a_window_of_its_own() {
    let (one, two, runtime) = (folder(), folder(), folder());
    let of = |settings: &Path, runtime: Option<&Path>| place_for(settings, runtime.map(Path::to_owned)).unwrap();
    assert_ne!(of(one.path(), Some(runtime.path())), of(two.path(), Some(runtime.path())));
    assert_eq!(of(one.path(), None), of(&one.path().join("."), None), "however it is written");
    assert!(of(one.path(), None).starts_with(one.path().canonicalize().unwrap()));
    let gone = PathBuf::from("/nowhere/at/all");
    assert_eq!(of(one.path(), Some(&gone)), of(one.path(), None));
}

#[test]
fn where_no_lock_can_be_had_the_window_opens_all_the_same() {
    let folder = folder();
    std::fs::write(folder.path().join("file"), b"").unwrap();
    let below_a_file = folder.path().join("file").join("it");
    assert!(matches!(claim_at(below_a_file, &Asked::default(), SHORT), Claim::First(Instance { held: None })));
    assert!(matches!(claim(None, &Asked::default(), SHORT), Claim::First(Instance { held: None })));
}

#[test]
fn a_line_that_says_nothing_does_no_harm() {
    let folder = folder();
    let instance = first(&at(&folder));
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let (callers, (tell, heard)) = (Callers::default(), teller());
    let _guard = runtime.enter();
    instance.listen(callers, tell);
    let name = socket(&at(&folder)).unwrap();
    let said = block_on(async move {
        let stream = Stream::connect(name).await?;
        (&stream).write_all(b"GET / HTTP/1.1\n").await?;
        read_line(&stream).await
    });
    assert_eq!(said.unwrap().unwrap_or_default(), "");
    assert!(heard.try_recv().is_err());
}
