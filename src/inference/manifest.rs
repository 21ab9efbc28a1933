//! `models/manifest.toml`: the models, and what their files must hold.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::InferenceError;
use crate::language::say;

/// The version of the list that this program reads.
const VERSION: i64 = 1;
/// No model and no list is longer.
const LONGEST_BYTES: u64 = 256 << 20;

/// The list of models, and the folder it lies in.
#[derive(Debug, Clone)]
pub struct Manifest {
    folder: PathBuf,
    models: Vec<ModelEntry>,
}

/// One model.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModelEntry {
    /// Name in the program.
    pub name: String,
    /// File beside the list.
    pub file: String,
    /// Length of the file.
    pub bytes: u64,
    /// SHA-256 of the file, lower-case hexadecimal.
    pub sha256: String,
    /// SPDX name, or `LicenseRef-NonCommercial-Research` for weights that learnt from data which may not be used commercially.
    pub licence: String,
    /// Where it comes from.
    pub source: String,
    /// What it is for.
    pub purpose: String,
    /// Inputs.
    pub input: Vec<TensorEntry>,
    /// Outputs, in the order in which [`super::Model::run`] gives them.
    pub output: Vec<TensorEntry>,
}

/// One tensor, `f32`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TensorEntry {
    /// Name in the file.
    pub name: String,
    /// Row-major, batch first.
    pub shape: Vec<usize>,
    /// Least and greatest value that the model was trained on; inputs only.
    #[serde(default)]
    pub range: Option<[f32; 2]>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    version: i64,
    model: Vec<ModelEntry>,
}

impl Manifest {
    /// Reads `manifest.toml` in a folder. The model files are not looked at yet.
    ///
    /// # Errors
    /// [`InferenceError::Manifest`] where it is missing or not a list of models.
    pub fn open(folder: &Path) -> Result<Self, InferenceError> {
        let path = folder.join("manifest.toml");
        let wrong = |reason: String| InferenceError::Manifest { path: path.clone(), reason };
        let bytes = read(&path).map_err(|error| wrong(error.to_string()))?;
        let text = String::from_utf8(bytes).map_err(|_| wrong("it is not text".into()))?;
        let document: Document = toml::from_str(&text).map_err(|error| wrong(error.message().into()))?;
        if document.version != VERSION {
            return Err(wrong(format!("version {} is not {VERSION}", document.version)));
        }
        document.model.iter().try_for_each(|model| model.check().map_err(wrong))?;
        Ok(Self { folder: folder.into(), models: document.model })
    }

    /// All models.
    pub fn models(&self) -> &[ModelEntry] {
        &self.models
    }

    /// The model of a name.
    ///
    /// # Errors
    /// [`InferenceError::NotListed`].
    pub fn get(&self, name: &str) -> Result<&ModelEntry, InferenceError> {
        let missing = || InferenceError::NotListed { name: name.into() };
        self.models.iter().find(|model| model.name == name).ok_or_else(missing)
    }

    /// The bytes of a model's file, checked for length and checksum.
    ///
    /// # Errors
    /// [`InferenceError::File`] names the file and says whether it is missing, cut short or altered.
    pub fn read(&self, model: &ModelEntry) -> Result<Vec<u8>, InferenceError> {
        let path = self.folder.join(&model.file);
        let wrong = |problem: String| InferenceError::File { path: path.clone(), problem };
        let bytes = read(&path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => wrong(say("is missing").into()),
            _ => wrong(format!("cannot be read: {error}")),
        })?;
        let length = bytes.len() as u64;
        if length < model.bytes {
            return Err(wrong(say!("is cut short: {length} of {bytes} bytes", length = length, bytes = model.bytes)));
        }
        let digest: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        if length > model.bytes || digest != model.sha256 {
            return Err(wrong(say!(
                "was altered: its SHA-256 is {digest}, not {wanted}",
                digest = digest,
                wanted = model.sha256
            )));
        }
        Ok(bytes)
    }
}

impl ModelEntry {
    /// What its weights may not be used for, as the end of a sentence about it; `None` where the licence allows all.
    pub fn restriction(&self) -> Option<&'static str> {
        self.licence.contains("NonCommercial").then_some("its weights are for non-commercial use")
    }

    fn check(&self) -> Result<(), String> {
        let plain = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
        if self.file.is_empty() || !self.file.chars().all(plain) {
            return Err(format!("'{}' is not a plain file name", self.file));
        }
        let small = |tensor: &TensorEntry| {
            let product = tensor.shape.iter().try_fold(1usize, |product, &n| product.checked_mul(n));
            product.is_some_and(|n| (1..=1 << 26).contains(&n))
        };
        if self.input.is_empty() || self.output.is_empty() || !self.input.iter().chain(&self.output).all(small) {
            return Err(format!("'{}' needs inputs and outputs of sensible shape", self.name));
        }
        Ok(())
    }
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    if fs::metadata(path)?.len() > LONGEST_BYTES {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, "it is larger than any model"));
    }
    fs::read(path)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::resources::Resources;

    const LIST: &str = r#"
version = 1
[[model]]
name = "m"
file = "m.onnx"
bytes = 3
sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
licence = "MIT"
source = "here"
purpose = "tests"
[[model.input]]
name = "x"
shape = [1, 2]
range = [0.0, 1.0]
[[model.output]]
name = "y"
shape = [1]
"#;

    fn error_of(list: &str, file: Option<&[u8]>) -> String {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("manifest.toml"), list).unwrap();
        if let Some(bytes) = file {
            fs::write(folder.path().join("m.onnx"), bytes).unwrap();
        }
        let read = |manifest: Manifest| manifest.read(manifest.get("m")?);
        Manifest::open(folder.path()).and_then(read).map_or_else(|error| error.to_string(), |_| String::new())
    }

    #[test]
    fn every_model_of_the_project_is_whole() {
        let manifest = Manifest::open(&Resources::locate().unwrap().models()).unwrap();
        assert!(manifest.models().len() >= 3);
        manifest.models().iter().for_each(|model| assert!(manifest.read(model).is_ok(), "{}", model.name));
    }

    #[test]
    fn only_weights_for_research_are_restricted() {
        let manifest = Manifest::open(&Resources::locate().unwrap().models()).unwrap();
        for model in manifest.models() {
            assert_eq!(model.restriction().is_some(), model.licence == "LicenseRef-NonCommercial-Research");
        }
    }

    #[test]
    fn a_missing_cut_or_altered_file_is_named() {
        assert_eq!(error_of(LIST, Some(b"abc")), "");
        for (file, problem) in
            [(None, "is missing"), (Some(&b"ab"[..]), "cut short: 2 of 3"), (Some(b"xyz"), "altered")]
        {
            let error = error_of(LIST, file);
            assert!(error.contains("m.onnx") && error.contains(problem), "{error}");
        }
    }

    #[test]
    fn a_broken_list_is_refused() {
        for (from, to) in
            [("version = 1", "version = 9"), ("m.onnx", "../m"), ("[1, 2]", "[0]"), ("[1, 2]", "[99999999999, 9]")]
        {
            let error = error_of(&LIST.replace(from, to), Some(b"abc"));
            assert!(error.contains("manifest.toml"), "{error}");
        }
    }

    proptest! {
        #[test]
        fn no_list_panics(text in "\\PC{0,300}") {
            error_of(&text, None);
            error_of(&format!("{LIST}{text}"), None);
        }
    }
}
