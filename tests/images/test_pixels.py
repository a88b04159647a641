"""The pixels that come out: upright, in honest colours, in the promised sizes."""

import io
import struct

import pytest
from PIL import Image, ImageCms

from newsroom.images import WIDTHS, TakenPicture, rendition_name, take_in, widths_for

RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 128, 0), (0, 0, 255), (255, 255, 255)


def saved(picture: Image.Image, kind: str, **options) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def colour_at(taken: TakenPicture, x: float, y: float) -> tuple[int, int, int]:
    """x and y from 0 to 1."""
    with Image.open(io.BytesIO(taken.master)) as master:
        assert (master.format, master.mode, master.size) == ("JPEG", "RGB", (taken.width, taken.height))
        return master.getpixel((int(x * (master.width - 1)), int(y * (master.height - 1))))


def assert_colour(found: tuple[int, int, int], wanted: tuple[int, int, int]):
    assert max(abs(one - other) for one, other in zip(found, wanted, strict=True)) < 12, (found, wanted)


@pytest.mark.parametrize(
    ("orientation", "size", "corner"),
    [
        (1, (400, 200), (0, 0)),
        (2, (400, 200), (1, 0)),
        (3, (400, 200), (1, 1)),
        (4, (400, 200), (0, 1)),
        (5, (200, 400), (0, 0)),
        (6, (200, 400), (1, 0)),
        (7, (200, 400), (1, 1)),
        (8, (200, 400), (0, 1)),
        (9, (400, 200), (0, 0)),
    ],
)
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_turned_as_its_exif_says(kind, orientation, size, corner):
    picture = Image.new("RGB", (400, 200), WHITE)
    picture.paste(BLUE, (0, 0, 80, 80))
    exif = Image.Exif()
    exif[0x0112] = orientation
    taken = take_in(saved(picture, kind, exif=exif))
    assert (taken.width, taken.height) == size
    assert_colour(colour_at(taken, *corner), BLUE)
    assert_colour(colour_at(taken, 1 - corner[0], 1 - corner[1]), WHITE)


def test_large_photo_turned_by_exif_has_its_longest_edge_shortened():
    exif = Image.Exif()
    exif[0x0112] = 6
    taken = take_in(saved(Image.new("RGB", (5200, 2600), RED), "JPEG", exif=exif))
    assert (taken.width, taken.height) == (1280, 2560)


@pytest.mark.parametrize("exif", [b"Exif\0\0MM\x05*\0\0\0\x08", b"Exif\0\0MM\0*"])
def test_damaged_exif_does_not_spoil_the_picture(exif):
    taken = take_in(saved(Image.new("RGB", (100, 50), RED), "PNG", exif=exif))
    assert_colour(colour_at(taken, 0.5, 0.5), RED)


def test_picture_of_a_phone_with_a_second_frame():
    """Such a file is a JPEG to its owner though Pillow calls it MPO; its hidden frames cost nothing."""
    front, depth = Image.new("RGB", (5000, 4200), GREEN), Image.new("RGB", (5000, 4200), RED)
    sent = saved(front, "MPO", save_all=True, append_images=[depth])
    assert Image.open(io.BytesIO(sent)).format == "MPO"
    assert_colour(colour_at(take_in(sent), 0.5, 0.5), GREEN)


def test_cmyk():
    sent = saved(Image.new("CMYK", (60, 60), (0, 255, 255, 0)), "JPEG")
    assert Image.open(io.BytesIO(sent)).mode == "CMYK"
    assert_colour(colour_at(take_in(sent), 0.5, 0.5), (254, 0, 0))


def half_clear_palette() -> bytes:
    picture = Image.new("P", (60, 60), 0)
    picture.putpalette([0, 0, 0, *BLUE])
    picture.paste(1, (30, 0, 60, 60))
    return saved(picture, "PNG", transparency=0)


def half_clear(mode: str, colour) -> bytes:
    picture = Image.new(mode, (60, 60))
    picture.paste(colour, (30, 0, 60, 60))
    return saved(picture, "PNG")


