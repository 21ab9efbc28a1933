//! What is left of somebody: in the memory of processes, and in files.

use std::{
    fs,
    os::unix::fs::FileExt,
    path::{Path, PathBuf},
    time::SystemTime,
};

use memchr::memmem;

/// Bytes that are read at once, and those that are read twice lest a sign lies across a border.
const CHUNK: u64 = 32 << 20;
const TWICE: u64 = 64 << 10;
/// Every process has more than this; where less was seen, it was not looked through.
const LEAST: u64 = 1 << 20;

/// Bytes that are found nowhere but in what is looked for, and what they are of.
pub struct Sign {
    pub of: &'static str,
    pub bytes: Vec<u8>,
}

/// The signs that are in some bytes.
pub fn signs_in<'a>(bytes: &[u8], signs: &'a [Sign]) -> Vec<&'a str> {
    signs.iter().filter(|sign| memmem::find(bytes, &sign.bytes).is_some()).map(|sign| sign.of).collect()
}

/// The signs that a process has in its memory.
pub fn remembered(process: u32, signs: &[Sign]) -> Vec<&str> {
    let mut found = Vec::new();
    read(process, |chunk| {
        let new: Vec<&str> = signs_in(chunk, signs).into_iter().filter(|sign| !found.contains(sign)).collect();
        found.extend(new);
    });
    found
}

/// Goes through all memory of a process but for the files of programs. Fails where the system does not let one look: then nothing would
/// be known.
pub fn read(process: u32, mut look: impl FnMut(&[u8])) {
    let maps = || fs::read_to_string(format!("/proc/{process}/maps")).unwrap_or_default();
    let memory = fs::File::open(format!("/proc/{process}/mem"));
    let memory =
        memory.unwrap_or_else(|error| panic!("this system does not let one process look into another: {error}"));
    let (mut looked_at, mut chunk) = (0, Vec::new());
    for line in maps().lines() {
        let Some((mut from, to)) = region(line) else { continue };
        while from < to {
            chunk.resize((to - from).min(CHUNK) as usize, 0);
            if let Err(error) = memory.read_exact_at(&mut chunk, from) {
                // It may be gone since the list was made.
                assert!(!maps().lines().any(|now| now == line), "cannot be read: {line}: {error}");
                break;
            }
            looked_at += chunk.len() as u64;
            look(&chunk);
            from += if from + CHUNK < to { CHUNK - TWICE } else { CHUNK };
        }
    }
    assert!(looked_at > LEAST, "only {looked_at} bytes of the process {process} were seen");
}

/// Where a region begins and ends, if it can hold anything but the files of programs.
fn region(line: &str) -> Option<(u64, u64)> {
    let mut words = line.split_whitespace();
    let (from, to) = words.next()?.split_once('-')?;
    let (rights, file) = (words.next()?, words.nth(2)?);
    let kernel = ["[vvar", "[vdso", "[vsyscall"].iter().any(|name| line.contains(name));
    let holds = rights.starts_with("rw") || (rights.starts_with('r') && file == "0");
    (holds && !kernel).then_some((u64::from_str_radix(from, 16).ok()?, u64::from_str_radix(to, 16).ok()?))
}

/// Files below a folder that were written since, with the signs that are in them. What others keep to themselves is left out.
pub fn written<'a>(
    folder: &Path,
    since: SystemTime,
    except: &[&Path],
    signs: &'a [Sign],
) -> Vec<(PathBuf, Vec<&'a str>)> {
    let mut found = Vec::new();
    for path in fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
        let Ok(known) = fs::symlink_metadata(&path) else { continue };
        if except.contains(&&*path) {
            continue;
        } else if known.is_dir() {
            found.extend(written(&path, since, except, signs));
        } else if known.is_file() && known.modified().is_ok_and(|at| at >= since) {
            let signs = fs::read(&path).map_or_else(|_| Vec::new(), |bytes| signs_in(&bytes, signs));
            found.extend((!signs.is_empty()).then_some((path, signs)));
        }
    }
    found
}

/// Files that a process holds open for writing, as the system tells them, but for devices and what lies in memory.
pub fn open_for_writing(process: u32) -> Vec<String> {
    let mut open = Vec::new();
    for entry in fs::read_dir(format!("/proc/{process}/fd")).unwrap().flatten() {
        let Ok(path) = fs::read_link(entry.path()) else { continue };
        let (path, number) = (path.display().to_string(), entry.file_name());
        let info = fs::read_to_string(format!("/proc/{process}/fdinfo/{}", number.display())).unwrap_or_default();
        let flags = info.lines().find_map(|line| line.strip_prefix("flags:")).unwrap_or_default().trim();
        let written = u32::from_str_radix(flags, 8).is_ok_and(|flags| flags & 0o3 != 0);
        let elsewhere =
            ["/dev/", "/memfd:"].iter().any(|place| path.starts_with(place)) && !path.starts_with("/dev/shm");
        if written && path.starts_with('/') && !elsewhere {
            open.push(path);
        }
    }
    open
}
