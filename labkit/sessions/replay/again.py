"""The verb: a frozen session is made once more in a clean place, and everything is compared."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from labkit.core.errors import FileExists
from labkit.core.files import write_whole
from labkit.core.progress import Say, silent
from labkit.core.run_errors import ReplayRefused, ReplayStopped
from labkit.sessions.environment import ENVIRONMENT
from labkit.sessions.manifest import EXACT, Manifest, described
from labkit.sessions.records.crate import NAME as CRATE
from labkit.sessions.records.crate import crate_of
from labkit.sessions.replay.difference import Difference
from labkit.sessions.replay.frozen import check_frozen, frozen_folder, read_manifest
from labkit.sessions.replay.judge import Judged, Rule, another_machine, changed_environment, changed_versions, judge
from labkit.sessions.replay.making import Made, make
from labkit.sessions.replay.place import clean_place
from labkit.sessions.replay.result import ReplayResult
from labkit.sessions.replay.sources import Sources, find_sources
from labkit.sessions.replay.stages import not_done
from labkit.sessions.running.freeze import recover
from labkit.sessions.running.lock import only_run
from labkit.sessions.running.stops import stoppable
from labkit.sessions.versions import versions
from labkit.workspace.layout import Workspace

SOURCES_DIFFER, STOPPED = "sources_differ", "stage_stopped"


def replay(ws: Workspace, n: int | str, *, keep: str | Path | None = None, progress: Say = silent) -> ReplayResult:
    """Make session ``n`` again from the files that its manifest names and compare every output; nothing of the workspace is changed.

    ``n`` is a session's number (its newest frozen folder) or a folder's name, such as ``2025-03-14-01.r2``. Settings and notebooks that
    were edited since are taken as they were kept; a raw file that changed is named, and nothing is run. Without the key of then, the stages
    that need it are left out and the others start from the protected tables, if those still are the ones of then. ``keep`` is a new
    folder for what was made, behind the gate.

    Raises SessionMissing, FileMissing or FileBroken for what is not there, ReplayRefused for a manifest that cannot be replayed,
    AlreadyRunning, ReplayStopped, and what the machine may raise. What differs is never an error: it is in the result.
    """
    folder = frozen_folder(ws, n)
    manifest = read_manifest(folder)
    target = _free(ws, Path(keep)) if keep is not None else None
    try:
        with stoppable(), only_run(ws.work) as began:
            recover(ws, began)
            return _Replay(ws, folder, manifest, target, progress, versions()).result()
    except KeyboardInterrupt:
        raise ReplayStopped from None


@dataclass(frozen=True)
class _Replay:
    """One replay: what is known before anything is run, and what comes of it."""

    ws: Workspace
    folder: Path
    manifest: Manifest
    keep: Path | None
    say: Say
    now: Mapping[str, Any]

    def result(self) -> ReplayResult:
        self.say("核對封存的檔案、輸入檔與設定……")
        compared = self.manifest.compared
        sources = find_sources(self.ws, compared)
        touched = check_frozen(self.folder, self.manifest)
        told = [
            *changed_versions(compared["versions"], self.now),
            *changed_environment(compared.get("environment", {}), ENVIRONMENT),
        ]
        found = [*sources.differences, *touched]
        if sources.differences:
            return self._told(sources, [*found, *told], left_out={SOURCES_DIFFER: len(compared["outputs"])})
        with clean_place(self.ws) as root:
            made = make(self.ws, root, compared, sources, self.say)
            found += made.differences
            if made.stopped:
                return self._told(sources, [*found, *told], left_out={STOPPED: len(compared["outputs"])})
            self.say("逐檔比對……")
            judged, apart = self._judged(made, {one.name for one in touched})
            if self.keep is not None:
                made.refuse_unless_passed()
                shutil.copytree(made.outbox, self.keep)
        left_out = dict(Counter(f"lacks_{lacks}" for lacks in apart.values()))
        return self._told(sources, [*found, *judged.differences, *told], judged=judged, left_out=left_out)

    def _judged(self, made: Made, touched: set[str]) -> tuple[Judged, Mapping[str, str]]:
        """Compare what was made; returns what could not be made, too, with what it lacks."""
        compared, outputs = self.manifest.compared, self._with_crate(made)
        names = [str(one["name"]) for one in (*compared["outputs"], *outputs)]
        apart = not_done(names, made.blocked)
        rule = Rule(another_machine(compared["versions"], self.now), apart.keys(), touched)
        judged = judge(compared["outputs"], self.folder, outputs, made.outbox, rule)
        wanted = {str(one["name"]) for one in compared["outputs"]}
        return judged, {name: lacks for name, lacks in apart.items() if name in wanted}

    def _with_crate(self, made: Made) -> list[Mapping[str, Any]]:
        """Return what was made, with the crate made from the manifest of then: it tells of that session, not of this replay."""
        outputs = [one for one in made.outputs if one["name"] != CRATE]
        if any(one["name"] == CRATE for one in self.manifest.compared["outputs"]):
            path = write_whole(made.outbox / CRATE, crate_of(self.manifest.compared))
            outputs.append(described(path, made.outbox, kind=EXACT))
        return outputs

    def _told(
        self,
        sources: Sources,
        differences: list[Difference],
        *,
        judged: Judged | None = None,
        left_out: Mapping[str, int],
    ) -> ReplayResult:
        return ReplayResult(
            name=f"重算 {self.folder.name}",
            left_out=left_out,
            nth=int(self.manifest.compared["session"]["nth"]),
            folder=self.folder.name,
            outputs=len(self.manifest.compared["outputs"]),
            same=judged.same if judged else 0,
            differences=tuple(differences),
            derived=judged.derived if judged else (),
            restored=sources.restored,
        )


def _free(ws: Workspace, keep: Path) -> Path:
    """Return the folder to keep what is made in; raises FileExists, or ReplayRefused for a place among the team's own files."""
    if keep.exists():
        raise FileExists(place=keep.name)
    place = keep.resolve()
    if place.is_relative_to(ws.root) and not place.is_relative_to(ws.work):
        raise ReplayRefused(place=keep.name, what="重算的結果不能放進工作區的資料夾；請放在工作區之外，或 work/ 裡")
    return keep
