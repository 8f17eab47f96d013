"""What people write in YAML, as frozen models: unknown keys, wrong types and values are refused with file, line and near miss."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any, ClassVar, Self, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from labkit.core.errors import FileMissing, SpecInvalid
from labkit.core.files import sha256_text, write_whole
from labkit.core.messages import say
from labkit.core.near import near_miss
from labkit.core.yaml import YamlText, dump, load

VERSION = re.compile("[0-9]{1,4}")
Lines = Annotated[str, BeforeValidator(lambda value: "" if value is None else value)]


class SpecPart(BaseModel):
    """A part of a Spec: frozen, and closed to unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Spec(SpecPart):
    """A specification with a version; ``VERSION`` is the newest that this labkit writes."""

    VERSION: ClassVar[int] = 1
    version: int = 1

    @classmethod
    def load(cls, path: str | Path) -> Self:
        """Read the YAML file at ``path``; raises SpecSyntax or SpecInvalid, naming file, line, key and near miss."""
        path = Path(path)
        if not path.is_file():
            raise FileMissing(place=path.name)
        return cls.of_yaml(load(path))

    @classmethod
    def of_yaml(cls, text: YamlText) -> Self:
        """Build the specification from parsed YAML; see ``load`` for the errors."""
        if not isinstance(text.value, dict):
            raise SpecInvalid(place=f"{text.place} 第 1 行", what="內容應為「鍵: 值」的清單。")
        return checked(cls, cls.migrate(text), text)

    @classmethod
    def migrate(cls, text: YamlText) -> dict[str, Any]:
        """Bring an older version's keys up to date; refuses a version newer than this labkit."""
        version = str(text.value.get("version") or "1")
        if not VERSION.fullmatch(version) or not 1 <= int(version) <= cls.VERSION:
            place = f"{text.place} 第 {text.line_of(('version',))} 行"
            raise SpecInvalid(place=place, what=f"version 應為 1 到 {cls.VERSION}；較新的檔案請先更新 labkit。")
        return dict(text.value)

    def to_yaml(self) -> str:
        """Return this specification as YAML without what stands at its default; ``load`` reads it back equal."""
        return dump({"version": self.version, **_plain(self)})

    def save(self, path: str | Path) -> Path:
        """Write this specification whole to ``path``."""
        return write_whole(Path(path), self.to_yaml())

    @property
    def sha256(self) -> str:
        """Return the hash of the specification's meaning: comments and order of keys do not count."""
        return sha256_text(self.model_dump_json())


IDENTIFIER = r"^[a-z][a-z0-9_]*$"  # what a spec's own names look like: they stand in links, files and other specs
TAGS = {"step", "action", "kind"}
CHOICE = ":"  # with what the tag of a union's member begins: no file holds it


def _plain(value: Any) -> Any:
    """Return a model without what stands at its default; the tag that names a plug always stays."""
    if isinstance(value, SpecPart):
        fields = type(value).model_fields
        told = value.model_dump(mode="json")
        kept = {
            name: getattr(value, name)
            for name, field in fields.items()
            if name != "version" and _differs(value, name, field)
        }
        order = sorted(kept, key=lambda name: name not in TAGS)
        return {name: _plain(kept[name]) if _holds_models(kept[name]) else told[name] for name in order}
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, (list, tuple)) else value


def _differs(model: SpecPart, name: str, field: Any) -> bool:
    return name in TAGS or bool(getattr(model, name) != field.get_default(call_default_factory=True))


def _holds_models(value: Any) -> bool:
    if isinstance(value, dict):
        return any(_holds_models(one) for one in value.values())
    return isinstance(value, SpecPart) or (
        isinstance(value, (list, tuple)) and any(_holds_models(one) for one in value)
    )


S = TypeVar("S", bound=SpecPart)


def checked(model: type[S], value: Any, text: YamlText) -> S:
    """Validate ``value`` as ``model``; raises SpecInvalid with one line for every fault of the YAML ``text``."""
    try:
        return model.model_validate(value)
    except ValidationError as error:
        told = [dict(fault) for fault in error.errors(include_url=False, include_input=False)]
        faults = [_fault(model, fault, text) for fault in told if not _follows(fault, told)]
        raise SpecInvalid(
            place=faults[0][0], what="\n".join([faults[0][1], *(f"{p}：{w}" for p, w in faults[1:])])
        ) from None


def _follows(fault: dict[str, Any], told: list[dict[str, Any]]) -> bool:
    """Tell whether a list is short only because its items have faults of their own: pydantic counts the sound ones."""
    at = fault["loc"]
    return fault["type"] == "too_short" and any(
        len(one["loc"]) > len(at) and one["loc"][: len(at)] == at for one in told
    )


def _fault(model: type[BaseModel], fault: dict[str, Any], text: YamlText) -> tuple[str, str]:
    told = tuple(part for part in fault["loc"] if isinstance(part, (int, str)))
    path = _without_tags(text.value, told)
    place = text.at(path)
    kind, context = str(fault["type"]), {key: str(value) for key, value in (fault.get("ctx") or {}).items()}
    if kind == "extra_forbidden":
        return place, say("spec.extra_forbidden", near=near_miss(str(path[-1]), _keys(model, told[:-1])))
    if kind == "union_tag_invalid":
        tags = [name.strip(" '") for name in context["expected_tags"].split(",")]
        return place, say("spec.union_tag_invalid", tag=context["tag"], near=near_miss(context["tag"], tags))
    if context.get("pattern") == IDENTIFIER:
        return place, say("spec.identifier")
    if "expected" in context:
        context["expected"] = context["expected"].replace(" or ", "、").replace(", ", "、")
    words = say(f"spec.{kind}", **context)
    return place, words if not words.startswith("spec.") else say("spec.other", why=context.get("error", kind))


def _without_tags(value: Any, told: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """Return the path as the file has it: pydantic names the chosen kind of plug, or a union's ``CHOICE``, in between."""
    path: list[str | int] = []
    told = tuple(part for part in told if not str(part).startswith(CHOICE))
    for index, part in enumerate(told):
        last = index == len(told) - 1
        if isinstance(value, dict) and part not in value and not last and part in value.values():
            continue
        path.append(part)
        if isinstance(value, dict):
            value = value.get(str(part))
        elif isinstance(value, list) and isinstance(part, int) and part < len(value):
            value = value[part]
    return tuple(path)


def _keys(model: type[BaseModel], told: tuple[str | int, ...]) -> list[str]:
    """Return the keys that ``model`` knows at the place ``told``."""
    models = [model]
    for part in told:
        if isinstance(part, int):
            continue
        tagged = [one for one in models if any(field.default == part for field in one.model_fields.values())]
        fields = [one.model_fields[part] for one in models if part in one.model_fields]
        models = tagged or [inner for field in fields for inner in _models_in(field.annotation)] or models
    return list(models[0].model_fields) if models else []


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in getattr(annotation, "__args__", ()) for model in _models_in(part)]
