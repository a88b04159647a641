"""School, hospital and stadium."""

import math
from dataclasses import replace

from PIL import Image, ImageDraw, ImageFilter

from articles.demo.buildings import LAMP, block, pane
from articles.demo.canvas import Canvas, traced
from articles.demo.nature import land, sky, tree, woods
from articles.demo.palettes import Colour, mix, rgb
from articles.demo.people import CLOTHES, figure, national_flag

LEAF, GREEN, CREAM, BRASS = rgb("4f8a45"), rgb("6fa64a"), rgb("efe4cb"), rgb("d9a93f")


def school(c: Canvas) -> None:
    p, ground = c.palette, 72
    sky(c, ground, (c.width * 0.14, 18), 4.5, "heaps")
    woods(c, ground, 22, p.at(LEAF, 0.35))
    wall, tile = p.at(rgb("f0cf7e"), 0.85), p.at(rgb("b24f35"), 0.85)
    left, right, eave = c.width * 0.16, c.width * 0.9, 33
    c.shape(
        [(left - 2, eave), (left + 5, eave - 10), (right - 5, eave - 10), (right + 2, eave)],
        mix(tile, p.sun, 0.15),
        mix(tile, p.shade, 0.2),
    )
    c.shape([(left, eave), (right, eave), (right, ground), (left, ground)], mix(wall, p.sun, 0.12), wall)
    bays = 11
    step = (right - left) / bays
    for storey, (top, foot) in enumerate(((37, 50.5), (55, 71))):
        c.box(left, top - 1.2, right, foot, mix(wall, p.shade, 0.34))
        for bay in range(bays):
            x = left + bay * step
            c.box(x + step * 0.2, top + 1.5, x + step * 0.52, foot - (5 if bay % 3 else 0.4), pane(c, wall, 0.7))
            c.box(x + step * 0.6, top + 1.5, x + step * 0.82, foot - 5, pane(c, wall, 0.7))
        if not storey:
            c.box(left, foot - 4.2, right, foot, mix(wall, p.sun, 0.3))
            for rail in range(bays * 7):
                x = left + rail * step / 7
                c.box(x, foot - 3.5, x + step * 0.05, foot - 0.6, mix(wall, p.shade, 0.28))
        for bay in range(bays + 1):
            x = left + bay * step
            c.box(x - 0.7, top - 1.4, x + 0.7, foot, mix(wall, p.sun, 0.25))
            c.box(x + 0.35, top - 1.4, x + 0.7, foot, mix(wall, p.shade, 0.12))
        c.box(left - 1, foot, right + 1, foot + 1.4, mix(wall, p.sun, 0.4))
    c.shape([(c.width * 0.47, eave), (c.width * 0.53, eave - 13), (c.width * 0.59, eave)], mix(wall, p.sun, 0.2), wall)
    c.oval(c.width * 0.53, eave - 4.6, 2.3, 2.3, p.lit(rgb("f7f2e4")))
    c.stroke([(c.width * 0.53, eave - 6.2), (c.width * 0.53, eave - 4.6), (c.width * 0.537, eave - 4)], p.shade, 0.3)
    land(c, [(-1, ground), (c.width + 1, ground)], p.at(rgb("d9bf98"), 0.7), p.at(rgb("bfa27a"), 1))
    pole = c.width * 0.36
    c.stroke([(pole, 92), (pole, 12)], p.at(rgb("d7d7d0"), 1), 0.5)
    national_flag(c, pole, 12.2, 13)
    tree(c, c.width * 0.07, 88, 62, mix(p.lit(LEAF), p.shade, 0.05), p.lit(rgb("e2452f")))
    tree(c, c.width * 0.965, 84, 46, p.lit(LEAF), p.lit(rgb("e2452f")))
    for _ in range(13):
        x, y = c.width * c.rng.uniform(0.2, 0.88), c.rng.uniform(79, 93)
        _pupil(c, x, y, 4.5 + (y - 70) * 0.5)


