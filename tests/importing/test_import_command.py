"""manage.py import_articles, from the command line's side."""

import io
import json
import unicodedata
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from articles import workflow
from articles.models import Article, ImportRecord, PublishedArticle, Section
from tests.factories import SectionFactory, UserFactory, managing_editor

pytestmark = pytest.mark.django_db

PAGES = Path(__file__).parent / "pages"
KEYS = ["file", "title", "published", "views", "lead", "captions", "paragraphs", "bylines", "source", "keywords"]
KEYS += ["related", "problems", "refused"]


def run(*arguments: object, **options: object) -> tuple[str, str]:
    """What the command prints on stdout and stderr; CommandError, that is exit status 1, passes through."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("import_articles", *map(str, arguments), stdout=out, stderr=err, **options)
    except CommandError as error:
        error.printed = (out.getvalue(), err.getvalue())
        raise
    return out.getvalue(), err.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two good files with a bad one between them."""
    for name in ("paper-full", "tv-full"):
        (tmp_path / f"{'1' if name == 'paper-full' else '3'}-{name}.txt").write_bytes(
            (PAGES / f"{name}.txt").read_bytes()
        )
    (tmp_path / "2-bad.txt").write_bytes(b"\xff\xfe\xfa\xfb")
    return tmp_path


def test_folder_is_imported_as_drafts_of_the_importer() -> None:
    out, _err = run(PAGES)

    assert "Created: 27 (published: 0, drafts: 27), unchanged: 0, differing: 0, refused: 1" in out
    assert Article.objects.count() == 27
    importer = User.objects.get(username="importer")
    assert {article.owner for article in Article.objects.all()} == {importer}
    assert (importer.is_active, importer.is_staff, importer.has_usable_password()) == (False, False, False)


def test_second_run_changes_nothing_and_says_so() -> None:
    run(PAGES)
    before = list(Article.objects.order_by("pk").values())
    out, _err = run(PAGES)

    assert "Created: 0 (published: 0, drafts: 0), unchanged: 27, differing: 0, refused: 1" in out
    assert list(Article.objects.order_by("pk").values()) == before


def test_bad_file_in_the_middle_does_not_stop_the_rest(folder: Path) -> None:
    with pytest.raises(CommandError) as failed:
        run(folder)
    out, err = failed.value.printed

    assert Article.objects.count() == 2
    assert "2-bad.txt: The file is in UTF-16." in err
    assert "refused: 1" in out
    assert failed.value.returncode == 1


def test_page_that_is_no_story_is_told_but_is_no_failure() -> None:
    out, err = run(PAGES / "listing-with-dates.txt")

    assert "listing-with-dates.txt: The page is a list of stories, not a story." in err
    assert "refused: 1" in out


def test_missing_path_fails_and_the_rest_comes_in(tmp_path: Path) -> None:
    with pytest.raises(CommandError) as failed:
        run(tmp_path / "none.txt", PAGES / "tv-full.txt")

    assert "none.txt: There is no such file." in failed.value.printed[1]
    assert Article.objects.count() == 1


def test_folder_without_texts_fails(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no \\*.txt file"):
        run(tmp_path)


def test_two_spellings_of_one_page_are_one_story(tmp_path: Path) -> None:
    text = (PAGES / "paper-full.txt").read_text(encoding="utf-8")
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "b.txt").write_text(unicodedata.normalize("NFD", text), encoding="utf-8")
    other_host = text.replace("http://test.baothaibinh.com.vn/tin-tuc/4/", "https://ww.baothaibinh.com.vn/tin-tuc/0/")
    (tmp_path / "c.txt").write_text(other_host, encoding="utf-8")
    out, _err = run(tmp_path)

    assert "Created: 1 (published: 0, drafts: 1), unchanged: 2" in out


def test_changed_text_is_reported_and_left_alone(tmp_path: Path) -> None:
    text = (PAGES / "paper-full.txt").read_text(encoding="utf-8")
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    run(path)
    path.write_text(text.replace("được mùa", "mất mùa"), encoding="utf-8")
    out, _err = run(path)

    assert "a.txt: already imported, text differs, left alone" in out
    assert "differing: 1" in out
    assert "được mùa" in Article.objects.get().lead


def test_deleted_draft_is_reported_and_is_no_failure() -> None:
    run(PAGES / "paper-full.txt")
    workflow.delete(Article.objects.get(), by=managing_editor())
    out, err = run(PAGES / "paper-full.txt", publish=True)

    assert "paper-full.txt: imported before and deleted at the desk; not imported again" in out
    assert "Created: 0 (published: 0, drafts: 0)" in out
    assert "deleted at the desk: 1" in out
    assert not err
    assert not Article.objects.exists()


# Publishing -----------------------------------------------------------------------------------------------------------


