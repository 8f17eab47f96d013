"""What a replay hands back: whether everything came out again, and if not, what differs and why."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from labkit.core.document import Document, Grid, Text
from labkit.core.messages import say
from labkit.core.result import Result
from labkit.sessions.replay.difference import Difference

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ["what", "name", "how"]
LABEL_WIDTH = 10.0


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class ReplayResult(Result):
    """The replay of session ``nth`` as frozen in ``folder``.

    Of the ``outputs`` of its manifest ``same`` came out equal; ``derived`` differ only because another platform, Python, package or
    lock is used, where csv and json alone must be equal; those that could not be made again are counted in ``left_out`` by reason.
    ``restored`` are settings and notebooks that were changed since and were taken as they were.
    """

    counts_only: ClassVar[bool] = True
    nth: int
    folder: str
    outputs: int
    same: int = 0
    differences: tuple[Difference, ...] = ()
    derived: tuple[str, ...] = ()
    restored: tuple[str, ...] = ()

    @property
    def identical(self) -> bool:
        """Tell whether every output came out again, from the very files of then; versions alone change nothing of it."""
        return not any(one.counts for one in self.differences) and self.same + len(self.derived) == self.outputs

    @property
    def frame(self) -> pd.DataFrame:
        """Return a row per difference: what, name, how."""
        import pandas as pd  # noqa: PLC0415

        return pd.DataFrame([(one.what, one.name, one.how) for one in self.differences], columns=COLUMNS)

    @property
    def summary(self) -> str:
        """Return whether the session came out again, and what stands against it, in one sentence."""
        told = f"第 {self.nth} 次輔導（{self.folder}）"
        counts = Counter(one.label for one in self.differences if one.counts and one.what != "key")
        against = "、".join(f"{label} {count} 處" for label, count in counts.items())
        if self.identical:
            return f"{told}可以重現：{self.outputs:,} 項成果全部重算，{self._equal()}。"
        if sum(self.left_out.values()) == self.outputs:
            why = f"{against}與封存時不同" if against else "、".join(map(_reason, self.left_out))
            return f"{told}無法重現：{why}，沒有一項成果重算。"
        missing = "".join(f"，{count:,} 項無法重算（{_reason(name)}）" for name, count in self.left_out.items())
        other = f"與封存時不同的有{against}" if against else "重算的沒有不同"
        return f"{told}沒有完全重現：{self.outputs:,} 項成果中 {self._equal()}{missing}；{other}。"

    def _equal(self) -> str:
        if not self.derived:
            return f"{self.same:,} 項與封存的完全相同"
        rule = "（csv 與 json 全部相同）" if self.identical else ""
        return f"{self.same:,} 項與封存的完全相同，{len(self.derived):,} 項的位元組因平台或套件版本不同而不同{rule}"

    def to_document(self) -> Document:
        """Return the sentence, every difference, and what was made with other versions or from kept copies."""
        notes = [f"{say(f'left_out.{reason}')}：{count:,} 項成果沒有重算。" for reason, count in self.left_out.items()]
        if self.restored:
            notes.append(f"之後改過、以當時保留的版本重算：{'、'.join(self.restored)}。")
        if self.derived:
            rule = "平台、Python、套件或 requirements.lock 不同時，csv 與 json 必須完全相同；下列檔案內容相同與否請人工核對"
            notes.append(f"{rule}：{'、'.join(self.derived)}。")
        kinds = {(one.what, one.code) for one in self.differences}
        if ("version", "now") in kinds and ("output", "differs") in kinds:
            notes.append("版本與當時不同，成果不同可能由此而來；要分辨，請以當時的版本重算。")
        lines = [(one.label, one.name, one.how) for one in self.differences]
        grid = Grid.of(["種類", "名稱", "有什麼不同"], lines)
        grids = (replace(grid, widths=(LABEL_WIDTH, *grid.widths[1:])),) if lines else ()
        return Document(
            "輔導成果重算", (Text(self.summary), *grids, *(Text(one, "note") for one in (*notes, *self._found())))
        )

    def _found(self) -> list[str]:
        return [one.sentence for one in self.findings]


def _reason(name: str) -> str:
    return say(f"left_out.{name}")
