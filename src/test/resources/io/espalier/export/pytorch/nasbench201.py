"""A network of the search space nasbench201.

Architecture: 3-1-2-3-4-1
0.278 million parameters, 37.67 million multiply-accumulates for an image of 3x32x32.
Needs nothing but PyTorch; load.py reads and writes its weights.
"""

from collections import OrderedDict

import torch
from torch import nn

CLASSES = ("cat", "dog", "tree")
MEAN = (0.4, 0.5, 0.6)
DEVIATION = (0.2, 0.25, 0.3)


def normalise(images):
    """Images of (images, channels, rows, columns) with values from 0 to 1, made fit."""
    mean = torch.tensor(MEAN).view(-1, 1, 1)
    deviation = torch.tensor(DEVIATION).view(-1, 1, 1)
    return (images - mean.to(images)) / deviation.to(images)


def sequence(**layers):
    """Layers that follow each other, by their names."""
    return nn.Sequential(OrderedDict(layers))


class ReluConvNorm(nn.Sequential):
    """At stage0.cell0.edge0_1.nor_conv_3x3 and 21 more."""

    def __init__(self, in_channels, out_channels, kernel_size, stride=1):
        super().__init__(
            OrderedDict(
                relu=nn.ReLU(),
                conv=nn.Conv2d(
                    in_channels,
                    out_channels,
                    kernel_size=kernel_size,
                    stride=stride,
                    padding=kernel_size // 2,
                    bias=False,
                ),
                norm=nn.BatchNorm2d(out_channels),
            ),
        )


class Cell(nn.Module):
    """At stage0.cell0, stage0.cell1, stage1.cell0 and 3 more."""

    def __init__(self, channels):
        super().__init__()
        self.edge0_1 = sequence(
            nor_conv_3x3=ReluConvNorm(channels, channels, kernel_size=3),
        )
        self.edge1_2 = sequence(
            nor_conv_1x1=ReluConvNorm(channels, channels, kernel_size=1),
        )
        self.edge0_3 = sequence(
            nor_conv_3x3=ReluConvNorm(channels, channels, kernel_size=3),
        )
        self.edge1_3 = sequence(
            avg_pool_3x3=nn.AvgPool2d(3, stride=1, padding=1, count_include_pad=False),
        )

    def forward(self, x):
        edge0_1 = self.edge0_1(x)
        edge1_2 = self.edge1_2(edge0_1)
        node2 = x + edge1_2
        edge0_3 = self.edge0_3(x)
        edge1_3 = self.edge1_3(edge0_1)
        return edge0_3 + edge1_3 + node2


class Reduction(nn.Module):
    """At stage1.reduction, stage2.reduction."""

    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.a = ReluConvNorm(in_channels, out_channels, kernel_size=3, stride=2)
        self.b = ReluConvNorm(out_channels, out_channels, kernel_size=3)
        self.shortcut = sequence(
            pool=nn.AvgPool2d(2),
            conv=nn.Conv2d(in_channels, out_channels, kernel_size=1, bias=False),
        )

    def forward(self, x):
        a = self.a(x)
        b = self.b(a)
        shortcut = self.shortcut(x)
        return shortcut + b


class Stage(nn.Sequential):
    """At stage1, stage2."""

    def __init__(self, in_channels, out_channels):
        super().__init__(
            OrderedDict(
                reduction=Reduction(in_channels, out_channels),
                cell0=Cell(out_channels),
                cell1=Cell(out_channels),
            ),
        )


class Network(nn.Module):
    """Normalised images of 3x32x32 in, logits of 3 classes out."""

    def __init__(self):
        super().__init__()
        self.stem = sequence(
            conv=nn.Conv2d(3, 16, kernel_size=3, padding=1, bias=False),
            norm=nn.BatchNorm2d(16),
        )
        self.stage0 = sequence(cell0=Cell(16), cell1=Cell(16))
        self.stage1 = Stage(16, 32)
        self.stage2 = Stage(32, 64)
        self.head = sequence(
            norm=nn.BatchNorm2d(64),
            relu=nn.ReLU(),
            pool=nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten()),
            linear=nn.Linear(64, 3),
        )

    def forward(self, x):
        x = self.stem(x)
        x = self.stage0(x)
        x = self.stage1(x)
        x = self.stage2(x)
        return self.head(x)
