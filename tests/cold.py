"""Nothing is remembered: neither in the cache nor in the process."""

from django.core.cache import cache

from newsroom.held import forget_everything


def forget_all() -> None:
    """As if cache and process had just been started."""
    cache.clear()
    forget_everything()
