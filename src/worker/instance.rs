//! One window for each settings folder: the first start holds a lock, and a second one asks it to come forward.
//!
//! The lock is a locked file, which the system lets go of when its process ends, however it ends. So a socket file that
//! lies there without a lock is a left-over, and is replaced. The socket is a Unix socket that its user alone may write
//! to, or a named pipe on Windows, and carries one line each way: what the second start was asked for, and the answer.
//! Nothing secret goes over it. Where no lock can be had, such as on some network disks, the window opens without one.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use interprocess::local_socket::tokio::{Listener, Stream, prelude::*};
use interprocess::local_socket::{ListenerOptions, Name};
use serde::{Deserialize, Serialize};
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::sync::oneshot;
use tokio::time::{Instant, sleep, timeout};

use super::run::block_on;
use super::services::Tell;
use crate::app::Event;
use crate::app::instance::{Asked, Caller};
use crate::vault::make_folder;

/// The longest line that is read. A profile's name is far shorter.
const LONGEST: u64 = 16 * 1024;
/// The longest path that every system takes for a socket.
#[cfg(unix)]
const LONGEST_PATH: usize = 100;

/// How long a second start waits.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// For a first one that has only just begun to open its window.
    pub to_open: Duration,
    /// For the answer of the window.
    pub to_answer: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { to_open: Duration::from_secs(10), to_answer: Duration::from_secs(5) }
    }
}

/// What a start finds out.
#[derive(Debug)]
pub enum Claim {
    /// No other window works with these settings.
    First(Instance),
    /// Another one does, and has come forward.
    Shown,
    /// Another one does, and doesn't answer.
    Silent,
}

/// The right to be the only window of a settings folder, held until it is dropped.
#[derive(Debug)]
pub struct Instance {
    /// `None`: no lock can be had here, so nobody can be told apart.
    held: Option<Held>,
}

#[derive(Debug)]
struct Held {
    place: PathBuf,
    _lock: File,
}

/// One line from the second start to the first. What a newer version adds is left unread.
#[derive(Serialize, Deserialize)]
struct Question {
    #[serde(default)]
    demo: bool,
    #[serde(default)]
    profile: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct Answer {
    shown: bool,
}

/// Asks to be the first window of a settings folder, or asks the first one to come forward.
pub fn claim(settings: Option<&Path>, asked: &Asked, patience: Patience) -> Claim {
    let runtime = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from);
    match settings.and_then(|folder| place_for(folder, runtime)) {
        Some(place) => claim_at(place, asked, patience),
        None => Claim::First(Instance { held: None }),
    }
}

fn claim_at(place: PathBuf, asked: &Asked, patience: Patience) -> Claim {
    match lock(&place) {
        Ok(lock) => Claim::First(Instance { held: Some(Held { place, _lock: lock }) }),
        Err(TryLockError::WouldBlock) => match block_on(ask(&place, asked, patience)) {
            Ok(true) => Claim::Shown,
            Ok(false) | Err(_) => Claim::Silent,
        },
        Err(TryLockError::Error(error)) => {
            tracing::warn!(target: "hookswitch", %error, "no lock can be had, so a second window can't be told");
            Claim::First(Instance { held: None })
        }
    }
}

/// The lock's file and the socket's, without their endings. Beside the settings where there is no folder for such things.
fn place_for(settings: &Path, runtime: Option<PathBuf>) -> Option<PathBuf> {
    let absolute = std::path::absolute(settings).ok()?;
    let known = absolute.canonicalize().unwrap_or(absolute);
    let name = format!("hookswitch-{:016x}", fnv(known.as_os_str().as_encoded_bytes()));
    let runtime = runtime.filter(|folder| cfg!(unix) && folder.is_absolute() && folder.is_dir());
    Some(runtime.unwrap_or(known).join(name))
}

/// The FNV-1a hash, which stays the same from version to version. It keeps folders apart, and nothing else.
fn fnv(bytes: &[u8]) -> u64 {
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, step)
}

fn lock(place: &Path) -> Result<File, TryLockError> {
    if let Some(folder) = place.parent() {
        make_folder(folder).map_err(TryLockError::Error)?; // the first to need the settings' folder
    }
    let mut options = OpenOptions::new();
    options.create(true).truncate(false).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(place.with_extension("lock")).map_err(TryLockError::Error)?;
    file.try_lock()?;
    Ok(file)
}

#[cfg(unix)]
fn socket(place: &Path) -> io::Result<Name<'static>> {
    use interprocess::local_socket::{GenericFilePath, ToFsName as _};
    let path = place.with_extension("sock");
    if path.as_os_str().len() > LONGEST_PATH {
        return Err(io::ErrorKind::InvalidFilename.into());
    }
    path.to_fs_name::<GenericFilePath>()
}

