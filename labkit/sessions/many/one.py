"""One workspace's run in a process of its own: asked by a line of JSON, answered by a line of JSON; what people read goes to its log file.

It ends when the process that asked is gone, however that ended.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from labkit.core.errors import LabkitError

COMMAND = ("-P", "-X", "utf8", "-m", "labkit.sessions.many.one")  # -P: no module of the current folder is run


@dataclass(frozen=True)
class Answer:
    """What became of one workspace: the session's number, its frozen folder and whether it is new, or the refusal's sentence."""

    nth: int = 0
    folder: str = ""
    fresh: bool = False
    stale: tuple[str, ...] = ()
    why: str = ""

    @property
    def failed(self) -> bool:
        """Tell whether the workspace was refused or its run stopped."""
        return bool(self.why)


def answer(told: dict[str, Any]) -> Answer:
    """Run the session that was asked for; a refusal is an answer too."""
    from labkit.core.progress import to_stderr  # noqa: PLC0415  (after the leash)
    from labkit.sessions.run import run_session  # noqa: PLC0415
    from labkit.sessions.running.asked import Asked  # noqa: PLC0415
    from labkit.workspace.layout import Workspace  # noqa: PLC0415

    asked = Asked(again=told["again"], only=tuple(told["only"]), first=told["first"])
    try:
        ws = Workspace.open(told["root"])
        record = run_session(ws, told["nth"], parameters=told["parameters"], asked=asked, progress=to_stderr)
    except LabkitError as error:
        why = str(error)
    except OSError as error:
        why = f"無法讀寫檔案：{error.strerror or type(error).__name__}。請確認磁碟空間與權限。"
    else:
        to_stderr("\n".join(f"．{sentence}" for sentence in record.sentences))
        return Answer(record.nth, record.folder.name if record.folder else "", record.fresh, record.stale)
    to_stderr(f"錯誤：{why}")
    return Answer(why=why)


def serve() -> None:
    """Answer the one request of standard input."""
    from labkit.sessions.running.leash import hold  # noqa: PLC0415

    told = json.loads(sys.stdin.readline())
    hold()
    out, sys.stdout = sys.stdout, sys.stderr  # what anybody prints belongs into the log
    out.write(json.dumps(asdict(answer(told)), ensure_ascii=False) + "\n")
    out.flush()


def place_of_log(root: Path) -> Path:
    """Return where a workspace's run in a row of many writes what people read: under work/, never shared."""
    return root / "work" / "run.log"


if __name__ == "__main__":
    serve()
