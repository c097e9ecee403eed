"""PostgreSQL: an index of the characters and pairs of characters of every published text.

Needs no extension. Trigrams would not do: a Chinese word of two characters has none.
"""

from typing import Any

from django.db import migrations

PAIRS = """
CREATE FUNCTION portal_pairs(value text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    WITH chars AS (
        SELECT one, lead(one) OVER (ORDER BY place) AS next
        FROM unnest(string_to_array(value, NULL)) WITH ORDINALITY AS c(one, place)
    )
    SELECT array(SELECT one FROM chars UNION SELECT one || next FROM chars WHERE next IS NOT NULL)
$$
"""
INDEX = """
CREATE INDEX publishedtext_pairs ON budgetportal_publishedtext
USING gin (portal_pairs(folded)) WITH (fastupdate = off)
"""


def create(apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(PAIRS)
        editor.execute(INDEX)


def drop(apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP INDEX publishedtext_pairs")
        editor.execute("DROP FUNCTION portal_pairs(text)")


class Migration(migrations.Migration):
    dependencies = [("budgetportal", "0007_published_rows")]

    operations = [migrations.RunPython(create, drop)]
