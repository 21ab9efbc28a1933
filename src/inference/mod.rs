//! Tensors to tensors: the only room that knows ONNX Runtime. Knows nothing of faces.
//!
//! `models/manifest.toml` says which models there are and what their files must hold; every file is checked against it before it runs.

mod manifest;
mod onnx;
mod runtime;

use std::path::PathBuf;

use crate::language::say;

pub use manifest::{Manifest, ModelEntry, TensorEntry};
pub use onnx::OnnxModel;
pub use runtime::Runtime;

/// A network with inputs and outputs that are all `f32`, in row-major order. Tests use fakes.
pub trait Model: Send {
    /// Shape of each input, batch first: `[1, 3, height, width]` for a picture.
    fn input_shapes(&self) -> Vec<&[usize]>;

    /// Runs the network. Inputs and outputs stand in the manifest's order.
    ///
    /// # Errors
    /// [`InferenceError::Run`] where an input is missing or has another length than its shape says, or the runtime fails.
    fn run(&mut self, inputs: &[&[f32]]) -> Result<Vec<Vec<f32>>, InferenceError>;
}

/// Why a model cannot be used.
#[derive(Debug, Clone, thiserror::Error)]
pub enum InferenceError {
    /// The shared library is nowhere.
    #[error("{}", say!(
        "ONNX Runtime was not found ({reason}). Build again with Python's pip at hand, or set ORT_DYLIB_PATH to the ONNX Runtime \
         shared library (version 1.22 or newer).",
        reason = reason
    ))]
    NoRuntime {
        /// What was tried.
        reason: String,
    },
    /// The list of models cannot be read.
    #[error("{}", say!("{path}: {reason}. Restore it from the project.", path = path.display(), reason = reason))]
    Manifest {
        /// The list.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// A model that the list does not name.
    #[error("{}", say!("the model '{name}' is not in models/manifest.toml. Restore the list from the project.", name = name))]
    NotListed {
        /// Which.
        name: String,
    },
    /// A model file is missing or not what the list says.
    #[error("{}", say!(
        "the model file {path} {problem}. Restore it from the project, or make it again with models/convert.",
        path = path.display(),
        problem = problem
    ))]
    File {
        /// The file.
        path: PathBuf,
        /// `is missing`, `is cut short: 12 of 566223 bytes`, `was altered: ...`.
        problem: String,
    },
    /// The file is right, and the runtime cannot use it.
    #[error("{}", say!("the model '{name}' cannot be loaded: {reason}", name = name, reason = reason))]
    Load {
        /// Which.
        name: String,
        /// What the runtime said.
        reason: String,
    },
    /// Running failed.
    #[error("{}", say!("the model '{name}' failed: {reason}", name = name, reason = reason))]
    Run {
        /// Which.
        name: String,
        /// What the runtime said.
        reason: String,
    },
}
