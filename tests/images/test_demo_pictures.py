"""The demo's illustrations: each scene can be drawn, in any shape, and is the same each time."""

import io

import pytest
from PIL import Image

from articles.demo.pictures import SCENES, draw

SMALL = (320, 200)


@pytest.mark.parametrize("size", [SMALL, (240, 240), (120, 200)])
@pytest.mark.parametrize("scene", SCENES)
def test_every_scene_is_a_jpeg_of_the_size_asked_for(scene, size):
    with Image.open(io.BytesIO(draw(scene, 1, size))) as picture:
        picture.load()
        assert (picture.format, picture.size) == ("JPEG", size)
        # Something is on it: neither one tone nor noise alone.
        assert max(high - low for low, high in picture.reduce(16).getextrema()) > 60


@pytest.mark.parametrize("scene", SCENES)
def test_same_seed_gives_the_same_picture_and_another_seed_another(scene):
    assert draw(scene, 7, SMALL) == draw(scene, 7, SMALL) != draw(scene, 8, SMALL)


def test_unknown_scene_is_a_key_error():
    with pytest.raises(KeyError):
        draw("moon-landing", 1, SMALL)
