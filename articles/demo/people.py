"""Small figures and the things they ride, as silhouettes with a little colour."""

import math

from articles.demo.canvas import Canvas, traced
from articles.demo.palettes import Colour, mix, rgb

STRAW = rgb("e3c98d")
SKIN = rgb("c68f6a")
HULLS = tuple(rgb(one) for one in ("2f6f9a", "3d8f7c", "b5523b", "7d5a3c", "d9a441"))
CLOTHES = tuple(rgb(one) for one in ("7a4a3c", "3f5f7a", "d8d2c2", "a4493d", "4d6b4f", "c99a4a", "6a5674", "2f4858"))


def figure(
    c: Canvas, x: float, y: float, height: float, clothes: Colour, hat: bool = False, bow: float = 0, stride: float = 0
) -> None:
    """Someone standing on y. `bow` leans the upper body to the right: 1 is bent over, as at planting rice.
    `stride` parts the feet: 1 is running."""
    shade, cloth = c.palette.shade, c.palette.lit(clothes)
    hip, leg, step, lift = y - height * 0.45, height * 0.055, height * 0.22 * stride, height * 0.12 * stride
    legs = [(x - leg * 1.6, hip), (x + leg * 1.6, hip), (x + step + leg * 1.7, y), (x + step + leg * 0.5, y)]
    legs += [(x + leg * 0.2, hip + leg * 3), (x - step - leg * 0.5, y - lift), (x - step - leg * 1.7, y - lift)]
    c.shape(legs, mix(cloth, shade, 0.55))
    neck, wide = (x + height * 0.36 * bow, hip - height * (0.38 - 0.2 * bow)), height * 0.105
    body = [(x - leg * 1.9, hip + leg), (neck[0] - wide, neck[1] + leg), (neck[0] - wide * 0.6, neck[1] - leg * 0.3)]
    body += [(neck[0] + wide * 0.6, neck[1] - leg * 0.3), (neck[0] + wide, neck[1] + leg), (x + leg * 1.9, hip + leg)]
    c.shape(body, cloth)
    for side in (-1, 1):
        shoulder = (neck[0] + side * wide * 0.75, neck[1] + leg * 0.8)
        hand = (neck[0] + side * wide * (1.2 - bow * 0.5), neck[1] + height * 0.33)
        c.stroke([shoulder, hand], mix(cloth, shade, 0.18), height * 0.05)
    _head(c, neck[0] + height * 0.05 * bow, neck[1] - height * 0.075, height, hat)


def _head(c: Canvas, x: float, y: float, height: float, hat: bool) -> None:
    c.oval(x, y, height * 0.058, height * 0.07, mix(c.palette.lit(SKIN), c.palette.shade, 0.2))
    if hat:
        cone_hat(c, x, y - height * 0.015, height * 0.15)
    else:
        hair = mix(c.palette.shade, (20, 16, 16), 0.4)
        c.oval(x - height * 0.008, y - height * 0.03, height * 0.06, height * 0.045, hair)


def cone_hat(c: Canvas, x: float, y: float, half: float) -> None:
    straw = c.palette.lit(STRAW)
    c.shape([(x - half, y), (x, y - half * 0.85), (x + half, y), (x, y + half * 0.22)], straw)
    c.shape([(x, y - half * 0.85), (x + half, y), (x, y + half * 0.22)], mix(straw, c.palette.shade, 0.28))


