"""What take_in refuses, and that each refusal says why. Every picture is made here."""

import io

import pytest
from PIL import Image, ImageFile

from newsroom.images import PictureRefused, take_in


def saved(picture: Image.Image, kind: str, **options) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def photo(size=(320, 200)) -> Image.Image:
    """Detailed enough that half of its file is not yet the whole picture."""
    return Image.merge("RGB", [Image.linear_gradient("L").rotate(turn).resize(size) for turn in (0, 90, 180)])


def refusal(data: bytes) -> PictureRefused:
    with pytest.raises(PictureRefused) as caught:
        take_in(data)
    return caught.value


@pytest.fixture
def undecodable(monkeypatch):
    """Fails the test as soon as any pixel is decoded."""

    def load(self):
        raise AssertionError("decoded before it was weighed")

    monkeypatch.setattr(ImageFile.ImageFile, "load", load)


def test_empty_file():
    assert refusal(b"").code == "empty"


def test_file_over_fifteen_megabytes():
    sent = saved(photo(), "JPEG")
    assert refusal(sent + bytes(16 * 1024 * 1024 - len(sent))).code == "too_heavy"


def test_file_of_exactly_fifteen_megabytes_is_taken():
    sent = saved(photo(), "JPEG")
    assert take_in(sent + bytes(15 * 1024 * 1024 - len(sent))).width == 320


@pytest.mark.parametrize(
    "sent",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"<!doctype html><script>alert(1)</script>",
        b"<?php echo 1;",
        b"%PDF-1.7\n",
        b"GIF is what this text starts with",
        saved(Image.new("RGB", (8, 8)), "TIFF"),
        saved(Image.new("RGB", (8, 8)), "EPS"),
        saved(Image.new("RGB", (8, 8)), "BMP"),
        saved(Image.new("RGB", (8, 8)), "ICO"),
        saved(Image.new("RGB", (8, 8)), "JPEG2000"),
    ],
    ids=["svg", "html", "php", "pdf", "text", "tiff", "eps", "bmp", "ico", "jpeg2000"],
)
def test_other_kinds(sent):
    assert refusal(sent).code == "unknown_kind"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
@pytest.mark.parametrize("kept", [0.04, 0.5, 0.9])
def test_truncated_picture_of_an_accepted_kind(kind, kept):
    sent = saved(photo(), kind)
    assert take_in(sent).width == 320
    assert refusal(sent[: int(len(sent) * kept)]).code == "damaged"


def test_damaged_pixels():
    sent = saved(photo(), "PNG")
    assert sent.count(b"IDAT\x78") == 1
    assert refusal(sent.replace(b"IDAT\x78", b"IDAT\xff")).code == "damaged"


@pytest.mark.parametrize("size", [(7000, 6000), (20000, 20000)])
def test_bomb_of_few_bytes_is_refused_without_decoding(undecodable, size):
    sent = saved(Image.new("1", size), "PNG")
    assert len(sent) < 200_000
    assert refusal(sent).code == "too_many_pixels"


def test_forty_megapixels_are_taken():
    assert take_in(saved(Image.new("L", (8000, 5000)), "PNG")).width == 2560


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP"])
def test_frames_of_an_animation_count_as_pixels(undecodable, kind):
    frames = [Image.new("L", (2000, 1000), 8 * shade) for shade in range(30)]
    assert refusal(saved(frames[0], kind, save_all=True, append_images=frames[1:])).code == "too_many_pixels"


def test_jpeg_of_endless_scans_is_refused_without_decoding(undecodable):
    sent = saved(photo(), "JPEG", progressive=True)
    last_scan = sent[sent.rindex(b"\xff\xda") : -2]
    assert refusal(sent[:-2] + last_scan * 200 + b"\xff\xd9").code == "damaged"


def test_scan_counter_cannot_be_led_past_a_scan(undecodable):
    sent = saved(photo(), "JPEG", progressive=True)
    # 0xFF01 carries no length; a counter that reads one there would jump over 65,498 bytes of scans.
    last_scan = b"\xff\x01" + sent[sent.rindex(b"\xff\xda") : -2]
    assert refusal(sent[:-2] + last_scan * 200 + b"\xff\xd9").code == "damaged"


def test_scans_behind_the_end_of_the_picture_do_not_count():
    sent = saved(photo(), "JPEG")
    assert take_in(sent + bytes(80_000) + b"\xff\xda\x00\x02" * 200).width == 320


def test_each_refusal_has_its_own_sentence():
    bomb = saved(Image.new("1", (7000, 6000)), "PNG")
    sent = saved(photo(), "JPEG")
    reasons = [refusal(data) for data in (b"", bytes(16 * 1024 * 1024), b"<svg/>", bomb, sent[:400])]
    assert len({reason.message for reason in reasons}) == len({reason.code for reason in reasons}) == 5
    assert all(str(reason) == reason.message for reason in reasons)
