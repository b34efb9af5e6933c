"""The documents as pages that open by double click: no server, no network, links among themselves."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from pathlib import Path

_PAGE = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width">
<style>
body {{ max-width: 46em; margin: 2em auto; padding: 0 1em; font: 16px/1.75 "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; color: #222; background: #fff }}
pre, code {{ font-family: Consolas, "Noto Sans Mono CJK SC", monospace; background: #f3f3f0 }}
pre {{ padding: .8em 1em; overflow-x: auto }}
table {{ border-collapse: collapse }}
td, th {{ border: 1px solid #ccc; padding: .3em .7em; text-align: left; vertical-align: top }}
img {{ max-width: 100% }}
</style></head><body>
{body}
</body></html>
"""
_LINK = re.compile(r'(<a href=")(?!https?:)([^"#:]+)\.md([#"])')


def page(text: str) -> str:
    """A Markdown document as a page of its own; links to other documents lead to their pages."""
    body = MarkdownIt("commonmark", {"html": False}).enable("table").render(text)
    first = re.search(r"^#\s+(.+)$", text, re.MULTILINE)
    title = html.escape(first[1] if first else "")
    return _PAGE.format(title=title, body=_LINK.sub(r"\1\2.html\3", body))


def pages(docs: Path) -> dict[str, bytes]:
    """The pages and pictures of the folder of documents, by their names in it."""
    found = {
        f"{path.stem}.html": page(path.read_text("utf-8")).encode()
        for path in sorted(docs.glob("*.md"))
    }
    pictures = sorted(path for path in docs.rglob("*") if path.suffix in {".png", ".svg"})
    return found | {path.relative_to(docs).as_posix(): path.read_bytes() for path in pictures}