def cyclist(c: Canvas, x: float, y: float, height: float, clothes: Colour, hat: bool = True) -> None:
    """On a bicycle, riding to the right."""
    frame = mix(c.palette.shade, (0, 0, 0), 0.2)
    wheel, gap = height * 0.19, height * 0.29
    for side in (-1, 1):
        ring = c.pixels([(x + side * gap - wheel, y - 2 * wheel), (x + side * gap + wheel, y)])
        c.pen.ellipse(ring, outline=frame, width=max(1, round(height * 0.022 * c.scale)))
    hub, seat, bar = (x - gap, y - wheel), (x - gap * 0.35, y - height * 0.5), (x + gap * 0.75, y - height * 0.55)
    pedal = (x - gap * 0.05, y - wheel * 0.95)
    for line in ([hub, pedal, (bar[0], bar[1] + height * 0.08), seat, pedal], [bar, (x + gap, y - wheel)], [hub, seat]):
        c.stroke(line, frame, height * 0.022)
    cloth = c.palette.lit(clothes)
    neck = (x + gap * 0.1, y - height * 0.83)
    knee = (x + gap * 0.3, y - height * 0.36)
    c.stroke([seat, knee, pedal], mix(cloth, c.palette.shade, 0.5), height * 0.075)
    back, belly = (neck[0] - height * 0.08, neck[0] + height * 0.06), (seat[0] - height * 0.08, seat[0] + height * 0.1)
    c.slab(neck[1], back, seat[1], belly, cloth)
    c.stroke([(neck[0], neck[1] + height * 0.06), bar], mix(cloth, c.palette.shade, 0.2), height * 0.045)
    c.oval(neck[0] + height * 0.02, neck[1] - height * 0.07, height * 0.055, height * 0.065, c.palette.lit(SKIN))
    if hat:
        cone_hat(c, neck[0] + height * 0.02, neck[1] - height * 0.09, height * 0.15)


def buffalo(c: Canvas, x: float, y: float, length: float) -> None:
    """Grazing to the right, a child on its back."""
    hide = mix(c.palette.lit(rgb("5a4f50")), c.palette.shade, 0.25)
    c.oval(x, y, length * 0.55, length * 0.04, mix(c.palette.shade, c.palette.haze, 0.35))
    for leg in (-0.36, -0.25, 0.2, 0.31):
        c.cutout(x + length * leg, y, length, "-.045,-.3 .045,-.3 .03,0 -.03,0", mix(hide, c.palette.shade, 0.35))
    body = "-.48,-.5 -.3,-.58 .05,-.56 .25,-.6 .4,-.52 .44,-.34 .3,-.22 -.35,-.22 -.47,-.3"
    c.cutout(x, y, length, body, mix(hide, c.palette.sun, 0.1), mix(hide, c.palette.shade, 0.3))
    c.cutout(x, y, length, ".33,-.54 .5,-.5 .62,-.32 .6,-.24 .52,-.23 .46,-.32 .34,-.34", hide)
    for horn in (".47,-.5 .4,-.62 .27,-.66 .38,-.57 .44,-.47", ".5,-.49 .52,-.6 .44,-.67 .47,-.58 .47,-.49"):
        c.cutout(x, y, length, horn, mix(c.palette.lit(rgb("cfc4ae")), c.palette.shade, 0.25))
    c.stroke([(x - length * 0.47, y - length * 0.46), (x - length * 0.53, y - length * 0.22)], hide, length * 0.02)
    shirt = c.palette.lit(c.rng.choice(CLOTHES))
    c.cutout(x, y, length, "-.14,-.56 .06,-.56 .1,-.4 .03,-.38 -.02,-.5", mix(shirt, c.palette.shade, 0.5))
    c.cutout(x, y, length, "-.13,-.56 -.1,-.78 .02,-.78 .06,-.56", shirt)
    c.oval(x - length * 0.04, y - length * 0.84, length * 0.055, length * 0.065, c.palette.lit(SKIN))
    cone_hat(c, x - length * 0.04, y - length * 0.86, length * 0.15)


def heads(c: Canvas, y: float, size: float, tones: tuple[Colour, ...], foot: float) -> None:
    """A row of people seen from behind, standing or sitting close, with whatever is below them covered."""
    x = c.rng.uniform(-2, 0) * size
    while x < c.width + size:
        tone, top = c.rng.choice(tones), y + c.rng.uniform(-0.45, 0.45) * size
        hair = mix(tone, (18, 15, 18), 0.75)
        c.slab(top + size * 1.6, (x - size * 1.28, x + size * 1.28), foot, (x - size * 1.35, x + size * 1.35), tone)
        c.cutout(
            x, top, size, "-1.28,1.6 -1,1.12 -0.3,0.86 0.3,0.86 1,1.12 1.28,1.6", mix(tone, c.palette.sun, 0.1), tone
        )
        c.box(x - size * 0.27, top + size * 0.4, x + size * 0.27, top + size * 0.98, mix(hair, SKIN, 0.45))
        for side in (-1, 1):
            c.oval(x + side * size * 0.58, top + size * 0.08, size * 0.1, size * 0.17, mix(hair, SKIN, 0.45))
        c.oval(x, top, size * 0.58, size * 0.7, hair)
        x += size * c.rng.uniform(2.1, 2.8)


