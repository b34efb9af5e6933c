"""What a model sends, made into the source text of a section, or refused.

Models think aloud, fence their answers, greet, repeat the heading and write Markdown. All of that
is taken off; what is left is text with figure references. Nothing here trusts the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.errors import ModelAnswerError
from assistant.files.forms import forms

if TYPE_CHECKING:
    from assistant.drafting.model.models import Answer

# A section has some thousands of characters; what is far beyond is no section.
LONGEST = 40_000
_REFUSAL_WITHIN = 60
# An answer is whole only where the server says that the model ended it. The words are those of
# OpenAI's protocol, vLLM, TGI, llama.cpp and gateways before Anthropic's and Google's models.
_WHOLE = frozenset({"stop", "eos", "eos_token", "end_turn", "end_of_text", "stop_sequence"})
_TOO_LONG = frozenset({"length", "max_tokens", "max_output_tokens", "max_length"})
_FILTERED = frozenset({"content_filter", "sensitive", "safety", "prohibited_content"})
_SHORT = 200

_THOUGHT = re.compile(r"<(think|thinking|reasoning)>.*?(?:</\1>|\Z)", re.DOTALL | re.IGNORECASE)
_THOUGHT_TAIL = re.compile(r"\A.*</(?:think|thinking|reasoning)>", re.DOTALL | re.IGNORECASE)
_FENCE = re.compile(r"^[ \t]*(?:```|~~~)[^\n]*$", re.MULTILINE)
# ESC sequences whole (CSI, OSC, two-byte), then every other control or invisible format character.
_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])?")
_CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_MARKDOWN_HEAD = re.compile(r"^#{1,6}\s+")
_BULLET = re.compile(r"^(?:[-*+•·]|\d{1,2}[.)])\s+(?=\S)")
_RULE = re.compile(r"^(?:[-*_=]\s*){3,}$")
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_CODE = re.compile(r"`([^`\n]+)`")
_FORMS = forms(__file__)
_WIDE_BRACES = str.maketrans("｛｝", "{}")
_REFERENCE = re.compile(r"\{[^{}\n]{1,120}\}")
# References within a reference: {合计:{a},{b}}, {{a}}.
_NESTED = re.compile(r"\{(?:[^{}\n]*\{[^{}\n]+\})+[^{}\n]*\}")
_HAN = re.compile(r"[\u3400-\u9fff]")
_FOREIGN = re.compile(r"[A-Za-z\u00c0-\u04ff\u3040-\u30ff\uac00-\ud7af]{2,}")
_HTML = re.compile(r"\A\s*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)


class CutAnswerError(ModelAnswerError):
    """The answer was cut at the length limit: a shorter one may be whole."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A usable answer.

    Attributes:
        source: the section's source text: a paragraph or sub-heading a line.
        notes: in Chinese: what was taken off or mended, where a person might ask.
    """

    source: str
    notes: tuple[str, ...] = ()


def is_whole(answer: Answer) -> bool:
    """Whether the server says that the model itself ended the answer."""
    return answer.finish.lower() in _WHOLE


def parse_answer(answer: Answer, *, heading: str) -> Parsed:
    """The source text that an answer holds.

    Raises:
        CutAnswerError: it was cut off at the length limit.
        ModelAnswerError: it is empty, not whole for another reason, filtered, a refusal, a web
            page, not in Chinese, or too long to be a section.
    """
    if len(answer.text) > LONGEST:
        raise ModelAnswerError(
            f"模型的回答有 {len(answer.text)} 字,远超一节的篇幅",
            advice="这一稿没有采用;请重试或换一个模型",
        )
    finish = answer.finish.lower()
    if finish in _FILTERED:
        raise ModelAnswerError(
            "回答被服务端的内容过滤拦下",
            advice="请换一个模型,或用 --fallback offline 由离线写法代替",
        )
    if _HTML.match(answer.text):
        raise ModelAnswerError("回答是一个网页,不是文章", advice="请检查模型地址是否正确")
    text = without_thoughts(answer.text)
    if finish in _TOO_LONG:
        raise CutAnswerError(
            "回答写到长度上限被截断",
            advice="请在配置文件中调大 answer_tokens,或换一个不输出长篇思考的模型",
        )
    if not is_whole(answer):
        told = f"服务端给的原因是“{answer.finish[:40]}”" if finish else "服务端没有说它写完了"
        raise ModelAnswerError(
            f"回答没有写完:{told}", advice="这一稿没有采用;请重试,常常如此请换一个模型或服务"
        )
    lines = _lines(text, heading)
    source = "\n".join(lines)
    if not source:
        raise ModelAnswerError("模型的回答是空的", advice="请重试;多次如此请换一个模型")
    if _is_refusal(source):
        raise ModelAnswerError(
            f"模型拒绝写这一节:“{source[:40]}”",
            advice="请换一个模型,或用 --fallback offline 由离线写法代替",
        )
    if not _is_chinese(source):
        raise ModelAnswerError(f"模型没有用中文写:“{source[:40]}”", advice="请换一个会写中文的模型")
    return Parsed(source)


def _is_chinese(source: str) -> bool:
    """Whether the prose is Chinese: more Chinese characters than words of letters."""
    prose = _REFERENCE.sub("", source)
    return len(_HAN.findall(prose)) > len(_FOREIGN.findall(prose))


def without_thoughts(text: str) -> str:
    """``text`` without what a model thought aloud before its answer."""
    text = _THOUGHT.sub("", text)
    # Some templates open the thought in the prompt, so that only its end arrives.
    return _THOUGHT_TAIL.sub("", text)


def without_controls(text: str) -> str:
    """``text`` without terminal escapes and invisible characters; line ends stay."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return _CONTROLS.sub("", _ESCAPES.sub("", text))


def _lines(text: str, heading: str) -> list[str]:
    text = _FENCE.sub("", without_controls(text))
    lines = [_plain(line) for line in text.split("\n")]
    lines = [line for line in lines if line]
    while lines and (_is_heading(lines[0], heading) or _FORMS.lead_in.match(lines[0])):
        del lines[0]
    while len(lines) > 1 and _FORMS.tail.match(lines[-1]):
        del lines[-1]
    return lines


def _plain(line: str) -> str:
    line = line.strip().strip("\u3000").strip().translate(_WIDE_BRACES)
    line = _NESTED.sub(lambda match: f"{{{re.sub('[{}]', '', match[0])}}}", line)
    line = _REFERENCE.sub(_narrow, line)
    line = _FORMS.paragraph_mark.sub("", line)
    if _RULE.match(line):
        return ""
    line = _MARKDOWN_HEAD.sub("", line)
    line = _BULLET.sub("", line)
    line = _CODE.sub(r"\1", _BOLD.sub(r"\2", line)).strip()
    match = _FORMS.subhead.match(line)
    return f"（{match[1]}）{line[match.end() :]}" if match else line


def _narrow(match: re.Match[str]) -> str:
    """A reference without blanks, its marks in half width: ``{articles：余}``."""
    return re.sub(r"\s+", "", match[0]).replace("：", ":").replace("．", ".").replace("／", "/")


def _is_heading(line: str, heading: str) -> bool:
    bare = _FORMS.numbered_head.sub("", line).strip("《》【】:：。 ")
    return bool(heading) and bare in {heading, f"标题:{heading}", f"标题：{heading}"}


def _is_refusal(source: str) -> bool:
    head = source[:_REFUSAL_WITHIN]
    return "{" not in source and len(source) < _SHORT and bool(_FORMS.refusal.search(head))