def _pupil(c: Canvas, x: float, y: float, height: float) -> None:
    shadow = mix(c.palette.at(rgb("bfa27a"), 1), c.palette.shade, 0.4)
    c.oval(x + height * 0.12, y, height * 0.24, height * 0.035, shadow)
    figure(c, x, y, height, rgb("f4f3ee"))
    scarf, neck = c.palette.lit(rgb("d8372c")), y - height * 0.81
    c.shape([(x - height * 0.07, neck), (x + height * 0.07, neck), (x, neck + height * 0.12)], scarf)
    bag = c.palette.lit(c.rng.choice(CLOTHES))
    c.box(x - height * 0.16, neck + height * 0.06, x - height * 0.08, neck + height * 0.3, bag, height * 0.02)


def hospital(c: Canvas) -> None:
    p, ground = c.palette, 76
    sky(c, ground, (c.width * 0.85, 16), 4.5, "heaps")
    for index in range(12):
        block(c, index * 15 - 4, index * 15 + 6, c.rng.uniform(46, 60), ground, p.at(rgb("c3cdd0"), 0.25))
    woods(c, ground, 9, p.at(LEAF, 0.4))
    white, glass = p.at(rgb("f2f1ea"), 0.9), mix(p.at(rgb("6fa9bd"), 0.8), p.sky[1], 0.25)
    _wing(c, c.width * 0.12, c.width * 0.42, 36, ground, white)
    _wing(c, c.width * 0.58, c.width * 0.9, 30, ground, white)
    left, right = c.width * 0.39, c.width * 0.61
    c.shape(
        [(left, 16), (right, 16), (right, ground), (left, ground)], mix(glass, p.sun, 0.35), mix(glass, p.shade, 0.25)
    )
    for column in range(9):
        x = left + (right - left) * column / 8
        c.stroke([(x, 16), (x, ground)], mix(white, p.shade, 0.08), 0.32)
    for row in range(9):
        y = 16 + row * 6.2
        c.stroke([(left, y), (right, y)], mix(white, p.shade, 0.08), 0.32)
        for column in range(8):
            x = left + (right - left) * column / 8
            if p.lamps and c.rng.random() < 0.55:
                c.box(x + 0.4, y + 0.4, x + (right - left) / 8 - 0.4, y + 5.8, mix(LAMP, p.sun, c.rng.random() * 0.7))
    c.box(left - 1.5, 13, right + 1.5, 16.4, white)
    middle = (left + right) / 2
    c.box(middle - 4.6, 3.2, middle + 4.6, 12.4, p.lit(rgb("1f8f7d")), 1.2)
    for across, down in ((1.35, 3.2), (3.2, 1.35)):
        c.box(middle - across, 7.8 - down, middle + across, 7.8 + down, rgb("fbfaf4"))
    c.shape([(left - 5, 64), (right + 5, 64), (right + 3.5, 66.5), (left - 3.5, 66.5)], mix(white, p.sun, 0.3))
    for x in (left - 3, right + 3):
        c.box(x - 0.5, 66, x + 0.5, ground, mix(white, p.shade, 0.2))
    c.box(left + 3, 68, right - 3, ground, LAMP if p.lamps else mix(glass, p.shade, 0.45))
    land(c, [(-1, ground), (c.width + 1, ground)], p.at(rgb("b7bcb8"), 0.7), p.at(rgb("858c8a"), 1))
    c.box(-1, ground, c.width + 1, ground + 2.6, p.at(GREEN, 0.8))
    for dash in range(9):
        c.box(c.width * dash / 8 - 4, 93, c.width * dash / 8 + 4, 93.8, p.lit(rgb("efece2")))
    _ambulance(c, c.width * 0.2, 90, 26)
    for part in (0.03, 0.97):
        tree(c, c.width * part, 84, 34, p.lit(LEAF))
    for part, y, tone in ((0.5, 81, "eef3f1"), (0.525, 81.4, "7fb8b0"), (0.7, 85, "c99a4a"), (0.73, 85, "6a5674")):
        figure(c, c.width * part, y, (y - 70) * 1.15, rgb(tone))


