from django.core.management.base import BaseCommand

from articles.readership import prune


class Command(BaseCommand):
    help = "Destroys the keys and marks that tell readers apart, once they are no longer needed. Run it every hour."

    def handle(self, *args: object, **options: object) -> None:
        keys, marks = prune()
        self.stdout.write(f"{keys} keys and {marks} marks destroyed")
