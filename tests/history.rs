//! The history as a file: shared, damaged, made by a newer version, and without secrets.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Barrier;

use hookswitch::domain::{
    CallbackUrl, ChangeKind, EventName, Fate, Kept, Listing, Origin, Planned, Secret, Status, Webhook, WebhookId,
};
use hookswitch::vault::{History, HistoryError};
use jiff::Timestamp;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_760_000_000 + second).unwrap()
}

fn hook(number: usize) -> Webhook {
    Webhook {
        id: WebhookId::new(format!("w{number}")),
        name: Some(format!("Hook {number}")),
        url: CallbackUrl::received(format!("https://user:passw0rd@a{number}.example/in?key=hidden-value#frag-ment")),
        status: Status::of(number.is_multiple_of(2)),
        events: ["call.ended", "x.unknown"].map(EventName::new).into_iter().collect(),
        token: Some(Secret::new("a-token-of-aircall")),
        created: None,
    }
}

fn plan(number: usize) -> Planned {
    let hook = hook(number);
    Planned {
        webhook: Some(hook.id.clone()),
        label: hook.label(),
        kind: ChangeKind::Edit,
        origin: Origin::Window,
        undoes: None,
        before: Some(Kept::of(&hook)),
        after: Some(Kept::of(&hook)),
    }
}

fn look(history: &History, second: i64) {
    let webhooks: Vec<Webhook> = (0..3).map(hook).collect();
    history.look("p", &Listing { total: Some(3), webhooks, read_at: at(second) }).unwrap();
}

fn change(history: &History, number: usize) {
    let (_, ids) = history.plan("p", at(1), &[plan(number)]).unwrap();
    let kept = Kept::of(&hook(number));
    history.sent(ids[0], Some(&kept), Some(&kept), false).unwrap();
    history.finish(ids[0], at(2), Fate::Done, None, None, Some(&hook(number))).unwrap();
}

fn open(file: &Path) -> History {
    let opened = History::open(file).unwrap();
    assert_eq!(opened.set_aside, None);
    opened.history
}

fn folder() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("made").join("history.sqlite");
    (folder, file)
}

/// Everything that lies beside the history file, and itself.
fn files(file: &Path) -> Vec<PathBuf> {
    let folders = [file.parent().unwrap().to_owned(), file.with_file_name("history-runs")];
    let entries = folders.iter().flat_map(|folder| fs::read_dir(folder).unwrap()).map(|entry| entry.unwrap().path());
    entries.filter(|path| path.is_file()).collect()
}

#[test]
fn what_was_written_is_there_at_the_next_start() {
    let (_folder, file) = folder();
    let history = open(&file);
    change(&history, 1);
    look(&history, 3);
    let (records, past) = (history.records("p", 9, None).unwrap(), history.past("p", at(0)).unwrap());
    drop(history);
    let history = open(&file);
    assert_eq!(history.records("p", 9, None).unwrap(), records);
    assert_eq!(history.past("p", at(0)).unwrap(), past);
    assert_eq!((records.len(), past.spans.len()), (1, 1));
}

