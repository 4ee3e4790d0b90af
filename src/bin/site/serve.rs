//! A small static server for www/, with the headers that the page is made for.

use crate::shell::root;
use anyhow::{Result, anyhow};
use std::path::{Component, Path, PathBuf};
use tiny_http::{Header, Method, Request, Response, Server};

/// Everything comes from this folder, nothing is inline, wasm may compile, nothing may be framed or sent.
pub const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; \
    worker-src 'self'; img-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

/// The page in one file has a policy of its own inside, which is stricter; a second one would forbid its script.
const SINGLE: (&str, &str) = ("whosaid.html", "frame-ancestors 'self'");

/// What an error message is sent as.
const ERROR: &str = "error.txt";

/// How many ports are tried before the system chooses one.
const PORTS: u16 = 20;

/// Serves until the process ends.
pub fn serve(port: u16) -> Result<()> {
    let mut ports = (port..port.saturating_add(PORTS)).chain([0]);
    let server = ports
        .find_map(|p| Server::http(("127.0.0.1", p)).ok())
        .ok_or_else(|| anyhow!("no free port from {port} on"))?;
    println!("whosaid is served at http://{}/", server.server_addr());
    for request in server.incoming_requests() {
        // A browser that went away is no reason to stop.
        let _ = answer(request);
    }
    Ok(())
}

fn answer(request: Request) -> Result<()> {
    let found = file_of(request.url()).and_then(|path| Some((std::fs::read(&path).ok()?, path)));
    let (status, bytes, path) = match found {
        _ if !matches!(request.method(), Method::Get | Method::Head) => (405, b"only reading\n".to_vec(), ERROR.into()),
        Some((bytes, path)) => (200, bytes, path),
        None => (404, b"not found\n".to_vec(), ERROR.into()),
    };
    let mut response = Response::from_data(bytes).with_status_code(status);
    for (name, value) in headers(&path) {
        if let Ok(header) = Header::from_bytes(name, value) {
            response.add_header(header);
        }
    }
    Ok(request.respond(response)?)
}

/// The file a URL names, inside www/ only.
fn file_of(url: &str) -> Option<PathBuf> {
    let path = url.split(['?', '#']).next()?.trim_start_matches('/');
    let relative = Path::new(if path.is_empty() { "index.html" } else { path });
    let inside = relative.components().all(|c| matches!(c, Component::Normal(_)));
    let file = root().join("www").join(relative);
    (inside && file.is_file()).then_some(file)
}

fn headers(path: &Path) -> [(&'static str, &'static str); 5] {
    let kind = match path.extension().and_then(|e| e.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("json") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    };
    let policy = if path.ends_with(SINGLE.0) { SINGLE.1 } else { POLICY };
    [
        ("Content-Type", kind),
        ("Content-Security-Policy", policy),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        ("Cache-Control", "no-cache"),
    ]
}
