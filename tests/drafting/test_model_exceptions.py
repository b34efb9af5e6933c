"""What the libraries raise and what servers say, told apart."""

from __future__ import annotations

import importlib
import inspect
import pkgutil

import pytest

from assistant.drafting.model.faults import KINDS, kind_of, said


def _exceptions(module: str) -> set[type[BaseException]]:
    """Every exception class that a package defines in its own modules."""
    package = importlib.import_module(module)
    found: set[type[BaseException]] = set()
    names = [module, *(f"{module}.{info.name}" for info in pkgutil.iter_modules(package.__path__))]
    for name in names:
        if not name.endswith(("._exceptions", ".exceptions", module, ".base", "_base_client")):
            continue
        for _, one in inspect.getmembers(importlib.import_module(name), inspect.isclass):
            if issubclass(one, Exception) and one.__module__.startswith(module):
                found.add(one)
    return found


# What these libraries raise in other services than the one we use.
ELSEWHERE = {"WebSocket", "Webhook", "SubjectToken", "Ambiguous", "Deprecat", "Warning", "OAuth"}


@pytest.mark.parametrize("module", ["openai", "httpx", "httpx2", "langchain_openai.chat_models"])
def test_every_exception_of_the_libraries_is_told_apart(module: str) -> None:
    """Each has a kind through a name of the table, not by the last resort."""
    pytest.importorskip(module)
    strangers = set()
    for one in _exceptions(module):
        if any(word in one.__name__ for word in ELSEWHERE):
            continue
        names = [base.__name__ for base in one.__mro__]
        if not any(name in KINDS for name in names):
            strangers.add(one.__name__)
    assert strangers == set()


def test_an_unknown_exception_is_still_told() -> None:
    """A class of no name in the table is a garbled answer."""
    assert kind_of(RuntimeError("?")) == "garbled"


@pytest.mark.parametrize(
    "body",
    [
        {"message": "显存不足"},
        {"error": "显存不足"},
        {"error": {"msg": "显存不足"}},
        {"detail": [{"loc": ["body"], "msg": "显存不足"}]},
        {"errors": ["显存不足"]},
        {"error_msg": "显存不足", "error_code": 17},
        "显存不足",
        [{"title": "显存不足"}],
    ],
)
def test_the_servers_own_words_are_found_in_any_body(body: object) -> None:
    """Gateways do not agree on the shape of an error."""
    assert said(body) == "显存不足"
    assert said({"code": 7}) == ""
