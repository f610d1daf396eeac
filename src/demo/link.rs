//! A TCP listener whose connections can be cut from inside a handler: how an answer gets lost.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::task::{Context, Poll};

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};

/// Cuts one connection: nothing more goes out on it.
#[derive(Clone, Debug, Default)]
pub(super) struct Scissors(Arc<Blades>);

#[derive(Debug, Default)]
struct Blades {
    cut: AtomicBool,
    /// How many bytes at the end of the next answer stay here.
    held_back: AtomicUsize,
}

impl Scissors {
    pub fn cut(&self) {
        self.0.cut.store(true, Ordering::Release);
    }

    /// Cuts so many bytes before the end of the next answer.
    pub fn cut_short(&self, bytes: usize) {
        self.0.held_back.store(bytes, Ordering::Release);
    }

    fn have_cut(&self) -> bool {
        self.0.cut.load(Ordering::Acquire)
    }

    /// The part of an answer that may go out. Answers here are small, so that one comes in one piece.
    fn spare<'a>(&self, bytes: &'a [u8]) -> &'a [u8] {
        match self.0.held_back.swap(0, Ordering::AcqRel) {
            0 => bytes,
            held_back => {
                self.cut();
                bytes.get(..bytes.len().saturating_sub(held_back)).unwrap_or_default()
            }
        }
    }
}

impl Connected<IncomingStream<'_, Link>> for Scissors {
    fn connect_info(stream: IncomingStream<'_, Link>) -> Self {
        stream.io().scissors.clone()
    }
}

pub(super) struct Link(pub TcpListener);

impl Listener for Link {
    type Io = Wire;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Wire, SocketAddr) {
        let (stream, address) = Listener::accept(&mut self.0).await;
        let scissors = Scissors::default();
        (Wire { stream, scissors }, address)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

pub(super) struct Wire {
    stream: TcpStream,
    scissors: Scissors,
}

impl AsyncRead for Wire {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buf)
    }
}

impl AsyncWrite for Wire {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        if self.scissors.have_cut() {
            return Poll::Ready(Err(io::ErrorKind::ConnectionAborted.into()));
        }
        let bytes = self.scissors.spare(bytes);
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
