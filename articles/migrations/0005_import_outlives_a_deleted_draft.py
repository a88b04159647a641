import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0004_desk")]

    operations = [
        migrations.AlterField(
            model_name="importrecord",
            name="article",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="import_record",
                to="articles.article",
            ),
        ),
    ]
