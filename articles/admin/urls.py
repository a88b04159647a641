"""Pages of the desk that belong to no model; like every page of the admin for those who may sign in there."""

from django.contrib import admin
from django.urls import path

from articles.admin import account, breaking, fronts, house_style, imprint, notices, statistics

protect = admin.site.admin_view

app_name = "desk"
urlpatterns = [
    path("account/", protect(account.page), name="account"),
    path("breaking/", protect(breaking.page), name="breaking"),
    path("fronts/stories/", protect(fronts.stories), name="front_stories"),
    path("fronts/<str:name>/", protect(fronts.page), name="front"),
    path("fronts/<str:name>/preview/", protect(fronts.preview), name="front_preview"),
    path("fronts/<str:name>/history/", protect(fronts.history), name="front_history"),
    path("fronts/<str:name>/restore/", protect(fronts.restore), name="front_restore"),
    path("house-rules/", protect(house_style.page), name="house_style"),
    path("imprint/", protect(imprint.page), name="imprint"),
    path("notices/", protect(notices.page), name="notices"),
    path("notices/read/", protect(notices.mark_all_read), name="notices_read"),
    path("notices/<int:pk>/", protect(notices.open_story), name="notice"),
    path("statistics/", protect(statistics.page), name="statistics"),
    path("statistics/stories.csv", protect(statistics.stories_file), name="statistics_stories"),
    path("statistics/views.csv", protect(statistics.views_file), name="statistics_views"),
]