#[cfg(unix)]
#[test]
fn only_its_owner_may_read_it() {
    use std::os::unix::fs::PermissionsExt as _;
    let (_folder, file) = folder();
    let history = open(&file);
    change(&history, 1);
    let files = files(&file);
    assert!(files.len() > 1, "{files:?}");
    for file in files {
        assert_eq!(fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn neither_token_nor_query_value_is_in_the_bytes() {
    let (_folder, file) = folder();
    let history = open(&file);
    for number in 0..3 {
        change(&history, number);
    }
    look(&history, 3);
    let mut found = 0;
    for file in files(&file) {
        let bytes = fs::read(file).unwrap();
        let holds = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
        for secret in ["a-token-of-aircall", "hidden-value", "passw0rd", "frag-ment"] {
            assert!(!holds(secret), "{secret}");
        }
        found += usize::from(holds("a1.example"));
    }
    assert!(found > 0, "the search finds what is there");
}

#[test]
fn two_programs_write_by_turns_and_at_once() {
    let (_folder, file) = folder();
    let barrier = Barrier::new(4);
    std::thread::scope(|scope| {
        for number in 0..4 {
            let (file, barrier) = (&file, &barrier);
            scope.spawn(move || {
                barrier.wait();
                let history = open(file); // the first of them makes the tables
                for second in 0..25 {
                    change(&history, number);
                    look(&history, second);
                }
            });
        }
    });
    let (one, two) = (open(&file), open(&file));
    for number in 0..10 {
        change(if number % 2 == 0 { &one } else { &two }, number);
    }
    let records = one.records("p", 1_000, None).unwrap();
    assert_eq!(records.len(), 110);
    assert_eq!(two.records("p", 1_000, None).unwrap(), records);
    assert!(records.iter().all(|record| record.fate == Fate::Done));
    assert_eq!(one.past("p", at(-9)).unwrap().spans.len(), 1);
}

#[test]
fn one_history_serves_several_threads() {
    let history = History::in_memory().unwrap();
    std::thread::scope(|scope| {
        for number in 0..4 {
            let history = &history;
            scope.spawn(move || (0..50).for_each(|_| change(history, number)));
        }
    });
    assert_eq!(history.records("p", 1_000, None).unwrap().len(), 200);
}

#[test]
fn a_file_of_a_newer_version_is_refused_and_not_touched() {
    let (_folder, file) = folder();
    change(&open(&file), 1);
    fs::remove_dir(file.with_file_name("history-runs")).unwrap();
    let connection = rusqlite::Connection::open(&file).unwrap();
    connection.pragma_update(None, "user_version", 99).unwrap();
    drop(connection);
    let before = fs::read(&file).unwrap();
    assert_eq!(History::open(&file).unwrap_err(), HistoryError::Newer);
    assert_eq!(fs::read(&file).unwrap(), before);
    assert_eq!(fs::read_dir(file.parent().unwrap()).unwrap().count(), 1);
}

#[test]
fn a_damaged_file_is_set_aside_and_said() {
    let good = {
        let (_folder, file) = folder();
        (0..200).for_each(|number| drop(open(&file).plan("p", at(1), &[plan(number)]).unwrap()));
        fs::read(&file).unwrap()
    };
    let mut scrambled = good.clone();
    scrambled[100..].fill(b'x');
    let foreign = {
        let (_folder, file) = folder();
        fs::create_dir(file.parent().unwrap()).unwrap();
        rusqlite::Connection::open(&file).unwrap().execute_batch("create table other (a)").unwrap();
        fs::read(&file).unwrap()
    };
    for bytes in [b"not a database".to_vec(), vec![b'{'; 5_000], good[..good.len() / 2].to_vec(), scrambled, foreign] {
        let (_folder, file) = folder();
        fs::create_dir(file.parent().unwrap()).unwrap();
        fs::write(&file, &bytes).unwrap();
        let opened = History::open(&file).unwrap();
        let name = opened.set_aside.unwrap();
        assert!(name.starts_with("history-unreadable-") && name.ends_with(".sqlite"), "{name}");
        assert_eq!(fs::read(file.with_file_name(name)).unwrap(), bytes);
        change(&opened.history, 1);
        drop(opened.history);
        assert_eq!(open(&file).records("p", 9, None).unwrap().len(), 1);
    }
}

#[test]
fn a_damaged_file_is_set_aside_once_where_several_programs_find_it() {
    let (_folder, file) = folder();
    fs::create_dir(file.parent().unwrap()).unwrap();
    fs::write(&file, "not a database").unwrap();
    let barrier = Barrier::new(4);
    let opened = || {
        barrier.wait();
        let opened = History::open(&file).unwrap();
        change(&opened.history, 1);
        usize::from(opened.set_aside.is_some())
    };
    let set_aside: usize = std::thread::scope(|scope| {
        let all: Vec<_> = (0..4).map(|_| scope.spawn(opened)).collect();
        all.into_iter().map(|one| one.join().unwrap()).sum()
    });
    assert_eq!((set_aside, open(&file).records("p", 9, None).unwrap().len()), (1, 4));
}

#[test]
fn a_folder_that_cannot_be_made_is_said() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("file"), "").unwrap();
    assert_eq!(History::open(&folder.path().join("file").join("x")).unwrap_err(), HistoryError::CouldNotOpen);
    assert_eq!(History::open(folder.path()).unwrap_err(), HistoryError::CouldNotOpen);
}

#[test]
fn what_is_forgotten_is_no_longer_in_the_bytes() {
    let (_folder, file) = folder();
    let history = open(&file);
    change(&history, 1);
    look(&history, 3);
    history.forget("p").unwrap();
    for file in files(&file) {
        let bytes = fs::read(file).unwrap();
        assert!(!bytes.windows(10).any(|window| window == b"a1.example"));
    }
}

/// Names the file to a test process that is there to be killed.
const CHILD: &str = "HOOKSWITCH_TEST_HISTORY";

#[test]
fn a_program_that_writes_until_it_is_killed() {
    let Some(file) = std::env::var_os(CHILD) else { return };
    let history = open(Path::new(&file));
    loop {
        let (_, ids) = history.plan("p", at(1), &[plan(1), plan(2), plan(3)]).unwrap();
        for id in ids {
            let kept = Kept::of(&hook(1));
            history.sent(id, Some(&kept), Some(&kept), true).unwrap();
            history.finish(id, at(2), Fate::Done, None, None, Some(&hook(1))).unwrap();
            writeln!(std::io::stdout(), "done {}", id.0).unwrap();
        }
        look(&history, 3);
    }
}

/// Lets the child write a while, kills it, and returns the changes whose end it had told of.
fn killed_after(file: &Path, lines: usize, spin: std::time::Duration) -> Vec<i64> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "a_program_that_writes_until_it_is_killed", "--nocapture"])
        .env(CHILD, file)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let output = BufReader::new(child.stdout.take().unwrap());
    let mut told = output.lines().filter_map(|line| line.unwrap().strip_prefix("done ")?.parse().ok());
    let mut done: Vec<i64> = told.by_ref().take(lines).collect();
    let begin = std::time::Instant::now();
    while begin.elapsed() < spin {
        std::hint::spin_loop();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    done.extend(told);
    done
}

