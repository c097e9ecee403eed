"""Signing in: lock-out, no enumeration, sessions that end, and the second factor."""

import logging
import time
from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import hashers
from django.contrib.auth.models import User
from django.db.models import F
from django.test import Client
from django.utils import timezone
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from budgetportal.admin.gate import sessions, throttle
from budgetportal.admin.gate.spare import kept
from budgetportal.models import FailedSignIn
from budgetportal.publishing.samples import PASSWORD

pytestmark = pytest.mark.django_db
People = dict[str, User]
WRONG = "用户名或者密码不对，请重新填写。大写和小写字母要分清。"
LOCKED = "登录失败的次数太多，请15分钟后再试；急用请联系管理员解除。"


@pytest.fixture(autouse=True)
def nothing_happened(db: None) -> None:
    """The folder's world, where another test of it was here before, has its own failures."""
    FailedSignIn.objects.all().delete()


def attempt(
    name: str, password: str, address: str = "10.0.0.1", client: Client | None = None
) -> str:
    """What the page says; empty when the person is in."""
    given = {"username": name, "password": password, "next": "/admin/"}
    response = (client or Client()).post("/admin/login/", given, REMOTE_ADDR=address)
    if response.status_code == 302:
        return ""
    found: str = response.context["form"].non_field_errors()[0]
    return found


def test_five_wrong_passwords_lock_the_name_at_this_address_only(people: People) -> None:
    said = [attempt("clerk", "wrong") for _ in range(6)]
    assert said == [WRONG] * 5 + [LOCKED]
    assert attempt("clerk", PASSWORD) == LOCKED
    assert attempt("clerk", PASSWORD, "10.0.0.2") == ""
    assert attempt("reviewer", PASSWORD) == ""


def test_a_name_is_locked_when_many_addresses_try_it(people: People) -> None:
    for number in range(throttle.PER_NAME):
        attempt("clerk", "wrong", f"10.1.0.{number}")
    assert attempt("clerk", PASSWORD, "10.2.0.1") == LOCKED


def test_an_address_is_locked_when_it_tries_many_names(people: People) -> None:
    for number in range(throttle.PER_ADDRESS):
        attempt(f"name{number}", "wrong")
    assert attempt("clerk", PASSWORD) == LOCKED
    assert attempt("clerk", PASSWORD, "10.0.0.2") == ""


def test_the_lock_opens_after_a_quarter_of_an_hour_or_by_an_administrator(people: People) -> None:
    for _ in range(5):
        attempt("clerk", "wrong")
    assert attempt("clerk", PASSWORD) == LOCKED
    FailedSignIn.objects.update(at=timezone.now() - throttle.WINDOW)
    assert attempt("clerk", PASSWORD) == ""
    for _ in range(5):
        attempt("clerk", "wrong")
    keeper = Client()
    keeper.force_login(people["管理"])
    chosen = list(FailedSignIn.objects.values_list("pk", flat=True))
    given = {"action": "delete_selected", "_selected_action": chosen, "post": "yes"}
    keeper.post("/admin/budgetportal/failedsignin/", given)
    assert attempt("clerk", PASSWORD) == ""


@pytest.mark.parametrize("back", [timedelta(minutes=10), timedelta(days=400)])
def test_a_clock_that_is_set_back_locks_nobody_out_for_ever(
    people: People, back: timedelta
) -> None:
    """What was counted before the step back counts for two windows at most."""
    for _ in range(5):
        attempt("clerk", "wrong")
    FailedSignIn.objects.update(at=timezone.now() + back)
    assert attempt("clerk", PASSWORD) == (LOCKED if back < throttle.WINDOW else "")
    FailedSignIn.objects.update(at=F("at") - 2 * throttle.WINDOW)
    assert attempt("clerk", PASSWORD) == ""
    said = [attempt("clerk", "wrong") for _ in range(6)]
    assert said == [WRONG] * 5 + [LOCKED]
    assert FailedSignIn.objects.filter(at__gt=timezone.now()).count() == 0


