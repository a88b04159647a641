"""The meeting in the hall and the festival before the temple."""

import math
from dataclasses import replace

from articles.demo.canvas import Canvas
from articles.demo.nature import hills, land, sky, woods
from articles.demo.palettes import mix, rgb
from articles.demo.people import CLOTHES, figure, heads

RED, CREAM, BRASS = rgb("b3262a"), rgb("efe4cb"), rgb("d9a93f")
LEAF, LANTERN = rgb("4f8a45"), rgb("ffb347")


def meeting_hall(c: Canvas) -> None:
    p, w = c.palette, c.width
    wall = p.lit(c.rng.choice((rgb("c9a77c"), rgb("a9b3a8"), rgb("b98f74"))))
    c.band(0, 70, mix(wall, p.shade, 0.35), mix(wall, p.sun, 0.15))
    for part in range(13):
        c.box(w * part / 12 - 0.35, 8, w * part / 12 + 0.35, 70, mix(wall, p.shade, 0.3))
    left, right = w * 0.2, w * 0.8
    c.box(left - 3, 9, right + 3, 58, mix(wall, p.shade, 0.45))
    cloth = p.lit(c.rng.choice((RED, RED, rgb("7d2436"), rgb("23506b"))))
    for fold in range(40):
        x = left + (right - left) * fold / 40
        tone = mix(cloth, p.shade if fold % 2 else p.sun, c.rng.uniform(0.02, 0.16))
        width = (x, x + (right - left) / 40 + 0.1)
        c.slab(11, width, 57, width, tone, mix(tone, p.shade, 0.4))
    swag = mix(p.lit(BRASS), p.sun, 0.2)
    for part in range(8):
        x, half = left + (right - left) * (part + 0.5) / 8, (right - left) / 16
        arc = [(x + half * math.cos(a / 10 * math.pi), 11 + 4.5 * math.sin(a / 10 * math.pi)) for a in range(11)]
        c.shape(arc, mix(cloth, p.sun, 0.1), mix(cloth, p.shade, 0.3))
        c.stroke(arc, swag, 0.5)
    c.box(left - 3, 8.5, right + 3, 11.2, swag)
    for x in (0.3, 0.5, 0.7):
        c.glow(w * x, 14, 38, p.sun, 0.3, 1.2)
    stage, front = p.lit(rgb("a9744a")), mix(p.lit(rgb("7d5233")), p.shade, 0.2)
    c.slab(56, (left - 10, right + 10), 66, (left - 14, right + 14), stage, front)
    _panel(c, w * c.rng.uniform(0.34, 0.4), 60, c.rng.randint(3, 5))
    _lectern(c, w * c.rng.uniform(0.66, 0.74), 62)
    for x in (0.17, 0.83):
        _bouquet(c, w * x, 65, 7)
    c.box(-1, 65.5, w + 1, 101, mix(p.lit(rgb("5b3d2e")), p.shade, 0.45))
    tones = tuple(mix(p.lit(tone), p.shade, 0.35) for tone in CLOTHES)
    for y, size in ((68, 2.6), (74, 3.3), (81.5, 4.3), (91, 5.6)):
        heads(c, y, size, tuple(mix(tone, p.shade, (y - 66) / 45) for tone in tones), 102)


def _panel(c: Canvas, x: float, y: float, people: int) -> None:
    """Some people behind a long table."""
    p = c.palette
    seats = [x - 17 + 34 * (index + 0.5) / people for index in range(people)]
    for index, seat in enumerate(seats):
        figure(c, seat, y + 7, 19, CLOTHES[(index * 3 + c.rng.randrange(3)) % len(CLOTHES)])
    c.box(x - 22, y - 2.6, x + 22, y - 1.4, p.lit(CREAM))
    linen = p.lit(CREAM)
    c.cutout(x, y, 1, "-22,-1.4 22,-1.4 22,4.5 -22,4.5", mix(linen, p.shade, 0.1), mix(linen, p.shade, 0.3))
    for index in range(9):
        c.cutout(x - 20 + index * 5, y, 1, "-.3,-1.4 .3,-1.4 .9,4.5 -.4,4.5", mix(linen, p.shade, 0.22))
    for seat in seats:
        c.box(seat - 1.8, y - 4, seat + 1.2, y - 2.6, mix(p.lit(rgb("f8f5ec")), p.shade, 0.05))
        c.stroke([(seat + 2.6, y - 2.6), (seat + 1.4, y - 6)], p.shade, 0.2)
    _bouquet(c, x, y - 1.6, 3.0)


def _lectern(c: Canvas, x: float, y: float) -> None:
    p, wood = c.palette, c.palette.lit(rgb("8a5a38"))
    figure(c, x, y + 3, 23, rgb("f1efe8"))
    c.cutout(x, y, 1, "-4.5,-10 4.5,-10 3.6,3 -3.6,3", mix(wood, p.sun, 0.15), mix(wood, p.shade, 0.4))
    c.cutout(x, y, 1, "-5.2,-11.2 5.2,-11.2 4.6,-9.4 -4.6,-9.4", mix(wood, p.sun, 0.3))
    c.oval(x, y - 4, 1.6, 1.6, p.lit(BRASS))
    c.stroke([(x + 2.6, y - 11), (x + 1, y - 14.2)], p.shade, 0.28)


