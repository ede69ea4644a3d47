"""Make encoder.onnx from the weights in the package Resemblyzer 0.1.4.

python -m venv V; V/bin/pip install onnx numpy; V/bin/pip download --no-deps resemblyzer==0.1.4
unzip the wheel; V/bin/python make_encoder.py resemblyzer/pretrained.pt encoder.onnx

The checkpoint is read without torch: a pickle of which only known classes are taken, then the
numbers one row after the other.
"""

import collections
import pickle
import struct
import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

SIZE, LAYERS, BANDS = 256, 3, 40
KINDS = {"FloatStorage": np.float32, "LongStorage": np.int64}


class Checkpoint(pickle.Unpickler):
    """The shapes in a checkpoint, and which row of numbers each tensor is in."""

    def find_class(self, module, name):
        if (module, name) == ("collections", "OrderedDict"):
            return collections.OrderedDict
        if module == "torch._utils":
            return lambda row, offset, size, stride, *rest: (row, offset, size, stride)
        if module == "torch" and name in KINDS:
            return KINDS[name]
        raise pickle.UnpicklingError(name)

    def persistent_load(self, told):
        return told[2], told[1]


def rows_named(state):
    for value in state.values() if isinstance(state, dict) else state:
        if isinstance(value, tuple) and len(value) == 4 and isinstance(value[0], tuple):
            yield value[0]
        elif isinstance(value, (dict, list, tuple)):
            yield from rows_named(value)


def weights(path):
    with Path(path).open("rb") as file:
        for _ in range(3):  # magic number, version, machine
            Checkpoint(file).load()
        state = Checkpoint(file).load()
        order = Checkpoint(file).load()
        kinds = dict(rows_named(state))
        rows = {}
        for key in order:
            kind = np.dtype(kinds[key])
            (count,) = struct.unpack("<q", file.read(8))
            rows[key] = np.frombuffer(file.read(count * kind.itemsize), kind)
    return {
        name: rows[key][offset : offset + int(np.prod(size))].reshape(size)
        for name, ((key, _), offset, size, _) in state["model_state"].items()
    }


def gates(tensor):
    """ONNX wants the gates as input, output, forget, cell."""
    i, f, c, o = np.split(tensor, 4)
    return np.concatenate([i, o, f, c])


def network(known):
    nodes, held = [], []

    def constant(name, tensor):
        if tensor.size > 4096:
            held.append(numpy_helper.from_array(tensor.astype(np.float16), f"{name}h"))
            nodes.append(helper.make_node("Cast", [f"{name}h"], [name], to=TensorProto.FLOAT))
        else:
            held.append(numpy_helper.from_array(tensor.astype(np.float32), name))

    above = "frames"
    for n in range(LAYERS):
        constant(f"W{n}", gates(known[f"lstm.weight_ih_l{n}"])[None])
        constant(f"R{n}", gates(known[f"lstm.weight_hh_l{n}"])[None])
        biases = [gates(known[f"lstm.bias_{side}_l{n}"]) for side in ("ih", "hh")]
        constant(f"B{n}", np.concatenate(biases)[None])
        inputs = [above, f"W{n}", f"R{n}", f"B{n}"]
        nodes.append(helper.make_node("LSTM", inputs, [f"y{n}", f"h{n}"], hidden_size=SIZE))
        if n + 1 < LAYERS:
            held.append(numpy_helper.from_array(np.array([1]), f"ax{n}"))
            nodes.append(helper.make_node("Squeeze", [f"y{n}", f"ax{n}"], [f"x{n}"]))
            above = f"x{n}"
    held.append(numpy_helper.from_array(np.array([0]), "ax"))
    nodes.append(helper.make_node("Squeeze", [f"h{LAYERS - 1}", "ax"], ["hid"]))
    constant("L", known["linear.weight"].T)
    constant("LB", known["linear.bias"])
    nodes.append(helper.make_node("MatMul", ["hid", "L"], ["m"]))
    nodes.append(helper.make_node("Add", ["m", "LB"], ["a"]))
    nodes.append(helper.make_node("Relu", ["a"], ["raw"]))
    heard = helper.make_tensor_value_info("frames", TensorProto.FLOAT, ["T", "B", BANDS])
    told = helper.make_tensor_value_info("raw", TensorProto.FLOAT, ["B", SIZE])
    return helper.make_graph(nodes, "voice", [heard], [told], held)


def main(source, target):
    model = helper.make_model(network(weights(source)), opset_imports=[helper.make_opsetid("", 14)])
    model.ir_version = 8
    onnx.checker.check_model(model)
    onnx.save(model, target)


if __name__ == "__main__":
    main(*sys.argv[1:])
