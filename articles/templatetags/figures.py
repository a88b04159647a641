"""How the desk's templates write numbers."""

from django import template

from newsroom import vietnamese

register = template.Library()


@register.filter
def thousands(number: int) -> str:
    """1673 -> "1,673", as it stands under a story."""
    return vietnamese.thousands(number)