def _wing(c: Canvas, left: float, right: float, top: float, foot: float, wall: Colour) -> None:
    p = c.palette
    c.shape([(left, top), (right, top), (right, foot), (left, foot)], mix(wall, p.sun, 0.3), mix(wall, p.haze, 0.25))
    c.box(left - 0.8, top - 1.2, right + 0.8, top + 0.4, mix(wall, p.shade, 0.12))
    y, step = top + 3, (right - left) / 9
    while y < foot - 5:
        for bay in range(9):
            x = left + step * (bay + 0.16)
            c.box(x, y, x + step * 0.68, y + 3.6, pane(c, wall, 0.6))
            c.box(x + step * 0.31, y, x + step * 0.37, y + 3.6, wall)
        c.box(left, y + 4.2, right, y + 4.7, mix(wall, p.lit(rgb("1f8f7d")), 0.55))
        y += 6.6


def _ambulance(c: Canvas, x: float, y: float, long: float) -> None:
    p, high = c.palette, long * 0.42
    white = p.lit(rgb("f7f5ee"))
    c.oval(x + long * 0.5, y + 0.3, long * 0.56, 0.9, mix(p.lit(rgb("858c8a")), p.shade, 0.6))
    body, screen = "0,-.42 .72,-.42 .88,-.231 1,-.189 1,-.042 0,-.042", ".66,-.378 .71,-.378 .84,-.231 .66,-.231"
    c.cutout(x, y, long, body, white, mix(white, p.shade, 0.16))
    c.cutout(x, y, long, screen, mix(p.sky[1], p.shade, 0.45))
    c.box(x + long * 0.06, y - high * 0.88, x + long * 0.26, y - high * 0.6, mix(p.sky[1], p.shade, 0.45), 0.3)
    c.box(x, y - high * 0.42, x + long, y - high * 0.3, p.lit(rgb("1f8f7d")))
    c.box(x + long * 0.41, y - high * 0.86, x + long * 0.46, y - high * 0.5, p.lit(rgb("1f8f7d")))
    c.box(x + long * 0.37, y - high * 0.725, x + long * 0.5, y - high * 0.635, p.lit(rgb("1f8f7d")))
    c.box(x + long * 0.52, y - high * 1.09, x + long * 0.64, y - high, p.lit(rgb("e2452f")), 0.3)
    for part in (0.2, 0.8):
        c.oval(x + long * part, y - long * 0.05, long * 0.075, long * 0.075, mix(p.shade, (0, 0, 0), 0.4))
        c.oval(x + long * part, y - long * 0.05, long * 0.035, long * 0.035, p.lit(rgb("b9bfc0")))


def stadium(c: Canvas) -> None:
    p, w = c.palette, c.width
    sky(c, 40, (w * 0.72, 14), 3.5, "heaps" if not p.lamps else "streaks")
    concrete = p.at(rgb("b9bec0"), 0.7)
    c.shape(
        [(-1, 24), (w * 0.3, 29), (w * 0.7, 29), (w + 1, 24), (w + 1, 62), (-1, 62)],
        concrete,
        mix(concrete, p.shade, 0.4),
    )
    _crowd(c)
    roof = mix(p.at(rgb("e9ebe8"), 0.8), p.shade, 0.05)
    rim = [(-1, 13), (w * 0.24, 22.5), (w * 0.76, 22.5), (w + 1, 13)]
    c.shape([*rim, (w + 1, 21), (w * 0.74, 27.5), (w * 0.26, 27.5), (-1, 21)], roof, mix(roof, p.shade, 0.35))
    for part in range(15):
        across = part / 14
        edge = 22.5 - max(0, abs(across - 0.5) - 0.26) * 39
        c.stroke([(w * across, edge), (w * (0.5 + (across - 0.5) * 0.95), edge + 5.5)], mix(roof, p.shade, 0.3), 0.2)
    c.box(-1, 57.5, w + 1, 61.5, p.at(rgb("2f5f8a"), 0.85))
    for part in range(9):
        board = p.at(c.rng.choice((CREAM, BRASS, rgb("c9473a"), rgb("3f8f7d"))), 0.85)
        c.box(w * part / 9 + 1, 58.2, w * (part + 1) / 9 - 1, 60.8, board)
    if p.lamps:
        c.palette = replace(p, light=(226, 234, 244), haze=mix(p.haze, (200, 215, 225), 0.5))
    _pitch(c, 61.5)
    for x in (0.1, 0.9):
        _floodlight(c, w * x, 3.5)


