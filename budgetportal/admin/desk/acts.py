"""The acts of the workflow as buttons: each says its consequence before it is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from budgetportal.models import Edition, Job, Status
from budgetportal.publishing import tasks, workflow


@dataclass(frozen=True)
class Act:
    """One act: when it is possible, who may do it, what it asks for and what follows."""

    key: str
    title: str
    status: tuple[Status, ...]
    right: str
    consequence: str
    done: str
    asks: str = ""
    #: whether the person may name the part that is meant
    where: bool = False
    run: Callable[..., Any] = lambda *_: None


ACTS = {
    act.key: act
    for act in (
        Act(
            "submit",
            "提交审核",
            (Status.DRAFT,),
            "submit_edition",
            "提交后不能再修改，直到审核人退回。",
            "已提交审核。",
            run=lambda edition, person, _: workflow.submit(edition, person),
        ),
        Act(
            "approve",
            "审核通过",
            (Status.SUBMITTED,),
            "approve_edition",
            "通过后由发布人员公开；您确认内容属实，并已完成保密审查。",
            "已审核通过。",
            asks="保密审查人",
            run=lambda edition, person, text: workflow.approve(edition, person, text),
        ),
        Act(
            "return",
            "退回修改",
            (Status.SUBMITTED,),
            "approve_edition",
            "退回后录入人员可以继续修改，改好后要重新提交。",
            "已退回。",
            asks="退回意见",
            where=True,
            run=lambda edition, person, text, where="": workflow.send_back(
                edition, person, text, where
            ),
        ),
        Act(
            "publish",
            "发布",
            (Status.APPROVED,),
            "publish_edition",
            "发布后立即公开，内容和文件不能再更改，只能另行发布更正版本。",
            "已发布。",
            run=lambda edition, person, _: tasks.publish_later(edition, person),
        ),
        Act(
            "reopen",
            "开启更正",
            (Status.PUBLISHED, Status.WITHDRAWN),
            "publish_edition",
            "开启后录入人员可以修改；已公开的版本保持不变，更正后作为新版本发布。",
            "已开启更正。",
            asks="更正原因",
            run=lambda edition, person, text: workflow.reopen(edition, person, text),
        ),
        Act(
            "withdraw",
            "撤回公开",
            (Status.PUBLISHED,),
            "publish_edition",
            "撤回后公众只能看到撤回原因，所有版本都不再显示。",
            "已撤回。",
            asks="撤回原因",
            run=lambda edition, person, text: workflow.withdraw(edition, person, text),
        ),
    )
}


def possible(edition: Edition, person: Any) -> list[Act]:
    """What this person may do with the edition now."""
    return [
        act
        for act in ACTS.values()
        if edition.status in act.status and person.has_perm(f"budgetportal.{act.right}")
    ]


def confirm(desk: Any, act: str) -> HttpResponse:
    """The page that says what follows, and on POST does it."""
    chosen = ACTS.get(act)
    if chosen is None:
        raise Http404
    if desk.request.method != "POST":
        return desk.page("act", "overview", act=chosen, where=_meant(desk, desk.request.GET))
    text, where = desk.request.POST.get("text", ""), _meant(desk, desk.request.POST)
    try:
        if chosen.asks and not text.strip():
            raise workflow.Refused(f"请填写{chosen.asks}。")
        job = chosen.run(desk.edition, desk.request.user, text, *([where] if chosen.where else []))
    except workflow.Refused as refused:
        return desk.page("act", "overview", act=chosen, refused=refused, text=text, where=where)
    if isinstance(job, Job) and job.state != Job.State.DONE:
        return redirect(reverse("admin:desk-job", args=(desk.edition.pk, job.pk)))
    messages.success(desk.request, f"{desk.edition}：{chosen.done}")
    return redirect(reverse("admin:desk-overview", args=(desk.edition.pk,)))


def _meant(desk: Any, given: Mapping[str, str]) -> str:
    """The part or figure that is meant; a name that nothing bears means the whole budget."""
    where = given.get("where", "")
    return where if where and desk.place(where) else ""
