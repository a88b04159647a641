"""Caption and credit are read from a picture; nothing else that was attached to it comes out again."""

import io
import struct

import pytest
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from newsroom.images import TakenPicture, take_in

SCRIPT = b"<script>alert(document.cookie)</script>"
CAPTION = "Lũ quét ở xã Yên Nhân, đường về bản bị chia cắt."


def saved(picture: Image.Image, kind: str, **options) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def photo() -> Image.Image:
    return Image.linear_gradient("L").resize((500, 300)).convert("RGB")


def with_iptc(*datasets: tuple[int, int, bytes]) -> bytes:
    """A JPEG with an IPTC block as photo desks write it: an 8BIM resource 0x0404 in an APP13 segment."""
    block = b"".join(struct.pack(">BBBH", 0x1C, record, number, len(text)) + text for record, number, text in datasets)
    resource = b"Photoshop 3.0\0" + b"8BIM" + struct.pack(">HHI", 0x0404, 0, len(block)) + block + bytes(len(block) % 2)
    sent = saved(photo(), "JPEG")
    return sent[:2] + b"\xff\xed" + struct.pack(">H", len(resource) + 2) + resource + sent[2:]


def files(taken: TakenPicture) -> list[bytes]:
    return [taken.master, *(rendition.content for rendition in taken.renditions)]


def assert_bare(taken: TakenPicture):
    """Only what a decoder needs: in JPEG no segment but JFIF's own, in WebP the one-chunk form."""
    assert len(files(taken)) == 3
    for content in files(taken):
        if content.startswith(b"RIFF"):
            assert content[12:16] == b"VP8 "
        else:
            with Image.open(io.BytesIO(content)) as picture:
                assert {name for name, _ in picture.applist} == {"APP0"}
                assert picture.getexif() == {}
        assert SCRIPT not in content


def test_gps_and_camera_are_gone():
    exif = Image.Exif()
    exif[0x010F] = "Canon"
    exif[0x8825] = {1: "N", 2: (20.0, 26.0, 46.0), 3: "E", 4: (106.0, 20.0, 11.0)}
    sent = saved(photo(), "JPEG", exif=exif)
    assert Image.open(io.BytesIO(sent)).getexif().get_ifd(0x8825)[1] == "N"
    assert_bare(take_in(sent))


def test_jpeg_comment_is_gone():
    sent = saved(photo(), "JPEG", comment=SCRIPT)
    assert Image.open(io.BytesIO(sent)).info["comment"] == SCRIPT
    assert_bare(take_in(sent))


def test_gif_comment_is_gone():
    sent = saved(photo(), "GIF", comment=SCRIPT)
    assert Image.open(io.BytesIO(sent)).info["comment"] == SCRIPT
    assert_bare(take_in(sent))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_xmp_is_gone(kind):
    sent = saved(photo(), kind, xmp=SCRIPT) if kind != "PNG" else saved(photo(), kind, pnginfo=xmp_chunk())
    assert SCRIPT in sent
    assert_bare(take_in(sent))


def xmp_chunk() -> PngInfo:
    info = PngInfo()
    info.add_itxt("XML:com.adobe.xmp", SCRIPT.decode())
    return info


def test_iptc_is_gone():
    sent = with_iptc((2, 120, SCRIPT))
    assert SCRIPT in sent
    assert_bare(take_in(sent))


def test_colour_profile_is_gone():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes() + SCRIPT
    sent = saved(photo(), "JPEG", icc_profile=profile)
    assert SCRIPT in sent
    assert_bare(take_in(sent))


def test_polyglot_comes_out_without_its_script():
    sent = saved(photo(), "JPEG") + SCRIPT
    assert_bare(take_in(sent))


def test_caption_and_credit_marked_as_utf8():
    taken = take_in(
        with_iptc(
            (1, 90, b"\x1b%G"),
            (2, 80, "Đỗ Thu Hường".encode()),
            (2, 110, "Báo Đồng Bằng".encode()),
            (2, 116, "© Báo Đồng Bằng 2021".encode()),
            (2, 120, CAPTION.encode()),
        )
    )
    assert (taken.caption, taken.credit) == (CAPTION, "Đỗ Thu Hường/Báo Đồng Bằng")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (CAPTION.encode(), CAPTION),
        (
            b"\xd0\xea tr\xean s\xf4ng H\xf4\xccng, ba\xdei b\xf4\xcci My\xde L\xf4\xf2c",
            "Đê trên sông Hồng, bãi bồi Mỹ Lộc",
        ),
        ("Nicolò Müller, Besançon".encode("cp1252"), "Nicolò Müller, Besançon"),
        # 0x8E stands for nothing in Windows-1258.
        ("Žižek".encode("cp1252"), "Žižek"),
    ],
)
def test_caption_without_an_encoding_mark(written, read):
    assert take_in(with_iptc((2, 120, written))).caption == read


def test_tampered_utf8_still_gives_a_caption():
    assert take_in(with_iptc((1, 90, b"\x1b%G"), (2, 120, b"B\xe3o s\xff"))).caption == "B\ufffdo s\ufffd"


def test_credit_falls_back_to_the_copyright():
    assert take_in(with_iptc((2, 116, "© Hà Anh".encode()))).credit == "© Hà Anh"


def test_photographers_are_listed_and_a_credit_equal_to_the_byline_is_not_repeated():
    two = take_in(with_iptc((2, 80, b"An"), (2, 80, b"Mai"), (2, 110, b"VP")))
    same = take_in(with_iptc((2, 80, b"An"), (2, 110, b"An")))
    assert (two.credit, same.credit) == ("An, Mai/VP", "An")


def test_caption_is_one_composed_line_without_control_characters():
    written = "Lu\u031b\u0303 que\u0301t\0\r\n  ở\u200b\x07 ba\u0309n".encode()
    assert take_in(with_iptc((2, 120, written))).caption == "Lữ quét ở bản"


def test_endless_caption_is_cut():
    assert take_in(with_iptc((2, 120, b"a" * 30_000))).caption == "a" * 1000


def test_broken_iptc_block_does_not_spoil_the_picture():
    sent = with_iptc((2, 120, b"chim"), (99, 1, b"?"))
    assert take_in(sent).width == 500


def test_picture_without_iptc_has_neither():
    taken = take_in(saved(photo(), "PNG"))
    assert (taken.caption, taken.credit) == ("", "")
