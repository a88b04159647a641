"""The safe intake of a picture: whatever was sent is decoded once and drawn anew, so nothing but pixels gets through.

Pure functions over bytes. The caller stores `TakenPicture.master` and its renditions and keeps caption and credit.
"""

import io
import re
import struct
import warnings
import zlib
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageFile, IptcImagePlugin

from newsroom.vietnamese import one_line

MEGABYTES = 15
MEGAPIXELS = 40
LONGEST_EDGE = 2560
WIDTHS = (480, 960, 1600)
# What search engines and networks cut pictures to, width and height at most: Google asks for the first three of an
# article's picture, Open Graph for the last.
CROPS = {"16x9": (1200, 675), "4x3": (1200, 900), "1x1": (1200, 1200), "og": (1200, 630)}
# Where in a picture its subject is: percent from the left and from the top.
Focus = tuple[int, int]
CENTRE: Focus = (50, 50)
# The crops that can be made whenever they are asked for: four of a master. Those about a focus are made when it is set.
CROP_NAME = re.compile(rf"(photos/[0-9a-f-]{{36}})-({'|'.join(CROPS)})\.jpg")
CAPTION_LENGTH = 1000
CREDIT_LENGTH = 200

MASTER_QUALITY = 88
RENDITION_OPTIONS: dict[str, dict[str, Any]] = {
    "jpg": {"format": "JPEG", "quality": 80, "progressive": True},
    "webp": {"format": "WEBP", "quality": 78, "method": 4},
}

# Pillow cannot identify a foreign kind, nor one of ours cut off in its header; people need to know which it was.
SIGNATURES = re.compile(rb"\xff\xd8\xff|\x89PNG\r\n\x1a\n|GIF8[79]a|RIFF....WEBP", re.DOTALL)

# Cameras and editors write about ten scans. Each costs the decoder a pass over the whole picture and the sender
# 60 bytes, so 15 MB of them would hold a worker for an hour.
MOST_JPEG_SCANS = 100
JPEG_MARKER_WITH_LENGTH = re.compile(rb"\xff[^\x00\x01\xd0-\xd7\xff]")
JPEG_START_OF_SCAN, JPEG_END = 0xDA, 0xD9