def _bouquet(c: Canvas, x: float, y: float, size: float) -> None:
    p = c.palette
    for _ in range(26):
        dx, dy = c.rng.gauss(0, size * 0.42), -size * 0.75 + c.rng.gauss(0, size * 0.28)
        c.oval(x + dx, y + dy, size * 0.17, size * 0.12, mix(p.lit(LEAF), p.shade, c.rng.uniform(0.1, 0.4)))
    for _ in range(18):
        dx, dy = c.rng.gauss(0, size * 0.36), -size * 0.85 + c.rng.gauss(0, size * 0.25)
        petals = rgb(c.rng.choice(("f3c54b", "f6efe2", "e06a5a")))
        c.oval(x + dx, y + dy, size * 0.12, size * 0.12, p.lit(petals))
    c.cutout(x, y, size, "-.3,-.35 .3,-.35 .2,0 -.2,0", p.lit(rgb("e9e2d0")))


def temple_festival(c: Canvas) -> None:
    p, w, ground = c.palette, c.width, 70
    sky(c, ground, (w * c.rng.uniform(0.12, 0.4), c.rng.uniform(18, 32)), 4.5, "streaks")
    hills(c, ground - 4, 2, 6)
    woods(c, ground, 26, mix(p.at(LEAF, 0.45), p.shade, 0.15))
    for part, size in ((0.28, 30), (0.72, 30)):
        _hall(c, w * part, ground, size, 0.7)
    _hall(c, w * 0.5, ground + 1, 58, 0.9)
    land(c, [(-1, ground), (w + 1, ground)], p.at(rgb("d0b592"), 0.7), p.at(rgb("a5835f"), 1))
    paving = p.at(rgb("dcc9a8"), 0.7), p.at(rgb("bfa27c"), 1)
    c.slab(ground, (w * 0.43, w * 0.57), 101, (w * 0.28, w * 0.72), *paving)
    if p.lamps:
        c.glow(w * 0.5, ground, 75, LANTERN, 0.5, 0.5)
        c.palette = p = replace(p, light=mix(p.light, (255, 190, 120), 0.5))
    c.mist(ground, 8, mix(p.sun, p.haze, 0.4), 0.35)
    for side in (-1, 1):
        for near, (part, foot, height) in enumerate(((0.19, 75, 34), (0.29, 80, 47), (0.42, 90, 68))):
            _festival_flag(c, w * (0.5 + side * part), foot, height, near)
    for start, end, sag in (((-2, 16), (w * 0.5, 19), 9), ((w * 0.5, 19), (w + 2, 16), 9)):
        _lanterns(c, start, end, sag)
    for _ in range(46):
        y = c.rng.triangular(72, 86, 74)
        figure(c, w * 0.5 + c.rng.gauss(0, 0.22) * w, y, (y - 62) * 1.05, c.rng.choice((*CLOTHES, RED, BRASS)))
    _palanquin(c, w * 0.5, 86)
    tones = tuple(mix(p.lit(tone), p.shade, 0.45) for tone in (*CLOTHES, RED))
    for y, width in ((89, 3.6), (94, 4.6)):
        heads(c, y, width, tones, 102)


def _hall(c: Canvas, x: float, foot: float, size: float, near: float) -> None:
    """A communal house: low columns under a great tiled roof with turned-up corners."""
    p, half, eave = c.palette, size / 2, foot - size * 0.24
    wood = p.at(rgb("7d3328"), near)
    c.box(x - half * 0.86, eave, x + half * 0.86, foot, mix(wood, p.shade, 0.55))
    for index in range(7):
        post = x + half * (-0.84 + index * 0.28)
        c.box(post - size * 0.012, eave, post + size * 0.012, foot, mix(wood, p.sun, 0.12))
        if index < 6:
            glow = mix(LANTERN, p.sun, 0.2) if p.lamps else mix(wood, LANTERN, 0.35)
            door = glow if index in (2, 3) else mix(wood, p.shade, 0.3)
            c.box(post + half * 0.07, eave + size * 0.07, post + half * 0.21, foot - size * 0.02, door)
    c.box(x - half * 0.95, foot - size * 0.02, x + half * 0.95, foot + size * 0.025, p.at(rgb("bdb4a3"), near))
    _great_roof(c, x, eave, size, near)


