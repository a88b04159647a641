"""Fields, dikes, village roads and weather."""

from PIL import Image, ImageDraw, ImageFilter

from articles.demo.buildings import house
from articles.demo.canvas import Canvas, Point, traced
from articles.demo.nature import bamboo, blades, hills, land, palm, sky, skyline, tree, water, woods
from articles.demo.palettes import Colour, mix, rgb
from articles.demo.people import CLOTHES, HULLS, boat, buffalo, cyclist, figure

GREEN, LEAF, GOLD, EARTH = rgb("6fa64a"), rgb("4f8a45"), rgb("d9b64c"), rgb("a9825a")


def rice_field(c: Canvas) -> None:
    p, horizon = c.palette, c.rng.uniform(37, 47)
    # Late light goes with harvest.
    ripe = c.rng.random() < (0.75 if p.sky[2][2] < 170 else 0.15)
    sun = (c.width * c.rng.choice((0.2, 0.35, 0.7)), horizon - c.rng.uniform(9, 22))
    sky(c, horizon, sun, c.rng.uniform(3.4, 5), c.rng.choice(("streaks", "streaks", "heaps")))
    if c.rng.random() < 0.6:
        hills(c, horizon, 2, c.rng.uniform(3, 7))
    turn = c.width * c.rng.uniform(0.3, 0.6)
    woods(c, horizon + 0.8, 3.5, p.at(LEAF, 0.3), (-2, turn))
    woods(c, horizon + 1.2, 5.0, p.at(LEAF, 0.42), (turn + c.width * 0.06, c.width + 2))
    for _ in range(3):
        palm(c, c.rng.uniform(turn, c.width), horizon + 1, c.rng.uniform(7, 11), p.at(LEAF, 0.36))
    for x in c.rng.sample((0.1, 0.24, 0.7, 0.82, 0.93), 2):
        house(c, c.width * x, horizon + 1.6, c.rng.uniform(5, 7.5), rgb("e9d9b4"))
    crop, other = (GOLD, mix(GOLD, GREEN, 0.45)) if ripe else (rgb("6db24a"), rgb("8fc25a"))
    _paddies(c, horizon, crop, other)
    _rice(c, horizon, crop, other)
    blades(c, 84, 108, 420, (p.at(crop, 1), p.at(other, 1), mix(p.at(crop, 1), p.sun, 0.3)), 13)
    middle = c.width * c.rng.uniform(0.35, 0.65)
    for _ in range(6):
        _bird(c, middle + c.rng.gauss(0, 12), horizon * c.rng.uniform(0.35, 0.7), c.rng.uniform(0.9, 1.8))


def _paddies(c: Canvas, horizon: float, crop: Colour, other: Colour) -> None:
    p, y, step = c.palette, horizon + 0.6, 1.5
    while y < 100:
        near = (y - horizon) / (100 - horizon)
        tint = p.at(mix(crop, other, c.rng.random()), 0.55 + 0.45 * near)
        slant = c.rng.uniform(-1, 1) * step * 0.35
        top = [(-1, y - slant), (c.width + 1, y + slant), (c.width + 1, y + 1.6 * step), (-1, y + 1.6 * step)]
        c.shape(top, mix(tint, p.sun, 0.18), mix(tint, p.shade, 0.18))
        c.stroke(top[:2], mix(tint, p.shade, 0.3), 0.12 + 0.5 * near)
        y, step = y + step, step * 1.45


def _rice(c: Canvas, horizon: float, crop: Colour, other: Colour) -> None:
    """The plants from back to front, and between them whoever is in the field."""
    p, first = c.palette, c.rng.uniform(0.2, 0.35)
    herd = c.rng.random() < 0.35
    places = [(horizon + 17 + 4 * index, c.width * (first + 0.15 * index)) for index in range(1 if herd else 3)]
    for index in range(1900):
        near = (index / 1900) ** 1.25
        x, y = c.rng.uniform(-1, c.width + 1), horizon + 4 + (96 - horizon) * near
        if places and y > places[0][0]:
            foot, middle = places.pop(0)
            tall = (foot - horizon) * 0.78
            if herd:
                buffalo(c, middle, foot + 4, 22)
            else:
                figure(c, middle, foot, tall, c.rng.choice(CLOTHES), hat=True, bow=c.rng.choice((0.5, 0.7)))
        tone = p.at(mix(crop, other, c.rng.random()), 0.5 + 0.5 * near)
        tone, tall = mix(tone, c.rng.choice((p.sun, p.shade)), c.rng.uniform(0, 0.28)), 0.9 + 5.5 * near
        for lean in (-0.35, 0.05, 0.45):
            tip = (x + lean * tall, y - tall * c.rng.uniform(0.7, 1))
            c.shape([(x - 0.05 - 0.1 * near, y), tip, (x + 0.05 + 0.1 * near, y)], tone)


