"""The factory and the orchard."""

from PIL import Image, ImageDraw, ImageFilter

from articles.demo.buildings import pane
from articles.demo.canvas import Canvas
from articles.demo.nature import blades, hills, land, sky, skyline, tree, woods
from articles.demo.palettes import Colour, mix, rgb
from articles.demo.people import CLOTHES, basket, figure

LEAF, GREEN = rgb("4f8a45"), rgb("6fa64a")


def smoke(c: Canvas, x: float, y: float, colour: Colour, reach: float) -> None:
    """A plume from (x, y) that widens as the wind takes it to the right."""
    stencil = Image.new("L", (round(c.width * 4), 400))
    pen = ImageDraw.Draw(stencil)
    for step in range(34):
        along = step / 34
        middle, top = x + reach * along**1.3, y - reach * 0.42 * along**0.8
        size = 0.7 + reach * 0.13 * along
        middle, top = middle + c.rng.gauss(0, size * 0.3), top + c.rng.gauss(0, size * 0.3)
        pen.ellipse(
            [4 * edge for edge in (middle - size, top - size, middle + size, top + size)],
            fill=round(225 * (1 - along) ** 0.8),
        )
    c.veil(stencil.filter(ImageFilter.GaussianBlur(3.5)), colour)


def factory(c: Canvas) -> None:
    p, ground = c.palette, 70
    sky(c, ground, (c.width * c.rng.choice((0.16, 0.8)), c.rng.uniform(26, 46)), 5, "streaks")
    hills(c, ground, 1, 5)
    woods(c, ground, 5, p.at(LEAF, 0.3))
    for part, top in c.rng.sample(((0.2, 18), (0.27, 26), (0.84, 32), (0.9, 24), (0.13, 30)), c.rng.randint(2, 3)):
        x = c.width * part
        brick = p.at(rgb("b5654a" if part > 0.5 else "c9c4b8"), 0.6)
        smoke(c, x, top - 1, mix(p.sky[2], (255, 255, 255), 0.35), 36)
        c.shape([(x - 1.3, top), (x + 1.3, top), (x + 2.2, ground), (x - 2.2, ground)], brick, mix(brick, p.shade, 0.3))
        c.shape([(x + 0.4, top), (x + 1.3, top), (x + 2.2, ground), (x + 0.7, ground)], mix(brick, p.shade, 0.3))
        for ring in (2, 6):
            c.box(x - 1.5, top + ring, x + 1.5, top + ring + 1.6, p.at(rgb("c9473a"), 0.65))
    wall = p.at(rgb("d8d9d0"), 0.75)
    left, step, roof = c.width * 0.32, c.width * 0.082, 46
    for bay in range(6):
        x = left + bay * step
        c.shape(
            [(x, roof), (x + step * 0.28, roof - 8), (x + step, roof), (x + step, ground), (x, ground)],
            mix(wall, p.sun, 0.15),
            mix(wall, p.shade, 0.15),
        )
        c.shape(
            [(x, roof), (x + step * 0.28, roof - 8), (x + step * 0.28, roof)],
            p.sun if p.lamps else mix(p.sky[1], p.sun, 0.4),
        )
        c.shape(
            [(x + step * 0.28, roof - 8), (x + step, roof), (x + step, roof + 1), (x + step * 0.28, roof - 6.6)],
            p.at(rgb("4f7f96"), 0.8),
        )
    for bay in range(12):
        x = left + (bay + 0.25) * step / 2
        c.box(x, 52, x + step * 0.28, 56.5, pane(c, wall, 0.8))
    c.box(left, 59, left + step * 6, 60, p.at(rgb("4f7f96"), 0.8))
    for part in (0.04, 0.105):
        x = c.width * part
        steel = p.at(rgb("cdd5d6"), 0.8)
        for slice_ in range(10):
            c.box(
                x + slice_, 50, x + slice_ + 1.05, ground, mix(mix(steel, p.sun, 0.3), p.shade, abs(slice_ - 3) * 0.07)
            )
        c.oval(x + 5, 50, 5, 1.5, mix(steel, p.sun, 0.35))
    land(c, [(-1, ground), (c.width + 1, ground)], p.at(rgb("b9b4a6"), 0.7), p.at(rgb("8f8b80"), 1))
    _yard(c, ground)


