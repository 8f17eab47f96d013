"""A folder is a register: every module in it carries exactly one plug, named like its file."""

from __future__ import annotations

import functools
import importlib
import operator
import pkgutil
import re
from collections.abc import Iterator, Mapping
from typing import Any, Generic, TypeVar

from labkit.core.errors import SpecInvalid

T = TypeVar("T")


class Register(Mapping[str, T], Generic[T]):
    """The plugs of one package by file name, read when first asked for.

    ``base`` is the class that a plug subclasses or is an instance of. A module without exactly one plug
    raises ``TypeError`` when the register is first read: a programmer's error, found by the conformance tests.

    >>> from labkit.cleaning.step import STEPS
    >>> sorted(STEPS)[:2]
    ['check_code', 'date_from_parts']
    """

    def __init__(self, package: str, base: type[Any]) -> None:
        self.package, self.base = package, base
        self._read: dict[str, T] = {}

    @functools.cached_property
    def _names(self) -> list[str]:
        package = importlib.import_module(self.package)
        return sorted(info.name for info in pkgutil.iter_modules(package.__path__) if not info.name.startswith("_"))

    def __getitem__(self, name: str) -> T:
        if name not in self._read:
            self._read[name] = self._plug(name)
        return self._read[name]

    def _plug(self, name: str) -> T:
        if name not in self._names:
            raise KeyError(name)
        module = importlib.import_module(f"{self.package}.{name}")
        plugs = [value for value in vars(module).values() if self._is_plug(value, module.__name__)]
        if len(plugs) != 1:
            message = f"{module.__name__} carries {len(plugs)} plugs of {self.base.__name__}, not one"
            raise TypeError(message)
        found: T = plugs[0]
        return found

    def named(self, name: str, *, place: str, what: str) -> T:
        """Return the plug ``name``; raises SpecInvalid with the nearest name."""
        try:
            return self[name]
        except KeyError:
            raise SpecInvalid(place=place, name=name, what=f"沒有{what}「{name}」。", known=self._names) from None

    def _is_plug(self, value: object, module: str) -> bool:
        if isinstance(value, type):
            return issubclass(value, self.base) and value.__module__ == module
        return isinstance(value, self.base)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def union_of(register: Mapping[str, type[Any]]) -> Any:
    """Return the union type of all plugs, for a specification's field that takes any of them."""
    return functools.reduce(operator.or_, register.values())


def camel(name: str) -> str:
    """Return the class name of a plug's file name.

    >>> camel("parse_date")
    'ParseDate'
    """
    return "".join(part.capitalize() for part in name.split("_"))


def snake(name: str) -> str:
    """Return the file name of a plug's class name.

    >>> snake("ParseDate")
    'parse_date'
    """
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
