from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0002_rules_only_triggers_can_hold")]

    operations = [
        migrations.AddIndex(
            model_name="viewtotal",
            index=models.Index(fields=["-displayed", "-article"], name="views_most_ever"),
        ),
    ]
