"""Addresses of feeds and sitemaps. `<kind>` is rss or atom."""

from django.urls import path, re_path

from articles.syndication import feeds, sitemaps

app_name = "syndication"

KIND = r"\.(?P<kind>rss|atom)$"

urlpatterns = [
    path("robots.txt", sitemaps.robots, name="robots"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-news.xml", sitemaps.news, name="sitemap_news"),
    path("sitemap-pages.xml", sitemaps.pages, name="pages"),
    re_path(r"^sitemap-(?P<year>[0-9]{4})-(?P<month>[0-9]{2})\.xml$", sitemaps.month, name="month"),
    path("rss/", feeds.index, name="feeds"),
    re_path(rf"^rss/tin-moi{KIND}", feeds.newest, name="newest"),
    re_path(rf"^rss/dinh-chinh{KIND}", feeds.corrections, name="corrections"),
    re_path(rf"^rss/tu-khoa/(?P<slug>[a-z0-9-]+){KIND}", feeds.tag, name="tag"),
    re_path(rf"^rss/chuyen-de/(?P<slug>[a-z0-9-]+){KIND}", feeds.topic, name="topic"),
    re_path(rf"^rss/tac-gia/(?P<slug>[a-z0-9-]+){KIND}", feeds.author, name="author"),
    re_path(rf"^rss/(?P<slug>[a-z0-9-]+){KIND}", feeds.section, name="section"),
    re_path(rf"^rss/(?P<slug>[a-z0-9-]+)/(?P<subslug>[a-z0-9-]+){KIND}", feeds.subsection, name="subsection"),
]
