#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws the logos of the sample studio's two brands.

The pictures are checked in; run this only to change them. Needs nothing but Python: shapes are distances to
lines and circles, and every pixel is the mean of a few samples, which gives smooth edges.
"""
import math
import pathlib
import struct
import zlib

SIZE = 192  # pixels; a logo shows at half of that, so it is sharp on dense screens
SAMPLES = 3  # per pixel and direction


def png(pixels):
    """Bytes of a PNG from rows of (r, g, b, a)."""
    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    rows = b"".join(b"\0" + bytes(value for pixel in row for value in pixel) for row in pixels)
    header = struct.pack(">IIBBBBB", SIZE, SIZE, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


def to_line(x, y, line):
    """Distance of a point to a polyline."""
    best = math.inf
    for (ax, ay), (bx, by) in zip(line, line[1:]):
        dx, dy = bx - ax, by - ay
        t = max(0, min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)))
        best = min(best, math.hypot(x - ax - t * dx, y - ay - t * dy))
    return best


def curve(a, b, c, d, steps=24):
    """A cubic Bézier curve as a polyline."""
    points = []
    for i in range(steps + 1):
        t = i / steps
        u = 1 - t
        points.append(tuple(u ** 3 * a[k] + 3 * u * u * t * b[k] + 3 * u * t * t * c[k] + t ** 3 * d[k] for k in (0, 1)))
    return points


def in_ellipse(x, y, cx, cy, rx, ry, turn=0.0):
    dx, dy = x - cx, y - cy
    along = dx * math.cos(turn) + dy * math.sin(turn)
    across = dy * math.cos(turn) - dx * math.sin(turn)
    return (along / rx) ** 2 + (across / ry) ** 2 <= 1


def in_box(x, y, left, top, right, bottom, radius=0.0):
    cx = min(max(x, left + radius), right - radius)
    cy = min(max(y, top + radius), bottom - radius)
    return math.hypot(x - cx, y - cy) <= radius if radius else left <= x <= right and top <= y <= bottom


NECK = curve((0.50, 0.56), (0.68, 0.50), (0.42, 0.36), (0.56, 0.26))
REEDS = [curve((0.22 + i * 0.045, 0.84), (0.21 + i * 0.045, 0.7), (0.20 + i * 0.05, 0.6), (0.16 + i * 0.06, 0.50 + i * 0.05))
         for i in range(3)]


def heron(x, y):
    """A heron in the reeds, in a thimble's round."""
    if math.hypot(x - 0.5, y - 0.5) > 0.48:
        return None
    paper, teal, deep, gold = (244, 240, 230), (31, 111, 120), (20, 78, 86), (214, 168, 78)
    if math.hypot(x - 0.5, y - 0.5) > 0.44:
        return gold
    if to_line(x, y, [(0.57, 0.255), (0.79, 0.285)]) < 0.016 * (0.82 - x) / 0.2:
        return gold
    if to_line(x, y, [(0.53, 0.24), (0.40, 0.20)]) < 0.009:
        return paper
    if math.hypot(x - 0.565, y - 0.255) < 0.012:
        return deep
    if math.hypot(x - 0.56, y - 0.26) < 0.042 or to_line(x, y, NECK) < 0.024:
        return paper
    if in_ellipse(x, y, 0.40, 0.60, 0.17, 0.075, -0.35):
        return paper
    if to_line(x, y, [(0.42, 0.64), (0.44, 0.74), (0.43, 0.86)]) < 0.010:
        return paper
    if any(to_line(x, y, reed) < 0.011 for reed in REEDS):
        return gold
    if y > 0.84 and abs(math.sin(x * 30) * 0.01 + 0.865 - y) < 0.012:
        return paper
    # A thimble's dimples, faint, in the sky.
    dimple = math.hypot((x * 14) % 1 - 0.5, (y * 14) % 1 - 0.5) < 0.16
    return deep if dimple and y < 0.5 else teal


def lantern(x, y):
    """A lit lantern."""
    copper, dark, glow, flame = (163, 72, 31), (92, 40, 18), (255, 226, 160), (238, 132, 38)
    ring = math.hypot(x - 0.5, y - 0.15)
    if 0.075 < ring < 0.10:
        return copper
    if in_box(x, y, 0.46, 0.22, 0.54, 0.27):
        return dark
    roof = (y - 0.25) / 0.12
    if 0.25 <= y <= 0.37 and abs(x - 0.5) < 0.10 + 0.20 * roof:
        return copper
    if in_box(x, y, 0.20, 0.84, 0.80, 0.92, 0.03) or in_box(x, y, 0.18, 0.36, 0.82, 0.41, 0.02):
        return dark
    if in_box(x, y, 0.24, 0.40, 0.76, 0.85):
        if x < 0.28 or x > 0.72 or abs(x - 0.5) < 0.008 and y < 0.50:
            return copper
        height = (0.80 - y) / 0.26
        if 0 < height < 1 and abs(x - 0.5 - 0.02 * math.sin(height * 5)) < 0.075 * math.sin(math.pi * height ** 0.6):
            return flame if abs(x - 0.5) > 0.03 or height > 0.55 else (255, 244, 214)
        if in_box(x, y, 0.45, 0.79, 0.55, 0.85):
            return dark
        return glow
    return None


def draw(shape):
    rows = []
    for row in range(SIZE):
        pixels = []
        for column in range(SIZE):
            hits = [shape((column + (i + 0.5) / SAMPLES) / SIZE, (row + (j + 0.5) / SAMPLES) / SIZE)
                    for i in range(SAMPLES) for j in range(SAMPLES)]
            seen = [colour for colour in hits if colour]
            mean = [round(sum(colour[k] for colour in seen) / len(seen)) if seen else 0 for k in range(3)]
            pixels.append((*mean, round(255 * len(seen) / len(hits))))
        rows.append(pixels)
    return png(rows)


if __name__ == "__main__":
    here = pathlib.Path(__file__).parent
    (here / "heron-and-thimble.png").write_bytes(draw(heron))
    (here / "copper-lantern.png").write_bytes(draw(lantern))
