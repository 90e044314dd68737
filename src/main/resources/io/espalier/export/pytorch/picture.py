"""Reads picture files as the network takes them; needs PyTorch and Pillow.

    images = picture.read("cat.jpg")    # (1, {channels}, {height}, {width}), values from 0 to 1

{steps}
"""

from typing import Tuple

import torch
from PIL import Image, ImageOps
from torch import Tensor

CHANNELS, HEIGHT, WIDTH = {channels}, {height}, {width}


def read(path: str) -> Tensor:
    """The picture in a JPEG or PNG file, as a batch of one."""
    with Image.open(path) as image:
        return fit(levels(ImageOps.exif_transpose(image)).float() / 255, HEIGHT, WIDTH)


def levels(image: Image.Image) -> Tensor:
    """The bytes of an upright picture: (1, channels, rows, columns)."""
    if image.mode.startswith("I"):  # 16 bits in grey
        data = bytearray(image.convert("I").tobytes())
        pixels = (torch.frombuffer(data, dtype=torch.int32) & 0xFFFF) >> 8
    else:
        image = image.convert("L" if image.mode in ("1", "L", "LA") else "RGB")
        pixels = torch.frombuffer(bytearray(image.tobytes()), dtype=torch.uint8).int()
    pixels = pixels.reshape(1, image.height, image.width, -1).permute(0, 3, 1, 2)
    if pixels.shape[1] == CHANNELS:
        return pixels
    if CHANNELS == 3:
        return pixels.expand(-1, 3, -1, -1)
    red, green, blue = pixels.split(1, 1)
    return (299 * red + 587 * green + 114 * blue + 500) // 1000


{fit}
