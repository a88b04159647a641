"""Boats and bridges."""

from articles.demo.canvas import Canvas
from articles.demo.nature import hills, land, palm, sky, skyline, water, woods
from articles.demo.palettes import mix, rgb
from articles.demo.people import HULLS, boat, figure

LEAF = rgb("4f8a45")


def fishing_boats(c: Canvas) -> None:
    p, horizon = c.palette, 48
    sun = (c.width * c.rng.choice((0.3, 0.66)), horizon - c.rng.uniform(7, 17))
    sky(c, horizon, sun, 5, "streaks")
    hills(c, horizon, 2, 6)
    woods(c, horizon + 0.5, 2.4, mix(p.haze, p.shade, 0.5), (c.width * 0.55, c.width + 2))
    main = c.rng.uniform(0.62, 0.75)
    places = [(0.14, 57, 13), (0.47, 55, 10), (0.62, 58.5, 15), (0.9, 61, 19), (0.33, 68, 30), (main, 84, 58)]
    places = [(x + c.rng.uniform(-0.05, 0.05), y, length) for x, y, length in places[c.rng.randrange(3) : -1]] + places[
        -1:
    ]
    hulls = [c.rng.choice(HULLS) for _ in places]
    water(c, horizon + 0.5, 100, 0.7, sun[0])
    for (x, y, length), hull in zip(places, hulls, strict=True):
        near = 0.2 + length / 70
        dark = mix(p.sky[0], p.shade, 0.6)
        for step in range(26):
            down = step / 26
            wobble = c.rng.uniform(-0.1, 0.1) * length
            half = length * (0.46 - 0.25 * down) * c.rng.uniform(0.6, 1)
            tint = mix(p.at(hull, near), dark, 0.5 + 0.3 * down)
            c.oval(c.width * x + wobble, y + length * 0.32 * down, half, 0.1 + length * 0.006, tint)
        boat(c, c.width * x, y, length, hull, min(1, near))
        c.stroke(
            [(c.width * x - length * 0.47, y), (c.width * x + length * 0.4, y)], mix(dark, p.sun, 0.15), length * 0.012
        )
    figure(c, c.width * (main - 0.035), 78.5, 11, rgb("d8d2c2"), hat=True)
    figure(c, c.width * (main + 0.06), 79, 11, rgb("a4493d"))


def bridge(c: Canvas) -> None:
    p, horizon = c.palette, 58
    sun = (c.width * c.rng.uniform(0.2, 0.4), horizon - c.rng.uniform(9, 20))
    sky(c, horizon, sun, 4.5, c.rng.choice(("streaks", "heaps")))
    hills(c, horizon, 3, 6)
    woods(c, horizon + 0.6, 3, p.at(LEAF, 0.3))
    pale = p.at(rgb("e6e2d6"), 0.75)
    deck = [(-2, 55), (c.width * 0.3, 50.2), (c.width * 0.62, 48.6), (c.width + 2, 50.5)]
    towers = c.rng.choice((((0.36, 12), (0.7, 17)), ((0.4, 7),), ((0.62, 9),), ((0.3, 16), (0.56, 12), (0.82, 17))))
    for x, top in towers:
        x *= c.width
        for reach in range(1, 12):
            for side in (-1, 1):
                height = top + 2 + reach * 0.9
                c.stroke([(x, height), (x + side * reach * 4.1, 50.6)], mix(pale, p.shade, 0.25), 0.16)
        for side in (-1, 1):
            c.shape(
                [(x + side * 0.4, top), (x + side * 1.5, top), (x + side * 3.4, 64), (x + side * 2.0, 64)],
                mix(pale, p.sun, 0.2),
                mix(pale, p.shade, 0.35),
            )
        for y in (top + 5, 42):
            c.box(x - 2.4, y, x + 2.4, y + 1.4, mix(pale, p.shade, 0.15))
        c.box(x - 4.6, 62, x + 4.6, 65.4, mix(pale, p.shade, 0.4))
    for x in (0.06, 0.2, 0.53, 0.86, 0.98):
        c.box(c.width * x - 0.8, 50, c.width * x + 0.8, 63, mix(pale, p.shade, 0.42))
    c.shape([*deck, *[(x, y + 2.3) for x, y in reversed(deck)]], mix(pale, p.sun, 0.25), mix(pale, p.shade, 0.5))
    c.stroke([(x, y - 1.3) for x, y in deck], mix(pale, p.shade, 0.35), 0.2)
    for _ in range(9):
        _vehicle(c, c.rng.uniform(4, c.width - 4), 49.9)
    water(c, horizon + 4.5, 100, 0.75, sun[0])
    if c.rng.random() < 0.6:
        _barge(c, c.width * c.rng.uniform(0.45, 0.65), 79, 40)
    else:
        for x, y, length in ((0.42, 74, 15), (0.66, 80, 24)):
            boat(c, c.width * (x + c.rng.uniform(-0.05, 0.05)), y, length, c.rng.choice(HULLS), 0.8)
    land(
        c,
        [(x, y + max(0, x - c.width * 0.34) * 0.22) for x, y in skyline(c, 89, 0.8)],
        mix(p.at(LEAF, 1), p.shade, 0.25),
        mix(p.at(LEAF, 1), p.shade, 0.65),
    )
    palm(c, c.width * 0.06, 92, 40, mix(p.lit(LEAF), p.shade, 0.55), 0.08)
    palm(c, c.width * 0.12, 93, 29, mix(p.lit(LEAF), p.shade, 0.5), 0.1)


def _vehicle(c: Canvas, x: float, y: float) -> None:
    y -= 0.6 * (x / c.width)
    tone = mix(c.palette.at(c.rng.choice(HULLS), 0.8), c.palette.shade, 0.2)
    long = c.rng.choice((1.2, 1.5, 3.0))
    c.box(x - long, y - (1.9 if long > 2 else 0.8), x + long, y - 0.1, tone, 0.2)
    if long < 2:
        c.box(x - long * 0.55, y - 1.4, x + long * 0.5, y - 0.6, mix(tone, c.palette.shade, 0.5), 0.3)


def _barge(c: Canvas, x: float, y: float, length: float) -> None:
    p, half = c.palette, length / 2
    hull = mix(p.lit(rgb("6b4636")), p.shade, 0.3)
    sand = p.lit(rgb("d8b77c"))
    for part in (-0.55, -0.1, 0.35):
        c.shape(
            [(x + half * (part - 0.3), y - 3), (x + half * part, y - 6.2), (x + half * (part + 0.3), y - 3)],
            mix(sand, p.sun, 0.2),
            mix(sand, p.shade, 0.25),
        )
    c.box(x + half * 0.66, y - 8, x + half * 0.92, y - 2, mix(p.lit(rgb("e2ddcf")), p.shade, 0.1))
    c.box(x + half * 0.7, y - 7, x + half * 0.88, y - 5.2, mix(p.shade, p.sky[0], 0.3))
    c.shape(
        [(x - half * 1.08, y - 4), (x + half, y - 3.4), (x + half * 0.94, y), (x - half * 0.94, y)],
        hull,
        mix(hull, p.shade, 0.6),
    )
    c.stroke([(x - half * 1.07, y - 3.7), (x + half, y - 3.1)], p.lit(rgb("c9473a")), 0.4)
    c.oval(x, y + 0.5, half * 0.98, 0.6, mix(hull, p.shade, 0.7))