def _bird(c: Canvas, x: float, y: float, span: float) -> None:
    tone = mix(c.palette.shade, c.palette.sun, 0.15)
    for side in (-1, 1):
        wing = ((0, 0), (0.5, -0.45), (1.2, -0.15), (0.5, -0.25))
        c.shape([(x + side * span * out, y + span * down) for out, down in wing], tone)


def river_dike(c: Canvas) -> None:
    p, horizon, turn = c.palette, c.rng.uniform(36, 46), c.rng.uniform(-0.1, 0.03)
    sun = (c.width * c.rng.uniform(0.12, 0.4), horizon - c.rng.uniform(6, 16))
    sky(c, horizon, sun, c.rng.uniform(3.5, 5), c.rng.choice(("streaks", "streaks", "heaps")))
    if c.rng.random() < 0.6:
        hills(c, horizon, 2, c.rng.uniform(3, 6))
    woods(c, horizon + 0.8, 3.6, p.at(LEAF, 0.32))
    _far_bank(c, horizon)
    water(c, horizon + 0.6, 100, 0.6, sun[0])
    for x, down, length in c.rng.sample(((0.1, 8, 9), (0.3, 6, 7), (0.42, 11, 11), (0.2, 17, 17)), c.rng.randrange(3)):
        boat(c, c.width * x, horizon + down, length, c.rng.choice(HULLS), 0.2 + length / 40)

    def across(line: str) -> list[Point]:
        """From the horizon to our feet; the bend lies further left or right from picture to picture."""
        points = [(c.width * (x + turn), 42 + (y - 42) * (101 - horizon) / 59 + horizon - 42) for x, y in traced(line)]
        return _curve(points)

    shore, crest = across(".77,43 .55,54 .44,68 .2,86 -.04,97"), across(".83,40.5 .73,47 .66,60 .57,78 .5,101")
    edge = across(".86,40.5 .84,47 .86,60 .94,78 1.04,101")
    grass, beyond = p.at(GREEN, 0.85), c.width * 1.2
    c.shape([*shore, (-4, 101), *reversed(crest)], mix(grass, p.sun, 0.12), mix(grass, p.shade, 0.35))
    c.stroke(shore, mix(p.at(EARTH, 0.8), p.sun, 0.3), 0.5)
    c.shape([*crest, *reversed(edge)], p.at(rgb("cdbfa6"), 0.35), p.at(rgb("b9a88c"), 1))
    c.shape([*edge, (beyond, 101), (beyond, horizon - 2)], mix(grass, p.shade, 0.2), mix(grass, p.shade, 0.55))
    for x, foot, height in ((0.91, 47, 12), (0.95, 53, 18), (1.01, 64, 32)):
        tree(c, c.width * (x + turn), foot, height, p.at(LEAF, 0.4 + height / 60))
    _on_the_dike(c, c.width * turn)


def _far_bank(c: Canvas, horizon: float) -> None:
    """What stands on the other side: brick kilns, a village, or nothing."""
    p, kind = c.palette, c.rng.choice(("kilns", "village", "village", "nothing"))
    for x in c.rng.sample((0.08, 0.2, 0.33, 0.45, 0.57), 3 if kind != "nothing" else 0):
        if kind == "kilns":
            brick = p.at(rgb("a9583f"), 0.35)
            c.slab(horizon - 9, (c.width * x, c.width * x + 1), horizon, (c.width * x - 0.5, c.width * x + 1.5), brick)
        else:
            house(c, c.width * x, horizon + 0.9, c.rng.uniform(3, 5), rgb("e9d9b4"))


def _on_the_dike(c: Canvas, shift: float) -> None:
    x, who = c.width * 0.75 + shift, c.rng.choice(("cyclist", "walkers", "buffalo"))
    if who == "cyclist":
        cyclist(c, x, 66, 15, c.rng.choice(CLOTHES))
    elif who == "buffalo":
        buffalo(c, x - c.width * 0.14, 76, 24)
    else:
        for step in range(c.rng.randint(2, 4)):
            figure(
                c, x - 4 + step * 4, 66 + step * 1.2, 14 + step * 0.6, c.rng.choice(CLOTHES), hat=c.rng.random() < 0.6
            )
    figure(c, c.width * 0.785 + shift, 51, 6, CLOTHES[2])


