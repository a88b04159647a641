"""Where in a picture its subject is."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("articles", "0022_secondary_sections")]

    operations = [
        migrations.AddField(
            "photo",
            "focus_x",
            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="subject, from the left (%)"),
        ),
        migrations.AddField(
            "photo",
            "focus_y",
            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="subject, from the top (%)"),
        ),
        migrations.AddConstraint(
            "photo",
            models.CheckConstraint(
                condition=Q(("focus_x__isnull", True), ("focus_y__isnull", True))
                | Q(("focus_x__lte", 100), ("focus_y__lte", 100)),
                name="photo_focus_is_in_it",
            ),
        ),
    ]
