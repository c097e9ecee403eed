"""The application server: several processes, recycled now and then, quiet on disk."""

import os

from prometheus_client import multiprocess

bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_PROCESSES", "4"))
worker_class = "budgetportal.patience.PatientWorker"
#: a preview of a large document may take its time; nothing else does
timeout = 120
graceful_timeout = 30
#: memory that a large document left behind goes back to the machine
max_requests = 5000
max_requests_jitter = 500
worker_tmp_dir = "/dev/shm"  # heartbeats must not wait for a disk
forwarded_allow_ips = ""  # settings.PROXY_COUNT decides whom we believe
control_socket_disable = True
accesslog = None  # the application writes one line a request, with its user and edition


def child_exit(server: object, worker: object) -> None:
    """A process that ended no longer counts among the living."""
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        multiprocess.mark_process_dead(worker.pid)  # type: ignore[attr-defined]
