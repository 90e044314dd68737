"""The language model @ARCHITECTURE@ of the space @SPACE@, written by Espalier. It needs PyTorch only.

    from load import load
    from model import encode

    network = load()
    logits, memory = network(encode("Once upon"))         # (9, 1, characters)
    logits, memory = network(encode(" a time"), memory)   # goes on where it stopped

load.py reads and writes the weights.
"""

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


class Network(nn.Module):
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
