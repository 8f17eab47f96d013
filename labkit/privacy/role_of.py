"""The role of one column, with its reason: first what its values are, then what its name says, then what it may hold."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from labkit.privacy.detection.belief import some
from labkit.privacy.detection.column import ColumnHits
from labkit.privacy.detection.context import named
from labkit.privacy.detection.doubts import doubt
from labkit.privacy.detection.quasi import role_of_values
from labkit.privacy.detection.spans import Span
from labkit.privacy.recognizer import RECOGNIZERS, Recognizer, entity_label
from labkit.privacy.roles import Role, role_of_name

MOST, FEW = 0.5, 0.02
LONG_TEXT = 20


@dataclass(frozen=True)
class ColumnRole:
    """What was found about one column. ``share`` is the part of its filled cells that hold the entity.

    ``decided_by`` is who decided the role; empty where it is labkit's proposal. ``found`` counts the cells with each entity.
    """

    column: str
    role: Role
    entity: str
    share: float
    reason: str
    decided_by: str = ""
    found: dict[str, int] = field(default_factory=dict, compare=False)


def role_of(hits: ColumnHits, *, neighbours: str = "") -> ColumnRole:
    """Return the role of a column; ``neighbours`` says what the columns beside it told."""
    weights = hits.weights
    filled = int(sum(weight for text, weight in zip(hits.texts, weights.tolist(), strict=True) if text.strip()))
    counts, whole = Counter[str](), Counter[tuple[str, Role]]()
    for at, spans in hits.found.items():
        weight = int(weights[at])
        counts.update(dict.fromkeys({span.entity for span in spans}, weight))
        if sum(span.end - span.start for span in spans) >= MOST * len(hits.texts[at].strip()):
            whole[_longest(spans)] += weight
    entity, count = max(sorted(counts.items()), key=lambda pair: pair[1], default=("", 0))
    share = round(count / filled, 4) if filled else 0.0
    told = _by_values(hits, counts, whole, filled, neighbours)
    if told is None:
        told = _by_name(hits, entity, count, filled)
    role, kind, why = told
    return ColumnRole(
        hits.name, role, kind, share if kind in {entity, ""} else _part(counts[kind], filled), why, found=dict(counts)
    )


def _part(count: int, filled: int) -> float:
    return round(count / filled, 4) if filled else 0.0


def _longest(spans: list[Span]) -> tuple[str, Role]:
    longest = max(spans, key=lambda span: (span.end - span.start, span.score))
    return longest.entity, longest.role


def _by_values(
    hits: ColumnHits, counts: Counter[str], whole: Counter[tuple[str, Role]], filled: int, neighbours: str
) -> tuple[Role, str, str] | None:
    """Return role, entity and reason where most cells are personal data, wholly or nearly."""
    if not filled or sum(whole.values()) < MOST * filled:
        return None
    (entity, _), _ = _persons(whole, filled) or max(sorted(whole.items()), key=lambda pair: pair[1])
    roles = Counter[Role]()
    for (one, role), weight in whole.items():
        roles[role] += weight if one == entity else 0
    role = (
        "direct" if roles["direct"] >= MOST * roles.total() else max(sorted(roles.items()), key=lambda pair: pair[1])[0]
    )
    why = neighbours or f"{counts[entity]:,} 格{_how(entity, hits.name)}"
    others = [f"{entity_label(name)} {count:,} 格" for name, count in counts.most_common() if name != entity]
    return role, entity, why + (f"；另有{'、'.join(others)}" if others else "")


def _persons(whole: Counter[tuple[str, Role]], filled: int) -> tuple[tuple[str, Role], int] | None:
    """Return the kind that identifies persons outright among those of a column of several kinds."""
    kinds = {entity for entity, _ in whole}
    direct = [pair for pair in whole.items() if pair[0][1] == "direct" and pair[1] >= max(2, FEW * filled)]
    return max(sorted(direct), key=lambda pair: pair[1], default=None) if len(kinds) > 1 else None


def _how(entity: str, column: str) -> str:
    one = _recognizer(entity)
    checked = "，檢查碼正確" if one.chance else ""
    if named(one, column):
        return f"符合格式{checked}，欄名也這樣說"
    by_name = role_of_name(column)
    lies = by_name is not None and by_name[1] not in {"", entity}
    return f"符合格式{checked}" + ("（欄名與內容不符，以內容為準）" if lies else "")


def _recognizer(entity: str) -> Recognizer:
    return next(one for one in RECOGNIZERS.values() if one.entity == entity)


def _by_name(hits: ColumnHits, entity: str, count: int, filled: int) -> tuple[Role, str, str]:
    """Return role, entity and reason where most cells are no personal data by themselves."""
    if not filled:
        return "safe", "", "整欄未填"
    told = role_of_name(hits.name)
    texts = [text for text in hits.texts if text.strip()]
    values = role_of_values(hits.name, some(texts), repeated=len(texts) < MOST * filled)
    ill = "欄名" if told and told[0] == "sensitive" else values[1] if values and values[0] == "sensitive" else ""
    if ill:
        return "sensitive", entity, ill
    if told and told[0] in {"direct", "quasi"}:
        return _named(told, entity, count, filled)
    mentioned = _mentioned(entity, count, filled) or _prose(hits, texts, filled, said=told is not None)
    if mentioned:
        return "free_text", *mentioned
    if values:
        return values[0], "", values[1]
    return doubt(hits.name, texts, filled) or ("safe", "", "未見個資")


def _mentioned(entity: str, count: int, filled: int) -> tuple[str, str] | None:
    """Return entity and reason where some cells hold personal data."""
    if not count:
        return None
    told = f"{count:,} 格內含" if count >= FEW * filled else f"有 {count:,} 格疑似"
    return entity, told + entity_label(entity)


def _prose(hits: ColumnHits, texts: list[str], filled: int, *, said: bool) -> tuple[str, str] | None:
    """Return the reason where a column holds sentences: its name says so, or they are long and mostly different."""
    if hits.numeric:
        return None
    long = sum(map(len, texts)) / len(texts) > LONG_TEXT and len(texts) > MOST * filled
    return ("", "長短不一的文字，可能提到個人") if said or long else None


def _named(by_name: tuple[Role, str], entity: str, count: int, filled: int) -> tuple[Role, str, str]:
    role, kind = by_name
    if role == "direct" and count < FEW * filled:
        return "quasi", kind, "欄名像個資，內容不像，請確認"
    if role == "direct":
        return "direct", entity or kind, f"欄名，其中 {count:,} 格符合格式"
    return role, entity or kind, "欄名"
