"""Reads and writes the weights of model.py as safetensors, with nothing but PyTorch."""

import json
import os

import torch
from model import Network

TYPES = {"F32": torch.float32, "I64": torch.int64}
HERE = os.path.dirname(os.path.abspath(__file__))


def load(path=os.path.join(HERE, "weights.safetensors")):
    """The network with the weights of a file, ready to be evaluated."""
    data = bytearray(open(path, "rb").read())
    start = 8 + int.from_bytes(data[:8], "little")
    state = {}
    for name, tensor in json.loads(data[8:start]).items():
        if name != "__metadata__":
            first, last = tensor["data_offsets"]
            numbers = data[start + first : start + last]
            numbers = torch.frombuffer(numbers, dtype=TYPES[tensor["dtype"]])
            state[name] = numbers.reshape(tensor["shape"])
    network = Network()
    network.load_state_dict(state, strict=True)
    return network.eval()


def save(network, path):
    """Writes the network's state; `espalier import` takes it back."""
    header, blocks, end = {}, [], 0
    for name, tensor in network.state_dict().items():
        if name.endswith("num_batches_tracked"):
            continue
        blocks.append(tensor.detach().cpu().float().contiguous().numpy().tobytes())
        start, end = end, end + len(blocks[-1])
        header[name] = {
            "dtype": "F32",
            "shape": list(tensor.shape),
            "data_offsets": [start, end],
        }
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(len(text).to_bytes(8, "little") + text + b"".join(blocks))