#[test]
fn a_kill_at_any_moment_loses_nothing_that_was_told() {
    let (_folder, file) = folder();
    let mut random = fastrand::Rng::with_seed(11);
    let mut told = Vec::new();
    for kill in 1..=30 {
        let spin = std::time::Duration::from_micros(random.u64(0..4_000));
        told.extend(killed_after(&file, random.usize(0..12), spin));
        let history = open(&file);
        let records = history.records("p", usize::MAX, None).unwrap();
        assert_eq!(records.len() % 3, 0, "a batch is there as a whole or not at all");
        for record in &records {
            let whole = record.before.is_some() && record.after.is_some() && record.webhook.is_some();
            let ended = record.finished.is_some();
            assert!(whole && ended == (record.fate == Fate::Done), "{record:?}");
            assert!(ended || record.fate.is_open(), "{record:?}");
        }
        let open_ones = history.unfinished("p").unwrap();
        assert!(open_ones.len() <= 3 * kill);
        let lost = told.iter().filter(|id| open_ones.iter().any(|record| record.id.0 == **id)).count();
        assert!(lost == 0 && told.len() <= records.len());
        assert!(told.iter().all(|id| records.iter().any(|record| record.id.0 == *id)));
    }
    assert!(told.len() > 30, "the children got to work");
}
