"""Faceless busts for the authors of the demo."""

from articles.demo.canvas import Canvas, traced
from articles.demo.palettes import Colour, mix, rgb

BACKGROUNDS = (
    "d9b88f 8fb0ae",
    "9db7c4 e6cfa8",
    "c9a79a 7f94a8",
    "a8b89a e9d8b4",
    "8fa3b8 d8a98a",
    "e0c49a b98a7a",
    "b3bfc9 77909c",
)
SKINS = ("e3b48d", "d5a27a", "c28d66")
HAIR = ("1f1a1c", "2b2320", "3a2c26", "6f6a68")
CLOTHES = ("2f4a63", "7a3b3b", "3f6b5f", "e9e4d8", "4b4a66", "b06f3f", "33383d")


HAIRCUTS = {
    "short": "-16.4,44 -17,32 -12,19 0,14.5 12,19 17,32 16.4,44 14,37 12.5,31 4,30.5 -5,27.5 -12.5,32 -14,38",
    "parted": "-16.2,43 -17.2,30 -11,17.5 3,13.5 14,19 17.4,31 16.2,43 14,36 11,28 -3,30 -8,25 -12,33 -14,38",
    "crop": "-15.6,41 -16,30 -11,19.5 0,16.5 11,19.5 16,30 15.6,41 14,33 10,27 0,25.5 -10,27 -14,33",
    "long": "-17.4,58 -18,34 -12,18 0,14 12,18 18,34 17.4,58 14.4,46 13,34 4,25 -2,23.5 -9,29 -13.4,37 -14.4,47",
    "bob": "-18,58 -18.4,34 -12,18 0,14 12,18 18.4,34 18,58 14,52 13.6,35 9,32.5 0,33 -9,32.5 -13.6,35 -14,52",
    "bun": "-15.8,43 -16.8,31 -11,19 0,15.5 11,19 16.8,31 15.8,43 13.6,34 7,27 0,24.5 -7,27 -13.6,34",
}


def portrait(c: Canvas) -> None:
    middle = c.width / 2
    ground, disc = (rgb(one) for one in c.rng.choice(BACKGROUNDS).split())
    c.band(0, 100, mix(ground, (255, 255, 255), 0.22), mix(ground, (30, 35, 50), 0.12))
    c.oval(middle + c.rng.choice((-9, 9)), 47, 41, 41, mix(disc, ground, 0.2))
    skin, hair, cloth = (rgb(c.rng.choice(tones)) for tones in (SKINS, HAIR, CLOTHES))
    woman = c.rng.random() < 0.5
    style = c.rng.choice(("long", "bob", "bun") if woman else ("short", "parted", "crop"))
    if style in ("long", "bob"):
        _hair_behind(c, middle, hair, 82 if style == "long" else 62)
    _shoulders(c, middle, cloth, skin, woman)
    _head(c, middle, skin)
    _hair(c, middle, hair, style)
    if c.rng.random() < 0.4:
        _glasses(c, middle)
    c.glow(middle - 30, 18, 70, rgb("fff3d8"), 0.35)


