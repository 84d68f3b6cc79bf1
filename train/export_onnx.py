#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the encoder of a model as ONNX, in float32 and in int8, for comparing speeds: export_onnx.py MODEL OUT.onnx

MODEL is model.safetensors; OUT.onnx is the int8 one (dynamic quantisation, a scale for each column of the weights),
beside which OUT.onnx.float32 lies. Inputs: pieces, case, quote and layout [length] int64; output: x [length, width].
Needs numpy, onnx and onnxruntime.
"""

import json
import struct
import sys

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

TYPES = {"F32": np.float32, "I8": np.int8}


def load(path):
    with open(path, "rb") as file:
        (size,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(size))
        data = file.read()
    metadata = header.pop("__metadata__")
    tensors = {}
    for name, entry in header.items():
        start, end = entry["data_offsets"]
        tensors[name] = np.frombuffer(data[start:end], TYPES[entry["dtype"]]).reshape(entry["shape"])
    return metadata, tensors


class Graph:
    def __init__(self, tensors):
        self.tensors, self.nodes, self.constants, self.count = tensors, [], [], 0

    def matrix(self, name):
        weight = self.tensors[name + ".weight"]
        scale = self.tensors.get(name + ".scale")
        return weight if scale is None else weight.astype(np.float32) * scale[:, None]

    def constant(self, array):
        self.count += 1
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(array), f"c{self.count}"))
        return f"c{self.count}"

    def add(self, kind, *inputs, **attributes):
        self.count += 1
        self.nodes.append(helper.make_node(kind, inputs, [f"t{self.count}"], name=f"n{self.count}", **attributes))
        return f"t{self.count}"

    def norm(self, x, name, epsilon):
        weight, bias = (self.constant(self.tensors[f"{name}.{part}"]) for part in ("weight", "bias"))
        return self.add("LayerNormalization", x, weight, bias, axis=-1, epsilon=epsilon)

    def dense(self, x, name):
        product = self.add("MatMul", x, self.constant(self.matrix(name).T))
        return self.add("Add", product, self.constant(self.tensors[name + ".bias"]))

    def embed(self, epsilon):
        x = self.add("Gather", self.constant(self.matrix("embed.word")), "pieces")
        length = self.add("Shape", "pieces")
        zero, axis = self.constant(np.zeros(1, np.int64)), self.constant(np.zeros(1, np.int64))
        x = self.add("Add", x, self.add("Slice", self.constant(self.matrix("embed.position")), zero, length, axis))
        for name in ("case", "quote", "layout"):
            x = self.add("Add", x, self.add("Gather", self.constant(self.matrix("embed." + name)), name))
        return self.norm(x, "embed.norm", epsilon)

    def layer(self, x, name, heads, width, epsilon):
        split = self.constant(np.array([-1, heads, width // heads], np.int64))
        whole = self.constant(np.array([-1, width], np.int64))
        order = {"query": (1, 0, 2), "key": (1, 2, 0), "value": (1, 0, 2)}
        query, key, value = (
            self.add("Transpose", self.add("Reshape", self.dense(x, f"{name}.{part}"), split), perm=perm)
            for part, perm in order.items()
        )
        query = self.add("Mul", query, self.constant(np.float32((width // heads) ** -0.5)))
        weights = self.add("Softmax", self.add("MatMul", query, key), axis=-1)
        context = self.add("Transpose", self.add("MatMul", weights, value), perm=(1, 0, 2))
        attended = self.dense(self.add("Reshape", context, whole), name + ".output")
        x = self.norm(self.add("Add", x, attended), name + ".attention_norm", epsilon)
        inner = self.dense(x, name + ".inner")
        error = self.add("Erf", self.add("Div", inner, self.constant(np.float32(2**0.5))))
        grown = self.add("Mul", inner, self.add("Add", error, self.constant(np.float32(1))))
        gelu = self.add("Mul", grown, self.constant(np.float32(0.5)))
        return self.norm(self.add("Add", x, self.dense(gelu, name + ".outer")), name + ".output_norm", epsilon)


def build(metadata, tensors):
    width, heads, epsilon = (
        int(metadata["width"]),
        int(metadata["attention_heads"]),
        float(metadata["norm_epsilon"]),
    )
    graph = Graph(tensors)
    x = graph.embed(epsilon)
    for number in range(int(metadata["layers"])):
        x = graph.layer(x, f"layer.{number}", heads, width, epsilon)
    graph.nodes.append(helper.make_node("Identity", [x], ["x"]))
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["length"])
        for name in ("pieces", "case", "quote", "layout")
    ]
    outputs = [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["length", width])]
    made = helper.make_graph(graph.nodes, "encoder", inputs, outputs, graph.constants)
    return helper.make_model(made, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    from onnxruntime.quantization import QuantType, quantize_dynamic

    model = build(*load(sys.argv[1]))
    onnx.checker.check_model(model)
    onnx.save(model, sys.argv[2] + ".float32")
    # As hearsay does, the products with weights are in int8; the embeddings stay as they are, which is faster.
    quantize_dynamic(
        sys.argv[2] + ".float32",
        sys.argv[2],
        op_types_to_quantize=["MatMul"],
        per_channel=True,
        weight_type=QuantType.QInt8,
    )


if __name__ == "__main__":
    main()
