//! A model file as a running network.

use ort::{
    session::{Session, SessionInputValue, builder::GraphOptimizationLevel},
    value::TensorRef,
};

use super::{InferenceError, Manifest, Model, ModelEntry, Runtime, TensorEntry};
use crate::resources::Resources;

/// A network on ONNX Runtime, one thread, all graph optimisations. (A second thread spins more than it helps at these sizes.)
#[derive(Debug)]
pub struct OnnxModel {
    entry: ModelEntry,
    session: Session,
}

impl OnnxModel {
    /// Checks a model's file and loads it.
    ///
    /// # Errors
    /// [`InferenceError`] names what is missing or wrong: the runtime, the file, or the tensors in it.
    pub fn open(runtime: &Runtime, manifest: &Manifest, name: &str) -> Result<Self, InferenceError> {
        let entry = manifest.get(name)?.clone();
        let bytes = manifest.read(&entry)?;
        let session = session(runtime, &bytes).map_err(|reason| InferenceError::Load { name: name.into(), reason })?;
        let model = Self { entry, session };
        model.check().map_err(|reason| InferenceError::Load { name: name.into(), reason })?;
        Ok(model)
    }

    /// Loads one model of an installation.
    ///
    /// # Errors
    /// As [`OnnxModel::open`]; also where the runtime or the list of models is missing.
    pub fn installed(resources: &Resources, name: &str) -> Result<Self, InferenceError> {
        Self::open(&Runtime::load()?, &Manifest::open(&resources.models())?, name)
    }

    /// Compares the file's tensors with the manifest's.
    fn check(&self) -> Result<(), String> {
        let same = |listed: &TensorEntry, found: Option<(&str, Option<Vec<usize>>)>| match found {
            Some((name, Some(shape))) if name == listed.name && shape == listed.shape => Ok(()),
            found => Err(format!("the manifest says {} {:?}, the file {found:?}", listed.name, listed.shape)),
        };
        for listed in &self.entry.input {
            let found = self.session.inputs().iter().find(|tensor| tensor.name() == listed.name);
            same(listed, found.map(|tensor| (tensor.name(), shape(tensor.dtype()))))?;
        }
        for listed in &self.entry.output {
            let found = self.session.outputs().iter().find(|tensor| tensor.name() == listed.name);
            same(listed, found.map(|tensor| (tensor.name(), shape(tensor.dtype()))))?;
        }
        Ok(())
    }
}

fn session(runtime: &Runtime, bytes: &[u8]) -> Result<Session, String> {
    let text = |error: ort::Error<_>| error.to_string();
    Session::builder(&runtime.environment)
        .map_err(|error| error.to_string())?
        .with_optimization_level(GraphOptimizationLevel::All)
        .map_err(text)?
        .with_intra_threads(1)
        .map_err(text)?
        .commit_from_memory(bytes)
        .map_err(|error| error.to_string())
}

fn shape(dtype: &ort::value::ValueType) -> Option<Vec<usize>> {
    dtype.tensor_shape().map(|shape| shape.iter().map(|&n| n.max(0) as usize).collect())
}

impl Model for OnnxModel {
    fn input_shapes(&self) -> Vec<&[usize]> {
        self.entry.input.iter().map(|input| input.shape.as_slice()).collect()
    }

    fn run(&mut self, inputs: &[&[f32]]) -> Result<Vec<Vec<f32>>, InferenceError> {
        let name = &self.entry.name;
        let failed = |error: ort::Error| InferenceError::Run { name: name.clone(), reason: error.to_string() };
        let mut tensors: Vec<(&str, SessionInputValue<'_>)> = Vec::with_capacity(inputs.len());
        for (listed, &values) in self.entry.input.iter().zip(inputs) {
            let tensor = TensorRef::from_array_view((listed.shape.as_slice(), values)).map_err(failed)?;
            tensors.push((&listed.name, tensor.into()));
        }
        let outputs = self.session.run(tensors).map_err(failed)?;
        let values = |listed: &TensorEntry| match outputs.get(&listed.name) {
            Some(value) => Ok(value.try_extract_tensor::<f32>().map_err(failed)?.1.to_vec()),
            None => Err(InferenceError::Run { name: name.clone(), reason: format!("no output '{}'", listed.name) }),
        };
        self.entry.output.iter().map(values).collect()
    }
}
