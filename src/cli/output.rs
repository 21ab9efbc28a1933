//! What the program prints and writes as text.

use std::{
    io::{self, Write},
    path::Path,
};

use anyhow::Context;

use super::Failure;

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
    write_whole(path, text.as_bytes())
        .with_context(|| format!("{} cannot be written", path.display()))
        .map_err(Failure::input)
}

fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // The new text stands beside the old until it is complete.
    let mut file = tempfile::Builder::new().prefix(".vanity-").tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    make_shareable(file.as_file())?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// Temporary files are private; what a person asked for is as readable as their other files.
#[cfg(unix)]
fn make_shareable(file: &std::fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn make_shareable(_: &std::fs::File) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

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
