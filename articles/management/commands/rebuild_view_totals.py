from django.core.management.base import BaseCommand

from articles import trends
from articles.counting.keeping import rebuild_totals


class Command(BaseCommand):
    help = (
        "Makes the total of every story anew from its hours and days, and the lists of the most read. May run while "
        "readers are counted."
    )

    def handle(self, *args: object, **options: object) -> None:
        self.stdout.write(f"{rebuild_totals()} totals set right")
        trends.rebuild()