def _crowd(c: Canvas) -> None:
    p, w, rows = c.palette, c.width, 26
    seats = [p.at(rgb(one), 0.8) for one in ("c9473a", "d8b04a", "3f74a3", "e6e1d4", "7a4a3c", "4d8a68", "2f3f52")]
    for row in range(rows):
        y = 31 + row * 1.02
        x = -1 + c.rng.random()
        while x < w + 1:
            if c.rng.random() < 0.9:
                lift = 4.2 * abs(x / w - 0.5) ** 2 * (1 - row / rows) * 4
                tone = mix(c.rng.choice(seats), p.shade, 0.15 + 0.012 * row * (1 if p.lamps else 0.4))
                c.box(x, y - lift, x + 0.72, y - lift + 0.8, tone)
            x += 1.12


def _pitch(c: Canvas, top: float) -> None:
    p, w = c.palette, c.width
    grass = p.at(rgb("5fa64a"), 0.95)
    for stripe in range(-9, 9):
        tone = mix(grass, p.sun, 0.12) if stripe % 2 else mix(grass, p.shade, 0.1)
        far, near = ((w / 2 + stripe * wide, w / 2 + (stripe + 1) * wide + 0.2) for wide in (11, 26))
        c.slab(top, far, 101, near, tone, mix(tone, p.shade, 0.12))
    white = mix(p.lit(rgb("fbfbf4")), grass, 0.15)
    c.stroke([(-1, top + 2.2), (w + 1, top + 2.2)], white, 0.25)
    circle = [(w / 2 + 30 * math.cos(a / 30 * math.pi), 80 + 9 * math.sin(a / 30 * math.pi)) for a in range(61)]
    c.stroke(circle, white, 0.3)
    c.stroke([(w / 2, top + 2.2), (w / 2, 101)], white, 0.35)
    home, away = c.rng.sample(("d8372c", "f3f0e6", "3f74a3", "f0c53f"), 2)
    places = ".2,70 .33,76 .44,69 .58,74 .66,68.5 .8,77 .9,70 .38,88 .55,92 .72,87 .16,85"
    for index, (part, y) in enumerate(traced(places)):
        x, height = w * part + c.rng.uniform(-4, 4), 4 + (y - top) * 0.48
        for reach, turn in ((0.5, 1), (0.34, -1)):
            c.oval(x + turn * height * reach, y + 0.2, height * reach, height * 0.035, mix(grass, p.shade, 0.3))
        shirt, bow = rgb(home if index % 2 else away), c.rng.uniform(0, 0.3)
        figure(c, x, y, height, shirt, bow=bow, stride=c.rng.choice((0.15, 0.7, 1)))
    c.oval(w * 0.47, 90, 0.85, 0.85, p.lit(rgb("fbfbf4")))


def _floodlight(c: Canvas, x: float, y: float) -> None:
    p = c.palette
    c.stroke([(x, y), (x, 27)], mix(p.at(rgb("9aa0a2"), 0.8), p.shade, 0.3), 0.7)
    c.box(x - 4.5, y - 1, x + 4.5, y + 5, mix(p.shade, p.haze, 0.35))
    for row in range(3):
        for column in range(5):
            c.oval(x - 3.6 + column * 1.8, y + 0.1 + row * 1.9, 0.65, 0.65, mix(p.sun, (255, 255, 255), 0.5))
    if p.lamps:
        c.glow(x, y + 2, 34, p.sun, 0.75)
        beam = Image.new("L", (round(c.width * 4), 400))
        reach = c.width * (0.35 if x < c.width / 2 else 0.65)
        ImageDraw.Draw(beam).polygon([(x * 4, y * 4), ((reach - 26) * 4, 400), ((reach + 30) * 4, 400)], fill=26)
        c.veil(beam.filter(ImageFilter.GaussianBlur(14)), p.sun)
