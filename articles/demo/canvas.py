"""Drawing in units: a picture is 100 units high whatever its size, and drawn twice as large as it is kept."""

import io
from collections.abc import Sequence
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from articles.demo.palettes import Colour, Palette

OVERSIZE = 2
Point = tuple[float, float]

# 255 in the middle, falling softly to 0 where the circle meets the edges (there Pillow's gradient has reached 181).
SPOT = Image.radial_gradient("L").point([round(255 * (1 - min(step, 178) / 178) ** 2) for step in range(256)])
RAMP = Image.linear_gradient("L")


class Canvas:
    """x runs from 0 to `width`, y from 0 at the top to 100."""

    def __init__(self, size: tuple[int, int], palette: Palette, rng: Random) -> None:
        self.size = size
        self.palette = palette
        self.rng = rng
        self.width = 100 * size[0] / size[1]
        self.scale = size[1] * OVERSIZE / 100
        self.image = Image.new("RGB", (size[0] * OVERSIZE, size[1] * OVERSIZE))
        self.pen = ImageDraw.Draw(self.image)

    def pixels(self, points: Sequence[Point]) -> list[Point]:
        return [(x * self.scale, y * self.scale) for x, y in points]

    def shape(self, points: Sequence[Point], colour: Colour, below: Colour | None = None) -> None:
        """A filled outline; with `below` it shades from `colour` at its top into that at its foot."""
        corners = self.pixels(points)
        if below is None:
            self.pen.polygon(corners, fill=colour)
            return
        left, right = (round(edge(x for x, _ in corners)) for edge in (min, max))
        top, foot = (round(edge(y for _, y in corners)) for edge in (min, max))
        size = (max(1, right - left), max(1, foot - top))
        stencil = Image.new("L", size)
        ImageDraw.Draw(stencil).polygon([(x - left, y - top) for x, y in corners], fill=255)
        self.image.paste(shading(size, colour, below), (left, top), stencil)

    def cutout(
        self, x: float, y: float, size: float, outline: str, colour: Colour, below: Colour | None = None
    ) -> None:
        """A shape whose outline is given as "right,down right,down ..." from (x, y), in parts of `size`."""
        self.shape([(x + right * size, y + down * size) for right, down in traced(outline)], colour, below)

    def slab(
        self, top: float, upper: Point, foot: float, lower: Point, colour: Colour, below: Colour | None = None
    ) -> None:
        """A shape with a level top and foot; `upper` and `lower` are where these begin and end."""
        corners = [(upper[0], top), (upper[1], top), (lower[1], foot), (lower[0], foot)]
        self.shape(corners, colour, below)

    def box(self, left: float, top: float, right: float, foot: float, colour: Colour, round_by: float = 0) -> None:
        corners = self.pixels([(left, top), (right, foot)])
        if round_by:
            self.pen.rounded_rectangle(corners, round_by * self.scale, fill=colour)
        else:
            self.pen.rectangle(corners, fill=colour)

    def oval(self, x: float, y: float, across: float, down: float, colour: Colour) -> None:
        """Around (x, y), with its half axes."""
        self.pen.ellipse(self.pixels([(x - across, y - down), (x + across, y + down)]), fill=colour)

    def stroke(self, points: Sequence[Point], colour: Colour, width: float = 0.4) -> None:
        pixels = max(1, round(width * self.scale))
        self.pen.line(self.pixels(points), fill=colour, width=pixels, joint="curve" if pixels > 4 else None)

    def band(self, top: float, foot: float, colour: Colour, below: Colour) -> None:
        """The full width from `top` to `foot`, shading from the one colour into the other."""
        rows = (round(top * self.scale), round(foot * self.scale))
        self.image.paste(shading((self.image.width, rows[1] - rows[0]), colour, below), (0, rows[0]))

    def glow(self, x: float, y: float, radius: float, colour: Colour, strength: float, squash: float = 1.0) -> None:
        reach = (round(2 * radius * self.scale), round(2 * radius * squash * self.scale))
        corner = (round((x - radius) * self.scale), round((y - radius * squash) * self.scale))
        spot = SPOT.point([round(step * strength) for step in range(256)]).resize(reach, Image.Resampling.BILINEAR)
        self.image.paste(colour, (*corner, corner[0] + reach[0], corner[1] + reach[1]), spot)

    def mist(self, y: float, thickness: float, colour: Colour, strength: float) -> None:
        """A level veil, densest at y."""
        half = round(thickness * self.scale)
        column = RAMP.resize((1, half)).point([round(255 * strength * (step / 255) ** 2) for step in range(256)])
        veil = Image.new("L", (1, 2 * half))
        veil.paste(column, (0, 0))
        veil.paste(column.transpose(Image.Transpose.FLIP_TOP_BOTTOM), (0, half))
        top = round(y * self.scale) - half
        veil = veil.resize((self.image.width, 2 * half), Image.Resampling.NEAREST)
        self.image.paste(colour, (0, top, self.image.width, top + 2 * half), veil)

    def veil(self, stencil: Image.Image, colour: Colour) -> None:
        """Lays a colour over everything through a stencil of any size."""
        self.image.paste(colour, (0, 0), stencil.resize(self.image.size, Image.Resampling.BILINEAR))

    def colour_at(self, x: float, y: float) -> Colour:
        """What is painted at a point, or at the nearest one inside the picture."""
        column, row = (
            min(max(0, round(at * self.scale)), edge - 1) for at, edge in zip((x, y), self.image.size, strict=True)
        )
        red, green, blue = self.image.crop((column, row, column + 1, row + 1)).tobytes()
        return (red, green, blue)

    def backdrop(self, soft: Image.Image) -> None:
        """Covers the canvas with a small blurred picture."""
        self.image.paste(soft.resize(self.image.size, Image.Resampling.BILINEAR))

    def mirror(self, line: float, depth: float, clearness: float) -> None:
        """Reflects what is above the line in what is below it, `depth` units down."""
        rows = round(line * self.scale), round(depth * self.scale)
        above = self.image.crop((0, max(0, rows[0] - rows[1]), self.image.width, rows[0]))
        # Water stretches what it shows from side to side, so the reflection may lose detail there.
        above = above.reduce((12, 2)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
        above = above.resize((self.image.width, rows[1]), Image.Resampling.BILINEAR)
        fading = RAMP.resize((1, rows[1])).point([round((255 - step) * clearness) for step in range(256)])
        fading = fading.resize(above.size, Image.Resampling.NEAREST)
        self.image.paste(above, (0, rows[0]), fading)

    def finished(self) -> bytes:
        """The JPEG: at its real size, with the corners a little darker and a grain like that of print."""
        picture = self.image.reduce(OVERSIZE)
        if self.rng.random() < 0.5:
            picture = picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
        corners = SPOT.point([min(255, 215 + step // 3) for step in range(256)])
        corners = corners.resize(picture.size, Image.Resampling.BILINEAR, box=(43, 43, 213, 213))
        picture = ImageChops.multiply(picture, Image.merge("RGB", [corners] * 3))
        grain = Image.merge("RGB", [grain_of(picture.size, self.rng)] * 3)
        picture = ImageChops.soft_light(picture, grain)
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=88)
        return out.getvalue()


def traced(outline: str) -> list[Point]:
    """ "0,-1 2.5,0" -> [(0, -1), (2.5, 0)]"""
    return [(float(right), float(down)) for right, down in (point.split(",") for point in outline.split())]


def shading(size: tuple[int, int], top: Colour, foot: Colour) -> Image.Image:
    column = RAMP.resize((1, size[1]))
    bands = [
        column.point([round(high + (low - high) * step / 255) for step in range(256)])
        for high, low in zip(top, foot, strict=True)
    ]
    return Image.merge("RGB", bands).resize(size, Image.Resampling.NEAREST)


def grain_of(size: tuple[int, int], rng: Random) -> Image.Image:
    """Mid grey with fine noise and the slow unevenness of paint."""
    fine = Image.frombytes("L", size, rng.randbytes(size[0] * size[1])).filter(ImageFilter.SMOOTH)
    coarse = Image.frombytes("L", (24, 16), rng.randbytes(24 * 16)).resize(size, Image.Resampling.BICUBIC)
    grain = Image.blend(fine, coarse, 0.12)
    return grain.point([round(128 + (step - 128) * 0.28) for step in range(256)])
