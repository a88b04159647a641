"""People at the desk: pen names for the editors, accounts for the administrator."""

from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import UsernameField
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin
from unfold.forms import AdminPasswordChangeForm, UserCreationForm
from unfold.widgets import (
    UnfoldAdminCheckboxSelectMultipleWidget,
    UnfoldAdminImageFieldWidget,
)

from accounts import people
from accounts.by_role import ByRole
from accounts.models import Author, User
from accounts.roles import Role
from newsroom import vietnamese
from newsroom.forms import AddressedForm, LineField, NameField, PictureField
from newsroom.images import TakenPicture

# Groups are written from accounts.roles and never by hand.
admin.site.unregister(Group)


# Authors ------------------------------------------------------------------------------------------------------------


class AuthorForm(AddressedForm):
    name = NameField(max_length=120, label=gettext_lazy("pen name"))
    photo = PictureField(required=False, label=gettext_lazy("photo"), widget=UnfoldAdminImageFieldWidget())

    class Meta:
        model = Author
        fields = ["name", "slug", "biography", "photo", "user"]

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        same = Author.objects.filter(key=vietnamese.key(name)).exclude(pk=self.instance.pk).first()
        if same:
            raise forms.ValidationError(_("This pen name already exists: “%(name)s”.") % {"name": same.name})
        return name

    def clean_biography(self) -> str:
        return vietnamese.normalise(self.cleaned_data["biography"])

    def clean_photo(self) -> Any:
        """Our own drawing of the picture, in the size of a portrait, as a file under a name nobody chose."""
        picture = self.cleaned_data["photo"]
        if not isinstance(picture, TakenPicture):
            return picture
        portrait = next(made for made in picture.renditions if made.format == "jpg")
        return ContentFile(portrait.content, name=f"{uuid4()}.jpg")


@admin.register(Author)
class AuthorAdmin(ByRole, ModelAdmin):
    form = AuthorForm
    list_display = ["name", "slug", "account"]
    list_select_related = ["user"]
    list_filter = [("user", admin.EmptyFieldListFilter)]
    search_fields = ["name"]
    # Đ after D, and a small letter beside its capital.
    ordering = ["folded", "name"]
    actions = None
    view_on_site = False

    def get_readonly_fields(self, request: HttpRequest, obj: Author | None = None) -> list[str]:
        """Whoever signs under a pen name sees and writes its stories, so linking one to an account grants rights."""
        return [] if people.may_administer(request.user) else ["user"]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Author], search_term: str
    ) -> tuple[QuerySet[Author], bool]:
        return (queryset.named(search_term) if search_term.strip() else queryset), False

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if field and db_field.name == "user":
            field.label_from_instance = lambda user: user.display_name
        return field

    @admin.display(description=gettext_lazy("account"), ordering="user")
    def account(self, author: Author) -> str:
        return author.user.display_name if author.user else ""


# Users --------------------------------------------------------------------------------------------------------------


class RolesField(forms.TypedMultipleChoiceField):
    widget = UnfoldAdminCheckboxSelectMultipleWidget

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=Role.choices, coerce=Role, required=False, label=gettext_lazy("roles"), **kwargs)


class AccountForm(forms.ModelForm):
    """`request` is set on the class by UserAdmin.get_form()."""

    request: HttpRequest
    last_name = LineField(required=False, max_length=150, label=gettext_lazy("family name"))
    first_name = LineField(required=False, max_length=150, label=gettext_lazy("given name"))
    roles = RolesField()

    class Meta:
        model = User
        # Not the password: how it is stored is of no use to anybody. UserAdmin.new_password leads to a new one.
        fields = ["username", "last_name", "first_name", "email", "language", "is_active"]
        field_classes = {"username": UsernameField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("roles", list(self.instance.groups.values_list("name", flat=True)))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        roles, is_active = cleaned.get("roles", []), cleaned.get("is_active", False)
        people.check_change(self.instance, roles, is_active, by=self.request.user)
        return cleaned


class NewAccountForm(UserCreationForm):
    last_name = LineField(required=False, max_length=150, label=gettext_lazy("family name"))
    first_name = LineField(required=False, max_length=150, label=gettext_lazy("given name"))
    roles = RolesField()
    request: HttpRequest


class RoleFilter(admin.SimpleListFilter):
    title = gettext_lazy("role")
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [*Role.choices, ("none", _("No role"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> QuerySet[User]:
        if self.value() == "none":
            return queryset.filter(groups=None, is_superuser=False)
        return queryset.filter(groups__name=self.value()) if self.value() else queryset


@admin.register(User)
class UserAdmin(DjangoUserAdmin, ModelAdmin):
    """Accounts are switched off, never deleted: what their people wrote and did stays theirs."""

    form = AccountForm
    add_form = NewAccountForm
    change_password_form = AdminPasswordChangeForm
    fieldsets = [
        (None, {"fields": ["username", "new_password"]}),
        (gettext_lazy("Person"), {"fields": ["last_name", "first_name", "email"]}),
        (gettext_lazy("Language and notices"), {"fields": ["language", "notices_at_desk", "notices_by_mail"]}),
        (gettext_lazy("Rights"), {"fields": ["is_active", "roles"]}),
        (gettext_lazy("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (
            None,
            {"fields": ["username", "last_name", "first_name", "email", "roles", "password1", "password2"]},
        )
    ]
    readonly_fields = ["new_password", "last_login", "date_joined"]
    filter_horizontal = []
    list_display = ["username", "full_name", "role_labels", "active", "last_login"]
    list_filter = [RoleFilter, "is_active"]
    search_fields = ["username", "last_name", "first_name", "email"]
    ordering = ["username"]
    actions = None
    view_on_site = False

    def has_module_permission(self, request: HttpRequest) -> bool:
        return people.may_administer(request.user)

    def has_view_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return self.has_change_permission(request, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return people.may_administer(request.user)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """An administrator has no hand on a superuser, whose password would be worth more than the role."""
        beyond_reach = obj is not None and obj.is_superuser and not request.user.is_superuser
        return people.may_administer(request.user) and not beyond_reach

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        users = super().get_queryset(request).prefetch_related("groups")
        return users if request.user.is_superuser else users.filter(is_superuser=False)

    def get_form(self, request: HttpRequest, obj: User | None = None, **kwargs: Any) -> type[forms.ModelForm]:
        form = super().get_form(request, obj, **kwargs)
        form.request = request
        return form

    def save_model(self, request: HttpRequest, obj: User, form: forms.ModelForm, change: bool) -> None:
        people.set_roles(obj, form.cleaned_data["roles"], by=request.user)

    @admin.display(description=gettext_lazy("name"), ordering="first_name")
    def full_name(self, user: User) -> str:
        return user.display_name

    @admin.display(description=gettext_lazy("password"))
    def new_password(self, user: User) -> SafeString:
        address = reverse("admin:auth_user_password_change", args=[user.pk])
        return format_html('<a class="desk-button" href="{}">{}</a>', address, _("Set a new password"))

    @admin.display(description=gettext_lazy("roles"))
    def role_labels(self, user: User) -> SafeString | str:
        names = {group.name for group in user.groups.all()}
        if user.is_superuser:
            return format_html("<em>{}</em>", _("superuser"))
        return ", ".join(str(role.label) for role in Role if role.value in names)

    @admin.display(description=gettext_lazy("active"), boolean=True, ordering="is_active")
    def active(self, user: User) -> bool:
        return user.is_active
