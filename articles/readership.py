"""What old sites had counted. Our own views are counted in articles.counting, and ranked in articles.most_read."""

from articles.models import Article, ViewTotal


def set_imported_views(article: Article, count: int) -> None:
    """What an old site had counted: shown on top of our own count and kept apart from it. A second call replaces it."""
    if count < 0:
        raise ValueError(f"views cannot be negative: {count}")
    ViewTotal.objects.bulk_create(
        [ViewTotal(article=article, imported=count)],
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=["imported"],
    )
