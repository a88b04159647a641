"""The desk. Conversation only: it shows, it asks, it calls the verbs of workflow and publishing."""

from articles.admin import article, old_addresses, photos, section, tag, topic

__all__ = ["article", "old_addresses", "photos", "section", "tag", "topic"]
