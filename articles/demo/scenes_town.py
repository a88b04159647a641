"""The city by day and its streets by night."""

import math

from articles.demo.buildings import LAMP, block
from articles.demo.canvas import Canvas, Point
from articles.demo.nature import sky, water, woods
from articles.demo.palettes import Colour, mix, rgb
from articles.demo.people import CLOTHES, SKIN, figure

LEAF = rgb("4f8a45")
SIGNS = tuple(rgb(one) for one in ("e2455a", "f0a03c", "3fb3a0", "5a8ff0", "f3e2a0", "c96fd0"))


def city_skyline(c: Canvas) -> None:
    p, bank = c.palette, 66
    sun = (c.width * c.rng.uniform(0.55, 0.8), bank - c.rng.uniform(16, 34))
    sky(c, bank, sun, 5, "streaks")
    walls = [rgb(one) for one in ("cfd6d8", "b9c4c9", "d9c8b0", "9fb3bd", "c7a58c")]
    for near, low, high, wide in ((0.18, 34, 54, 7), (0.45, 26, 52, 9), (0.8, 42, 60, 10)):
        x = -3.0
        while x < c.width:
            right = x + wide * c.rng.uniform(0.6, 1.25)
            if c.rng.random() < 0.9:
                middle = 1 - abs(x / c.width - 0.42) * 1.3
                top = high - (high - low) * c.rng.random() * max(0.2, middle)
                block(c, x, right, top, bank, p.at(c.rng.choice(walls), near), 1.6 + near)
            x = right + c.rng.uniform(-0.6, 1.4)
    x = c.width * 0.36
    block(c, x, x + 9, 13, bank, p.at(rgb("a9c3cf"), 0.7), 2.0)
    block(c, x + 11, x + 18, 21, bank, p.at(rgb("dfe3e0"), 0.75), 2.0)
    woods(c, bank, 3.6, mix(p.at(LEAF, 0.75), p.shade, 0.2))
    c.box(-1, bank - 0.4, c.width + 1, bank + 1.2, mix(p.at(rgb("cfc6b4"), 0.8), p.shade, 0.15))
    water(c, bank + 1.2, 100, 0.85, sun[0])
    for part in (0.12, 0.68):
        _ferry(c, c.width * part, 80 if part < 0.5 else 87, 13 if part < 0.5 else 19)


def _ferry(c: Canvas, x: float, y: float, long: float) -> None:
    p = c.palette
    white = p.lit(rgb("eee9dc"))
    c.shape(
        [
            (x - long / 2, y - long * 0.1),
            (x + long * 0.62, y - long * 0.12),
            (x + long * 0.45, y),
            (x - long * 0.45, y),
        ],
        mix(p.lit(rgb("2f6f9a")), p.shade, 0.2),
    )
    c.box(x - long * 0.4, y - long * 0.22, x + long * 0.3, y - long * 0.1, white)
    c.box(x - long * 0.3, y - long * 0.31, x + long * 0.1, y - long * 0.22, mix(white, p.shade, 0.12))
    for part in range(8):
        left = x - long * (0.37 - 0.08 * part)
        c.box(
            left, y - long * 0.195, left + long * 0.05, y - long * 0.14, LAMP if p.lamps else mix(p.shade, white, 0.3)
        )
    c.oval(x, y + long * 0.02, long * 0.47, long * 0.018, mix(p.shade, p.sky[0], 0.4))


def night_street(c: Canvas) -> None:
    p, eye = c.palette, (c.width * 0.5, 50.0)
    sky(c, 52, (c.width * 0.6, 20), 3.2, "streaks")
    c.glow(*eye, 46, LAMP, 0.55, 0.7)
    road = mix(p.shade, p.haze, 0.3)
    c.band(50, 100, mix(road, LAMP, 0.35), mix(road, p.haze, 0.35))
    c.shape([eye, (c.width + 60, 110), (-60, 110)], mix(road, LAMP, 0.4), mix(road, p.shade, 0.5))
    edges = (3.0, 5.5, 9.0, 14.5, 22.5, 35.0, 54.0, 84.0)
    for near, far in zip(edges[1:], edges, strict=False):
        for side in (-1, 1):
            _shop_house(c, eye, side, far, near)
    _wet_road(c, eye)
    for side in (-1, 1):
        for distance in (11.0, 19.0, 33.0, 58.0):
            _street_lamp(c, eye, side, distance)
    for height, sag in ((12, 6), (17, 9), (22, 7)):
        wire = [(c.width * t / 24, height + sag * math.sin(math.pi * t / 24) + t * 0.1) for t in range(25)]
        c.stroke(wire, mix(p.shade, p.haze, 0.1), 0.14)
    riders = sorted((c.rng.uniform(58, 90), c.rng.gauss(0, 0.34)) for _ in range(13))
    for y, across in riders:
        _rider(c, eye[0] + across * (y - eye[1]) * 1.9, y, (y - eye[1]) * 0.62)
    for part, y in ((0.13, 92), (0.2, 90), (0.86, 91)):
        figure(c, c.width * part, y, 28, c.rng.choice(CLOTHES), hat=part > 0.5)
    for _ in range(10):
        x, y = c.rng.uniform(0, c.width), c.rng.uniform(60, 100)
        c.glow(x, y, c.rng.uniform(2, 5), c.rng.choice((LAMP, *SIGNS)), 0.3)


