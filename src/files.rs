//! Opening and writing files with care: nothing waits for ever, and nothing is left half-written.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};

use tempfile::NamedTempFile;

/// Links that are followed before they are taken for a circle.
const MOST_LINKS: usize = 40;

/// Opens a file for reading. Only a file with a beginning and an end is opened: a pipe may never say anything.
///
/// # Errors
/// What the system said, or that this is a folder, a pipe or a device.
pub fn open(path: &Path) -> io::Result<File> {
    let metadata = fs::metadata(path)?;
    if metadata.is_dir() {
        return Err(io::Error::new(io::ErrorKind::IsADirectory, "this is a folder, not a file"));
    }
    if !metadata.is_file() {
        let problem = "this is a pipe or a device, not a file; save what it holds as a file, and name that";
        return Err(io::Error::new(io::ErrorKind::InvalidInput, problem));
    }
    File::open(path)
}

/// Reads a file of text that has no more than so many bytes.
///
/// # Errors
/// As [`open()`]; that it is larger, or no text.
pub fn text(path: &Path, most_bytes: u64) -> io::Result<String> {
    let file = open(path)?;
    if file.metadata()?.len() > most_bytes {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "it is far too large to be what is wanted here"));
    }
    io::read_to_string(file)
}

/// Writes a file in full under another name in the same folder, then renames it: readers see the old file or the new one. Where the
/// path is a symbolic link, the link stays and the file it names is written.
///
/// # Errors
/// What is wrong in plain words; the old file is then still there.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let path = behind_links(path)?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !folder.is_dir() {
        let problem = format!("the folder {} does not exist; make it first", folder.display());
        return Err(io::Error::new(io::ErrorKind::NotFound, problem));
    }
    if fs::metadata(&path).is_ok_and(|there| !there.is_file()) {
        let problem = "there is a folder, a pipe or a device of that name";
        return Err(io::Error::new(io::ErrorKind::AlreadyExists, problem));
    }
    // The system's text would tell the temporary file's name, which the person has never seen.
    replace(&path, folder, bytes).map_err(|error| error.kind().into())
}

/// A file of another name in the folder of what it will be renamed to when it is whole.
///
/// # Errors
/// What the system said.
pub fn unfinished(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".vanity-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // As any other new file: the system takes away what the person's mask says.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

fn replace(path: &Path, folder: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = unfinished(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// The path that a chain of symbolic links ends at, whether or not anything is there.
fn behind_links(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_path_buf();
    for _ in 0..MOST_LINKS {
        // What is no link, or is not there, cannot be read as one.
        let Ok(next) = fs::read_link(&path) else { return Ok(path) };
        path = path.parent().unwrap_or(Path::new("")).join(next);
    }
    Err(io::Error::new(io::ErrorKind::InvalidInput, "this link leads in a circle"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_folder_is_named_and_the_temporary_file_is_not() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("not-here");
        let error = write_atomically(&folder.join("a.png"), b"new").unwrap_err().to_string();
        assert!(error.contains(&format!("the folder {} does not exist", folder.display())), "{error}");
        let error = write_atomically(home.path(), b"new").unwrap_err().to_string();
        assert!(error.contains("folder") && !error.contains(".vanity-"), "{error}");
    }

    #[test]
    fn a_folder_is_not_opened() {
        let home = tempfile::tempdir().unwrap();
        assert!(open(home.path()).unwrap_err().to_string().contains("folder"));
        assert_eq!(open(&home.path().join("none")).unwrap_err().kind(), io::ErrorKind::NotFound);
    }

    #[cfg(unix)]
    #[test]
    fn what_may_never_end_is_not_opened() {
        assert!(open(Path::new("/dev/zero")).unwrap_err().to_string().contains("not a file"));
    }

    #[cfg(unix)]
    #[test]
    fn a_device_is_not_replaced_by_a_file() {
        let home = tempfile::tempdir().unwrap();
        let socket = home.path().join("socket.png");
        let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        assert!(write_atomically(&socket, b"new").unwrap_err().to_string().contains("device"));
        assert!(!fs::metadata(&socket).unwrap().is_file());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link_and_its_target_is_written() {
        use std::os::unix::fs::symlink;
        let home = tempfile::tempdir().unwrap();
        let at = |name: &str| home.path().join(name);
        fs::create_dir(at("folder")).unwrap();
        fs::write(at("folder/there"), "old").unwrap();
        symlink("folder/there", at("link")).unwrap();
        symlink("link", at("link-to-link")).unwrap();
        symlink("folder/new", at("dangling")).unwrap();
        symlink("circle", at("circle")).unwrap();
        write_atomically(&at("link-to-link"), b"new").unwrap();
        write_atomically(&at("dangling"), b"first").unwrap();
        assert_eq!(fs::read(at("folder/there")).unwrap(), b"new");
        assert_eq!(fs::read(at("folder/new")).unwrap(), b"first");
        assert!(["link", "link-to-link", "dangling"].iter().all(|name| at(name).is_symlink()));
        assert!(write_atomically(&at("circle"), b"new").unwrap_err().to_string().contains("circle"));
    }
}
