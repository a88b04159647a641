"""Questions about pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Value
from django.db.models.functions import Concat

from accounts.roles import Role
from newsroom import vietnamese

if TYPE_CHECKING:
    from accounts.models import User
    from articles.models import Photo  # noqa: F401 (named in strings)


class PhotoQuerySet(models.QuerySet["Photo"]):
    def matching(self, words: str) -> Self:
        """Pictures whose caption, credit or original file name contains `words`, typed with or without accents."""
        text = models.Func(
            Concat("caption", Value(" "), "credit", Value(" "), "original_name"),
            function="newsroom_fold",
            output_field=models.TextField(),
        )
        return self.alias(folded=text).filter(folded__contains=vietnamese.fold(vietnamese.one_line(words)))

    def visible_to(self, user: User) -> Self:
        """Pictures a person may choose from: a reporter's own; all of them for editors."""
        if user.roles & {Role.EDITOR, Role.MANAGING_EDITOR}:
            return self
        if Role.REPORTER in user.roles:
            return self.filter(uploaded_by=user)
        return self.none()
