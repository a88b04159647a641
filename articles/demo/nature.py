"""Sky, land, water and trees: what most scenes of the demo pictures begin with."""

import math

from PIL import Image, ImageDraw, ImageFilter

from articles.demo.canvas import SPOT, Canvas, Point, shading
from articles.demo.palettes import Colour, mix, rgb

SOFT = 3  # pixels to a unit in the sky, which is blurred anyway


def sky(c: Canvas, horizon: float, sun: Point | None = None, radius: float = 5, clouds: str = "streaks") -> None:
    """Down to the horizon and, in the last colour, below it. Clouds: streaks, heaps, ceiling or none."""
    high, middle, low = c.palette.sky
    soft = Image.new("RGB", (round(c.width * SOFT), 100 * SOFT), low)
    turn = round(horizon * 0.55 * SOFT)
    soft.paste(shading((soft.width, turn), high, middle))
    soft.paste(shading((soft.width, round(horizon * SOFT) - turn), middle, low), (0, turn))
    if sun:
        for reach, strength in ((16, 0.45), (6, 0.6)):
            side = round(2 * radius * reach * SOFT)
            spot = SPOT.resize((side, side), Image.Resampling.BILINEAR).point(
                [round(step * strength) for step in range(256)]
            )
            soft.paste(c.palette.sun, (round(sun[0] * SOFT) - side // 2, round(sun[1] * SOFT) - side // 2), spot)
    if clouds != "none":
        CLOUDS[clouds](c, soft, horizon)
    c.backdrop(soft)
    if sun and not c.palette.veiled:
        c.oval(*sun, radius, radius, c.palette.sun)


def _cloud_layer(soft: Image.Image, stencil: Image.Image, colour: Colour, blur: float, strength: float) -> None:
    stencil = stencil.filter(ImageFilter.GaussianBlur(blur * SOFT))
    soft.paste(colour, (0, 0), stencil.point([round(step * strength) for step in range(256)]))


def _streaks(c: Canvas, soft: Image.Image, horizon: float) -> None:
    high, middle, low = c.palette.sky
    for colour, strength in ((mix(middle, high, 0.6), 0.4), (mix(low, c.palette.sun, 0.5), 0.75)):
        stencil = Image.new("L", soft.size)
        pen = ImageDraw.Draw(stencil)
        for _ in range(9):
            x, y = c.rng.uniform(-10, c.width) * SOFT, horizon * c.rng.uniform(0.12, 0.85) * SOFT
            for _ in range(5):
                length, thick = c.rng.uniform(8, 30) * SOFT, c.rng.uniform(0.3, 1.1) * SOFT
                left, top = x + c.rng.uniform(-12, 12) * SOFT, y + c.rng.uniform(-1.6, 1.6) * SOFT
                pen.ellipse((left, top, left + length, top + 2 * thick), fill=200)
        _cloud_layer(soft, stencil, colour, 0.7, strength)


def _heaps(c: Canvas, soft: Image.Image, horizon: float) -> None:
    high, _, low = c.palette.sky
    for _ in range(5):
        x, y, size = c.rng.uniform(0, c.width), horizon * c.rng.uniform(0.2, 0.75), c.rng.uniform(4, 9)
        drifts = [c.rng.gauss(0, 1.2) for _ in range(15)]
        puffs = [
            (x + drift * size, size * (0.14 + c.rng.uniform(0.3, 0.5) * math.exp(-drift * drift))) for drift in drifts
        ]
        for colour, lift, strength in ((mix(high, low, 0.6), 0.0, 0.5), (mix(low, c.palette.sun, 0.8), 0.8, 0.9)):
            stencil = Image.new("L", soft.size)
            pen = ImageDraw.Draw(stencil)
            for middle, tall in puffs:
                top = (y - tall * 1.5 - lift) * SOFT
                pen.ellipse(((middle - tall) * SOFT, top, (middle + tall) * SOFT, top + 2 * tall * SOFT), fill=230)
            # Heaped clouds have a level base.
            pen.rectangle((0, (y - lift) * SOFT, soft.width, soft.height), fill=0)
            _cloud_layer(soft, stencil, colour, 0.6, strength)


def _ceiling(c: Canvas, soft: Image.Image, horizon: float) -> None:
    high, middle, low = c.palette.sky
    for step in range(7):
        y = horizon * (0.02 + 0.13 * step)
        colour = mix(mix(high, c.palette.shade, 0.3), middle, step / 7)
        stencil = Image.new("L", soft.size)
        pen = ImageDraw.Draw(stencil)
        for _ in range(16):
            x, wide, tall = c.rng.uniform(-5, c.width), c.rng.uniform(8, 24), c.rng.uniform(2, 9 - step)
            top = y + c.rng.uniform(-3, 3)
            pen.ellipse(((x - wide) * SOFT, (top - tall) * SOFT, (x + wide) * SOFT, (top + tall) * SOFT), fill=210)
        _cloud_layer(soft, stencil, mix(colour, low, 0.35 if step % 2 else 0.0), 1.6, 0.8)


CLOUDS = {"streaks": _streaks, "heaps": _heaps, "ceiling": _ceiling}


def skyline(c: Canvas, y: float, swing: float, waves: float = 2.0) -> list[Point]:
    """An uneven line from left to right around y: the top of hills, woods or waves."""
    parts = [(waves * 1.9**power, swing / 1.8**power, c.rng.uniform(0, 6.3)) for power in range(4)]
    steps = range(0, round(c.width) + 2)
    return [
        (x, y + sum(size * math.sin(turns * 6.283 * x / c.width + start) for turns, size, start in parts))
        for x in steps
    ]


def land(c: Canvas, line: list[Point], colour: Colour, below: Colour | None = None, foot: float = 100) -> None:
    """Fills from the line down to `foot`."""
    c.shape([*line, (c.width + 2, foot), (-1, foot)], colour, below)


def hills(c: Canvas, y: float, layers: int = 3, swing: float = 5, foot: float = 100) -> None:
    """Blue distances, each layer a little lower, nearer and darker."""
    for layer in range(layers):
        near = 0.12 + 0.3 * layer / layers
        tint = mix(c.palette.haze, c.palette.shade, near)
        line = skyline(c, y - swing * (1 - 0.55 * layer), swing * (1 - layer / (layers + 1)), 1.3 + layer)
        land(c, line, tint, mix(tint, c.palette.haze, 0.55), foot)


def woods(c: Canvas, y: float, height: float, colour: Colour, spread: tuple[float, float] | None = None) -> None:
    """A level row of crowns standing on y."""
    left, right = spread or (-2, c.width + 2)
    x = left
    while x < right:
        size = height * c.rng.uniform(0.35, 0.62)
        c.oval(x, y - c.rng.uniform(0.3, 0.9) * (height - size), size * 1.15, size, colour)
        x += size * 0.75
    c.box(left, y - height * 0.45, right, y, colour)


def tree(c: Canvas, x: float, y: float, height: float, leaves: Colour, blossoms: Colour | None = None) -> None:
    """A broad crown on a trunk that stands on y, lit from the upper left."""
    bark = mix(c.palette.lit(rgb("5a4636")), c.palette.shade, 0.4)
    c.cutout(x, y, height, "-.045,0 -.02,-.6 .03,-.6 .055,0", bark)
    crown = [_in_crown(c) for _ in range(24)]
    tones = (mix(leaves, c.palette.shade, 0.45), leaves, mix(leaves, c.palette.sun, 0.22))
    for depth, tone in enumerate(tones):
        for right, down, size in crown:
            size *= height * (1 - 0.24 * depth)
            c.oval(x + (right - 0.035 * depth) * height, y + (down - 0.04 * depth) * height, size * 1.15, size, tone)
    if blossoms is None:
        return
    for _ in range(70):
        right, down, size = c.rng.choice(crown)
        dx, dy = c.rng.gauss(0, size * 0.55), c.rng.gauss(-size * 0.3, size * 0.5)
        dot = c.rng.uniform(0.012, 0.026) * height
        c.oval(x + (right + dx) * height, y + (down + dy) * height, dot * 1.3, dot, mix(blossoms, c.palette.sun, 0.12))


def _in_crown(c: Canvas) -> tuple[float, float, float]:
    angle, out = c.rng.uniform(0, 2 * math.pi), c.rng.uniform(0.1, 1) ** 0.5
    return (0.33 * out * math.cos(angle), -0.68 + 0.2 * out * math.sin(angle), c.rng.uniform(0.11, 0.17))


def palm(c: Canvas, x: float, y: float, height: float, colour: Colour, wind: float = 0.1) -> None:
    """An areca palm; `wind` bends it to the right."""
    stem = [(x + wind * height * (step / 8) ** 2, y - height * step / 8) for step in range(9)]
    c.stroke(stem, colour, height * 0.03)
    top = stem[-1]
    for leaf in range(11):
        angle = -0.45 + leaf * (math.pi + 0.9) / 10
        reach = height * c.rng.uniform(0.24, 0.34)
        rib = []
        for along in (step / 6 for step in range(7)):
            right = math.cos(angle) * along + wind * 2.2 * along**1.5
            down = 0.56 * along**2 - math.sin(angle) * 0.95 * along
            rib.append((top[0] + right * reach, top[1] + down * reach))
        breadth = [height * 0.035 * math.sin(math.pi * (step + 0.6) / 7) for step in range(7)]
        under = [(px, py + broad) for (px, py), broad in zip(rib, breadth, strict=True)]
        c.shape([*rib, *reversed(under)], colour)


def bamboo(c: Canvas, x: float, y: float, height: float, colour: Colour, lean: float) -> None:
    """A clump of canes that arch towards `lean`."""
    for _ in range(9):
        reach, foot = height * c.rng.uniform(0.65, 1.0), x + c.rng.gauss(0, 1.6)
        arch = lean * c.rng.uniform(0.4, 1.3)
        cane = [(foot + arch * reach * (step / 10) ** 2.2, y - reach * step / 10) for step in range(11)]
        c.stroke(cane, mix(colour, c.palette.sun, c.rng.uniform(0, 0.15)), height * 0.009)
        for px, py in cane[3:]:
            for _ in range(5):
                angle, long = c.rng.uniform(-0.5, 1.2), height * c.rng.uniform(0.05, 0.1)
                side = c.rng.choice((-1, 1))
                tip = (px + side * long * math.cos(angle), py + long * math.sin(angle))
                leaf = mix(colour, c.rng.choice((c.palette.sun, c.palette.shade)), c.rng.uniform(0, 0.25))
                middle = ((px + tip[0]) / 2, (py + tip[1]) / 2)
                edges = (middle[0], middle[1] - long * 0.13), (middle[0], middle[1] + long * 0.08)
                c.shape([(px, py), edges[0], tip, edges[1]], leaf)


def blades(c: Canvas, top: float, foot: float, count: int, colours: tuple[Colour, ...], height: float = 9) -> None:
    """Grass or rice in the foreground, denser and darker towards the foot."""
    for index in range(count):
        near = index / count
        y = top + (foot - top) * near
        x, reach, lean = c.rng.uniform(-3, c.width + 3), height * c.rng.uniform(0.5, 1.0), c.rng.gauss(0.12, 0.2)
        half = 0.13 + 0.16 * near
        bend = (x + lean * reach * 0.35, y - reach * 0.6)
        tip = (x + lean * reach, y - reach)
        colour = mix(c.rng.choice(colours), c.palette.shade, 0.45 * near)
        c.shape(
            [(x - half, y), (bend[0] - half * 0.8, bend[1]), tip, (bend[0] + half * 0.8, bend[1]), (x + half, y)],
            colour,
        )


def water(c: Canvas, top: float, foot: float = 100, clearness: float = 0.55, sun_x: float | None = None) -> None:
    """From the far bank at `top` to the near edge, with reflections, ripples and the path of the sun."""
    high, middle, low = c.palette.sky
    c.band(top, foot, mix(low, c.palette.haze, 0.4), mix(mix(high, middle, 0.3), c.palette.shade, 0.35))
    c.mirror(top, min(top, foot - top), clearness)
    for index in range(260):
        near = (index / 260) ** 1.5
        y = top + 0.6 + (foot - top) * near
        path = c.rng.random() < 0.5 and sun_x is not None
        x = c.rng.gauss(sun_x or 0, 2 + 9 * near) if path else c.rng.uniform(-4, c.width)
        half = (0.8 + 6 * near) * c.rng.uniform(0.3, 1.0) * (0.6 if path else 1.0)
        thick = 0.05 + 0.3 * near
        bright = mix(low, c.palette.sun, 0.8 if path else 0.25)
        colour = bright if path or c.rng.random() < 0.45 else mix(high, c.palette.shade, 0.4)
        c.oval(x, y, half, thick, mix(c.colour_at(x, y), colour, 0.75 if path else 0.3))