#[cfg(windows)]
fn socket(place: &Path) -> io::Result<Name<'static>> {
    use interprocess::local_socket::{GenericNamespaced, ToNsName as _};
    let name = place.file_name().map(std::ffi::OsStr::to_os_string).unwrap_or_default();
    name.to_ns_name::<GenericNamespaced>()
}

fn bind(place: &Path) -> io::Result<Listener> {
    #[cfg(unix)]
    if let Err(error) = std::fs::remove_file(place.with_extension("sock")) // whoever holds the lock owns the name
        && error.kind() != io::ErrorKind::NotFound
    {
        return Err(error);
    }
    let options = ListenerOptions::new().name(socket(place)?);
    #[cfg(target_os = "linux")]
    let options = interprocess::os::unix::local_socket::ListenerOptionsExt::mode(options, 0o600);
    let listener = options.create_tokio()?;
    // The others take no mode before there is a file. Until then only a folder that is open to all would let others in.
    #[cfg(all(unix, not(target_os = "linux")))]
    std::fs::set_permissions(place.with_extension("sock"), std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    Ok(listener)
}

/// Whether the first window says that it has come forward.
async fn ask(place: &Path, asked: &Asked, patience: Patience) -> bool {
    let give_up = Instant::now() + patience.to_open;
    loop {
        match timeout(patience.to_answer, question(place, asked)).await {
            Ok(Ok(shown)) => return shown,
            // Nobody listens yet, or the window was just being closed.
            Ok(Err(_)) if Instant::now() < give_up => sleep(Duration::from_millis(100)).await,
            Ok(Err(_)) | Err(_) => return false,
        }
    }
}

async fn question(place: &Path, asked: &Asked) -> io::Result<bool> {
    let stream = Stream::connect(socket(place)?).await?;
    let question = Question { demo: asked.demo, profile: asked.profile.clone() };
    let mut line = serde_json::to_vec(&question)?;
    line.push(b'\n');
    (&stream).write_all(&line).await?;
    let answer: Answer = serde_json::from_str(&read_line(&stream).await?)?;
    Ok(answer.shown)
}

async fn read_line(stream: &Stream) -> io::Result<String> {
    let mut line = String::new();
    BufReader::new(stream.take(LONGEST)).read_line(&mut line).await?;
    Ok(line)
}

/// Second starts that wait for the window's answer.
#[derive(Clone, Debug, Default)]
pub struct Callers(Arc<Mutex<Waiting>>);

#[derive(Debug, Default)]
struct Waiting {
    last: u64,
    open: BTreeMap<Caller, oneshot::Sender<()>>,
}

impl Callers {
    /// The window has come forward.
    pub fn answer(&self, caller: Caller) {
        if let Some(waits) = self.all().open.remove(&caller)
            && waits.send(()).is_err()
        {
            tracing::debug!(target: "hookswitch", "a second start didn't wait for the answer");
        }
    }

    fn new_caller(&self) -> (Caller, oneshot::Receiver<()>) {
        let (sender, answer) = oneshot::channel();
        let mut all = self.all();
        all.last += 1;
        let caller = Caller(all.last);
        all.open.insert(caller, sender);
        (caller, answer)
    }

    fn all(&self) -> MutexGuard<'_, Waiting> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Instance {
    /// Listens for second starts until the runtime ends. Must be called on it.
    pub(super) fn listen(&self, callers: Callers, tell: Tell) {
        let Some(held) = &self.held else {
            return;
        };
        match bind(&held.place) {
            Ok(listener) => drop(tokio::spawn(serve(listener, callers, tell))),
            Err(error) => tracing::warn!(target: "hookswitch", %error, "a second start can't be heard"),
        }
    }
}

async fn serve(listener: Listener, callers: Callers, tell: Tell) {
    loop {
        match listener.accept().await {
            Ok(stream) => {
                let (callers, tell) = (callers.clone(), Arc::clone(&tell));
                drop(tokio::spawn(async move {
                    if let Ok(Err(error)) = timeout(Patience::default().to_answer, hear(&stream, &callers, &tell)).await
                    {
                        tracing::debug!(target: "hookswitch", %error, "a second start couldn't be understood");
                    }
                }));
            }
            Err(error) => {
                tracing::debug!(target: "hookswitch", %error, "a second start couldn't be heard");
                sleep(Duration::from_millis(100)).await; // an error that stays must not spin
            }
        }
    }
}

/// Passes the question on to the window, and its answer back: only a window that works says that it is shown.
async fn hear(stream: &Stream, callers: &Callers, tell: &Tell) -> io::Result<()> {
    let question: Question = serde_json::from_str(&read_line(stream).await?)?;
    let (caller, answer) = callers.new_caller();
    tell(Event::SecondStart { caller, asked: Asked { demo: question.demo, profile: question.profile } });
    let shown = answer.await.is_ok();
    let mut line = serde_json::to_vec(&Answer { shown })?;
    line.push(b'\n');
    let mut stream = stream;
    stream.write_all(&line).await?;
    stream.flush().await
}

#[cfg(test)]
mod tests;