def _great_roof(c: Canvas, x: float, eave: float, size: float, near: float) -> None:
    p, tile = c.palette, c.palette.at(rgb("9a4a34"), near)
    right = ".29,-.32 .36,-.18 .475,-.01 .6,-.07 .57,.035 .45,.055"
    left = "-.45,.055 -.57,.035 -.6,-.07 -.475,-.01 -.36,-.18 -.29,-.32"
    c.cutout(x, eave, size, f"{right} {left}", mix(tile, p.sun, 0.18), mix(tile, p.shade, 0.38))
    for index in range(-13, 14):
        rows = ((0.28, -0.3), (0.34, -0.18), (0.47, 0.035))
        rib = [(x + size * out * index / 13, eave + size * down) for out, down in rows]
        c.stroke(rib, mix(tile, p.shade, 0.32), size * 0.005)
    crest, ridge = mix(p.at(CREAM, near), p.shade, 0.12), eave - size * 0.32
    c.box(x - size * 0.3, ridge - size * 0.022, x + size * 0.3, ridge + size * 0.006, crest)
    for side in (-1, 1):
        corner = [
            (x + side * size * out, eave + size * down) for out, down in ((0.45, 0.055), (0.57, 0.035), (0.6, -0.07))
        ]
        c.stroke(corner, mix(tile, p.sun, 0.4), size * 0.014)
        horn = ((-0.03, 0), (0.01, -0.075), (0.03, -0.06), (0.015, 0))
        c.shape([(x + side * size * (0.3 + out), ridge + size * down) for out, down in horn], crest)
    c.oval(x, ridge - size * 0.045, size * 0.026, size * 0.026, p.at(BRASS, near))


def _festival_flag(c: Canvas, x: float, foot: float, height: float, near: int) -> None:
    """The square festival flag of five colours with its flame-like fringe."""
    p, size = c.palette, height * 0.36
    c.stroke([(x, foot), (x, foot - height)], p.at(rgb("a9824e"), 0.7 + 0.15 * near), height * 0.012)
    left, top = x + height * 0.006, foot - height + height * 0.02
    wave = c.rng.uniform(-0.05, 0.05) * size
    for ring, tone in enumerate(("2f6fa8", "3f9a5a", "f0c53f", "f3f0e6", "d8372c")):
        inset = size * 0.1 * ring
        colour = mix(p.at(rgb(tone), 0.65 + 0.15 * near), p.shade, 0.05)
        far = left + size - inset
        edge = [
            (far - (size * 0.05 if step % 2 else 0), top + inset + (size - 2 * inset) * step / 8 + wave)
            for step in range(9)
        ]
        c.shape(
            [(left + inset, top + inset), *edge, (left + inset, top + size - inset)],
            mix(colour, p.sun, 0.1),
            mix(colour, p.shade, 0.12),
        )


def _lanterns(c: Canvas, start: tuple[float, float], end: tuple[float, float], sag: float) -> None:
    p = c.palette
    line = [
        (
            start[0] + (end[0] - start[0]) * t / 20,
            start[1] + (end[1] - start[1]) * t / 20 + sag * math.sin(math.pi * t / 20),
        )
        for t in range(21)
    ]
    c.stroke(line, mix(p.shade, p.haze, 0.2), 0.18)
    for x, y in line[1:-1:2]:
        tone = p.lit(rgb("d8372c"))
        if p.lamps:
            tone = mix(tone, LANTERN, 0.55)
            c.glow(x, y + 2.6, 7, LANTERN, 0.45)
        c.oval(x, y + 2.6, 1.9, 2.2, tone)
        c.oval(x - 0.4, y + 2.3, 0.9, 1.7, mix(tone, p.sun, 0.25))
        for edge in (0.5, 4.5):
            c.box(x - 0.8, y + edge - 0.15, x + 0.8, y + edge + 0.3, p.lit(BRASS))
        c.stroke([(x, y + 4.8), (x, y + 6.8)], p.lit(BRASS), 0.3)


def _palanquin(c: Canvas, x: float, y: float) -> None:
    p, red, brass = c.palette, c.palette.lit(RED), c.palette.lit(BRASS)
    for index in range(6):
        figure(c, x - 17 + index * 6.8, y + (index % 2) * 1.2, 17, RED)
    c.box(x - 21, y - 13.2, x + 21, y - 12.2, brass)
    c.box(x - 7, y - 16, x + 7, y - 13, mix(red, p.shade, 0.1))
    for side in (-5.6, 5.6):
        c.box(x + side - 0.4, y - 24, x + side + 0.4, y - 16, brass)
    c.box(x - 3.4, y - 21, x + 3.4, y - 16, mix(red, p.shade, 0.35))
    roof = "-9.5,-25.2 -7,-24.6 -4,-28 4,-28 7,-24.6 9.5,-25.2 7.4,-22.8 -7.4,-22.8"
    c.cutout(x, y, 1, roof, mix(red, p.sun, 0.1), mix(red, p.shade, 0.25))
    c.stroke([(x - 9.5, y - 25.2), (x - 7.4, y - 23), (x + 7.4, y - 23), (x + 9.5, y - 25.2)], brass, 0.4)
    c.oval(x, y - 28.4, 1.1, 1.1, brass)
