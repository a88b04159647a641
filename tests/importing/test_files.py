"""Which files are read, and a reason of its own for every file that cannot be."""

import os
from pathlib import Path

import pytest

from articles.importing.files import MAX_BYTES, FileRefused, find_files, read_text

TEXT = "Đường mới về làng nghề, xe tải vào tận cổng xưởng của bà con.\n"


def refusal(path: Path) -> str:
    with pytest.raises(FileRefused) as refused:
        read_text(path)
    return str(refused.value)


def write(folder: Path, data: bytes, name: str = "page.txt") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "The file is empty."),
        (b" \n\t\r\n\xc2\xa0", "The file contains only white space."),
        (TEXT.encode("utf-16"), "The file is in UTF-16."),
        (TEXT.encode("utf-16-le"), "The file is in UTF-16."),
        (TEXT.encode("utf-16-be"), "The file is in UTF-16."),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)), "The file is binary, not text."),
        (b"\x01\x02\x03\x04 text \x05\x06\x07\x0e\x0f", "The file is binary, not text."),
        ("Thành phố\n".encode()[:-4] + b"\xff\n", "The file is not UTF-8 (byte 10); it may be damaged UTF-8."),
        (TEXT.encode()[:-3] + "ở".encode()[:1], "it may be damaged UTF-8."),
        ("Café hier à la carte".encode("latin-1"), "The file is not UTF-8 (byte 4); it may be Latin-1."),
        (
            b"Ti\xea\xecng Vi\xea\xf2t va\xcc ti\xea\xecng Anh",
            "The file is not UTF-8 (byte 3); it may be Windows-1258.",
        ),
        (b"<html><body><p>a</p><p>b</p></body></html>", "The file contains HTML"),
        (b"QUJDREVGR0hJSktMTU5PUFFS" * 60, "The text is encoded data (base64), not prose."),
        ("Tỉnh ủy họp phiên thường kỳ tháng 4, bàn việc lúa.".encode().decode("latin-1").encode(), "encoded twice"),
        ("Thùc tr¹ng c«ng t¸c phßng chèng b·o ë huyÖn".encode(), "The text is in the old TCVN3 font encoding."),
        ("THùC TR¹NG".encode(), "The text is in the old TCVN3 font encoding."),
        ("BOÄ KHOA HOÏC".encode(), "The text is in the old VNI font encoding."),
        ("Ñaûng boä tænh toå chöùc hoäi nghò".encode(), "The text is in the old VNI font encoding."),
        ((TEXT * 20 + "Thùc tr¹ng c«ng t¸c phßng chèng b·o\n").encode(), "The text is in the old TCVN3 font encoding."),
    ],
)
def test_unreadable_bytes_are_refused_with_their_reason(tmp_path: Path, data: bytes, reason: str) -> None:
    assert reason in refusal(write(tmp_path, data))


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "Hà Lý\nVũ Tài\n",
        "Bụi mịn 50µm và 30µm, nhiệt độ 30÷35°C, cánh quạt 3×4 m\n",
        "Café Zürich, El Niño và La Niña ảnh hưởng tới vụ lúa\n",
        "Chuyen muc khong dau\n",
        "Hoà bình, thuỷ lợi ® 2020\n",
    ],
)
def test_readable_text_is_not_taken_for_an_old_encoding(tmp_path: Path, text: str) -> None:
    assert read_text(write(tmp_path, text.encode())) == text


def test_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    assert read_text(write(tmp_path, b"\xef\xbb\xbf" + TEXT.encode())) == TEXT


def test_huge_file_is_refused_without_being_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)

    def fail(path: Path) -> bytes:
        raise AssertionError(f"{path} was read")

    monkeypatch.setattr(Path, "read_bytes", fail)

    assert refusal(path) == "The file is larger than 5 MB."


def test_file_of_just_the_limit_is_read(tmp_path: Path) -> None:
    assert len(read_text(write(tmp_path, b"a b " * (MAX_BYTES // 4)))) == MAX_BYTES


def test_missing_file(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.txt") == "There is no such file."
    assert refusal(tmp_path / "nul\0.txt") == "There is no such file."


def test_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")

    assert refusal(tmp_path / "pipe.txt") == "It is not a regular file."


def test_broken_link(tmp_path: Path) -> None:
    (tmp_path / "link.txt").symlink_to(tmp_path / "gone.txt")

    assert list(find_files([tmp_path])) == [tmp_path / "link.txt"]
    assert refusal(tmp_path / "link.txt") == "There is no such file."


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser reads everything")
def test_file_without_read_permission(tmp_path: Path) -> None:
    path = write(tmp_path, TEXT.encode())
    path.chmod(0)

    assert refusal(path) == "The file cannot be read: Permission denied."


def test_folder_yields_its_text_files_in_order_of_path(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("c.txt", "a.TXT", "b/2.txt", "b/1.txt", "note.md", "EXPECTED.json"):
        write(tmp_path, TEXT.encode(), name)

    assert [str(path.relative_to(tmp_path)) for path in find_files([tmp_path])] == [
        "a.TXT",
        "b/1.txt",
        "b/2.txt",
        "c.txt",
    ]


def test_file_named_twice_is_read_once_and_any_name_is_taken(tmp_path: Path) -> None:
    path = write(tmp_path, TEXT.encode(), "page.text")

    assert list(find_files([path, str(path), tmp_path])) == [path]


def test_missing_path_is_handed_on(tmp_path: Path) -> None:
    assert list(find_files([tmp_path / "none"])) == [tmp_path / "none"]
