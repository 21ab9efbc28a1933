//! The shared library of ONNX Runtime, loaded once for the process.

use std::{path::PathBuf, sync::OnceLock};

use ort::environment::Environment;

use super::InferenceError;

/// ONNX Runtime, ready to use.
#[derive(Clone)]
pub struct Runtime {
    pub(super) environment: Environment,
    library: PathBuf,
}

impl std::fmt::Debug for Runtime {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Runtime({})", self.library.display())
    }
}

impl Runtime {
    /// Loads the shared library named by `ORT_DYLIB_PATH`, or else the one beside the executable, or else the one that the build
    /// fetched. Later calls give what the first one gave.
    ///
    /// # Errors
    /// [`InferenceError::NoRuntime`] says what was tried and what to do.
    pub fn load() -> Result<Self, InferenceError> {
        static LOADED: OnceLock<Result<Runtime, InferenceError>> = OnceLock::new();
        LOADED.get_or_init(load).clone()
    }

    /// The shared library's file.
    pub fn library(&self) -> &std::path::Path {
        &self.library
    }
}

fn load() -> Result<Runtime, InferenceError> {
    let missing = |reason: String| InferenceError::NoRuntime { reason };
    let library = match std::env::var_os("ORT_DYLIB_PATH").filter(|path| !path.is_empty()) {
        Some(path) => PathBuf::from(path),
        None => candidates()
            .into_iter()
            .find(|path| path.is_file())
            .ok_or_else(|| missing("no library beside the program, and ORT_DYLIB_PATH is not set".into()))?,
    };
    let unusable = |reason: String| missing(format!("{}: {reason}", library.display()));
    let builder = ort::init_from(&library).map_err(|error| unusable(error.to_string()))?;
    let environment = builder.with_telemetry(false).build().map_err(|error| unusable(error.to_string()))?;
    Ok(Runtime { environment, library })
}

fn candidates() -> Vec<PathBuf> {
    let built = PathBuf::from(env!("ORT_DYLIB_BUILT"));
    let name = built.file_name().map_or_else(|| libloading_name().into(), PathBuf::from);
    let exe = std::env::current_exe().and_then(|exe| exe.canonicalize()).unwrap_or_default();
    let beside = exe.parent().map(|folder| folder.join(&name));
    let installed = exe.parent().map(|folder| folder.join("../lib/vanity").join(&name));
    beside.into_iter().chain(installed).chain([built]).collect()
}

fn libloading_name() -> &'static str {
    if cfg!(target_os = "windows") {
        "onnxruntime.dll"
    } else if cfg!(target_os = "macos") {
        "libonnxruntime.dylib"
    } else {
        "libonnxruntime.so"
    }
}
