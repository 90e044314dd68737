"""Made the pictures beside it, and pixels.csv: what Pillow 9.4 sees in them. Needs ImageMagick 6 as well."""

import os
import struct
import zlib

import numpy as np
from PIL import Image, ImageOps

os.chdir(os.path.dirname(os.path.abspath(__file__)))
random = np.random.default_rng(7)


def smooth(rows, columns, channels):
    small = random.integers(0, 256, (max(2, rows // 5), max(2, columns // 5), channels), np.uint8)
    planes = [Image.fromarray(small[:, :, c]).resize((columns, rows), 2) for c in range(channels)]
    return np.stack([np.asarray(plane) for plane in planes], -1)


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(name, columns, rows, bits, kind, lines):
    header = struct.pack(">IIBBBBB", columns, rows, bits, kind, 0, 0, 0)
    data = zlib.compress(b"".join(b"\0" + line for line in lines))
    with open(name, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data))
        file.write(chunk(b"IEND", b""))


def turned(orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation
    return exif


def cut(name, other, first, last):
    with open(name, "rb") as file:
        data = file.read()
    with open(other, "wb") as file:
        file.write(data[:first] + data[last:])


picture = Image.fromarray(smooth(11, 14, 3))
picture.save("rgb.png")
picture.save("444.jpg", quality=92, subsampling=0)
picture.save("422.jpg", quality=85, subsampling=1)
picture.save("420.jpg", quality=85)
picture.save("progressive.jpg", quality=85, progressive=True)
cut("444.jpg", "444-unnamed.jpg", 2, 20)  # without JFIF
cut("420.jpg", "420-unnamed.jpg", 2, 20)
picture.convert("L").save("grey.png")
picture.convert("L").save("grey.jpg")
Image.fromarray(smooth(9, 13, 4), "RGBA").save("alpha.png")
Image.fromarray(smooth(9, 13, 2), "LA").save("grey-alpha.png")
picture.quantize(16).save("palette.png")
picture.quantize(16).save("palette-alpha.png", transparency=3)
picture.convert("1").save("grey-1.png")
png("grey-2.png", 5, 4, 2, 0, [bytes([37 * row, 64]) for row in range(4)])
png("grey-4.png", 5, 4, 4, 0, [bytes([16 * row + 3, 200 - row, 160]) for row in range(4)])
wide = random.integers(0, 65536, (7, 9, 4)).astype(">u2")
png("grey-16.png", 9, 7, 16, 0, [row[:, 0].tobytes() for row in wide])
png("grey-alpha-16.png", 9, 7, 16, 4, [row[:, :2].tobytes() for row in wide])
png("rgb-16.png", 9, 7, 16, 2, [row[:, :3].tobytes() for row in wide])
png("alpha-16.png", 9, 7, 16, 6, [row.tobytes() for row in wide])
for orientation in range(1, 9):
    picture.save("turned-%d.jpg" % orientation, exif=turned(orientation), quality=90)
cut("turned-6.jpg", "turned-6-unnamed.jpg", 2, 20)
picture.save("turned-8.png", exif=turned(8))
Image.fromarray(smooth(10, 12, 4), "CMYK").save("cmyk.jpg", quality=95)
cut("cmyk.jpg", "cmyk-unnamed.jpg", 2, 18)  # without Adobe's segment
os.system("convert-im6 rgb.png -colorspace CMYK -quality 95 ycck.jpg")
os.system("convert-im6 -size 16x16 'xc:rgb(81,112,37)' -colorspace CMYK -quality 97 ycck-plain.jpg")
os.system("convert-im6 rgb.png -define png:color-type=2 -interlace PNG interlaced.png")

rows = ["file,channels,height,width,crc32_of_pixels"]
for name in sorted(os.listdir(".")):
    if name.endswith((".png", ".jpg")):
        image = ImageOps.exif_transpose(Image.open(name))
        if name == "grey-alpha-16.png":  # Pillow takes it for RGB
            pixels = np.asarray(image)[:, :, 0]
        elif image.mode == "I":
            pixels = (np.asarray(image) >> 8).astype(np.uint8)
        else:
            grey = image.mode in ("1", "L", "LA")
            pixels = np.asarray(image.convert("L" if grey else "RGB"))
        channels = pixels.shape[2] if pixels.ndim == 3 else 1
        size = pixels.shape[:2]
        rows.append("%s,%d,%d,%d,%d" % (name, channels, *size, zlib.crc32(pixels.tobytes())))
with open("pixels.csv", "w") as file:
    file.write("\n".join(rows) + "\n")