# What Pillow's readers raise on hostile or broken bytes.
BROKEN = (
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
BOMB = (Image.DecompressionBombError, Image.DecompressionBombWarning)
warnings.simplefilter("error", Image.DecompressionBombWarning)

SRGB = ImageCms.createProfile("sRGB")

ORIENTATION = 0x0112
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

IPTC_CHARSET = (1, 90)
IPTC_BYLINE = (2, 80)
IPTC_CREDIT = (2, 110)
IPTC_COPYRIGHT = (2, 116)
IPTC_CAPTION = (2, 120)

# Windows-1258 writes a tone as a sign of its own, behind a vowel.
STRAY_TONE = re.compile("(?<![aăâeêioôơuưy])[\u0300\u0301\u0303\u0309\u0323]", re.IGNORECASE)


class PictureRefused(ValueError):
    """The bytes are no picture we take. `message` is for people; `code` is one of
    empty, too_heavy, unknown_kind, too_many_pixels, damaged."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True)
class Rendition:
    width: int
    height: int
    format: str
    """"jpg" or "webp", which is also the extension."""
    content: bytes


@dataclass(frozen=True)
class TakenPicture:
    master: bytes
    """A progressive sRGB JPEG without metadata, longest edge at most `LONGEST_EDGE`."""
    width: int
    height: int
    renditions: tuple[Rendition, ...]
    """For each of `widths_for(width)`, narrowest first, a jpg and a webp."""
    caption: str
    credit: str


def widths_for(master_width: int) -> list[int]:
    """The rendition widths of a master: never wider than it, and its own width when it is narrower than the first."""
    return [width for width in WIDTHS if width <= master_width] or [master_width]


def rendition_name(master_name: str, width: int, extension: str) -> str:
    """`photos/<uuid>.jpg`, 480, "webp" -> `photos/<uuid>-480.webp`."""
    return f"{without_extension(master_name)}-{width}.{extension}"


def crop_name(master_name: str, crop: str, focus: Focus = CENTRE) -> str:
    """`photos/<uuid>.jpg`, "16x9" -> `photos/<uuid>-16x9.jpg`; about a focus of its own `photos/<uuid>-16x9-30x70.jpg`.

    A name never means other pixels later, so the crop about another focus has another name.
    """
    about = "" if focus == CENTRE else f"-{focus[0]}x{focus[1]}"
    return f"{without_extension(master_name)}-{crop}{about}.jpg"


def without_extension(name: str) -> str:
    # A page names dozens of files: pathlib would take ten times as long.
    return name.rpartition(".")[0]


def crop_size(crop: str, width: int, height: int) -> tuple[int, int]:
    """How large the crop of a master of that size is: never enlarged."""
    most = CROPS[crop]
    scale = min(1.0, width / most[0], height / most[1])
    return max(1, round(most[0] * scale)), max(1, round(most[1] * scale))


def cropped(master: bytes, crop: str, focus: Focus = CENTRE) -> bytes:
    """The largest part of a master in the shape of `crop` about its focus, as JPEG. Raises one of BROKEN."""
    with Image.open(io.BytesIO(master), formats=("JPEG",)) as opened:
        size = crop_size(crop, *opened.size)
        scale = max(size[0] / opened.width, size[1] / opened.height)
        opened.draft("RGB", (round(opened.width * scale), round(opened.height * scale)))
        picture = opened.convert("RGB")
    part = min(picture.width / size[0], picture.height / size[1])
    width, height = size[0] * part, size[1] * part
    left = min(max(picture.width * focus[0] / 100 - width / 2, 0), picture.width - width)
    top = min(max(picture.height * focus[1] / 100 - height / 2, 0), picture.height - height)
    box = (left, top, min(left + width, picture.width), min(top + height, picture.height))
    return _encoded(picture.resize(size, Image.Resampling.LANCZOS, box=box), **RENDITION_OPTIONS["jpg"])


def take_in(data: bytes) -> TakenPicture:
    """Decodes a JPEG (MPO too), PNG, WebP or GIF (its first frame) and draws it anew. Raises PictureRefused."""
    if not data:
        raise PictureRefused("empty", _("The picture file is empty."))
    if len(data) > MEGABYTES * 1024 * 1024:
        message = _("The picture is larger than %(limit)d MB. Save a smaller copy and try again.")
        raise PictureRefused("too_heavy", message % {"limit": MEGABYTES})
    if not SIGNATURES.match(data):
        raise PictureRefused("unknown_kind", _("This is not a JPEG, PNG, WebP or GIF picture."))
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP", "GIF")) as opened:
            _weigh(opened, data)
            caption, credit = _caption_and_credit(opened)
            master = _redrawn(opened)
    except BOMB as error:
        raise _too_many_pixels() from error
    except BROKEN as error:
        if isinstance(error, PictureRefused):
            raise
        raise _damaged() from error
    return TakenPicture(
        master=_encoded(master, format="JPEG", quality=MASTER_QUALITY, progressive=True),
        width=master.width,
        height=master.height,
        renditions=_renditions(master),
        caption=caption,
        credit=credit,
    )


def _too_many_pixels() -> PictureRefused:
    message = _("The picture has more than %(limit)d million pixels, all frames counted. Save a smaller copy.")
    return PictureRefused("too_many_pixels", message % {"limit": MEGAPIXELS})


def _damaged() -> PictureRefused:
    return PictureRefused("damaged", _("The picture is damaged or incomplete. Export it again and retry."))


def _weigh(opened: Image.Image, data: bytes) -> None:
    """Refuses, from the header alone, what would cost too much to decode."""
    # The other frames of an MPO are a phone's depth map or preview and are never decoded.
    frames = 1 if opened.format == "MPO" else getattr(opened, "n_frames", 1)
    if opened.width * opened.height * frames > MEGAPIXELS * 1_000_000:
        raise _too_many_pixels()
    if opened.format in ("JPEG", "MPO") and _jpeg_scans(data) > MOST_JPEG_SCANS:
        raise _damaged()


def _jpeg_scans(data: bytes) -> int:
    """How many scans the first picture in a JPEG file has, counting no further than one more than we accept."""
    scans, position = 0, 2
    while scans <= MOST_JPEG_SCANS:
        # Reads as the decoder does: pixels (their 0xFF is stuffed), padding and restart markers are passed over.
        found = JPEG_MARKER_WITH_LENGTH.search(data, position)
        if found is None or data[found.start() + 1] == JPEG_END:
            break
        if data[found.start() + 1] == JPEG_START_OF_SCAN:
            scans += 1
        length = int.from_bytes(data[found.end() : found.end() + 2], "big")
        position = found.end() + max(length, 2)
    return scans


def _redrawn(opened: Image.Image) -> Image.Image:
    """The pixels as an upright sRGB picture on white, at most `LONGEST_EDGE` long, with nothing attached."""
    scale = min(1.0, LONGEST_EDGE / max(opened.size))
    size = (max(1, round(opened.width * scale)), max(1, round(opened.height * scale)))
    # Lets the JPEG decoder leave out the pixels we would average away; does nothing for the other kinds.
    opened.draft(None, size)
    opened.load()
    picture = opened
    if picture.has_transparency_data:
        picture = picture.convert("RGBA")
    elif picture.mode == "I;16":
        # convert() would clip 16-bit grey to white instead of scaling it.
        picture = picture.point(lambda level: level / 256).convert("L")
    elif picture.mode not in ("RGB", "L", "CMYK"):
        picture = picture.convert("RGB")
    if picture.size != size:
        picture = picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    picture = _in_srgb(_on_white(_upright(picture)))
    picture.info = {}
    return picture


def _upright(picture: Image.Image) -> Image.Image:
    """What ImageOps.exif_transpose does, less its rewriting of the EXIF, which many cameras' oddities break."""
    try:
        orientation = picture.getexif().get(ORIENTATION)
    except BROKEN:
        # Damaged EXIF spoils no pixel, and it is thrown away all the same.
        return picture
    return picture.transpose(TURNS[orientation]) if orientation in TURNS else picture


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode != "RGBA":
        return picture
    paper = Image.new("RGB", picture.size, "white")
    paper.paste(picture, mask=picture.getchannel("A"))
    paper.info = picture.info
    return paper


def _in_srgb(picture: Image.Image) -> Image.Image:
    """Converts rather than keeps an embedded profile: that could be megabytes of anything, in every rendition."""
    profile = picture.info.get("icc_profile")
    if profile:
        try:
            transform = ImageCms.buildTransform(io.BytesIO(profile), SRGB, picture.mode, "RGB")
            return transform.apply(picture)
        except (ImageCms.PyCMSError, *BROKEN):
            # A profile that is broken, or made for other channels than the picture has, is no profile.
            return picture.convert("RGB")
    return picture.convert("RGB")


def _encoded(picture: Image.Image, **options: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, **options)
    return out.getvalue()


def _renditions(master: Image.Image) -> tuple[Rendition, ...]:
    made: list[Rendition] = []
    picture = master
    # From the widest down, each from the one before it: the small ones then cost next to nothing.
    for width in reversed(widths_for(master.width)):
        if picture.width != width:
            height = max(1, round(master.height * width / master.width))
            picture = picture.resize((width, height), Image.Resampling.LANCZOS)
        for extension, options in RENDITION_OPTIONS.items():
            made.append(Rendition(picture.width, picture.height, extension, _encoded(picture, **options)))
    return tuple(sorted(made, key=lambda rendition: (rendition.width, rendition.format)))


def _caption_and_credit(opened: ImageFile.ImageFile) -> tuple[str, str]:
    """From IPTC, where photo agencies write them: the caption; then "byline/credit line", or else the copyright."""
    try:
        fields = IptcImagePlugin.getiptcinfo(opened) or {}
    except BROKEN:
        fields = {}
    utf8 = fields.get(IPTC_CHARSET) == b"\x1b%G"

    def read(dataset: tuple[int, int], separator: str = ", ") -> str:
        values = fields.get(dataset) or []
        values = values if isinstance(values, list) else [values]
        texts = (one_line(_decoded(value, utf8)) for value in values if value)
        return separator.join(dict.fromkeys(text for text in texts if text))

    signed = dict.fromkeys(text for text in (read(IPTC_BYLINE), read(IPTC_CREDIT)) if text)
    credit = "/".join(signed) or read(IPTC_COPYRIGHT)
    return read(IPTC_CAPTION, " ")[:CAPTION_LENGTH].rstrip(), credit[:CREDIT_LENGTH].rstrip()


def _decoded(value: bytes, utf8: bool) -> str:
    """IPTC text names its encoding only when it is UTF-8. Without the name: UTF-8 if it is valid, then Vietnamese
    Windows-1258 if every tone in it stands behind a vowel, else Western Windows-1252."""
    if utf8:
        return value.decode("utf-8", "replace")
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        vietnamese = value.decode("cp1258")
    except UnicodeDecodeError:
        return value.decode("cp1252", "replace")
    return value.decode("cp1252", "replace") if STRAY_TONE.search(vietnamese) else vietnamese
