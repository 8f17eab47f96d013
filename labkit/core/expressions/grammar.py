"""Text -> nodes, by recursive descent.

::

    or      := and ("or" and)*                    and  := not ("and" not)*            not := "not" not | test
    test    := sum [ (== != < <= > >=) sum | ["not"] "in" ( literal, … ) | ["not"] "between" sum "and" sum
                   | ["not"] "matches" text | "is" ["not"] "missing" ]
    sum     := term (("+" | "-") term)*           term := factor (("*" | "/") factor)*
    factor  := "-" factor | number | text | date | name | "(" or ")"

Texts stand in '…' or "…", names with blanks or signs in `…` or 「…」, dates as 2025-01-31.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import NoReturn

from labkit.core.errors import ExpressionSyntax
from labkit.core.expressions.nodes import (
    Arithmetic,
    Compare,
    IsIn,
    IsMissing,
    Literal,
    Logical,
    Matches,
    Name,
    Negative,
    Node,
    Not,
)
from labkit.core.expressions.patterns import check_pattern

LIMIT_SIGNS, LIMIT_DEPTH, LIMIT_TOKENS = 2_000, 60, 300
KEYWORDS = {"and", "or", "not", "in", "between", "matches", "is", "missing"}
TOKEN = re.compile(
    r"""\s*(?:
    (?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9]))
    | (?P<number>[0-9]+(?:\.[0-9]+)?(?![0-9]*[^\W\d_]))
    | (?P<text>'(?:[^']|'')*'|"(?:[^"]|"")*")
    | (?P<quoted>`[^`]+`|「[^」]+」)
    | (?P<word>[\w（）％．·‧、／]+)
    | (?P<sign>==|!=|<=|>=|[-+*/<>(),])
    )""",
    re.VERBOSE,
)


@dataclass(frozen=True)
class Token:
    """A token: its kind, text, and place in the source."""

    kind: str
    text: str
    at: int


def tokens(source: str) -> list[Token]:
    """Cut ``source`` into tokens; raises ExpressionSyntax at the first sign that begins none."""
    if len(source) > LIMIT_SIGNS:
        raise ExpressionSyntax(what=f"算式超過 {LIMIT_SIGNS:,} 字", at=LIMIT_SIGNS, source=source[:40] + "…")
    found, at, end = [], 0, len(source.rstrip())
    while at < end:
        match = TOKEN.match(source, at)
        if match is None:
            bad = source[at:].lstrip()[:1]
            raise ExpressionSyntax(what=f"看不懂「{bad}」" + _advice(bad), at=at + 1, source=source)
        kind = match.lastgroup or ""
        text = match.group(kind)
        known = kind == "word" and text.lower() in KEYWORDS
        found.append(Token("keyword" if known else kind, text.lower() if known else text, match.start(kind)))
        at = match.end()
    if len(found) > LIMIT_TOKENS:
        raise ExpressionSyntax(
            what=f"算式太長，最多 {LIMIT_TOKENS} 個詞", at=found[LIMIT_TOKENS].at + 1, source=source[:40] + "…"
        )
    return [*found, Token("end", "", end)]


def _advice(sign: str) -> str:
    return {"=": "；相等請寫 ==", "!": "；不等請寫 !="}.get(sign, "")


def parse_expression(source: str) -> Node:
    """Return the nodes of ``source``; raises ExpressionSyntax naming the place and what was expected.

    >>> parse_expression("年 == 113 and 里 is not missing").operator
    'and'
    """
    return _Parser(source).whole()


class _Parser:
    def __init__(self, source: str) -> None:
        self.source, self.tokens, self.next, self.depth = source, tokens(source), 0, 0

    def whole(self) -> Node:
        node = self.either()
        if self.peek.kind != "end":
            self.refuse("這裡應該結束，或接 and、or")
        return node

    @property
    def peek(self) -> Token:
        return self.tokens[self.next]

    def take(self, *texts: str) -> str | None:
        """Step over the next token if it is one of the signs or keywords ``texts``."""
        token = self.peek
        if token.kind in {"sign", "keyword"} and token.text in texts:
            self.next += 1
            return token.text
        return None

    def need(self, text: str) -> None:
        if self.take(text) is None:
            self.refuse(f"這裡應有「{text}」")

    def refuse(self, what: str) -> NoReturn:
        raise ExpressionSyntax(what=what, at=self.peek.at + 1, source=self.source)

    def either(self) -> Node:
        self.depth += 1
        if self.depth > LIMIT_DEPTH:
            self.refuse("括號或 not 太多層")
        node = self.both()
        while self.take("or"):
            node = Logical("or", node, self.both())
        self.depth -= 1
        return node

    def both(self) -> Node:
        node = self.negated()
        while self.take("and"):
            node = Logical("and", node, self.negated())
        return node

    def negated(self) -> Node:
        count = 0
        while self.take("not"):
            count += 1
        node = self.test()
        return Not(node) if count % 2 else node

    def test(self) -> Node:
        left = self.sum()
        if operator := self.take("==", "!=", "<=", ">=", "<", ">"):
            return Compare(operator, left, self.sum())
        if self.take("is"):
            negated = self.take("not")
            self.need("missing")
            return Not(IsMissing(left)) if negated else IsMissing(left)
        negated = self.take("not")
        node = self.word_test(left)
        if node is None:
            return self.refuse("not 之後應接 in、between 或 matches") if negated else left
        return Not(node) if negated else node

    def word_test(self, left: Node) -> Node | None:
        if self.take("in"):
            return IsIn(left, self.listed())
        if self.take("between"):
            low = self.sum()
            self.need("and")
            return Logical("and", Compare(">=", left, low), Compare("<=", left, self.sum()))
        if self.take("matches"):
            return self.pattern(left)
        return None

    def pattern(self, left: Node) -> Node:
        if self.peek.kind != "text":
            self.refuse("matches 之後應是引號內的樣式")
        pattern = _unquoted(self.peek.text)
        check_pattern(pattern, source=self.source, at=self.peek.at + 1)
        self.next += 1
        return Matches(left, pattern)

    def listed(self) -> tuple[Literal, ...]:
        self.need("(")
        values = [self.literal()]
        while self.take(","):
            values.append(self.literal())
        self.need(")")
        return tuple(values)

    def literal(self) -> Literal:
        sign = -1 if self.take("-") else 1
        node = self.atom()
        if isinstance(node, Literal) and isinstance(node.value, float):
            return Literal(sign * node.value)
        if not isinstance(node, Literal) or sign < 0:
            self.refuse("清單裡只能放數字、文字或日期")
        return node

    def sum(self) -> Node:
        node = self.term()
        while operator := self.take("+", "-"):
            node = Arithmetic(operator, node, self.term())
        return node

    def term(self) -> Node:
        node = self.factor()
        while operator := self.take("*", "/"):
            node = Arithmetic(operator, node, self.factor())
        return node

    def factor(self) -> Node:
        count = 0
        while self.take("-"):
            count += 1
        node = self.atom()
        return Negative(node) if count % 2 else node

    def atom(self) -> Node:
        if self.take("("):
            node = self.either()
            self.need(")")
            return node
        token = self.peek
        self.next += 1
        if token.kind == "number":
            return Literal(float(token.text))
        if token.kind == "text":
            return Literal(_unquoted(token.text))
        if token.kind == "date":
            return Literal(self.day(token))
        if token.kind in {"word", "quoted"}:
            return Name(token.text.strip("`「」"))
        self.next -= 1
        return self.refuse("這裡應有欄位、數字、文字或日期")

    def day(self, token: Token) -> date:
        try:
            return date.fromisoformat(token.text)
        except ValueError:
            self.next -= 1
            return self.refuse("沒有這一天")


def _unquoted(text: str) -> str:
    return text[1:-1].replace(text[0] * 2, text[0])
