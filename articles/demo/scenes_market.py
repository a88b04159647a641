"""The market: stalls down both sides of a street of small shops."""

from articles.demo.canvas import Canvas
from articles.demo.nature import land, sky
from articles.demo.palettes import Colour, mix, rgb
from articles.demo.people import CLOTHES, basket, figure

FRUITS = tuple(rgb(one) for one in ("e2632f", "7fae4f", "d8372c", "f0c53f", "9fc25a", "8a4a7a"))
FABRICS = tuple(rgb(one) for one in ("c9473a", "2f7f8a", "e0a63c", "4d8a58", "c96f4a", "35628f"))
CREAM = rgb("efe4cb")


def market(c: Canvas) -> None:
    p, w = c.palette, c.width
    sky(c, 50, (w * 0.5, 24), 4, "heaps")
    _shop_fronts(c)
    land(c, [(-1, 55), (w + 1, 55)], p.at(rgb("d3c3a8"), 0.5), p.at(rgb("a08b70"), 1))
    for _ in range(34):
        y = c.rng.uniform(57, 66)
        x = w * 0.5 + c.rng.gauss(0, 0.07) * w * (y - 50) / 8
        figure(c, x, y, (y - 49) * 1.15, c.rng.choice(CLOTHES), hat=c.rng.random() < 0.45)
    fabrics = c.rng.sample(FABRICS, 6)
    for near in (0, 1, 2):
        for side in (-1, 1):
            x = w * (0.5 + side * (0.19 + 0.12 * near))
            _stall(c, x, 67 + near * 11, 15 + near * 9, fabrics[near * 2 + (side > 0)], side)
    for part, y, height, hat in ((0.47, 82, 25, True), (0.56, 87, 28, False), (0.4, 90, 29, True)):
        c.oval(w * part + 1.5, y, height * 0.2, 0.9, mix(p.at(rgb("a08b70"), 1), p.shade, 0.45))
        figure(c, w * part, y, height, c.rng.choice(CLOTHES), hat=hat)
    _shoulder_pole(c, w * 0.4, 90, 29)
    for side, part in ((-1, 0.27), (1, 0.76)):
        figure(c, w * part, 99, 21, c.rng.choice(CLOTHES), hat=True)
        for index in range(3):
            basket(c, w * part + side * (9.5 * index - 6), 98 + index * 1.5, 5.4, c.rng.choice(FRUITS))


def _shop_fronts(c: Canvas) -> None:
    """The houses on both sides, shutters below and windows above, a roof or a terrace on top."""
    p, w = c.palette, c.width
    for side in (-1, 1):
        for near in range(5):
            edge, far = w * (0.5 + side * (0.09 + 0.09 * near)), w * (0.5 + side * (0.19 + 0.09 * near))
            top, foot = 34 - near * 4 + c.rng.uniform(-2, 2), 56 + near * 5
            tone = p.at(rgb(c.rng.choice(("e8d3a0", "d7a98a", "b9c6b6", "e2c3a0", "c5b7c9"))), 0.25 + 0.15 * near)
            front = [(edge, top), (far, top - 3), (far, foot), (edge, foot)]
            c.shape(front, mix(tone, p.sun, 0.1), mix(tone, p.shade, 0.15))
            if c.rng.random() < 0.6:
                tile = p.at(rgb("a8482f"), 0.3 + 0.14 * near)
                c.shape([(edge, top + 0.4), (edge + side * 2, top - 3.4), (far, top - 6), (far, top - 2.6)], tile)
            else:
                c.shape([(edge, top), (far, top - 3), (far, top - 1.8), (edge, top + 1.2)], mix(tone, p.sun, 0.3))
            middle, half = (edge + far) / 2, 1.1 + near * 0.28
            for row in range(2):
                y = top + 3.5 + row * (6.4 + near)
                for x in (middle - half * 1.7, middle + half * 1.7):
                    c.box(x - half, y, x + half, y + 3.4 + near * 0.4, mix(tone, p.shade, 0.5))
                    c.box(x - 0.12, y, x + 0.12, y + 3.4 + near * 0.4, tone)
                    c.box(
                        x - half * 1.2,
                        y + 3.6 + near * 0.4,
                        x + half * 1.2,
                        y + 4.1 + near * 0.4,
                        mix(tone, p.sun, 0.3),
                    )


def _stall(c: Canvas, x: float, foot: float, wide: float, fabric: Colour, side: int) -> None:
    p, half, near = c.palette, wide / 2, min(1.0, wide / 30)
    top = foot - wide * 0.95
    for edge in (-0.9, 0.9):
        c.stroke([(x + half * edge, top), (x + half * edge, foot)], p.at(rgb("7d6548"), near), wide * 0.022)
    c.box(x - half, top + wide * 0.15, x + half, foot - wide * 0.3, mix(p.at(rgb("6b5443"), near), p.shade, 0.5))
    figure(c, x + half * 0.25 * side, foot - wide * 0.05, wide * 0.66, c.rng.choice(CLOTHES), hat=c.rng.random() < 0.7)
    board = p.at(rgb("b5875a"), near)
    c.slab(foot - wide * 0.3, (x - half, x + half), foot, (x - half, x + half), board, mix(board, p.shade, 0.4))
    for pile in range(5):
        tone, middle = p.at(c.rng.choice(FRUITS), near), x - half * 0.8 + pile * half * 0.4
        for row in range(3):
            for index in range(5 - row):
                size = wide * 0.026
                place = middle + (index - (4 - row) / 2) * size * 1.45
                shine = mix(tone, c.rng.choice((p.sun, p.shade)), c.rng.uniform(0, 0.2))
                c.oval(place, foot - wide * 0.32 - row * size * 1.3, size, size, shine)
    _awning(c, x, top, wide, p.at(fabric, near), p.at(CREAM, near))


def _awning(c: Canvas, x: float, y: float, wide: float, fabric: Colour, cream: Colour) -> None:
    p, step = c.palette, wide * 1.16 / 10
    for index in range(10):
        left = x - wide * 0.58 + index * step
        tone = fabric if index % 2 else cream
        upper, lower = (x + (left - x) * 0.86, x + (left + step - x) * 0.86), (left, left + step)
        c.slab(y - wide * 0.12, upper, y + wide * 0.12, lower, mix(tone, p.sun, 0.15), mix(tone, p.shade, 0.15))
        c.oval(left + step / 2, y + wide * 0.12, step / 2, wide * 0.03, mix(tone, p.shade, 0.15))


def _shoulder_pole(c: Canvas, x: float, y: float, height: float) -> None:
    p, shoulder = c.palette, y - height * 0.8
    pole = [(x - height * 0.62, shoulder + 1.2), (x, shoulder), (x + height * 0.62, shoulder + 1.2)]
    c.stroke(pole, p.lit(rgb("a9824e")), 0.5)
    for end in (pole[0], pole[-1]):
        for side in (-1, 1):
            c.stroke([end, (end[0] + side * 3.2, y - 6.4)], p.lit(rgb("8a6a40")), 0.16)
        for _ in range(24):
            leaf = mix(p.lit(rgb("7fae4f")), p.shade, c.rng.uniform(0, 0.35))
            c.oval(end[0] + c.rng.gauss(0, 1.4), y - 6.4 - abs(c.rng.gauss(0, 1)), 0.85, 0.7, leaf)
        weave = p.lit(rgb("b98a4d"))
        c.cutout(end[0], y, 1, "-3.8,-6.4 3.8,-6.4 2.6,-2.6 -2.6,-2.6", weave, mix(weave, p.shade, 0.4))
