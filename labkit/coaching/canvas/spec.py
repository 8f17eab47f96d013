"""Canvas: 資料應用策略 — problem, pain, and for each action data, method, owner, date, metric."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from pydantic import Field

from labkit.coaching.application.spec import Application
from labkit.coaching.application.spec_parts import Choices, Told
from labkit.core.application_errors import CanvasRefused
from labkit.core.near import near_miss
from labkit.core.spec import Spec, SpecPart

PLACE = "application/canvas.yml"
LABELS = {"data": "資料", "method": "方法", "owner": "誰負責", "due": "完成日期", "metric": "指標"}
MOST = 5


class Action(SpecPart):
    """One way from data to a metric: files by the inventory's name, a metric by its id, an owner by 單位/職稱."""

    data: Choices = ()
    method: Told = ""
    owner: Told = ""
    due: dt.date | None = None
    metric: Told = ""


class Canvas(Spec):
    """The strategy of a team on one page; ``actions`` are at most five, so that the page stays one.

    >>> Canvas(title="櫃檯").actions
    ()
    """

    title: Told = ""
    problem: Told = ""
    pain: Told = ""
    actions: tuple[Action, ...] = Field(default=(), max_length=MOST)

    @classmethod
    def of_application(cls, application: Application) -> Canvas:
        """Return a canvas that begins with what the application says: topic, problem, pain, and one open action."""
        held = application.proposal
        return cls(title=held.topic, problem=held.background, pain=held.pain, actions=(Action(),))

    def refuse_unlinked(self, files: Mapping[str, str], metrics: Mapping[str, str]) -> None:
        """Raise CanvasRefused with everything that is open, and every file or metric that is not there, with its near miss."""
        told = {"title（主題）": self.title, "problem（問題）": self.problem, "pain（痛點）": self.pain}
        faults = [f"{label}：未填。" for label, text in told.items() if not text]
        if not self.actions:
            faults.append("actions（做法）：至少要有一項。")
        for at, one in enumerate(self.actions, 1):
            faults += [f"做法 {at} {fault}" for fault in _faults(one, files, metrics)]
        if faults:
            what = "\n".join(f"．{fault}" for fault in faults)
            raise CanvasRefused(place=PLACE, count=len(faults), what=what)


def _faults(action: Action, files: Mapping[str, str], metrics: Mapping[str, str]) -> list[str]:
    found = [f"{name}（{label}）：未填。" for name, label in LABELS.items() if not getattr(action, name)]
    lost = [one for one in action.data if one not in files]
    found += [f"data：資料盤點裡沒有這個檔案。{_near(one, files, '請把檔案放進 data/raw。')}" for one in lost]
    if action.metric and action.metric not in metrics:
        found.append(f"metric：metrics/ 裡沒有這個指標代號。{_near(action.metric, metrics, '請先建立指標。')}")
    return found


def _near(name: str, known: Mapping[str, str], otherwise: str) -> str:
    return near_miss(name, list(known)) or otherwise