def test_ones_own_slips_are_forgotten_at_sign_in(people: People) -> None:
    for _ in range(3):
        assert [attempt("clerk", "wrong") for _ in range(4)] == [WRONG] * 4
        assert attempt("clerk", PASSWORD) == ""


def test_a_stranger_learns_no_names(people: People, settings: Any) -> None:
    """The same sentence and the same work, whether a name exists, does not, or rests."""
    User.objects.create_user("at-rest", password=PASSWORD, is_staff=True, is_active=False)
    User.objects.create_user("outsider", password=PASSWORD)
    settings.PASSWORD_HASHERS = [f"{__name__}.Counting"]
    User.objects.update(password=hashers.make_password(PASSWORD))
    work = {}
    for name in ("clerk", "nobody", "at-rest"):
        Counting.done = 0
        assert attempt(name, "wrong") == WRONG
        work[name] = Counting.done
    assert set(work.values()) == {1}
    assert [attempt(name, PASSWORD) for name in ("outsider", "at-rest")] == [WRONG, WRONG]
    assert [attempt("nobody", "wrong") for _ in range(5)][-1] == LOCKED


class Counting(hashers.MD5PasswordHasher):
    """Counts how often a password is hashed."""

    algorithm = "counting"
    done = 0

    def encode(self, password: str, salt: str) -> str:
        Counting.done += 1
        return super().encode(password, salt)


def test_passwords_are_kept_with_argon2(settings: Any) -> None:
    from budgetportal import settings as ours

    settings.PASSWORD_HASHERS = ours.PASSWORD_HASHERS
    assert hashers.make_password(PASSWORD).startswith("argon2$argon2id$")


def test_a_session_gets_a_new_key_at_sign_in(people: People) -> None:
    client = Client()
    session = client.session
    session["x"] = 1
    session.save()
    client.cookies["sessionid"] = session.session_key
    attempt("clerk", PASSWORD, client=client)
    assert client.cookies["sessionid"].value != session.session_key


@pytest.mark.parametrize(
    ("key", "seconds", "status"),
    [
        (sessions.SEEN, 29 * 60, 200),
        (sessions.SEEN, 31 * 60, 302),
        (sessions.STARTED, 11 * 3600, 200),
        (sessions.STARTED, 13 * 3600, 302),
    ],
)
def test_a_session_ends_when_idle_and_after_a_day_of_work(
    people: People, key: str, seconds: int, status: int
) -> None:
    client = Client()
    client.force_login(people["录入"])
    session = client.session
    session[key] = int(time.time()) - seconds
    session.save()
    assert client.get("/admin/").status_code == status
    assert client.get("/admin/").status_code == status


