"""What goes wrong is said in one Chinese sentence, as JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI, Schema
from ninja.errors import ValidationError

from budgetportal.web.publications import Withdrawn

#: kinds of pydantic's errors → what to write instead; its context fills the braces
SENTENCES = {
    "int_parsing": "应当是整数",
    "int_type": "应当是整数",
    "greater_than_equal": "不能小于{ge}",
    "less_than_equal": "不能大于{le}",
    "enum": "只能是{expected}",
    "literal_error": "只能是{expected}",
    "string_pattern_mismatch": "格式不对，应当符合 {pattern}",
    "string_too_long": "不能超过{max_length}个字",
    "missing": "必须填写",
    "extra_forbidden": "不是这里的参数",
}
View = Callable[..., HttpResponse]


def answer(status: int, sentence: str) -> HttpResponse:
    """The problem as JSON."""
    return JsonResponse({"error": sentence}, status=status, json_dumps_params=CHINESE)


CHINESE = {"ensure_ascii": False}


def explain(api: NinjaAPI) -> None:
    """Every problem that the API meets gets its sentence."""

    @api.exception_handler(Http404)
    def missing(request: HttpRequest, error: Http404) -> HttpResponse:
        return answer(404, "没有这份公开文件，或者还没有公开。")

    @api.exception_handler(Withdrawn)
    def gone(request: HttpRequest, error: Withdrawn) -> HttpResponse:
        return answer(410, f"这份公开文件已撤回，原因：{error}")

    @api.exception_handler(ValidationError)
    def wrong(request: HttpRequest, error: ValidationError) -> HttpResponse:
        return answer(422, "；".join(_sentence(each) for each in error.errors) + "。")


def refuse_unknown(request: HttpRequest, asked: Schema) -> None:
    """A parameter that is misspelt must not be taken for no parameter."""
    unknown = request.GET.keys() - type(asked).model_fields.keys()
    if unknown:
        raise ValidationError(
            [{"type": "extra_forbidden", "loc": ("query", name)} for name in sorted(unknown)]
        )


def _sentence(error: Mapping[str, Any]) -> str:
    context = {
        name: str(value).replace(" or ", "、").replace("'", "")
        for name, value in error.get("ctx", {}).items()
    }
    said = SENTENCES.get(error["type"], "不符合要求").format(**context)
    return f"参数 {error['loc'][-1]} {said}"


def reading_only(view: View) -> View:
    """HEAD is answered like GET; what would write is refused."""

    @wraps(view)
    def polite(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        asked = request.method
        if asked not in ("GET", "HEAD"):
            refused = answer(405, "这里只能读取，请用GET。")
            refused["Allow"] = "GET, HEAD"
            return refused
        request.method = "GET"
        found = view(request, *args, **kwargs)
        request.method = asked
        return found

    return polite
