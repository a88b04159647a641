"""Where an imported story came from, and what its text did not settle."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article


class ImportRecord(models.Model):
    """One story of an outside page; `identity` (site and number there, or a digest of its text) lets it in once.

    It outlives a draft that is deleted at the desk (`article` is null then), or else the next import would bring back
    what an editor threw out.
    """

    article = models.OneToOneField(Article, on_delete=models.SET_NULL, null=True, related_name="import_record")
    identity = models.CharField(_("identity"), max_length=200, unique=True)
    digest = models.CharField(max_length=64, help_text="sha256 of the neutral record, to tell a changed page")
    source_url = models.CharField(_("old address"), max_length=500, blank=True)
    file_name = models.CharField(_("file"), max_length=255)
    first_published_at = models.DateTimeField(
        _("first published"), null=True, help_text="on the old site; null where the page does not settle it"
    )
    problems = models.JSONField(_("problems"), default=list)
    imported_at = models.DateTimeField(_("imported at"), auto_now_add=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")

    def __str__(self) -> str:
        return self.identity
