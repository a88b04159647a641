"""The demo's pictures: drawn and taken in by several processes, for drawing is what takes the demo's time."""

from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from types import TracebackType
from typing import Any, Self
from zlib import crc32

from accounts.models import User
from articles import intake
from articles.demo.drawing import drawn
from articles.models import Photo
from newsroom.images import TakenPicture

Picture = dict[str, str]


def _key(picture: Picture) -> str:
    return f"{picture['scene']}: {picture['caption']}"


class Illustrations:
    """Photos for the pictures that demo stories ask for; each is drawn once, stored when it is first wanted."""

    def __init__(self, stories: list[dict[str, Any]], *, by: User) -> None:
        self._by = by
        self._pictures = {_key(picture): picture for story in stories for picture in _pictures_of(story)}
        self._drawings: dict[str, Future[TakenPicture]] = {}
        self._photos: dict[str, Photo] = {}

    def __enter__(self) -> Self:
        # "spawn", because a forked child would share this process's database connection.
        self._pool = ProcessPoolExecutor(mp_context=get_context("spawn"))
        for key, picture in self._pictures.items():
            self._drawings[key] = self._pool.submit(drawn, picture["scene"], crc32(key.encode()))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._pool.shutdown(cancel_futures=True)

    def photo_of(self, picture: Picture) -> Photo:
        """The photo of a picture of one of the stories; waits until it is drawn."""
        key = _key(picture)
        if key not in self._photos:
            self._photos[key] = intake.keep(
                self._drawings[key].result(),
                name=f"{picture['scene']}.jpg",
                by=self._by,
                caption=picture["caption"],
                credit=picture["credit"].removeprefix("Ảnh:").strip(),
                alt_text=picture["alt"],
            )
            if "focus" in picture:
                x, y = picture["focus"].split()
                intake.set_focus(self._photos[key], (int(x), int(y)))
        return self._photos[key]


def _pictures_of(story: dict[str, Any]) -> list[Picture]:
    figures = [block["figure"] for block in story["body"] if "figure" in block]
    return [*figures, *([story["picture"]] if story["picture"] else [])]