def _curve(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """A smooth line through the points (Catmull-Rom)."""
    padded = [points[0], *points, points[-1]]
    line = []
    for a, b, d, e in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        for step in range(12):
            t = step / 12
            weights = (2 * t * t - t - t**3, 2 - 5 * t * t + 3 * t**3, t + 4 * t * t - 3 * t**3, t**3 - t * t)
            x, y = (sum(w * at[axis] for w, at in zip(weights, (a, b, d, e), strict=True)) / 2 for axis in (0, 1))
            line.append((x, y))
    return [*line, points[-1]]


def village_road(c: Canvas) -> None:
    p, horizon, vanish = c.palette, c.rng.uniform(43, 49), c.width * c.rng.uniform(0.4, 0.54)
    sky(c, horizon, (vanish + c.rng.uniform(-30, 30), horizon - c.rng.uniform(8, 20)), 4, "heaps")
    hills(c, horizon, 1, 4)
    woods(c, horizon + 1, 8, p.at(LEAF, 0.35))
    land(c, [(-1, horizon), (c.width + 1, horizon)], p.at(GREEN, 0.5), p.at(LEAF, 1))
    road = p.at(rgb("cbb592"), 0.4), p.at(rgb("b4976f"), 1)
    c.slab(horizon, (vanish - 1.2, vanish + 1.2), 101, (c.width * 0.13, c.width * 0.83), *road)
    for side in (-1, 1):
        verge = (c.width * (0.48 + side * 0.34), c.width * (0.48 + side * 0.42))
        c.slab(horizon, (vanish + side * 1.1, vanish + side * 1.6), 101, verge, p.at(GREEN, 0.6), p.at(GREEN, 0.95))
    for near, far in ((0.3, vanish - 0.35), (0.66, vanish + 0.35)):
        track = mix(p.at(rgb("b4976f"), 0.9), p.shade, 0.06)
        c.slab(horizon + 1, (far, far + 0.2), 101, (c.width * near, c.width * (near + 0.06)), track)
    if c.rng.random() < 0.4:
        _village_gate(c, vanish, horizon)
    for x, foot, size in ((0.35, 53, 12), (0.24, 60, 20), (0.03, 74, 37)):
        house(c, c.width * x, foot, size, rgb(c.rng.choice(("e9d9b4", "e6c583", "d98f62", "cfd6c4", "f0e8d6"))))
    for x, foot, height in c.rng.sample(((0.42, 51, 14), (0.39, 52, 19), (0.17, 64, 36), (0.12, 66, 41)), 3):
        palm(c, c.width * x, foot, height, mix(p.at(LEAF, 0.3 + height / 60), p.shade, 0.3), 0.06)
    leafy = c.rng.random() < 0.4
    for x, foot, height in ((0.57, 53, 18), (0.67, 60, 32), (0.79, 72, 54), (0.97, 90, 84)):
        leaves = mix(p.at(LEAF, 0.35 + height / 120), p.shade, 0.15)
        if leafy:
            tree(c, c.width * (x + 0.03), foot, height * 0.8, leaves)
        else:
            bamboo(c, c.width * x, foot, height, leaves, -0.31 - height / 440)
    _verges(c, horizon, vanish)
    _on_the_road(c, vanish, horizon)


def _village_gate(c: Canvas, x: float, horizon: float) -> None:
    """An old brick gate across the road, a little tiled roof on its arch."""
    p, foot = c.palette, horizon + 6
    wall, tile = p.at(rgb("d8b98a"), 0.5), p.at(rgb("9a4a34"), 0.55)
    for side in (-1, 1):
        c.box(x + side * 6 - 1.6, foot - 15, x + side * 6 + 1.6, foot, mix(wall, p.shade, 0.1 + 0.06 * side))
    c.box(x - 7.6, foot - 18, x + 7.6, foot - 12, wall)
    c.cutout(x, foot, 1, "-4.4,-11.9 -3.4,-14.4 0,-15.6 3.4,-14.4 4.4,-11.9", p.at(LEAF, 0.35))
    c.cutout(
        x, foot, 1, "-10,-18.6 -7,-18 -5,-21.5 5,-21.5 7,-18 10,-18.6 8.4,-17 -8.4,-17", tile, mix(tile, p.shade, 0.3)
    )
    c.box(x - 4, foot - 17.2, x + 4, foot - 15.8, p.at(rgb("a4392f"), 0.6))


def _on_the_road(c: Canvas, vanish: float, horizon: float) -> None:
    shade = mix(c.palette.at(rgb("b4976f"), 0.9), c.palette.shade, 0.3)
    x, who = c.width * c.rng.uniform(0.38, 0.5), c.rng.choice(("cyclist", "walkers", "buffalo"))
    figure(c, vanish + 1, horizon + 8.5, 7.5, CLOTHES[3], hat=True)
    figure(c, vanish + 4, horizon + 9, 7, CLOTHES[2])
    if who == "cyclist":
        c.oval(x, 79, 9, 0.7, shade)
        cyclist(c, x, 79, 24, c.rng.choice(CLOTHES))
    elif who == "buffalo":
        buffalo(c, x, 82, 30)
    else:
        for step in range(c.rng.randint(2, 3)):
            c.oval(x + 8 * step + 1, 80 + 2 * step, 4, 0.6, shade)
            figure(
                c, x + 8 * step, 80 + 2 * step, 22 + step, c.rng.choice(CLOTHES), hat=c.rng.random() < 0.5, stride=0.25
            )


def _verges(c: Canvas, horizon: float, vanish: float) -> None:
    p = c.palette
    for side in (-1, 1):
        for _ in range(170):
            near = c.rng.random() ** 0.6
            y, edge = horizon + 6 + 54 * near, c.rng.uniform(0.36, 0.5) * near
            x = vanish + side * c.width * (0.03 + edge + 0.02 * near)
            tip = (x + c.rng.gauss(0, 1.2) * near, y - 5 * near * c.rng.uniform(0.4, 1))
            tone = mix(p.at(GREEN, 0.5 + near / 2), c.rng.choice((p.sun, p.shade)), c.rng.uniform(0.05, 0.3))
            c.shape([(x - 0.2 * near, y), tip, (x + 0.2 * near, y)], tone)


def storm_sky(c: Canvas) -> None:
    p, horizon = c.palette, c.rng.uniform(62, 70)
    sky(c, horizon, None, 0, "ceiling")
    _lightning(c, c.width * c.rng.uniform(0.58, 0.75), 20, horizon - 1)
    hills(c, horizon, 1, 3)
    woods(c, horizon + 1, 4, mix(p.haze, p.shade, 0.6))
    water(c, horizon + 1, 100, 0.7)
    for x, foot, size in c.rng.sample(
        ((0.3, horizon + 6, 14), (0.5, horizon + 4, 9), (0.42, horizon + 8, 17), (0.86, horizon + 5, 11)), 2
    ):
        house(c, c.width * x, foot, size, rgb("d9c9a4"))
    land(c, skyline(c, 92, 1.2), mix(p.at(LEAF, 0.9), p.shade, 0.55), p.shade)
    for x, foot, height in c.rng.sample(((0.1, 94, 62), (0.19, 95, 48), (0.05, 93, 44), (0.26, 95, 34)), 3):
        palm(c, c.width * x, foot, height, mix(p.shade, p.lit(LEAF), 0.15), 0.33)
    blades(c, 94, 106, 240, (mix(p.lit(LEAF), p.shade, 0.5), mix(p.lit(GREEN), p.shade, 0.5)), 9)
    rain = Image.new("L", (round(c.width * 8), 800))
    pen = ImageDraw.Draw(rain)
    for _ in range(900):
        x, y, long = c.rng.uniform(-60, rain.width), c.rng.uniform(-40, 800), c.rng.uniform(14, 46)
        pen.line((x, y, x + long * 0.32, y + long), fill=c.rng.randint(20, 78))
    c.veil(rain.filter(ImageFilter.GaussianBlur(0.6)), p.sun)


def _lightning(c: Canvas, x: float, top: float, foot: float) -> None:
    y, bolt = top, [(x, top)]
    while y < foot:
        y += c.rng.uniform(2.5, 5.5)
        x += c.rng.gauss(-0.4, 2.4)
        bolt.append((x, min(y, foot)))
    middle = bolt[len(bolt) // 3]
    c.glow(*middle, 48, c.palette.sun, 0.5, 0.8)
    branch = [middle]
    for _ in range(4):
        branch.append((branch[-1][0] + c.rng.uniform(1.5, 4), branch[-1][1] + c.rng.uniform(3, 5)))
    c.stroke(branch, c.palette.sun, 0.22)
    c.stroke(bolt, mix(c.palette.sun, (255, 255, 255), 0.7), 0.5)
