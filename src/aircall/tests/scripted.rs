//! Servers that answer by script, one reply for each connection.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use rcgen::{CertificateParams, DistinguishedName, DnType, KeyPair};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

#[derive(Clone, Debug)]
pub enum Reply {
    /// Status, more header lines, body.
    Answer(u16, String, String),
    /// These bytes, then the end.
    Raw(String),
    /// Reads the request, then closes.
    Close,
    /// Reads the request, then says nothing.
    Hang,
}

impl Reply {
    pub fn ok(body: &str) -> Self {
        Self::status(200, body)
    }

    pub fn status(status: u16, body: &str) -> Self {
        Self::Answer(status, String::new(), body.to_owned())
    }
}

pub struct Server {
    pub address: SocketAddr,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// After the last reply it accepts, and says nothing more.
    pub async fn start<const N: usize>(script: [Reply; N]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&requests);
        tokio::spawn(async move {
            let mut open = Vec::new();
            for reply in script {
                let (mut stream, _) = listener.accept().await.unwrap();
                kept.lock().unwrap().push(String::new()); // counted even where nothing readable comes
                let request = read_request(&mut stream).await;
                *kept.lock().unwrap().last_mut().unwrap() = request;
                if matches!(reply, Reply::Hang) {
                    open.push(stream);
                } else {
                    answer(stream, reply).await;
                }
            }
            loop {
                open.push(listener.accept().await.unwrap().0);
            }
        });
        Self { address, requests }
    }

    pub fn base(&self) -> String {
        format!("http://{}", self.address)
    }

    pub fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }
}

async fn answer(mut stream: TcpStream, reply: Reply) {
    let text = match reply {
        Reply::Answer(status, headers, body) => {
            let length = body.len();
            format!(
                "HTTP/1.1 {status} Scripted\r\ncontent-length: {length}\r\nconnection: close\r\n{headers}\r\n{body}"
            )
        }
        Reply::Raw(text) => text,
        Reply::Close | Reply::Hang => String::new(),
    };
    // The client may have gone away, which some tests want.
    drop(stream.write_all(text.as_bytes()).await);
    drop(stream.shutdown().await);
}

/// Head and body, or whatever came of something that isn't HTTP.
async fn read_request(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let mut piece = [0; 4096];
    loop {
        let read = stream.read(&mut piece).await.unwrap_or(0);
        bytes.extend_from_slice(&piece[..read]);
        let text = String::from_utf8_lossy(&bytes);
        let whole = match text.split_once("\r\n\r\n") {
            Some((head, body)) => body.len() >= content_length(head),
            None => bytes.first() == Some(&0x16), // a TLS greeting
        };
        if read == 0 || whole {
            return text.into_owned();
        }
    }
}

fn content_length(head: &str) -> usize {
    head.lines()
        .filter_map(|line| line.split_once(':'))
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .and_then(|(_, value)| value.trim().parse().ok())
        .unwrap_or(0)
}

/// An address where nothing listens.
pub async fn closed_port() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    listener.local_addr().unwrap()
}

/// A TLS server with a certificate that it signed itself, in an organisation's name.
pub async fn untrusted_tls(organisation: &str) -> SocketAddr {
    let mut params = CertificateParams::new(vec!["127.0.0.1".to_owned()]).unwrap();
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::OrganizationName, organisation.to_owned());
    let key = KeyPair::generate().unwrap();
    let certificate = params.self_signed(&key).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], PrivateKeyDer::try_from(key.serialize_der()).unwrap())
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            drop(acceptor.accept(stream).await); // the client ends the handshake
        }
    });
    address
}