def boat(c: Canvas, x: float, y: float, length: float, hull: Colour, near: float, flag: bool = True) -> None:
    """A wooden fishing boat lying at y, bow to the right."""
    body, dark = c.palette.at(hull, near), mix(c.palette.haze, c.palette.shade, 0.25 + 0.7 * near)
    half = length / 2
    rim = [(x + half * right, y + half * down) for right, down in traced("-1,-.26 -.4,-.17 .45,-.2 .8,-.32 1.12,-.5")]
    keel = [(x + half * right, y + half * down) for right, down in traced(".82,-.04 .6,0 -.8,0 -.95,-.1")]
    c.box(x - half * 0.62, y - length * 0.26, x - half * 0.02, y - length * 0.08, mix(body, c.palette.sun, 0.45))
    c.box(x - half * 0.7, y - length * 0.29, x + half * 0.06, y - length * 0.255, dark)
    for window in (-0.52, -0.32, -0.14):
        glass = c.palette.sun if c.palette.lamps else mix(dark, body, 0.2)
        c.box(x + half * (window - 0.05), y - length * 0.22, x + half * (window + 0.05), y - length * 0.17, glass)
    c.shape([*rim, *keel], body, mix(body, dark, 0.75))
    c.stroke([(px, py + length * 0.012) for px, py in rim], mix(body, c.palette.sun, 0.5), length * 0.016)
    c.stroke([(px, py + length * 0.045) for px, py in rim[:-1]], mix(body, dark, 0.4), length * 0.008)
    mast = x + half * 0.28
    c.stroke([(mast, y - length * 0.09), (mast, y - length * 0.66)], dark, length * 0.015)
    for end in (rim[-1], rim[0]):
        c.stroke([(mast, y - length * 0.62), end], dark, length * 0.005)
    c.stroke([(mast, y - length * 0.2), (x + half * 0.85, y - length * 0.5)], dark, length * 0.011)
    if flag:
        national_flag(c, mast, y - length * 0.66, -length * 0.13, near)


def national_flag(c: Canvas, x: float, y: float, wide: float, near: float = 1.0) -> None:
    """Flying from (x, y), the top of its pole; to the left when `wide` is negative."""
    size = abs(wide)
    edge = [(0, 0.02), (0.5, -0.03), (1, 0.03), (1, 0.66), (0.5, 0.6), (0, 0.65)]
    c.shape([(x + wide * out, y + size * down) for out, down in edge], c.palette.at(rgb("d8372c"), near))
    turns = [(math.pi * step / 5, 0.2 if step % 2 == 0 else 0.08) for step in range(10)]
    star = [(x + wide / 2 + size * far * math.sin(t), y + size * (0.3 - far * math.cos(t))) for t, far in turns]
    c.shape(star, c.palette.at(rgb("f7d23e"), near))


def basket(c: Canvas, x: float, foot: float, half: float, fruit: Colour) -> None:
    """Of woven bamboo, heaped with fruit."""
    p = c.palette
    for row in range(3):
        for index in range(7 - row * 2):
            shine = mix(p.lit(fruit), p.sun, c.rng.uniform(0, 0.22))
            middle = x + (index - (6 - row * 2) / 2) * half * 0.27
            c.oval(middle, foot - half * (0.78 + row * 0.2), half * 0.17, half * 0.17, shine)
    weave = p.lit(rgb("b98a4d"))
    c.cutout(x, foot, half, "-1,-.75 1,-.75 .75,0 -.75,0", mix(weave, p.sun, 0.2), mix(weave, p.shade, 0.4))
    for part in (0.3, 0.55):
        reach, y = half * (0.75 + part * 0.3), foot - half * part
        c.stroke([(x - reach, y), (x + reach, y)], mix(weave, p.shade, 0.3), half * 0.04)
