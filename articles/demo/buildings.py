"""Walls, windows and roofs shared by the scenes of the demo pictures."""

from articles.demo.canvas import Canvas
from articles.demo.palettes import Colour, mix, rgb

LAMP = rgb("ffd07a")


def pane(c: Canvas, wall: Colour, lit: float) -> Colour:
    """One window: lit or dark, never quite like the next."""
    if c.palette.lamps and c.rng.random() < lit:
        return mix(LAMP, c.palette.sun, c.rng.uniform(0, 0.6))
    return mix(wall, mix(c.palette.sky[1], c.palette.shade, 0.45), c.rng.uniform(0.35, 0.75))


def block(c: Canvas, left: float, right: float, top: float, foot: float, wall: Colour, floor: float = 2.4) -> None:
    """A building with its shaded side on the right and rows of windows."""
    p, turn = c.palette, left + (right - left) * c.rng.uniform(0.62, 0.8)
    c.shape([(left, top), (turn, top), (turn, foot), (left, foot)], mix(wall, p.sun, 0.18), mix(wall, p.haze, 0.3))
    c.shape(
        [(turn, top), (right, top + 0.6), (right, foot), (turn, foot)],
        mix(wall, p.shade, 0.35),
        mix(wall, p.haze, 0.15),
    )
    style = c.rng.random()
    y = top + floor * 0.7
    while y < foot - floor:
        if style < 0.35:
            c.box(left + 0.5, y, turn - 0.5, y + floor * 0.45, pane(c, wall, 0.5))
        else:
            x, step = left + 0.6, (turn - left - 0.6) / max(2, round((turn - left) / (floor * 0.8)))
            while x < turn - 0.4:
                c.box(x, y, x + step * 0.55, y + floor * 0.55, pane(c, wall, 0.45))
                x += step
        y += floor
    roof = c.rng.random()
    middle = (left + turn) / 2
    if roof < 0.35:
        c.box(middle - 0.9, top - 1.6, middle + 1.2, top, mix(wall, p.shade, 0.3))
    elif roof < 0.6:
        c.stroke([(middle, top), (middle, top - c.rng.uniform(3, 7))], mix(wall, p.shade, 0.35), 0.22)
    elif roof < 0.75:
        c.box(left + 0.8, top - 2.2, turn - 0.5, top, mix(wall, p.sun, 0.1))


def house(c: Canvas, x: float, foot: float, size: float, wall: Colour) -> None:
    """Single-storey, tiled roof with a raised ridge, door towards us."""
    p, near = c.palette, 0.3 + size / 55
    face, tile = p.at(wall, near), p.at(rgb("a8482f"), near)
    left, right, eave = x - size * 0.55, x + size * 0.55, foot - size * 0.42
    c.shape([(left, eave), (right, eave), (right, foot), (left, foot)], mix(face, p.shade, 0.12), face)
    roof = "-.65,.03 -.43,-.26 .43,-.26 .65,.03"
    c.cutout(x, eave, size, roof, mix(tile, p.sun, 0.12), mix(tile, p.shade, 0.3))
    for row in range(1, 5):
        y = eave - size * (0.26 - 0.058 * row)
        inset = size * (0.12 - 0.044 * row)
        c.stroke([(left + inset, y), (right - inset, y)], mix(tile, p.shade, 0.35), size * 0.008)
    for part in (-0.36, 0.0, 0.36):
        half = size * (0.09 if part else 0.12)
        glass = mix(p.sun, rgb("f2b35a"), 0.6) if p.lamps else mix(p.at(rgb("4b5f58"), near), p.shade, 0.4)
        top = foot - size * 0.31
        c.box(x + size * part - half, top, x + size * part + half, foot - (size * 0.1 if part else 0), glass)
    for part in (-0.55, -0.19, 0.19, 0.53):
        c.box(x + size * part, eave, x + size * (part + 0.025), foot, mix(face, p.sun, 0.35))
