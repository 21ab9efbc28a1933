"""Writing networks as ONNX."""

import os
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch

_TOLERANCE = 2e-3


def write(net: torch.nn.Module, inputs: dict[str, torch.Tensor], outputs: list[str], path: Path) -> None:
    """Writes a network, batch normalisation folded on the way, and only if the file gives what the network gives here."""
    net.eval()
    partial = path.with_suffix(".tmp")
    given = tuple(inputs.values())
    torch.onnx.export(
        net, given, str(partial), input_names=list(inputs), output_names=outputs, opset_version=17, dynamo=False
    )
    onnx.checker.check_model(onnx.load(partial), full_check=True)
    runtime = onnxruntime.InferenceSession(str(partial), providers=["CPUExecutionProvider"])
    found = runtime.run(None, {name: one.numpy() for name, one in inputs.items()})
    with torch.inference_mode():
        wanted = net(*given)
    wanted = wanted if isinstance(wanted, tuple) else (wanted,)
    worst = max(float(np.abs(one - other.numpy()).max()) for one, other in zip(found, wanted))
    if worst > _TOLERANCE:
        partial.unlink()
        raise SystemExit(f"{path.name} differs by {worst:.5f}, more than {_TOLERANCE}")
    os.replace(partial, path)
    print(f"{path}: {path.stat().st_size} bytes; differs by no more than {worst:.6f}")
