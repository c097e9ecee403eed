from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("budgetportal", "0002_longer_paragraphs"),)

    operations = (
        migrations.AddField(
            model_name="warninganswer",
            name="cause",
            field=models.TextField(default="", verbose_name="所答复的问题"),
        ),
    )
