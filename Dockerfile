# Two images from one file: the application (web, worker, migrate) and nginx in front of it.
FROM python:3.11.14-slim-bookworm AS app
# versions of Debian's packages follow its stable release
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-cjk postgresql-client \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --create-home budgetportal \
    && install -d -o budgetportal /srv/static /srv/media
WORKDIR /app
COPY requirements.txt requirements-s3.txt requirements-signing.txt ./
RUN python -m venv .venv && .venv/bin/pip install --no-cache-dir \
    -r requirements.txt -r requirements-s3.txt -r requirements-signing.txt
COPY manage.py ./
COPY budgetportal budgetportal
COPY templates templates
COPY static static
COPY fixtures fixtures
COPY deploy deploy
ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
USER 10001
CMD ["deploy/run", "web"]

FROM debian:12.11-slim AS front
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        nginx-light libnginx-mod-http-brotli-static libnginx-mod-http-lua curl \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --no-create-home budgetportal
WORKDIR /app
COPY deploy deploy
USER 10001
CMD ["deploy/run", "front"]
