"""Runs exported networks for whoever holds the other end of the pipe.

The first answer says which PyTorch this is. A request is a line of JSON, after which its
numbers may follow as 32-bit floating point; so is an answer. {"model": TEXT, "loader": TEXT,
"picture": TEXT, "weights": FILE} opens a network by its program, {"run": SHAPE} gives its logits
of images, {"look": FILE} those of a picture; {"read": SHAPE} those of tokens, before which those
of earlier requests stand unless {"begin": true}. Programs come as texts and not from a folder, where anybody may have put them.
"""

import json
import os
import sys
import types

import torch

requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
os.dup2(2, 1)  # what others print must not get between the answers
torch.set_num_threads(1)
torch.set_grad_enabled(False)
network = memory = None


def answer(header, numbers=b""):
    answers.write(json.dumps(header).encode() + b"\n" + numbers)
    answers.flush()


def numbers(shape):
    count = 4
    for size in shape:
        count *= size
    return torch.frombuffer(bytearray(requests.read(count)), dtype=torch.float32).reshape(shape)


def module(name, text):
    made = sys.modules[name] = types.ModuleType(name)
    made.__file__ = name + ".py"
    exec(compile(text, made.__file__, "exec"), made.__dict__)
    return made


torch.frombuffer  # without it, networks cannot be loaded
try:
    import PIL
except ImportError:
    PIL = None
answer({"version": torch.__version__, "pillow": PIL is not None})
for line in iter(requests.readline, b""):
    try:
        request = json.loads(line)
        if "model" in request:
            model = module("model", request["model"])
            network = module("load", request["loader"]).load(request["weights"])
            picture = module("picture", request["picture"]) if PIL else None
            answer({})
        elif "look" in request:
            logits = network(model.normalise(picture.read(request["look"])))
            answer({"shape": list(logits.shape)}, logits.contiguous().numpy().tobytes())
        elif "run" in request:
            logits = network(numbers(request["run"]))
            answer({"shape": list(logits.shape)}, logits.contiguous().numpy().tobytes())
        else:
            tokens = numbers(request["read"]).long()
            logits, memory = network(tokens, None if request["begin"] else memory)
            answer({"shape": list(logits.shape)}, logits.contiguous().numpy().tobytes())
    except Exception as problem:
        answer({"error": "%s: %s" % (type(problem).__name__, problem)})