@pytest.mark.parametrize("back", [60, 6 * 3600, 400 * 24 * 3600])
def test_a_clock_that_is_set_back_lengthens_a_session_by_no_more_than_that(
    monkeypatch: pytest.MonkeyPatch, settings: Any, back: int
) -> None:
    session, started = Client().session, int(time.time())
    clock = {"now": started}
    monkeypatch.setattr(sessions.time, "time", lambda: clock["now"])
    sessions.begin(session)
    clock["now"] = started - back
    assert sessions.is_alive(session)
    assert session[sessions.SEEN] == session[sessions.STARTED] == started - back
    for _ in range(settings.SESSION_COOKIE_AGE // 1200):
        clock["now"] += 1200
        assert sessions.is_alive(session)
    clock["now"] = started - back + settings.SESSION_COOKIE_AGE + 1
    assert not sessions.is_alive(session)


def test_out_everywhere_at_once(people: People) -> None:
    clients = [Client(), Client()]
    for client in clients:
        client.force_login(people["录入"])
    stranger = Client()
    stranger.force_login(people["审核"])
    assert clients[0].post("/admin/account/leave/").url == "/admin/login/"
    statuses = [client.get("/admin/").status_code for client in (*clients, stranger)]
    assert statuses == [302, 302, 200]


def test_a_changed_password_ends_the_other_sessions(people: People) -> None:
    here, there = Client(), Client()
    for client in (here, there):
        client.force_login(people["录入"])
    given = {
        "old_password": PASSWORD,
        "new_password1": "四月的雨不停下着啊真的",
        "new_password2": "",
    }
    refused = here.post("/admin/password_change/", {**given, "new_password1": "short"})
    assert refused.status_code == 200
    fresh = "yu-shui-qian-hou-2023"
    here.post("/admin/password_change/", {**given, "new_password1": fresh, "new_password2": fresh})
    assert [client.get("/admin/").status_code for client in (here, there)] == [200, 302]


def test_signing_in_leads_nowhere_else(people: People) -> None:
    for place in (
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
    ):
        given = {"username": "clerk", "password": PASSWORD, "next": place}
        assert Client().post("/admin/login/", given).url == "/admin/"


def enrolled(client: Client) -> str:
    """Sets up a telephone; returns its key."""
    return enrolled_with_codes(client)[0]


def enrolled_with_codes(client: Client) -> tuple[str, list[str]]:
    """Sets up a telephone; its key, and the backup codes that the page shows this once."""
    page = client.get("/admin/account/enrol/").content.decode()
    assert "<svg" in page
    key: str = client.session["second factor key"]
    done = client.post("/admin/account/enrol/", {"token": code(key)})
    assert "备用码" in done.content.decode()
    return key, done.context["codes"]


def code(key: str, drift: int = 0) -> str:
    return f"{totp(bytes.fromhex(key), drift=drift):06d}"


@pytest.fixture
def sign_in(people: People) -> Callable[[str], Client]:
    def sign_in(name: str) -> Client:
        client = Client()
        assert attempt(name, PASSWORD, client=client) == ""
        return client

    return sign_in


def test_a_second_factor_is_asked_once_it_is_set_up(sign_in: Callable[[str], Client]) -> None:
    first = sign_in("clerk")
    key = enrolled(first)
    assert first.get("/admin/").status_code == 200
    client = sign_in("clerk")
    assert client.get("/admin/").url == "/admin/account/second-factor/"
    assert client.post("/admin/desk/new/", {}).url == "/admin/account/second-factor/"
    assert client.get("/admin/account/enrol/").url == "/admin/account/second-factor/"
    # the code that set it up is spent; the next one is good
    client.post("/admin/account/second-factor/", {"token": code(key)})
    assert client.get("/admin/").status_code == 302
    TOTPDevice.objects.update(throttling_failure_timestamp=None, throttling_failure_count=0)
    client.post("/admin/account/second-factor/", {"token": code(key, 1)})
    assert client.get("/admin/").status_code == 200


def test_a_backup_code_is_good_once(sign_in: Callable[[str], Client]) -> None:
    _, codes = enrolled_with_codes(sign_in("clerk"))
    statuses = []
    for _ in range(2):
        client = sign_in("clerk")
        client.post("/admin/account/second-factor/", {"token": codes[0]})
        statuses.append(client.get("/admin/").status_code)
    assert statuses == [200, 302]


def test_who_reads_the_database_has_no_backup_code(
    sign_in: Callable[[str], Client], settings: Any
) -> None:
    """Neither as it stands there, nor after trying: the digest is under a key of the server's."""
    _, codes = enrolled_with_codes(sign_in("clerk"))
    stored = set(StaticToken.objects.values_list("token", flat=True))
    assert (len(stored), stored & set(codes)) == (8, set())
    client = sign_in("clerk")
    client.post("/admin/account/second-factor/", {"token": min(stored)})
    assert client.get("/admin/").status_code == 302
    settings.SECRET_KEY = "another"
    person = User.objects.get(username="clerk")
    assert stored & {kept(person, each) for each in codes} == set()


def test_codes_of_before_become_digests_and_stay_good(
    sign_in: Callable[[str], Client], people: People
) -> None:
    enrolled(sign_in("clerk"))
    device = StaticDevice.objects.get(user=people["录入"])
    StaticToken.objects.create(device=device, token="abcd2345")
    import_module("budgetportal.migrations.0011_spare_codes").hide(apps, None)
    assert not StaticToken.objects.filter(token="abcd2345").exists()
    client = sign_in("clerk")
    client.post("/admin/account/second-factor/", {"token": "ABCD2345"})
    assert client.get("/admin/").status_code == 200


def test_guessing_codes_is_slowed_down(sign_in: Callable[[str], Client]) -> None:
    key = enrolled(sign_in("clerk"))
    client = sign_in("clerk")
    for _ in range(3):
        client.post("/admin/account/second-factor/", {"token": "000000"})
    client.post("/admin/account/second-factor/", {"token": code(key, 1)})
    assert client.get("/admin/").status_code == 302
    assert TOTPDevice.objects.get().throttling_failure_count >= 1


def test_a_wrong_code_of_a_clock_that_was_set_back_counts_from_now(
    sign_in: Callable[[str], Client],
) -> None:
    key = enrolled(sign_in("clerk"))
    client = sign_in("clerk")
    ahead = timezone.now() + timedelta(days=400)
    TOTPDevice.objects.update(throttling_failure_timestamp=ahead, throttling_failure_count=1)
    given = {"token": code(key, 1)}
    client.post("/admin/account/second-factor/", given)
    assert client.get("/admin/").status_code == 302
    earlier = F("throttling_failure_timestamp") - timedelta(seconds=2)
    TOTPDevice.objects.update(throttling_failure_timestamp=earlier)
    client.post("/admin/account/second-factor/", given)
    assert client.get("/admin/").status_code == 200


def test_publishers_and_administrators_can_be_required_to_have_one(
    sign_in: Callable[[str], Client], settings: Any
) -> None:
    settings.REQUIRE_SECOND_FACTOR = True
    places = {n: sign_in(n).get("/admin/") for n in ("clerk", "reviewer", "publisher", "admin")}
    assert {name: getattr(answer, "url", "") for name, answer in places.items()} == {
        "clerk": "",
        "reviewer": "",
        "publisher": "/admin/account/enrol/",
        "admin": "/admin/account/enrol/",
    }
    client = sign_in("publisher")
    enrolled(client)
    assert client.get("/admin/").status_code == 200
    client.post("/admin/account/give-up/")
    assert TOTPDevice.objects.count() == 1


def test_the_second_factor_is_given_up_by_its_owner_or_an_administrator(
    sign_in: Callable[[str], Client], people: People
) -> None:
    client = sign_in("clerk")
    enrolled(client)
    client.post("/admin/account/give-up/")
    assert TOTPDevice.objects.count() == 0
    enrolled(client)
    given = {"action": "reset_second_factor", "_selected_action": [people["录入"].pk]}
    sign_in("admin").post("/admin/auth/user/", given)
    assert TOTPDevice.objects.count() == 0


def test_what_happened_at_the_gate_stands_in_the_log_without_secrets(
    people: People, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "budgetportal.security")
    client = Client()
    attempt("clerk\nroot", "hunter2-hunter2")
    attempt("clerk", PASSWORD, client=client)
    client.get("/admin/auth/user/")
    client.post("/admin/logout/")
    said = [record.getMessage() for record in caplog.records if record.name.endswith("security")]
    assert said == [
        "security event=sign-in failed username=clerk?root address=10.0.0.1",
        "security event=signed in username=clerk address=10.0.0.1",
        "security event=denied username=clerk address=127.0.0.1 path=/admin/auth/user/",
        "security event=signed out username=clerk address=127.0.0.1",
    ]


@pytest.mark.parametrize(
    ("count", "header", "expected"),
    [
        (0, "1.2.3.4", "127.0.0.1"),
        (1, "1.2.3.4", "1.2.3.4"),
        (1, "6.6.6.6, 1.2.3.4", "1.2.3.4"),
        (2, "6.6.6.6, 1.2.3.4, 10.0.0.9", "1.2.3.4"),
        (1, "<script>", "127.0.0.1"),
    ],
)
def test_an_address_is_believed_only_from_our_own_servers(
    people: People, settings: Any, count: int, header: str, expected: str
) -> None:
    settings.PROXY_COUNT = count
    given = {"username": "clerk", "password": "wrong"}
    Client().post("/admin/login/", given, headers={"x-forwarded-for": header})
    assert FailedSignIn.objects.get().address == expected
