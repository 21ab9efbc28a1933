//! One picture that somebody in the same network can fetch, by an address that nobody can guess, as long as this lives.

use std::{
    fmt::Write,
    io::Cursor,
    net::{IpAddr, UdpSocket},
    sync::Arc,
    thread::JoinHandle,
};

use tiny_http::{Header, Method, Request, Response, Server};

use crate::language::say;

/// Random bytes of an address: as hard to guess as a key.
const SECRET_BYTES: usize = 16;
/// Somewhere that no packet is ever sent to (RFC 5737, for documentation): asking for the way there tells this computer's own address.
const ELSEWHERE: &str = "192.0.2.1:9";
/// What the picture is called where it is fetched.
const NAME: &str = "vanity.jpg";

/// Why a picture cannot be fetched.
#[derive(Debug, thiserror::Error)]
pub enum HandoverError {
    /// This computer is in no network, or in several.
    #[error("{}", say("this computer has no address in a local network; name one as `address` in the kiosk's file"))]
    NoAddress,
    /// The address can be reached from anywhere.
    #[error("{}", say!("{address} is no address of a local network", address = .0))]
    NotLocal(IpAddr),
    /// The system does not let it be served.
    #[error("{}", say!("the picture cannot be offered in the network: {reason}", reason = .0))]
    Refused(String),
}

/// A picture that can be fetched; not any more once this is gone.
pub struct Handover {
    url: String,
    server: Arc<Server>,
    thread: Option<JoinHandle<()>>,
}

impl Handover {
    /// Offers the bytes of a JPEG picture at an address of this computer, or at the one that leads to its network.
    ///
    /// # Errors
    /// [`HandoverError`] says what is in the way.
    pub fn begin(jpeg: Vec<u8>, address: Option<IpAddr>) -> Result<Self, HandoverError> {
        let address = address.or_else(own_address).ok_or(HandoverError::NoAddress)?;
        if !is_local(address) {
            return Err(HandoverError::NotLocal(address));
        }
        let refused = |error: &dyn std::fmt::Display| HandoverError::Refused(error.to_string());
        let server = Arc::new(Server::http((address, 0)).map_err(|error| refused(&error))?);
        let place = server.server_addr().to_ip().ok_or_else(|| refused(&"no port"))?;
        let path = format!("/{}/{NAME}", secret().map_err(|error| refused(&error))?);
        let url = format!("http://{place}{path}");
        let serving = Arc::clone(&server);
        let thread = std::thread::Builder::new().name("vanity-handover".into()).spawn(move || {
            // It ends when it is unblocked.
            while let Ok(request) = serving.recv() {
                answer(request, &path, &jpeg);
            }
        });
        let thread = thread.map_err(|error| refused(&error))?;
        Ok(Self { url, server, thread: Some(thread) })
    }

    /// Where it can be fetched.
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Handover {
    fn drop(&mut self) {
        self.server.unblock();
        if let Some(thread) = self.thread.take() {
            // A thread that failed has ended as well.
            let _ = thread.join();
        }
    }
}

/// Whoever asks for anything else learns nothing. That somebody has hung up is no fault.
fn answer(request: Request, path: &str, jpeg: &[u8]) {
    let right = *request.method() == Method::Get && request.url() == path;
    let _ = if right {
        let headers = [
            ("Content-Type", "image/jpeg".to_owned()),
            ("Content-Disposition", format!("attachment; filename=\"{NAME}\"")),
            ("Cache-Control", "no-store".to_owned()),
        ];
        let headers = headers.iter().filter_map(|(name, value)| Header::from_bytes(*name, value.as_bytes()).ok());
        let response = Response::from_data(Cursor::new(jpeg.to_vec()).into_inner());
        request.respond(headers.fold(response, Response::with_header))
    } else {
        request.respond(Response::empty(404))
    };
}

fn secret() -> Result<String, getrandom::Error> {
    let mut bytes = [0; SECRET_BYTES];
    getrandom::fill(&mut bytes)?;
    Ok(bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    }))
}

/// The address of this computer on the way out of it. Nothing is sent: a socket without a connection only looks up the way.
fn own_address() -> Option<IpAddr> {
    let socket = UdpSocket::bind("0.0.0.0:0").ok()?;
    socket.connect(ELSEWHERE).ok()?;
    Some(socket.local_addr().ok()?.ip()).filter(|address| !address.is_unspecified())
}

fn is_local(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => address.is_private() || address.is_link_local() || address.is_loopback(),
        IpAddr::V6(address) => address.is_unique_local() || address.is_unicast_link_local() || address.is_loopback(),
    }
}

#[cfg(test)]
mod tests {
    use std::{
        io::{Read, Write as _},
        net::TcpStream,
    };

    use super::*;

    const HOME: IpAddr = IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);

    /// What is answered to a request; `None` where nobody answers.
    fn asked(url: &str, method: &str, path: &str) -> Option<Vec<u8>> {
        let place = url.strip_prefix("http://").unwrap().split('/').next().unwrap();
        let mut stream = TcpStream::connect(place).ok()?;
        write!(stream, "{method} {path} HTTP/1.1\r\nHost: {place}\r\nConnection: close\r\n\r\n").ok()?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).ok()?;
        (!answer.is_empty()).then_some(answer)
    }

    #[test]
    fn only_whoever_has_the_address_gets_the_picture_and_only_for_so_long() {
        let picture = b"\xff\xd8\xffthe picture".to_vec();
        let handover = Handover::begin(picture.clone(), Some(HOME)).unwrap();
        let url = handover.url().to_owned();
        let path = url.splitn(4, '/').nth(3).map(|path| format!("/{path}")).unwrap();
        let got = asked(&url, "GET", &path).unwrap();
        assert!(got.starts_with(b"HTTP/1.1 200") && got.ends_with(&picture), "{}", String::from_utf8_lossy(&got));
        for (method, wrong) in
            [("GET", "/"), ("GET", "/vanity.jpg"), ("POST", path.as_str()), ("GET", &path[..path.len() - 1])]
        {
            let got = asked(&url, method, wrong).unwrap();
            assert!(got.starts_with(b"HTTP/1.1 404") && !got.ends_with(&picture), "{method} {wrong}");
        }
        let other = Handover::begin(picture, Some(HOME)).unwrap();
        assert_ne!(other.url().rsplit('/').nth(1), url.rsplit('/').nth(1));
        drop(handover);
        assert_eq!(asked(&url, "GET", &path), None);
    }

    #[test]
    fn only_local_addresses_serve() {
        for (address, local) in
            [("192.168.1.5", true), ("10.0.0.2", true), ("8.8.8.8", false), ("fd00::1", true), ("2001:db8::1", false)]
        {
            assert_eq!(is_local(address.parse().unwrap()), local, "{address}");
        }
        assert!(matches!(
            Handover::begin(Vec::new(), Some("8.8.8.8".parse().unwrap())),
            Err(HandoverError::NotLocal(_))
        ));
    }
}
