//! What the operating system says about this process and this machine.

use std::path::{Path, PathBuf};

/// Most memory that the process has held at one time; known on Linux only.
pub(super) fn peak_rss_mib() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let kib = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.trim().strip_suffix("kB")?.trim();
    Some(kib.parse::<f64>().ok()? / 1024.0)
}

/// A program on the search path.
pub(super) fn program(name: &str) -> Option<PathBuf> {
    let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(&name)).find(|program| program.is_file())
}

/// Which of these shared libraries the dynamic linker would not find. Linux only.
pub(super) fn missing_libraries<'a>(names: &[&'a str]) -> Vec<&'a str> {
    let cache = linker_cache();
    let here = |name: &str| {
        let in_cache = cache.lines().any(|line| line.split_whitespace().next() == Some(name));
        in_cache || library_folders().iter().any(|folder| folder.join(name).exists())
    };
    names.iter().copied().filter(|name| !here(name)).collect()
}

fn linker_cache() -> String {
    let run = |program: &str| std::process::Command::new(program).arg("-p").output().ok();
    let output = run("ldconfig").or_else(|| run("/sbin/ldconfig"));
    output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default()
}

fn library_folders() -> Vec<PathBuf> {
    let set = std::env::var_os("LD_LIBRARY_PATH").unwrap_or_default();
    let usual = ["/lib", "/usr/lib", "/lib64", "/usr/lib64", "/usr/local/lib"].map(PathBuf::from);
    std::env::split_paths(&set).filter(|folder| folder != Path::new("")).chain(usual).collect()
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn peak_memory_is_known_and_sane() {
        let peak = peak_rss_mib().unwrap();
        assert!(peak > 1.0 && peak < 100_000.0, "{peak}");
    }

    #[test]
    fn what_is_missing_is_told_from_what_is_here() {
        assert_eq!(missing_libraries(&["libc.so.6", "libnothing-of-the-kind.so.9"]), ["libnothing-of-the-kind.so.9"]);
        assert!(program("sh").is_some());
        assert!(program("no-program-of-this-name").is_none());
    }
}
