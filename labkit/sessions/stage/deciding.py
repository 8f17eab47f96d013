"""What ends every step and every notebook: a check with a plain answer, a decision, and what goes into the log (附件4)."""

from __future__ import annotations

import json
from typing import Any

from labkit.coaching.told import spoken
from labkit.core.document import Document, Grid, Text
from labkit.core.html import Shown
from labkit.sessions.asking.decision import ask_decision, decisions_of
from labkit.sessions.stage.room import StageRoom
from labkit.sessions.told import DECIDED, told_of
from labkit.sessions.verdicts._verdict import Verdict, verdict_on


class DecidingStage(StageRoom):
    """The steps that every notebook has."""

    def check(self, value: Any, about: str = "") -> Verdict:
        """Say of a result, of results by name, or of what ``value`` names (plan, confirmed, papers): 好, 請看 or 停, and why.

        ``about`` names another check than that of the result's own kind.
        """
        found = verdict_on(value, self, about)
        self.checked.append(found)
        return found

    def decision(self, question: str) -> object:
        """Ask for a decision about ``question``; those of this session are noted for the log."""
        found = decisions_of(self.ws, self.name).of(self.nth)
        if found:
            lines = [one.line for one in found]
            self._write_note(
                {"stage": self.name, "title": DECIDED, "said": lines, "parts": [], "together": "", "needs": []}
            )
        return ask_decision(self.ws, self.name, self.nth, question)

    def finish(self) -> Shown:
        """Say what this notebook put into the session's outputs, what its checks said, and how 附件4 will be prefilled."""
        number = f"{self.name[:2]}-"
        below = sorted(path.relative_to(self.outbox) for path in self.outbox.rglob("*") if path.is_file())
        files = [path.as_posix() for path in below if any(part.startswith(number) for part in path.parts)]
        answers = [one.answer for one in self.checked]
        counts = (
            "、".join(f"{one} {answers.count(one)}" for one in ("好", "請看", "停") if one in answers) or "沒有檢查"
        )
        lines = spoken(told_of(self._noted()))
        blocks = [
            Text(f"檢查：{counts}。放入這次成果的檔案 {len(files)} 個。"),
            _listed("放入這次的成果", files),
            _listed("會預填到輔導協作紀錄表「本次輔導內容摘要」（人寫的優先，可以再改）", list(lines)),
        ]
        return Shown(Document("", tuple(blocks)))

    def _noted(self) -> list[dict[str, Any]]:
        path = self._results
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.is_file() else []


def _listed(title: str, lines: list[str]) -> Grid | Text:
    return Grid.of([title], [(line,) for line in lines]) if lines else Text(f"{title}：沒有。")
