"""Reading the environment: every helper fails loudly, with a sentence that names the variable."""

import os
import secrets
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off"}


def text(name: str, *, default: str) -> str:
    """The variable, the content of the file that NAME_FILE names (a secret), or the default."""
    secret = os.environ.get(f"{name}_FILE")
    if not secret:
        return os.environ.get(name) or default
    try:
        return Path(secret).read_text().strip() or default
    except OSError as error:
        raise ImproperlyConfigured(f"{name}_FILE={secret!r}: {error.strerror}") from None


def words(name: str, *, default: list[str]) -> list[str]:
    """A comma-separated list."""
    value = os.environ.get(name, "")
    return [word.strip() for word in value.split(",") if word.strip()] or default


def choice(name: str, allowed: list[str]) -> str:
    """One of the allowed words; the first where the variable is unset or empty."""
    value = text(name, default=allowed[0])
    if value not in allowed:
        raise ImproperlyConfigured(f"{name}={value!r}: write one of {', '.join(allowed)}")
    return value


def boolean(name: str, *, default: bool) -> bool:
    """true/false, yes/no, on/off, 1/0."""
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value not in TRUE | FALSE:
        raise ImproperlyConfigured(f"{name}={value!r}: write true or false")
    return value in TRUE


def whole_number(name: str, *, default: int) -> int:
    """A whole number, zero or more."""
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    if not (value.isascii() and value.isdecimal()):
        raise ImproperlyConfigured(f"{name}={value!r}: write a whole number, zero or more")
    return int(value)


def secret_key(path: Path) -> str:
    """SECRET_KEY, or one that is made once and kept in ``path``, readable by its owner only."""
    value = text("SECRET_KEY", default="")
    if value:
        return value
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(64))
    return path.read_text()


def database(default: Path) -> dict[str, Any]:
    """DATABASE_URL as Django's settings; DATABASE_PASSWORD(_FILE) where the address has none."""
    url = text("DATABASE_URL", default=f"sqlite:///{default}")
    scheme = url.partition(":")[0]
    if scheme not in {"sqlite", "postgresql"}:
        raise ImproperlyConfigured(
            f"DATABASE_URL begins with {scheme!r}: "
            "write sqlite:////absolute/path or postgresql://user:password@host:port/name"
        )
    found: dict[str, Any] = dict(dj_database_url.parse(url))
    if scheme == "sqlite":
        default.parent.mkdir(parents=True, exist_ok=True)
        return found | {"OPTIONS": SQLITE}
    found["PASSWORD"] = found["PASSWORD"] or text("DATABASE_PASSWORD", default="")
    options = POSTGRESQL | found.get("OPTIONS", {})
    return found | {"OPTIONS": options, "CONN_HEALTH_CHECKS": True}


#: readers never wait for the one writer; a writer waits its turn instead of failing halfway
SQLITE = {
    "timeout": 20,
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}
#: a few connections a process, tried before use: a server that comes back is found again, and
#: while it is away nobody waits long for the answer that says so
POSTGRESQL = {"pool": {"min_size": 1, "max_size": 4, "timeout": 5}, "connect_timeout": 5}


def files() -> dict[str, Any]:
    """Where published files are kept: MEDIA_ROOT, or a bucket (S3_BUCKET) of an object storage.

    The bucket needs requirements-s3.txt; its keys are never overwritten and never public.
    """
    bucket = text("S3_BUCKET", default="")
    if not bucket:
        return {"BACKEND": "budgetportal.storage.DurableStorage"}
    if find_spec("storages") is None:
        raise ImproperlyConfigured("S3_BUCKET is set: install requirements-s3.txt as well")
    options = {
        "bucket_name": bucket,
        "endpoint_url": text("S3_ENDPOINT_URL", default="") or None,
        "region_name": text("S3_REGION", default="") or None,
        "access_key": text("S3_ACCESS_KEY_ID", default="") or None,
        "secret_key": text("S3_SECRET_ACCESS_KEY", default="") or None,
        "location": text("S3_PREFIX", default=""),
        "file_overwrite": False,
        "default_acl": None,
    }
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}


def signing() -> dict[str, Any] | None:
    """SIGNING_CERTIFICATE (PKCS#12) and SIGNING_PASSWORD(_FILE); None: nothing is signed."""
    path = text("SIGNING_CERTIFICATE", default="")
    if not path:
        return None
    if find_spec("pyhanko") is None:
        raise ImproperlyConfigured(
            "SIGNING_CERTIFICATE is set: install requirements-signing.txt as well"
        )
    password = text("SIGNING_PASSWORD", default="").encode()
    _open_certificate(path, password)
    return {"pfx_file": path, "passphrase": password}


def _open_certificate(path: str, password: bytes) -> None:
    """Stop the start, rather than a publication, where the key cannot be used."""
    from cryptography.hazmat.primitives.serialization.pkcs12 import load_key_and_certificates

    try:
        key, certificate, _ = load_key_and_certificates(Path(path).read_bytes(), password)
    except OSError as error:
        raise ImproperlyConfigured(f"SIGNING_CERTIFICATE={path!r}: {error.strerror}") from None
    except ValueError:
        raise ImproperlyConfigured(
            f"SIGNING_CERTIFICATE={path!r}: no PKCS#12 file that SIGNING_PASSWORD opens"
        ) from None
    if key is None or certificate is None:
        raise ImproperlyConfigured(
            f"SIGNING_CERTIFICATE={path!r}: holds no key with its certificate"
        )
