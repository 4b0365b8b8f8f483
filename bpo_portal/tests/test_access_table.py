"""Who may do what: every address × role × method in one table; an address without a row fails.

A row is a name, then the answer to GET and to an empty POST for each person, in the order of `WHO`:

    o  the page (200)               L  sent to sign in          -  there is nothing for you (404)
    r  done, sent on elsewhere      x  known, but not yours (403)
    m  not that method (405)        b  cannot be understood or done (400, 409 or 422)

All of them concern one RFP: Bea leads it, Eva is on its panel and has not handed in, Otto observes. Xenia
leads others, Vic answers for a vendor, Ada administers, Rita keeps the register.
"""

import copy
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.models import User
from rfp.models import Rfp
from scoring.tests.world import World, build_world

WHO = ("anonymous", "ada", "rita", "bea", "eva", "otto", "xenia", "vic")
TABLE = Path(__file__).with_name("access_table.txt")
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def rows() -> dict[str, tuple[str, str]]:
    lines = (line.split() for line in TABLE.read_text().splitlines() if line and not line.startswith("#"))
    return {name: (get, post) for name, get, post in lines}


def addresses() -> Iterator[tuple[str, set[str]]]:
    """Every named address with the names of its parameters; the unnamed are fallbacks that find nothing."""
    return walk(get_resolver().url_patterns)


def walk(
    patterns: list[URLPattern | URLResolver], space: str = "", outer: frozenset[str] = frozenset()
) -> Iterator[tuple[str, set[str]]]:
    for pattern in patterns:
        inner = outer | set(pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLResolver):
            name = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from walk(pattern.url_patterns, name, inner)
        elif pattern.name:
            yield space + pattern.name, set(inner)


def answer(client: Client, method: str, address: str) -> str:
    """The letter of one request, whose effects are undone, on the session too."""
    cookies = copy.deepcopy(client.cookies)
    with transaction.atomic():
        response = client.generic(method, address, content_type="application/x-www-form-urlencoded")
        transaction.set_rollback(True)
    client.cookies = cookies
    if response.status_code in (301, 302):
        return "L" if response["Location"].startswith("/accounts/login/") else "r"
    letters = {200: "o", 404: "-", 403: "x", 405: "m", 400: "b", 409: "b", 422: "b"}
    return letters.get(response.status_code, str(response.status_code))


@pytest.fixture
def world(ada: User, rita: User, bea: User, eva: User, otto: User, xenia: User, vic: User) -> World:
    return build_world(lead=bea, evaluator=eva, observer=otto, keeper=rita, invited=vic)


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    assert {name for name, _ in addresses()} == set(rows())


@pytest.mark.parametrize("who", WHO)
def test_everybody_gets_what_the_table_says(
    who: str, world: World, client: Client, request: pytest.FixtureRequest
) -> None:
    found, wanted = {}, {}
    place = WHO.index(who)
    if who != "anonymous":
        client.force_login(request.getfixturevalue(who), backend=BACKEND)
    for name, parameters in addresses():
        address = world.address(name, parameters)
        get, post = rows()[name]
        wanted[name] = (get[place], post[place])
        found[name] = (answer(client, "GET", address), answer(client, "POST", address))

    assert found == wanted


@pytest.mark.parametrize("who", WHO)
def test_after_the_end_of_the_rfp_nobody_finds_more_or_less_than_before(
    who: str, world: World, client: Client, request: pytest.FixtureRequest
) -> None:
    """What cannot be changed any more leads to the overview, and is no address that is not there. Refusals (`x`) are
    those of a blind evaluator, to whom the end opens the results."""
    Rfp.objects.filter(number=world.usual["number"]).update(status="awarded")
    if who != "anonymous":
        client.force_login(request.getfixturevalue(who), backend=BACKEND)
    place, found, wanted = WHO.index(who), {}, {}
    for name, parameters in addresses():
        told = dict(zip(("GET", "POST"), (letters[place] for letters in rows()[name]), strict=True))
        if "number" in parameters and "x" not in told.values():
            address = world.address(name, parameters)
            wanted[name] = {method: letter == "-" for method, letter in told.items()}
            found[name] = {method: answer(client, method, address) == "-" for method in told}

    assert found == wanted


def test_no_address_answers_to_other_methods(world: World, client: Client, bea: User) -> None:
    client.force_login(bea, backend=BACKEND)
    answers = {
        (name, method): answer(client, method, world.address(name, parameters))
        for name, parameters in addresses()
        for method in ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
    }

    assert set(answers.values()) == {"m"}
