# SPDX-License-Identifier: Apache-2.0
"""Files of tensors whose bytes depend on nothing but what is in them, so that a model has one hash."""
import json
import os


def in_order(packed):
    """What safetensors packed, with the metadata, whose order it leaves to chance, by their names."""
    size = int.from_bytes(packed[:8], "little")
    header = json.loads(packed[8 : 8 + size])
    metadata = header.pop("__metadata__", None)
    if metadata is not None:
        header = {"__metadata__": dict(sorted(metadata.items()))} | header
    written = json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode()
    written += b" " * (-len(written) % 8)  # tensors begin at multiples of eight
    return len(written).to_bytes(8, "little") + written + packed[8 + size :]


def write(packed, path):
    """By way of a new file, since the old one may be what the tensors are read from."""
    with open(path + ".new", "wb") as out:
        out.write(in_order(packed))
    os.chmod(path + ".new", 0o644)
    os.replace(path + ".new", path)
