"""Settings: from the environment only, read once; a wrong value stops the start with a sentence."""

from pathlib import Path

from budgetportal.environment import (
    boolean,
    choice,
    database,
    files,
    secret_key,
    signing,
    text,
    whole_number,
    words,
)
from budgetportal.queueing import apps, broker, tasks, worker

BASE_DIR = Path(__file__).resolve().parent.parent
#: where everything that the program writes stands, unless told otherwise
VAR = Path(text("VAR", default=str(BASE_DIR / "var")))

DEBUG = boolean("DEBUG", default=False)
SECRET_KEY = secret_key(VAR / "secret_key")
ALLOWED_HOSTS = words("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = words("CSRF_TRUSTED_ORIGINS", default=[])
SITE_URL = text("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
SITE_NAME = text("SITE_NAME", default="部门预算公开平台")
REGION_NAME = text("REGION_NAME", default="山西转型综合改革示范区")
#: the open licence of the published data, one of budgetportal.licence.LICENCES
DATA_LICENSE = choice("DATA_LICENSE", ["CC-BY-4.0", "CC0-1.0", "ODC-By-1.0", "PDDL-1.0"])
#: where a weakness is reported, as an address: mailto:… or https://…
SECURITY_CONTACT = text("SECURITY_CONTACT", default=f"{SITE_URL}/")
FONT_DIR = text("FONT_DIR", default="")
#: the certificate that signs published PDFs, or None
SIGNING = signing()

INSTALLED_APPS = [
    "budgetportal.admin.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_tables2",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "django_tasks",
    "django_tasks_db",
    "budgetportal",
    *apps(),
]
MIDDLEWARE = [
    "budgetportal.web.watching.WatchingMiddleware",
    "budgetportal.web.headers.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "budgetportal.web.manners.MannersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "budgetportal.security.events.EventsMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "budgetportal.web.limits.LimitsMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "budgetportal.web.middleware.GoneMiddleware",
]
ROOT_URLCONF = "budgetportal.urls"
WSGI_APPLICATION = "budgetportal.wsgi.application"
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
                "budgetportal.web.context.site",
            ]
        },
    }
]
DATABASES = {"default": database(VAR / "budgetportal.sqlite3")}
TASKS = tasks()
#: the command of manage.py that works; {name} is the worker's name
TASKS_WORKER = worker()

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
LOGIN_REDIRECT_URL = "/admin/"
#: 发布 and 管理 sign in with a second factor (两步验证); others may
REQUIRE_SECOND_FACTOR = boolean("REQUIRE_SECOND_FACTOR", default=False)
OTP_TOTP_ISSUER = SITE_NAME

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = Path(text("MEDIA_ROOT", default=str(VAR / "media")))
STORAGES = {
    "default": files(),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FIXTURES = BASE_DIR / "fixtures"

LARGEST_REQUEST = 25 * 2**20  # bytes; the largest workbook and what stands around it
#: a larger workbook is imported by a worker, where there are workers
LARGE_WORKBOOK = 2**20 * whole_number("LARGE_WORKBOOK_MIB", default=2)
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 2**20  # bytes of a form without its files
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000  # a grid of a thousand lines is one form
DATA_UPLOAD_MAX_NUMBER_FILES = 10

# HTTPS is decided by the site's own address: the demonstration on loopback has none
HTTPS = SITE_URL.startswith("https://")
#: trusted servers in front that add X-Forwarded-For and X-Forwarded-Proto; 0: none is believed
PROXY_COUNT = whole_number("PROXY_COUNT", default=1 if HTTPS else 0)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXY_COUNT else None
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = ["^healthz$", "^readyz$", "^metrics$"]  # asked from inside, without TLS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_AGE = 12 * 3600  # a session ends at the latest then
SESSION_IDLE_SECONDS = 60 * whole_number("SESSION_IDLE_MINUTES", default=30)
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "text": {"()": "budgetportal.logs.TextFormatter", "format": "%(message)s"},
        "json": {"()": "budgetportal.logs.JsonFormatter"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": choice("LOG_FORMAT", ["text", "json"]),
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "budgetportal.security": {"level": "INFO"},
        # one line a request and one a job where lines are read by machines
        **{
            f"budgetportal.{name}": {
                "level": "INFO" if text("LOG_FORMAT", default="") == "json" else "WARNING"
            }
            for name in ("requests", "jobs")
        },
    },
}
globals().update(broker(globals()))