def _shoulders(c: Canvas, x: float, cloth: Colour, skin: Colour, woman: bool) -> None:
    wide = 31 if woman else 35
    dark = mix(cloth, (20, 20, 35), 0.35)
    edge = [(0, 66), (0.3, 68.5), (0.62, 72), (0.85, 77), (0.96, 86), (1.02, 101)]
    right = [(x + 7 + (wide - 7) * across, y) for across, y in edge]
    left = [(x - 7 - (wide - 7) * across, y) for across, y in reversed(edge)]
    c.shape(_rounded([*right, (x + wide, 110), (x - wide, 110), *left]), mix(cloth, (255, 250, 235), 0.08), dark)
    c.shape(_rounded([(x + 4, 66), *right, (x + wide, 110), (x + 16, 110)]), mix(cloth, (20, 20, 35), 0.16), dark)
    shadow = mix(skin, (90, 40, 40), 0.3)
    c.shape([(x - 7.6, 54), (x + 7.6, 54), (x + 8.6, 67), (x, 75), (x - 8.6, 67)], shadow, skin)
    style = c.rng.choice(("collar", "round", "jacket"))
    light = rgb("f4efe4")
    if style == "collar":
        for side in (-1, 1):
            c.shape(
                [(x + side * 8.4, 62.5), (x + side * 11, 66.5), (x + side * 6.5, 77), (x, 74.5)],
                mix(cloth, (255, 255, 255), 0.22 if side < 0 else 0.1),
            )
        c.stroke([(x, 75), (x, 101)], dark, 0.5)
        for y in (82, 91):
            c.oval(x, y, 0.8, 0.8, mix(cloth, (255, 255, 255), 0.4))
    elif style == "jacket":
        c.shape([(x - 9, 64.5), (x + 9, 64.5), (x + 4, 101), (x - 4, 101)], light, mix(light, (60, 60, 80), 0.2))
        c.shape([(x - 7, 64), (x + 7, 64), (x, 77)], skin)
        for side in (-1, 1):
            lapel = traced("9,63 15,70 14,80 16,83 2,101 .5,101 7,70")
            tone = mix(cloth, (255, 250, 235), 0.12 if side < 0 else 0.0)
            c.shape([(x + side * out, y) for out, y in lapel], tone, dark)
    else:
        seam = [(x + out, y) for out, y in traced("-9.6,65.5 -6,72 0,75.4 6,72 9.6,65.5")]
        c.stroke(seam, mix(cloth, (255, 255, 255), 0.2), 1.3)


def _head(c: Canvas, x: float, skin: Colour) -> None:
    shade = mix(skin, (110, 50, 45), 0.22)
    for side in (-1, 1):
        c.oval(x + side * 14.6, 44, 2.6, 4.2, mix(skin, (110, 50, 45), 0.16))
    face = "-14.6,36 -14.4,46 -12.4,53.5 -7.5,60 0,63 7.5,60 12.4,53.5 14.4,46 14.6,36 12,26 0,21 -12,26"
    c.shape([(x + dx, y) for dx, y in _rounded(traced(face))], skin)
    half = "2.5,62.4 7.5,60 12.4,53.5 14.4,46 14.6,36 12,26 6,23 8,34 6.8,44 8,53"
    c.shape([(x + dx, y) for dx, y in _rounded(traced(half))], shade)


def _rounded(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The closed outline with its corners cut off three times over (Chaikin)."""
    for _ in range(3):
        points = [
            (a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part)
            for a, b in zip(points, [*points[1:], points[0]], strict=True)
            for part in (0.25, 0.75)
        ]
    return points


def _hair_behind(c: Canvas, x: float, hair: Colour, foot: float) -> None:
    side = 19 if foot > 70 else 18
    outline = [(-17.5, 36), (-18.5, 52), (-side, foot - 4), (-13, foot), (13, foot), (side, foot - 4)]
    outline += [(18.5, 52), (17.5, 36), (12, 20), (0, 15), (-12, 20)]
    c.shape([(x + dx, y) for dx, y in _rounded(outline)], mix(hair, (255, 240, 220), 0.06), mix(hair, (0, 0, 0), 0.3))


def _hair(c: Canvas, x: float, hair: Colour, style: str) -> None:
    shine = mix(hair, (255, 240, 220), 0.14)
    if style == "bun":
        c.oval(x, 15.5, 8, 7.5, mix(hair, (0, 0, 0), 0.15))
    c.shape([(x + dx, y) for dx, y in _rounded(traced(HAIRCUTS[style]))], shine, mix(hair, (0, 0, 0), 0.1))


def _glasses(c: Canvas, x: float) -> None:
    rim = rgb("26282c")
    for side in (-1, 1):
        box = c.pixels([(x + side * 6.6 - 4.6, 40.2), (x + side * 6.6 + 4.6, 47.6)])
        c.pen.rounded_rectangle(box, 3 * c.scale, outline=rim, width=round(0.75 * c.scale))
        c.stroke([(x + side * 11.2, 42.6), (x + side * 14.8, 41.6)], rim, 0.7)
    c.stroke([(x - 2, 42.8), (x + 2, 42.8)], rim, 0.7)
