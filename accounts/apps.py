from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("People")

    def ready(self) -> None:
        from accounts.groups import write_role_groups  # models may be imported only once the registry is ready

        post_migrate.connect(write_role_groups, sender=self, dispatch_uid="accounts.write_role_groups")
