from django.core.management.base import BaseCommand

from articles import editing, notices, workflow


class Command(BaseCommand):
    help = (
        "Deletes what the desk no longer needs: drafts that were emptied before anybody saved them, what is left of "
        "story forms closed long ago, and old notices. Run it every day."
    )

    def handle(self, *args: object, **options: object) -> None:
        drafts = workflow.delete_emptied_drafts()
        empty, typed = editing.prune()
        told = notices.prune()
        self.stdout.write(
            f"{drafts} emptied drafts, {empty} empty rows, {typed} unsaved texts and {told} notices deleted"
        )
