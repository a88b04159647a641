from django.core.management.base import BaseCommand

from articles.counting.keeping import prune


class Command(BaseCommand):
    help = (
        "Destroys the keys and marks that tell readers apart, once they are no longer needed, and keeps by the day "
        "what was counted by the hour more than 90 days ago. Run it every hour."
    )

    def handle(self, *args: object, **options: object) -> None:
        done = prune()
        self.stdout.write(
            f"{done.counted} pending views counted, {done.keys} keys and {done.marks} marks destroyed, "
            f"{done.hours} hours made days, {done.sources} sources forgotten"
        )
