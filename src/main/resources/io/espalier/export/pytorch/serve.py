"""Runs exported networks for whoever holds the other end of the pipe.

The first answer says which PyTorch this is. A request is a line of JSON, after which its
numbers may follow as 32-bit floating point; so is an answer. {"load": FOLDER} opens a
network, {"run": SHAPE} gives its logits of images.
"""

import json
import os
import sys

import torch

requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
os.dup2(2, 1)  # what others print must not get between the answers
torch.set_num_threads(1)
torch.set_grad_enabled(False)
network = None


def answer(header, numbers=b""):
    answers.write(json.dumps(header).encode() + b"\n" + numbers)
    answers.flush()


torch.frombuffer  # without it, networks cannot be loaded
answer({"version": torch.__version__})
for line in iter(requests.readline, b""):
    try:
        request = json.loads(line)
        if "load" in request:
            for name in ("load", "model"):
                sys.modules.pop(name, None)
            sys.path.insert(0, request["load"])
            sys.dont_write_bytecode = True
            try:
                import load

                network = load.load()
            finally:
                sys.path.pop(0)
            answer({"shape": []})
        else:
            count = 4
            for size in request["run"]:
                count *= size
            numbers = bytearray(requests.read(count))
            images = torch.frombuffer(numbers, dtype=torch.float32)
            logits = network(images.reshape(request["run"]))
            answer({"shape": list(logits.shape)}, logits.contiguous().numpy().tobytes())
    except Exception as problem:
        answer({"error": "%s: %s" % (type(problem).__name__, problem)})