@pytest.mark.parametrize(
    ("sent", "ink"),
    [
        (half_clear_palette(), BLUE),
        (half_clear("RGBA", (*BLUE, 255)), BLUE),
        (half_clear("LA", (90, 255)), (90, 90, 90)),
        (saved(Image.open(io.BytesIO(half_clear("RGBA", (*BLUE, 255)))), "WEBP", lossless=True), BLUE),
    ],
    ids=["palette", "rgba", "grey and alpha", "webp"],
)
def test_clear_parts_become_white(sent, ink):
    taken = take_in(sent)
    assert_colour(colour_at(taken, 0.1, 0.5), WHITE)
    assert_colour(colour_at(taken, 0.9, 0.5), ink)


def test_sixteen_bit_grey_keeps_its_shade():
    assert_colour(colour_at(take_in(saved(Image.new("I;16", (60, 60), 100 * 256), "PNG")), 0.5, 0.5), (100, 100, 100))


def test_first_frame_of_an_animation():
    frames = [Image.new("RGB", (90, 60), (0, 0, 255 - 4 * step)) for step in range(60)]
    sent = saved(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert Image.open(io.BytesIO(sent)).n_frames == 60
    assert_colour(colour_at(take_in(sent), 0.5, 0.5), BLUE)


def profile_with_red_and_green_exchanged() -> bytes:
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    entries = range(132, 132 + 12 * struct.unpack_from(">I", profile, 128)[0], 12)
    red, green = (next(at for at in entries if profile[at : at + 4] == name) for name in (b"rXYZ", b"gXYZ"))
    profile[red : red + 4], profile[green : green + 4] = profile[green : green + 4], profile[red : red + 4]
    return bytes(profile)


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_colours_are_shown_as_the_embedded_profile_means_them(mode):
    sent = saved(Image.new(mode, (60, 60), RED), "PNG", icc_profile=profile_with_red_and_green_exchanged())
    assert_colour(colour_at(take_in(sent), 0.5, 0.5), (0, 255, 0))


@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_unusable_profile_is_ignored(mode):
    profile = b"no profile" if mode == "RGB" else profile_with_red_and_green_exchanged()
    sent = saved(Image.new(mode, (60, 60), "white"), "PNG", icc_profile=profile)
    assert_colour(colour_at(take_in(sent), 0.5, 0.5), WHITE)


@pytest.mark.parametrize(
    ("master_width", "widths"),
    [
        (2560, [480, 960, 1600]),
        (1600, [480, 960, 1600]),
        (1599, [480, 960]),
        (480, [480]),
        (479, [479]),
        (1, [1]),
    ],
)
def test_widths_are_never_wider_than_the_master(master_width, widths):
    assert widths_for(master_width) == widths


@pytest.mark.parametrize(
    ("sent", "master", "renditions"),
    [
        ((4000, 2000), (2560, 1280), [(480, 240), (960, 480), (1600, 800)]),
        ((2560, 1600), (2560, 1600), [(480, 300), (960, 600), (1600, 1000)]),
        ((1000, 4000), (640, 2560), [(480, 1920)]),
        ((300, 200), (300, 200), [(300, 200)]),
        ((6000, 1), (2560, 1), [(480, 1), (960, 1), (1600, 1)]),
    ],
)
def test_sizes(sent, master, renditions):
    taken = take_in(saved(Image.new("RGB", sent, GREEN), "PNG"))
    assert (taken.width, taken.height) == master
    assert [(one.width, one.height, one.format) for one in taken.renditions] == [
        (*size, extension) for size in renditions for extension in ("jpg", "webp")
    ]


def test_renditions_hold_what_they_say():
    taken = take_in(saved(Image.new("RGB", (1700, 900), GREEN), "JPEG"))
    assert {one.width for one in taken.renditions} == set(WIDTHS)
    for one in taken.renditions:
        with Image.open(io.BytesIO(one.content)) as picture:
            assert picture.size == (one.width, one.height)
            assert picture.format == {"jpg": "JPEG", "webp": "WEBP"}[one.format]
            assert_colour(picture.convert("RGB").getpixel((one.width // 2, one.height // 2)), GREEN)


def test_jpegs_load_progressively():
    taken = take_in(saved(Image.new("RGB", (60, 60), GREEN), "JPEG"))
    for jpeg in (taken.master, taken.renditions[0].content):
        assert "progressive" in Image.open(io.BytesIO(jpeg)).info


def test_names_of_renditions():
    assert rendition_name("photos/1f0e.jpg", 480, "webp") == "photos/1f0e-480.webp"
    assert rendition_name("photos/1f0e.jpg", 1600, "jpg") == "photos/1f0e-1600.jpg"
