"""The house rules: layers, style, types, sizes, cheap start-up."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PYTHON = sys.executable
SOURCES = sorted((ROOT / "assistant").rglob("*.py"))
HEAVY = ("langchain", "langchain_core", "langchain_openai", "openai", "docx", "tiktoken")


def _run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)


def test_each_layer_imports_only_those_below_it() -> None:
    """import-linter holds the contract of pyproject.toml."""
    lint = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports())"
    done = _run(PYTHON, "-c", lint)
    assert done.returncode == 0, done.stdout


def test_ruff_has_nothing_to_say() -> None:
    """The rules of pyproject.toml hold in the package, the tests and the benchmarks."""
    done = _run(PYTHON, "-m", "ruff", "check", ".")
    assert done.returncode == 0, done.stdout
    formatted = _run(PYTHON, "-m", "ruff", "format", "--check", ".")
    assert formatted.returncode == 0, formatted.stdout


def test_mypy_strict_has_nothing_to_say() -> None:
    """Every function of the package is typed."""
    done = _run(PYTHON, "-m", "mypy")
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("file", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_and_functions_stay_short(file: Path) -> None:
    """No file of 400 lines or more, no function of more than 40."""
    text = file.read_text("utf-8")
    assert text.count("\n") < 400
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0]
            documented = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
            begin = (first.end_lineno or node.lineno) if documented else node.lineno
            length = (node.end_lineno or begin) - begin
            assert length <= 40, f"{node.name} has {length} lines"


@pytest.mark.parametrize(
    "code",
    [
        "import assistant",
        "from assistant import verify",
        "from assistant.cli.main import build_app; build_app()",
    ],
)
def test_start_up_loads_nothing_heavy(code: str) -> None:
    """Neither the package nor the help loads the heavy libraries."""
    check = f"{code}\nimport sys\nprint([name for name in {HEAVY!r} if name in sys.modules])"
    done = _run(PYTHON, "-c", check)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"


CHINESE = re.compile(r"[\u3400-\u9fff]+")
MOST_WORDS = 40


def _words_in_expressions(file: Path) -> int:
    """How many Chinese words stand in the regular expressions of a module's code."""
    calls = (
        node
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re.")
    )
    texts = (
        part.value
        for call in calls
        for part in ast.walk(call)
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    )
    return sum(len(CHINESE.findall(text)) for text in texts)


def test_words_stand_in_data_not_in_the_code() -> None:
    """The expressions of the language are forms of a data file; a few are made of what the code knows."""
    assert sum(map(_words_in_expressions, SOURCES)) <= MOST_WORDS


TABLES = [
    (file.parent / f"{table}.py", forms)
    for file in sorted((ROOT / "assistant").rglob("forms.toml"))
    for table, forms in tomllib.loads(file.read_text("utf-8")).items()
]


@pytest.mark.parametrize(
    ("module", "forms"), TABLES, ids=[str(module.relative_to(ROOT)) for module, _ in TABLES]
)
def test_every_written_form_is_an_expression_and_is_used(
    module: Path, forms: dict[str, str | list[str]]
) -> None:
    """A module uses each form of its table, itself or inside another; it uses no other."""
    name = ".".join(module.relative_to(ROOT).with_suffix("").parts)
    known = vars(importlib.import_module(name))
    shared = "FORMS" in known
    readers = module.parent.glob("*.py") if shared else [module]
    code = "".join(reader.read_text("utf-8") for reader in readers)
    used = set(re.findall(r"\b_?FORMS\.(\w+)", code))
    assert used <= forms.keys()
    assert forms.keys() == used | (set(re.findall(r"\{\{(\w+)\}\}", str(forms))) & forms.keys())
    for form in forms:
        assert isinstance(getattr(known["FORMS" if shared else "_FORMS"], form), re.Pattern)