def _shop_house(c: Canvas, eye: Point, side: int, far: float, near: float) -> None:
    """A narrow house between two distances from the vanishing point, its shop open to the street."""
    p, tall = c.palette, c.rng.uniform(0.62, 1.05)
    closeness = min(1.0, near / 60)

    def at(along: float, up: float) -> Point:
        """`along` 0 at the far corner, 1 at the near one; `up` 0 on the pavement, 1 under the roof."""
        distance = far + (near - far) * along
        return (eye[0] + side * distance * 1.15, eye[1] + distance * 0.3 - distance * (0.3 + tall) * up)

    def wall(left: float, right: float, low: float, high: float, colour: Colour, below: Colour | None = None) -> None:
        c.shape([at(left, high), at(right, high), at(right, low), at(left, low)], colour, below)

    paint = rgb(c.rng.choice(("d9b98a", "b9c4b0", "c99a80", "a9b3c4", "d6cdb8")))
    face = mix(p.at(paint, 0.3 + 0.5 * closeness), p.shade, 0.25)
    wall(0, 1, 0, 1, face, mix(face, LAMP, 0.3))
    wall(0, 1, 0.97, 1.02, mix(face, p.shade, 0.4))
    shop = mix(LAMP, c.rng.choice(((255, 245, 225), *SIGNS[:2])), c.rng.uniform(0.1, 0.4))
    wall(0.08, 0.92, 0.0, 0.3, shop, mix(shop, face, 0.35))
    for left in (0.2, 0.42, 0.6):
        wall(left, left + 0.12, 0.0, c.rng.uniform(0.1, 0.2), mix(shop, p.shade, 0.55))
    sign = mix(c.rng.choice(SIGNS), p.shade, 0.12)
    wall(0.04, 0.96, 0.31, 0.4, sign)
    wall(0.2, 0.8, 0.34, 0.37, mix(sign, (255, 255, 255), 0.65))
    for low in (0.48, 0.66, 0.83):
        for left in (0.14, 0.56):
            lit = c.rng.random() < 0.5
            wall(left, left + 0.3, low, low + 0.11, mix(LAMP, face, 0.2) if lit else mix(face, p.shade, 0.5))
    if c.rng.random() < 0.6:
        colour = c.rng.choice(SIGNS)
        x, top = at(c.rng.choice((0.1, 0.9)), c.rng.uniform(0.8, 0.9))
        wide, high = near * 0.05, near * c.rng.uniform(0.25, 0.4)
        c.glow(x - side * wide, top + high / 2, high * 1.3, colour, 0.45)
        c.box(
            x - wide * (side > 0) * 2,
            top,
            x + wide * (side < 0) * 2,
            top + high,
            mix(colour, (255, 255, 255), 0.12),
            wide * 0.3,
        )


def _wet_road(c: Canvas, eye: Point) -> None:
    p = c.palette
    for _ in range(230):
        near = c.rng.random() ** 1.4
        y = eye[1] + 3 + 46 * near
        across = c.rng.choice((-1, 1)) * c.rng.triangular(0.1, 1.5, 1.4)
        x, colour = eye[0] + across * (y - eye[1]) * 1.6, c.rng.choice((LAMP, LAMP, LAMP, *SIGNS))
        c.oval(x, y, 0.4 + 4.5 * near * c.rng.random(), 0.08 + 0.35 * near, mix(c.colour_at(x, y), colour, 0.38))
    for step in range(7):
        y = eye[1] + 5 + step * step * 1.15
        c.shape(
            [
                (eye[0] - 0.012 * (y - eye[1]), y),
                (eye[0] + 0.012 * (y - eye[1]), y),
                (eye[0] + 0.02 * (y - eye[1]), y + 1 + step * 0.9),
                (eye[0] - 0.02 * (y - eye[1]), y + 1 + step * 0.9),
            ],
            mix(p.haze, LAMP, 0.45),
        )


def _street_lamp(c: Canvas, eye: Point, side: int, distance: float) -> None:
    p = c.palette
    x, foot, top = eye[0] + side * distance * 0.95, eye[1] + distance * 0.36, eye[1] - distance * 0.62
    arm = x - side * distance * 0.2
    c.stroke(
        [(x, foot), (x, top + distance * 0.08), (x - side * distance * 0.06, top), (arm, top - distance * 0.02)],
        mix(p.shade, p.haze, 0.2),
        distance * 0.022,
    )
    c.glow(arm, top + distance * 0.02, distance * 0.55, LAMP, 0.7)
    c.oval(arm, top, distance * 0.05, distance * 0.022, (255, 244, 214))


def _rider(c: Canvas, x: float, y: float, height: float) -> None:
    """On a motorbike, coming towards us."""
    p = c.palette
    cloth = mix(p.lit(c.rng.choice(CLOTHES)), p.shade, 0.25)
    helmet = p.lit(c.rng.choice(SIGNS))
    c.oval(x, y, height * 0.3, height * 0.04, mix(p.shade, (0, 0, 0), 0.3))
    c.box(x - height * 0.05, y - height * 0.34, x + height * 0.05, y, mix(p.shade, (0, 0, 0), 0.4), height * 0.04)
    c.cutout(x, y, height, "-.2,-.5 -.13,-.82 .13,-.82 .2,-.5 .15,-.2 -.15,-.2", cloth)
    c.cutout(x, y, height, "-.11,-.52 .11,-.52 .07,-.22 -.07,-.22", mix(p.shade, helmet, 0.3))
    c.stroke([(x - height * 0.25, y - height * 0.56), (x + height * 0.25, y - height * 0.56)], p.shade, height * 0.035)
    c.oval(x, y - height * 0.88, height * 0.075, height * 0.09, mix(p.lit(SKIN), p.shade, 0.3))
    c.oval(x, y - height * 0.93, height * 0.1, height * 0.085, helmet)
    c.glow(x, y - height * 0.44, height * 0.6, (255, 240, 205), 0.75)
    c.oval(x, y - height * 0.44, height * 0.05, height * 0.05, (255, 252, 238))
