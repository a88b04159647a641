"""What the questions are put together from."""

from __future__ import annotations

from django.db import models
from django.db.models import Subquery


class CountOf(Subquery):
    """How many rows a query gives, its limit included."""

    template = "(SELECT count(*) FROM (%(subquery)s) AS counted)"
    output_field = models.IntegerField()
