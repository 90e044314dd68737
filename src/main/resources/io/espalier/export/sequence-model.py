"""The language model @ARCHITECTURE@ of the space @SPACE@, written by Espalier. It needs PyTorch only.

    model = load("child.safetensors")
    logits, memory = model(encode("Once upon"))           # (9, 1, characters)
    logits, memory = model(encode(" a time"), memory)     # goes on where it stopped
"""

import json

import torch
from torch import nn

# Index 0 stands for whatever is not in the list.
VOCABULARY = @VOCABULARY@


def encode(text):
    """The indices of the characters of one text: (steps, 1)."""
    indices = {token: index for index, token in enumerate(VOCABULARY)}
    return torch.tensor([[indices.get(character, 0)] for character in text])


def highway(gate, new, old):
    return old + gate * (new - old)


def rms_clip(features):
    """Scales down to a root mean square of at most 1."""
    largest = features.shape[1] ** 0.5
    return features / (features.norm(dim=1, keepdim=True).clamp(min=largest) / largest)


class Model(nn.Module):
    """Predicts the next character of each of several texts."""

    def __init__(self):
        super().__init__()
@LAYERS@

    def step(self, token, memory):
        """One character of each text, by its index; what is remembered of those before."""
@STEP@
        return @OUTPUT@, @REMEMBERED@

    def start(self, streams):
        """What is remembered where texts begin."""
        return @MEMORY@

    def forward(self, tokens, memory=None):
        """Logits (steps, texts, characters) for tokens (steps, texts), and the memory afterwards."""
        memory = self.start(tokens.shape[1]) if memory is None else memory
        outputs = []
        for token in tokens:
            output, memory = self.step(token, memory)
            outputs.append(output)
        return torch.stack(outputs), memory


def load(path):
    """The model with the tensors of child.safetensors; every name and shape must fit."""
    with open(path, "rb") as file:
        header = json.loads(file.read(int.from_bytes(file.read(8), "little")))
        data = file.read()
    tensors = {}
    for name, tensor in header.items():
        if name != "__metadata__":
            layer, _, kind = name.rpartition(".")
            begin, end = tensor["data_offsets"]
            values = torch.frombuffer(bytearray(data[begin:end]), dtype=torch.float32)
            tensors[layer.replace(".", "_") + "." + kind] = values.reshape(tensor["shape"])
    model = Model()
    model.load_state_dict(tensors, strict=True)
    return model
