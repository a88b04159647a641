"""Pages of the desk that belong to no model; like every page of the admin for those who may sign in there."""

from django.contrib import admin
from django.urls import path

from articles.admin import account, house_style, imprint, notices

protect = admin.site.admin_view

app_name = "desk"
urlpatterns = [
    path("account/", protect(account.page), name="account"),
    path("house-rules/", protect(house_style.page), name="house_style"),
    path("imprint/", protect(imprint.page), name="imprint"),
    path("notices/", protect(notices.page), name="notices"),
    path("notices/read/", protect(notices.mark_all_read), name="notices_read"),
    path("notices/<int:pk>/", protect(notices.open_story), name="notice"),
]
