"""``/metrics`` in Prometheus' form: requests over all processes, and what the database knows.

For the machines inside only: a request that came through a server in front gets 404.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

from django.db.models import Count, Q, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from django_tasks_db.models import DBTaskResult
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric, SummaryMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from budgetportal.models import Job, Publication
from budgetportal.publishing.deferred import in_database


class Portal(Collector):
    """What is counted where all processes on all machines see the same."""

    def collect(self) -> Iterator[Metric]:
        queue = GaugeMetricFamily("budgetportal_tasks", "Tasks by status", labels=["status"])
        for status, count in _tasks():
            queue.add_metric([status], count)
        yield queue
        jobs = Job.objects.filter(kind=Job.Kind.PUBLISH, state=Job.State.DONE)
        took = jobs.aggregate(count=Count("pk"), seconds=Sum("seconds"))
        yield SummaryMetricFamily(
            "budgetportal_render_seconds",
            "Time to render and publish one document",
            count_value=took["count"],
            sum_value=took["seconds"] or 0,
        )
        published = Publication.objects.count()
        yield GaugeMetricFamily("budgetportal_publications", "Publications", value=published)


#: where a broker has the tasks, which nobody can list, the jobs stand for them
OF_JOBS = {
    "ready": [Job.State.WAITING],
    "running": [Job.State.RUNNING],
    "successful": [Job.State.ASKED, Job.State.DONE],
    "failed": [Job.State.FAILED],
}


def _tasks() -> Iterator[tuple[str, int]]:
    if in_database():
        tasks = DBTaskResult.objects.order_by().values_list("status").annotate(Count("pk"))
        yield from ((str(status).lower(), count) for status, count in tasks)
        return
    counts = {each: Count("pk", filter=Q(state__in=states)) for each, states in OF_JOBS.items()}
    yield from Job.objects.aggregate(**counts).items()


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Everything that is counted."""
    if "X-Forwarded-For" in request.headers:
        raise Http404
    body = b""
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        shared = CollectorRegistry()
        MultiProcessCollector(shared)
        body += generate_latest(shared)
    else:
        body += generate_latest(REGISTRY)
    ours = CollectorRegistry()
    ours.register(Portal())
    return HttpResponse(body + generate_latest(ours), content_type=CONTENT_TYPE_LATEST)
