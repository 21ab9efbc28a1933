//! What the program prints and writes as text.

use std::{
    io::{self, Write},
    path::Path,
};

use anyhow::Context;

use super::Failure;
use crate::files;

/// Prints one line; a closed pipe is an error, not a panic.
pub(super) fn say(line: &str) -> io::Result<()> {
    writeln!(io::stdout().lock(), "{line}")
}

/// Prints one line to the error output. Nothing can be told when even that is closed.
pub(super) fn complain(line: &str) {
    let _ = writeln!(io::stderr().lock(), "vanity: {line}");
}

/// Writes a JSON document to a file, or to the standard output for `-`. A file appears whole or not at all.
pub(super) fn write_json(path: &Path, document: &serde_json::Value) -> Result<(), Failure> {
    let text = format!("{document}\n");
    if path == Path::new("-") {
        let mut out = io::stdout().lock();
        return Ok(out.write_all(text.as_bytes()).and_then(|()| out.flush())?);
    }
    // A device or a pipe takes text in; only a file can be replaced by another.
    let is_special = std::fs::metadata(path).is_ok_and(|there| !there.is_file() && !there.is_dir());
    let write = if is_special { write_into } else { files::write_atomically };
    write(path, text.as_bytes())
        .with_context(|| format!("{} cannot be written", path.display()))
        .map_err(Failure::input)
}

fn write_into(path: &Path, bytes: &[u8]) -> io::Result<()> {
    std::fs::OpenOptions::new().write(true).open(path)?.write_all(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_device_stays_a_device() {
        use std::os::unix::net::UnixListener;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("socket");
        let _listener = UnixListener::bind(&path).unwrap();
        assert!(write_json(&path, &serde_json::json!({})).is_err(), "a socket cannot be opened for writing");
        assert!(!std::fs::metadata(&path).unwrap().is_file(), "and no file has taken its place");
        write_json(Path::new("/dev/null"), &serde_json::json!({})).unwrap();
        assert!(!std::fs::metadata("/dev/null").unwrap().is_file());
    }

    #[test]
    fn a_document_is_written_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("faces.json");
        std::fs::write(&path, "an older, much longer text that must not shine through").unwrap();
        write_json(&path, &serde_json::json!({"faces": []})).unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "{\"faces\":[]}\n");
    }

    #[test]
    fn the_error_names_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let Err(Failure::Input(error)) = write_json(&folder.path().join("no/faces.json"), &serde_json::json!({}))
        else {
            panic!("a folder that is not there");
        };
        assert!(format!("{error:#}").contains("faces.json"), "{error:#}");
    }
}
