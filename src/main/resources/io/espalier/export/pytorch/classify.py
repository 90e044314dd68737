"""Prints the five best classes of each picture, and how probable they are."""

import sys

import torch
from load import load
from model import CLASSES, normalise
from picture import read

network = load()
for name in sys.argv[1:]:
    with torch.no_grad():
        shares = network(normalise(read(name))).softmax(1)[0]
    for share, best in zip(*shares.topk(min(5, len(CLASSES)))):
        print("%s\t%s\t%.6f" % (name, CLASSES[best], share))
