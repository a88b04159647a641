"""The site map. First path segments here are reserved words of newsroom.slugs, so no section can take one."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path, re_path

from newsroom import health, media

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    # The admin's own redirect to any object would tell all of the staff the addresses of drafts: it leads nowhere.
    re_path(r"^admin/r/", health.not_found),
    # Pages of the desk that belong to no model.
    path("admin/", include("articles.admin.urls")),
    path("admin/", admin.site.urls),
    path(f"{settings.MEDIA_URL.strip('/')}/<path:name>", media.serve_picture, name="media"),
    path("xem-truoc/", include("articles.preview_pages")),
    path("", include("articles.syndication.urls")),
    path("", include("articles.public.urls")),
]

handler400 = "articles.admin.errors.bad_request"
handler403 = "articles.admin.errors.permission_denied"
handler404 = "articles.admin.errors.not_found"
handler500 = "articles.public.errors.server_error"
