//! Tensors to tensors: the only room that knows ONNX Runtime. Knows nothing of faces.