def _yard(c: Canvas, ground: float) -> None:
    p = c.palette
    colours = [rgb(one) for one in ("c9553c", "2f6f9a", "d9a441", "4d8a68", "8a8f94")]
    for row, (y, size) in enumerate(((78, 7.0), (78, 7.0))):
        for index in range(4):
            if row and index in (0, 3):
                continue
            x, foot = c.width * 0.62 + index * size * 2.25, y - row * size
            tone = p.at(c.rng.choice(colours), 0.95)
            c.box(x, foot - size, x + size * 2.2, foot, tone)
            for rib in range(1, 11):
                c.stroke(
                    [(x + rib * size * 0.2, foot - size), (x + rib * size * 0.2, foot)], mix(tone, p.shade, 0.2), 0.12
                )
            c.box(x, foot - size, x + size * 2.2, foot - size * 0.93, mix(tone, p.sun, 0.25))
    x, y = c.width * c.rng.uniform(0.16, 0.38), 84
    c.oval(x + 12, y + 0.6, 17, 0.9, mix(p.at(rgb("8f8b80"), 1), p.shade, 0.5))
    c.box(x, y - 12.5, x + 19, y - 2, p.at(rgb("eee9dc"), 1))
    c.box(x, y - 9, x + 19, y - 7.4, p.at(c.rng.choice(colours), 1))
    c.shape(
        [(x + 20, y - 9.5), (x + 24.5, y - 9.5), (x + 26.5, y - 5.5), (x + 26.5, y - 1.4), (x + 20, y - 1.4)],
        p.at(rgb("c9553c"), 1),
    )
    c.shape(
        [(x + 21.5, y - 8.6), (x + 24.2, y - 8.6), (x + 25.7, y - 5.6), (x + 21.5, y - 5.6)],
        mix(p.sky[1], p.shade, 0.4),
    )
    for wheel in (3.5, 7, 16, 23.5):
        c.oval(x + wheel, y - 1.1, 1.7, 1.7, mix(p.shade, (0, 0, 0), 0.4))
        c.oval(x + wheel, y - 1.1, 0.75, 0.75, p.at(rgb("9aa0a2"), 1))
    for part, height in ((0.53, 13), (0.565, 13.5), (0.1, 15)):
        figure(c, c.width * part, 90, height, rgb("3f6f9f"))
        c.oval(c.width * part, 90 - height * 0.945, height * 0.07, height * 0.05, p.lit(rgb("f0c53f")))


def orchard(c: Canvas) -> None:
    p, horizon = c.palette, 44
    fruit = c.rng.choice((rgb("e2632f"), rgb("c9323a"), rgb("f0b429")))
    sky(c, horizon, (c.width * 0.78, 16), 4.5, "heaps")
    hills(c, horizon, 3, 8)
    land(c, skyline(c, horizon + 1, 0.7), p.at(GREEN, 0.55), p.at(LEAF, 1))
    for index in range(9):
        near = index / 8
        y = horizon + 3 + 5 * near + 50 * near**2
        c.shape(
            [(-1, y), (c.width + 1, y - 1), (c.width + 1, y + 1 + 5 * near), (-1, y + 2 + 6 * near)],
            mix(p.at(GREEN, 0.6 + near * 0.4), p.shade, 0.14),
        )
    for foot in (48.5, 51, 54.5, 60, 69, 84):
        near = (foot - horizon) / (84 - horizon)
        height, gap, alley = 5 + 37 * near, 5 + 30 * near, 1.5 + 17 * near
        x = alley + height * 0.32
        while x < c.width * 0.62 + height:
            for side in (-1, 1):
                trunk = c.width * 0.5 + side * x + c.rng.uniform(-0.06, 0.06) * gap
                c.oval(
                    trunk + height * 0.14,
                    foot,
                    height * 0.38,
                    height * 0.05,
                    mix(p.at(LEAF, 0.5 + near / 2), p.shade, 0.4),
                )
                tree(
                    c,
                    trunk,
                    foot,
                    height * c.rng.uniform(0.92, 1.06),
                    p.at(LEAF, 0.3 + 0.7 * near),
                    p.at(fruit, 0.35 + 0.65 * near),
                )
            x += gap
    figure(c, c.width * 0.42, 76, 20, c.rng.choice(CLOTHES), hat=True)
    figure(c, c.width * 0.56, 83, 24, c.rng.choice(CLOTHES), hat=True, bow=0.35)
    for x, foot in ((0.475, 79), (0.62, 87), (0.685, 88.5)):
        basket(c, c.width * x, foot, 5.5, fruit)
    blades(c, 94, 108, 260, (p.at(GREEN, 1), p.at(LEAF, 1)), 9)
