from django.core.management.base import BaseCommand

from articles.editing import prune


class Command(BaseCommand):
    help = "Deletes what is left of story forms closed long ago: empty rows after a day, unsaved texts after 30 days."

    def handle(self, *args: object, **options: object) -> None:
        empty, typed = prune()
        self.stdout.write(f"{empty} empty rows and {typed} unsaved texts deleted")
