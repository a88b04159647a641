"""People: those who sign in, and those whose names stand under stories."""

from typing import Any

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role, permissions_of
from newsroom import vietnamese
from newsroom.addresses import address_of
from newsroom.slugs import PLAIN, free_slug


class User(AbstractUser):
    """Somebody who signs in. What they may do follows from their roles alone; being a superuser adds no verb."""

    class Language(models.TextChoices):
        VIETNAMESE = "vi", "Tiếng Việt"
        ENGLISH = "en", "English"

    language = models.CharField(_("language"), max_length=2, choices=Language.choices, default=Language.VIETNAMESE)
    notices_at_desk = models.BooleanField(_("notices at the desk"), default=True)
    notices_by_mail = models.BooleanField(_("notices by mail"), default=True)

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")

    @cached_property
    def roles(self) -> frozenset[Role]:
        """The roles of an active user; costs one query, once per object."""
        if not self.is_active or self.pk is None:
            return frozenset()
        known = set(Role.values)
        return frozenset(Role(name) for name in self.groups.values_list("name", flat=True) if name in known)

    def may(self, permission: str) -> bool:
        """Whether one of the user's roles grants `permission` ("app_label.codename"); superusers get no exemption."""
        return permission in permissions_of(self.roles)

    def get_full_name(self) -> str:
        """Vietnamese order: family name first."""
        return f"{self.last_name} {self.first_name}".strip()

    @property
    def display_name(self) -> str:
        """The full name, or the user name of somebody who has given none."""
        return self.get_full_name() or self.username


class FoldedName(models.Func):
    """`newsroom_fold(text)`: lower case without marks, immutable, from the first migration of accounts."""

    function = "newsroom_fold"
    output_field = models.TextField()


class AuthorQuerySet(models.QuerySet["Author"]):
    def named(self, words: str) -> "AuthorQuerySet":
        """Authors whose name contains `words`, typed with or without accents."""
        return self.filter(folded__contains=vietnamese.fold(vietnamese.one_line(words)))

    def unlinked(self) -> "AuthorQuerySet":
        """Pen names that no account signs with."""
        return self.filter(user=None)


# Of a pen name and of its key, which is longer where one letter becomes two (ß, ss).
LONGEST_NAME = 120
LONGEST_SLUG = 140


class Author(models.Model):
    """A byline: the name readers see, which outlives the account of whoever wrote under it."""

    name = models.CharField(_("pen name"), max_length=LONGEST_NAME)
    key = models.CharField(max_length=LONGEST_NAME, unique=True, editable=False)
    slug = models.SlugField(_("address"), max_length=LONGEST_SLUG, unique=True, blank=True)
    biography = models.TextField(_("biography"), blank=True)
    photo = models.ImageField(_("photo"), upload_to="authors", blank=True)
    user = models.OneToOneField(
        User, verbose_name=_("account"), on_delete=models.PROTECT, null=True, blank=True, related_name="author"
    )
    folded = models.GeneratedField(expression=FoldedName("name"), output_field=models.TextField(), db_persist=True)

    objects = AuthorQuerySet.as_manager()

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="author_has_a_name"),
            models.CheckConstraint(condition=models.Q(slug__regex=PLAIN), name="author_slug_is_plain"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = vietnamese.one_line(self.name)
        self.key = vietnamese.key(self.name)
        if not self.slug:
            self.slug = self._free_slug()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return address_of("public:author", slug=self.slug)

    def clean(self) -> None:
        self.name = vietnamese.one_line(self.name)
        if not vietnamese.slugify(self.name):
            raise ValidationError({"name": _("A pen name needs letters.")})
        self.slug = self.slug or self._free_slug()
        if len(vietnamese.key(self.name)) > LONGEST_NAME:
            raise ValidationError({"name": _("This pen name is too long.")})

    def _free_slug(self) -> str:
        wanted = vietnamese.slugify(self.name)
        return free_slug(wanted, LONGEST_SLUG, lambda slug: Author.objects.filter(slug=slug).exists())
