//! Where the program's own files live: models and assets, in a checkout or in an installed layout.

use std::path::{Path, PathBuf};

/// The folder that holds `models/` and `assets/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resources {
    root: PathBuf,
}

/// No folder with `models/manifest.toml` and `assets/looks` was found.
#[derive(Debug, thiserror::Error)]
#[error(
    "Vanity's models and looks were not found. Looked in: {}. Keep `models` and `assets` beside the program (or in ../share/vanity), \
     or set VANITY_HOME to the folder that holds them.",
    tried.iter().map(|p| p.display().to_string()).collect::<Vec<_>>().join(", ")
)]
pub struct ResourcesMissing {
    /// Every folder that was looked at, in order.
    pub tried: Vec<PathBuf>,
}

impl Resources {
    /// Looks in `$VANITY_HOME`, beside the executable, in `../share/vanity`, and in the folders above the executable (a checkout).
    ///
    /// # Errors
    /// [`ResourcesMissing`] names every folder that was tried.
    pub fn locate() -> Result<Self, ResourcesMissing> {
        let tried = candidates();
        match tried.iter().find(|root| is_root(root)) {
            Some(root) => Ok(Self { root: root.clone() }),
            None => Err(ResourcesMissing { tried }),
        }
    }

    /// A given folder, unchecked: what is missing in it is reported by whoever reads it.
    pub fn at(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// The folder of ONNX models and their manifest.
    pub fn models(&self) -> PathBuf {
        self.root.join("models")
    }

    /// A file or folder below `assets/`.
    pub fn asset(&self, relative: &str) -> PathBuf {
        self.root.join("assets").join(relative)
    }

    /// The folder that holds `models/` and `assets/`.
    pub fn root(&self) -> &Path {
        &self.root
    }
}

/// Where the program keeps what the person asked it to keep (settings, favourites, catalogues): `$VANITY_DATA`, or the system's folder for
/// a program's data. `None` where the system names no such folder; then nothing is kept. The folder may not be there yet.
pub fn kept() -> Option<PathBuf> {
    let named = std::env::var_os("VANITY_DATA").filter(|path| !path.is_empty()).map(PathBuf::from);
    named.or_else(|| directories::ProjectDirs::from("", "", "vanity").map(|folders| folders.data_dir().to_path_buf()))
}

fn is_root(dir: &Path) -> bool {
    dir.join("models/manifest.toml").is_file() && dir.join("assets/looks").is_dir()
}

fn candidates() -> Vec<PathBuf> {
    let mut dirs = Vec::new();
    if let Some(home) = std::env::var_os("VANITY_HOME") {
        dirs.push(PathBuf::from(home));
    }
    let exe = std::env::current_exe().and_then(|exe| exe.canonicalize()).unwrap_or_default();
    if let Some(dir) = exe.parent() {
        dirs.push(dir.to_path_buf());
        dirs.push(dir.join("../share/vanity"));
        dirs.extend(dir.ancestors().skip(1).take(4).map(Path::to_path_buf));
    }
    dirs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checkout_is_found_from_a_test_binary() {
        assert!(Resources::locate().unwrap().asset("looks").is_dir());
    }

    #[test]
    fn the_error_names_what_was_tried() {
        let error = ResourcesMissing { tried: vec!["/nowhere/here".into()] };
        assert!(error.to_string().contains("/nowhere/here"));
        assert!(error.to_string().contains("VANITY_HOME"));
    }
}
