"""What tests of the website stand on."""

import pytest

from tests.public.pages import Newspaper, a_newspaper


@pytest.fixture
def paper(db: None) -> Newspaper:
    """A newspaper with one of everything, for what is tested along tests.public.pages.PAGES."""
    return a_newspaper()
