//! How the endpoints speak: just enough of HTTP for one request, and the ways not to answer it.

use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio::time::sleep;
use tokio_rustls::TlsAcceptor;

use super::hosts::{self, Reply};

/// The largest request that is read.
const LARGEST: usize = 1 << 20;

/// Near the five seconds that Aircall waits.
const SLOW: Duration = Duration::from_millis(4_200);

/// Serves whoever comes until it is dropped, and ends the open connections with itself.
pub(super) async fn all<F: Future<Output = ()> + Send + 'static>(
    listener: TcpListener,
    serve: impl Fn(TcpStream) -> F + Send + 'static,
) {
    let mut open = JoinSet::new();
    loop {
        tokio::select! {
            Ok((stream, _)) = listener.accept() => drop(open.spawn(serve(stream))),
            Some(_ended) = open.join_next() => {}
            else => return,
        }
    }
}

pub(super) async fn secure(stream: TcpStream, acceptor: TlsAcceptor) {
    // A client that refuses the certificate ends the handshake.
    if let Ok(stream) = acceptor.accept(stream).await {
        http(stream).await;
    }
}

/// Says in TLS 1.0 that it speaks nothing newer.
pub(super) async fn weak(mut stream: TcpStream) {
    const PROTOCOL_VERSION: [u8; 7] = [0x15, 0x03, 0x01, 0x00, 0x02, 0x02, 0x46];
    let mut hello = [0; 4096];
    if stream.read(&mut hello).await.is_ok() && stream.write_all(&PROTOCOL_VERSION).await.is_ok() {
        close(stream).await;
    }
}

/// Reads one request and answers it.
pub(super) async fn http<S: AsyncRead + AsyncWrite + Unpin>(mut stream: S) {
    let Some(request) = read(&mut stream).await else {
        return;
    };
    let (head, body) = answer(&request);
    match request.reply {
        Reply::Never => std::future::pending().await,
        Reply::Cut => return,
        Reply::SlowLogin => sleep(SLOW).await,
        Reply::Status(_) | Reply::PostOnly | Reply::Redirect => {}
    }
    let bare = request.method == "HEAD";
    let text = format!(
        "HTTP/1.1 {head}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{}",
        body.len(),
        if bare { "" } else { body }
    );
    if stream.write_all(text.as_bytes()).await.is_ok() {
        close(stream).await;
    }
}

/// Lets the other side read what was sent before the connection goes.
async fn close<S: AsyncRead + AsyncWrite + Unpin>(mut stream: S) {
    let mut rest = [0; 1024];
    if stream.shutdown().await.is_ok() {
        while stream.read(&mut rest).await.is_ok_and(|read| read > 0) {}
    }
}

struct Request {
    method: String,
    reply: Reply,
}

/// Reads the head, and the body that it announces. Whatever is no HTTP is met as a broken request.
async fn read<S: AsyncRead + Unpin>(stream: &mut S) -> Option<Request> {
    let mut bytes = Vec::new();
    let mut chunk = [0; 4096];
    loop {
        let read = stream.read(&mut chunk).await.ok()?;
        bytes.extend_from_slice(chunk.get(..read)?);
        if !bytes.first()?.is_ascii_uppercase() {
            return Some(Request { method: String::new(), reply: Reply::Status(400) });
        }
        if let Some(request) = whole(&bytes) {
            return Some(request);
        }
        if read == 0 || bytes.len() > LARGEST {
            return None;
        }
    }
}

/// The request, once all of it is there.
fn whole(bytes: &[u8]) -> Option<Request> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(bytes.get(..end)?).into_owned();
    let mut lines = head.split("\r\n");
    let mut words = lines.next()?.split(' ');
    let (method, target) = (words.next()?.to_owned(), words.next().unwrap_or_default());
    let (mut host, mut length) = (String::new(), 0);
    for (name, value) in lines.filter_map(|line| line.split_once(':')) {
        match name.to_ascii_lowercase().as_str() {
            "host" => value.trim().clone_into(&mut host),
            "content-length" => length = value.trim().parse().unwrap_or(0),
            _ => {}
        }
    }
    let path = target.split('?').next().unwrap_or_default();
    let host = host.split(':').next().unwrap_or_default();
    let reply = hosts::reply(host, path);
    (bytes.len() >= end + 4 + length).then_some(Request { method, reply })
}

/// The status with further header lines, and the body.
fn answer(request: &Request) -> (String, &'static str) {
    const PAGE: &str = "<!doctype html><title>Sign in</title><h1>Sign in</h1>";
    match request.reply {
        Reply::PostOnly if request.method != "POST" => ("405 Method Not Allowed\r\nallow: POST".to_owned(), ""),
        Reply::Redirect => ("302 Found\r\nlocation: /sign-in?next=calls".to_owned(), ""),
        Reply::SlowLogin => ("200 OK\r\ncontent-type: text/html; charset=utf-8".to_owned(), PAGE),
        Reply::Status(200) | Reply::PostOnly | Reply::Never | Reply::Cut => {
            ("200 OK\r\ncontent-type: application/json".to_owned(), "{}")
        }
        Reply::Status(status) => (format!("{status} {}\r\ncontent-type: application/json", reason(status)), "{}"),
    }
}

fn reason(status: u16) -> &'static str {
    match status {
        400 => "Bad Request",
        401 => "Unauthorized",
        404 => "Not Found",
        410 => "Gone",
        429 => "Too Many Requests",
        _ => "Internal Server Error",
    }
}
