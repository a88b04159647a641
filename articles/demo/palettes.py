"""The light of each time of day, as a few colours that every scene of the demo pictures is painted with."""

from dataclasses import dataclass

Colour = tuple[int, int, int]


def rgb(text: str) -> Colour:
    """ "e8a05c" -> (232, 160, 92)"""
    return (int(text[0:2], 16), int(text[2:4], 16), int(text[4:6], 16))


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """`share` 0 gives the one, 1 the other."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return (red, green, blue)


@dataclass(frozen=True)
class Palette:
    sky: tuple[Colour, Colour, Colour]
    """Zenith, middle, horizon."""
    sun: Colour
    haze: Colour
    """What things fade into with distance."""
    shade: Colour
    """The darkest silhouettes."""
    light: Colour
    """Colours of things are multiplied with it."""
    lamps: bool = False
    """Whether windows and lamps are lit."""
    veiled: bool = False
    """Whether the disc of the sun is hidden by cloud or stands above the picture."""

    def lit(self, colour: Colour) -> Colour:
        red, green, blue = (value * light // 255 for value, light in zip(colour, self.light, strict=True))
        return (red, green, blue)

    def at(self, colour: Colour, nearness: float) -> Colour:
        """The colour of a thing in this light: 0 on the horizon, 1 before the viewer's feet."""
        return mix(self.haze, self.lit(colour), min(1.0, 0.12 + 0.88 * nearness))


def _palette(sky: str, sun: str, haze: str, shade: str, light: str, **flags: bool) -> Palette:
    high, middle, low = (rgb(one) for one in sky.split())
    return Palette((high, middle, low), rgb(sun), rgb(haze), rgb(shade), rgb(light), **flags)


TIMES = {
    "dawn": _palette("5f7fae c9a7b8 fbd9b4", "fff1d0", "e9c3b0", "34405f", "f2d3cc"),
    "morning": _palette("5ea7cf a5d3df f4efd8", "fffbe6", "cbe0de", "1f4c50", "ffffff"),
    "noon": _palette("3f8fc4 86bfdc d9ebe8", "ffffff", "bcd8e0", "1c4558", "ffffff", veiled=True),
    "golden": _palette("7d9bb0 ecc182 ffdf9e", "fff4cf", "f1cb92", "4b3428", "ffdcae"),
    "dusk": _palette("33416f a06f8c f6a070", "ffdc9e", "bb7d86", "26223f", "d2aeb2", lamps=True),
    "night": _palette("0c1736 1c3160 3f5a8a", "f7f2d8", "34507f", "0a1128", "6c7fae", lamps=True),
    "overcast": _palette("8496a3 b0bdc3 dcdfd9", "f4f4ee", "bfcaca", "34464d", "dce0dc", veiled=True),
    "storm": _palette("2b3440 566472 a9ad9f", "e6e8d8", "7d8a8c", "1c262c", "98a6a8", veiled=True),
}
