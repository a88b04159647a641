"""Addresses of the website. Sections come last: theirs are the only ones without a word of their own."""

from django.urls import path, re_path

from articles.public import beacon, for_browsers, rankings, searching, topic_pages, views

app_name = "public"

DAY = "(?P<year>[0-9]{4})/(?P<month>[0-9]{2})/(?P<day>[0-9]{2})"

urlpatterns = [
    # First, as most is read there. The id decides, so anything may stand before it; 18 digits always fit the database's
    # integers.
    re_path(r"^(?P<section>[^/]+)/(?P<slug>[^/]*)-(?P<article_id>[0-9]{1,18})\.html$", views.article, name="article"),
    path("", views.home, name="home"),
    path("tin-moi/", views.newest, name="newest"),
    *(
        path(f"doc-nhieu/{within}{section}", rankings.most_read_stories, name="most_read")
        for within in ("", "<slug:within>/")
        for section in ("", "chuyen-muc/<slug:slug>/", "chuyen-muc/<slug:slug>/<slug:subslug>/")
    ),
    path("tu-khoa/<slug:slug>/", views.tag, name="tag"),
    path("chuyen-de/", topic_pages.topics, name="topics"),
    path("chuyen-de/<slug:slug>/", topic_pages.topic, name="topic"),
    path("tac-gia/<slug:slug>/", views.author, name="author"),
    path("tim-kiem/", searching.results, name="search"),
    path("tim-kiem/goi-y/", searching.suggestions, name="suggestions"),
    path("dinh-chinh/", views.corrections, name="corrections"),
    path("toa-soan/", views.newsroom, name="newsroom"),
    path("tin-theo-ngay/", views.today, name="today"),
    re_path(rf"^tin-theo-ngay/{DAY}/$", views.stories_of_day, name="by_date"),
    path("manifest.webmanifest", for_browsers.manifest, name="manifest"),
    path("opensearch.xml", for_browsers.opensearch, name="opensearch"),
    path("favicon.ico", for_browsers.icon, name="icon"),
    path(f"{beacon.PATH}<int:article_id>/", beacon.count_view_of, name="count_view"),
    path("<slug:slug>/", views.section, name="section"),
    path("<slug:slug>/<slug:subslug>/", views.subsection, name="subsection"),
]