def test_publish_shows_what_is_complete_and_says_what_is_not() -> None:
    SectionFactory(name="Kinh tế", slug="kinh-te")
    out, _err = run(PAGES / "paper-full.txt", PAGES / "paper-without-date.txt", publish=True, section="kinh-te")

    assert "Created: 2 (published: 1, drafts: 1)" in out
    assert "paper-without-date.txt: left as a draft; missing: publication date, lead" in out
    live = PublishedArticle.objects.live().get()
    assert (live.title, live.first_published_at.isoformat()) == (
        "Thái Thụy: Vào vụ thu hoạch ngao",
        "2019-05-14T02:05:37+00:00",
    )


def test_publish_without_section_leaves_drafts() -> None:
    out, _err = run(PAGES / "paper-full.txt", publish=True)

    assert "paper-full.txt: left as a draft; missing: section" in out
    assert not PublishedArticle.objects.exists()


def test_sub_section_is_named_by_its_path() -> None:
    parent = SectionFactory(name="Kinh tế", slug="kinh-te")
    below = SectionFactory(name="Nông nghiệp", slug="nong-nghiep", parent=parent)
    run(PAGES / "paper-full.txt", section="kinh-te/nong-nghiep")

    assert Article.objects.get().section == below


@pytest.mark.parametrize("path", ["khong-co", "kinh-te/khong-co", "a/b/c", "nong-nghiep"])
def test_unknown_section_stops_before_anything_is_read(path: str) -> None:
    Section.objects.create(
        name="Nông nghiệp", slug="nong-nghiep", parent=SectionFactory(name="Kinh tế", slug="kinh-te")
    )

    with pytest.raises(CommandError, match="There is no section"):
        run(PAGES, section=path)
    assert not Article.objects.exists()


def test_stories_belong_to_the_account_named() -> None:
    someone = UserFactory(username="kho-tu-lieu")
    run(PAGES / "paper-full.txt", by="kho-tu-lieu")

    assert Article.objects.get().owner == someone
    assert not User.objects.filter(username="importer").exists()


def test_unknown_account_stops_before_anything_is_read() -> None:
    with pytest.raises(CommandError, match="There is no account"):
        run(PAGES, by="khong-ai")


# Dry run -------------------------------------------------------------------------------------------------------------


def test_dry_run_writes_nothing() -> None:
    out, _err = run(PAGES, dry_run=True, publish=True)

    assert "Dry run, nothing written. Stories: 27, refused: 1" in out
    assert not Article.objects.exists()
    assert not ImportRecord.objects.exists()
    assert not User.objects.exists()


def test_dry_run_json_prints_one_object_a_line_and_nothing_else() -> None:
    out, err = run(PAGES, dry_run=True, json=True)
    objects = [json.loads(line) for line in out.splitlines()]

    assert [Path(told["file"]).name for told in objects] == sorted(path.name for path in PAGES.glob("*.txt"))
    assert all(list(told) == KEYS for told in objects)
    assert "Dry run" in err
    assert "Vào vụ thu hoạch ngao" in out


def test_json_names_refused_files_too(folder: Path) -> None:
    with pytest.raises(CommandError) as failed:
        run(folder, dry_run=True, json=True)
    good, bad, last = (json.loads(line) for line in failed.value.printed[0].splitlines())

    assert bad["refused"].startswith("The file is in UTF-16.")
    assert (bad["title"], bad["published"]) == (None, None)
    assert Path(bad["file"]).name == "2-bad.txt"
    assert (good["refused"], last["refused"]) == (None, None)


def test_json_of_a_real_run_keeps_stdout_clean() -> None:
    out, err = run(PAGES / "paper-without-date.txt", json=True, publish=True)

    assert json.loads(out)["title"] == "Hưng Hà: Rộn ràng vụ cây màu"
    assert "left as a draft" in err
    assert "Created: 1" in err


def test_file_name_of_odd_bytes_can_be_printed_and_stored(tmp_path: Path) -> None:
    path = tmp_path / b"b\xe1o.txt".decode("utf-8", "surrogateescape")
    path.write_bytes((PAGES / "tv-full.txt").read_bytes())
    out, _err = run(tmp_path, json=True)

    assert json.loads(out)["file"].endswith("b\ufffdo.txt")
    assert ImportRecord.objects.get().file_name == "b\ufffdo.txt"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_shows_on_a_terminal_only(folder: Path) -> None:
    terminal, pipe = Terminal(), io.StringIO()
    for err in (terminal, pipe):
        with pytest.raises(CommandError):
            call_command("import_articles", str(folder), stdout=io.StringIO(), stderr=err, dry_run=True)

    assert "3/3" in terminal.getvalue()
    assert "\r" not in pipe.getvalue()
