"""Drawing and taking in one picture of the demo, apart from the database, so that other processes can do it."""

from articles.demo.pictures import draw
from newsroom.images import TakenPicture, take_in

SIZE = (1280, 800)
PORTRAIT_SIZE = (480, 480)


def drawn(scene: str, seed: int) -> TakenPicture:
    """An illustration, as if a photographer had sent it in."""
    return take_in(draw(scene, seed, SIZE))


def portrait(seed: int) -> bytes:
    """A square portrait for an author's page, as JPEG."""
    return draw("portrait", seed, PORTRAIT_SIZE)
