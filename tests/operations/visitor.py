"""A person with a browser: signed in, by her cookies, through nginx."""

import http.client
import secrets
from urllib.parse import urlencode

from tests.operations.stack import Stack

PASSWORD = "demo-budget-2023"
#: an answer's status, where it sends to, and the page
Answered = tuple[int, str, str]


class Visitor:
    def __init__(self, stack: Stack, name: str) -> None:
        self.port = stack.port
        self.jar: dict[str, str] = {}
        self.ask("GET", "/admin/login/")
        self.ask("POST", "/admin/login/", username=name, password=PASSWORD, next="/admin/")

    def ask(self, method: str, path: str, **form: str) -> Answered:
        body = urlencode({"csrfmiddlewaretoken": self.jar.get("csrftoken", ""), **form})
        kind = "application/x-www-form-urlencoded"
        return self._ask(method, path, body.encode() if method == "POST" else None, kind)

    def upload(self, path: str, content: bytes) -> Answered:
        """A workbook, to be imported at once."""
        mark = secrets.token_hex(16)
        said = f'--{mark}\r\nContent-Disposition: form-data; name="'
        token = f'{said}csrfmiddlewaretoken"\r\n\r\n{self.jar.get("csrftoken", "")}\r\n'
        head = f'{said}file"; filename="workbook.xlsx"\r\n\r\n'
        body = (token + head).encode() + content + f"\r\n--{mark}--\r\n".encode()
        return self._ask("POST", path, body, f"multipart/form-data; boundary={mark}")

    def _ask(self, method: str, path: str, body: bytes | None, kind: str) -> Answered:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        cookies = "; ".join(f"{key}={value}" for key, value in self.jar.items())
        headers = {"Cookie": cookies, "Content-Type": kind}
        connection.request(method, path, body=body, headers=headers)
        answer = connection.getresponse()
        for line in answer.msg.get_all("Set-Cookie") or []:
            name, _, value = line.partition(";")[0].partition("=")
            self.jar[name.strip()] = value
        return answer.status, answer.getheader("Location") or "", answer.read().decode()
