"""The application of a workspace: where it stands, and what of the workspace it is filled from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from labkit.coaching.application.completeness import CompletenessResult, check_completeness
from labkit.coaching.application.paper import application_paper
from labkit.coaching.application.spec import Application
from labkit.coaching.application.statements import unit_papers
from labkit.coaching.canvas.links import files_in_words
from labkit.coaching.canvas.sheet import NAME as CANVAS_NAME
from labkit.coaching.canvas.sheet import canvas_page
from labkit.coaching.canvas.spec import Canvas
from labkit.coaching.session_log.lock import only_writer
from labkit.core.application_errors import ApplicationExposed
from labkit.core.document import Document
from labkit.core.errors import FileExists, LabkitError, NoRawFiles
from labkit.core.files import write_whole
from labkit.core.finding import Finding
from labkit.documents.one_page.save import render_page
from labkit.documents.save import render_document
from labkit.inventory.catalogue import InventoryResult, take_inventory
from labkit.poc.metric import Metric
from labkit.poc.wording.benefit import expected_benefit
from labkit.poc.wording.target import baseline_in_words, target_in_words
from labkit.workspace.layout import Workspace

FOLDER = "application"
LOCK = ".application.lock"  # empty: whoever holds it is the one who writes
EXPOSING = ("data", "sessions")  # what lies there is listed, read or published
FORMATS = ("odt", "docx", "pdf")
CANVAS_FORMATS = (".odt", ".pdf", ".png")
ABOUT_APPLICATION = """# 附件1 輔導申請表與附件2、附件3 的收件紀錄。有姓名與聯絡方式，請勿公開。
# 建議用 labkit application form 產生的 Excel 填寫，再以 labkit application read 讀回；選項文字要和申請表完全相同。
"""
ABOUT_CANVAS = """# 資料應用策略（一頁）：問題 → 痛點 → 資料 → 方法 → 誰負責 → 日期 → 指標。填好後執行 labkit application canvas。
# problem 問題、pain 痛點；actions 每一項做法（最多 5 項）這樣寫：
#  - data: [收件簿.xlsx]        # 資料盤點裡的檔名，可以多個
#    method: 樞紐分析尖峰時段
#    owner: 登記科/科員          # 單位/職稱，不必寫姓名
#    due: 2025-09-30             # 西元日期
#    metric: minutes_saved       # metrics/ 裡的指標代號
"""


@dataclass(frozen=True)
class ApplicationDesk:
    """The folder application/ of a workspace: personal data stay in it and under work/, and never reach sessions/."""

    ws: Workspace

    @property
    def folder(self) -> Path:
        """Return application/."""
        return self.ws.root / FOLDER

    @property
    def path(self) -> Path:
        """Return where the application stands."""
        return self.folder / "application.yml"

    @property
    def canvas_path(self) -> Path:
        """Return where the strategy stands."""
        return self.folder / "canvas.yml"

    def inventory(self) -> InventoryResult | None:
        """Take the inventory of data/raw, with what the team typed; None where there is nothing to read."""
        try:
            self.ws.raw_files()
        except NoRawFiles:
            return None
        return take_inventory(self.ws.raw, notes=self.ws.inventory_sheet)

    def check(self, application: Application, *, as_of: date | None = None) -> CompletenessResult:
        """Check ``application``, item 6 beside the files of data/raw; a folder that cannot be read is a remark."""
        try:
            found = self.inventory()
        except LabkitError as error:
            result = check_completeness(application, as_of=as_of)
            why = Finding("application_item_6_unread", "三、6", facts={"why": str(error)})
            return replace(result, findings=(*result.findings, why))
        return check_completeness(application, item_6=found.item_6() if found else None, as_of=as_of)

    def refreshed(self) -> tuple[Application, int]:
        """Return the application as it stands with item 6 as the files are now, and how many of its rows changed or are new.

        Raises NoRawFiles where there are no files.
        """
        held = Application.load(self.path)
        self.ws.raw_files()
        found = self.inventory()
        fresh = held.with_item_6(found.item_6(), renew=True) if found else held
        before = [*held.proposal.datasets, *[None] * (len(fresh.proposal.datasets) - len(held.proposal.datasets))]
        return fresh, sum(mine != one for mine, one in zip(before, fresh.proposal.datasets, strict=True))

    def draft(self) -> Application:
        """Return a new application: the team's facts, and item 6 from the inventory."""
        found, drafted = self.inventory(), Application.of_team(self.ws.team)
        return drafted.with_item_6(found.item_6()) if found else drafted

    def metrics(self) -> list[Metric]:
        """Return the metrics of metrics/."""
        return [Metric.load(path) for path in self.ws.specs_of("metrics")]

    def benefits(self) -> dict[str, str]:
        """Return what every metric expects, by its id."""
        return {one.id: expected_benefit(one) for one in self.metrics()}

    def aims(self) -> dict[str, str]:
        """Return every metric from where to where, in a line, by its id."""
        return {one.id: _aim(one) for one in self.metrics()}

    def load(self) -> Application:
        """Return the application with the expected benefits of the metrics that it names; raises what ``load`` raises."""
        application = Application.load(self.path)
        return application.with_benefits(self.benefits()) if application.proposal.metrics else application

    def keep(self, application: Application) -> Path | None:
        """Save ``application``; what stood there before and differs is kept beside it, and returned: also what a colleague saves now."""
        with only_writer(self.folder / LOCK):
            return None if self._holds(application) else self._saved(application)

    def _saved(self, application: Application) -> Path | None:
        kept = None
        if self.path.is_file():
            names = (self.folder / f"application.前一版{number:02}.yml" for number in range(1, 1000))
            kept = write_whole(next(name for name in names if not name.exists()), self.path.read_bytes())
        write_whole(self.path, ABOUT_APPLICATION + application.to_yaml())
        return kept

    def _holds(self, application: Application) -> bool:
        """Tell whether the file says the same: then it stays as it is, comments included."""
        try:
            return self.path.is_file() and Application.load(self.path) == application
        except LabkitError:
            return False

    def begin_canvas(self, application: Application) -> Path:
        """Write a strategy that begins with what the application says, with words on how to fill it in."""
        return write_whole(self.canvas_path, ABOUT_CANVAS + Canvas.of_application(application).to_yaml())

    def papers(self, application: Application, *, as_of: date | None = None) -> dict[str, Document]:
        """Return 附件1, and 附件2 and 附件3 of every unit, by file name without suffix."""
        return {
            application.file_name: application_paper(application, as_of=as_of),
            **unit_papers(application, as_of=as_of),
        }

    def refuse_exposed(self, path: Path) -> None:
        """Raise ApplicationExposed for a place below data/ or sessions/: an inventory or a result would hold names."""
        for name in EXPOSING:
            if path.resolve().is_relative_to((self.ws.root / name).resolve()):
                raise ApplicationExposed(place=f"{name}/")

    def canvas(
        self, folder: Path, names: Sequence[str], *, as_of: date | None = None, replace: bool = True
    ) -> list[Path]:
        """Write the strategy into ``folder``; with ``replace`` off, FileExists is raised before anything is written.

        Raises CanvasRefused, and SpecInvalid for a text too long for a page.
        """
        canvas, found = Canvas.load(self.canvas_path), self.inventory()
        files = files_in_words(found.entries) if found else {}
        team = self.ws.team
        agency = "" if team.agency.startswith("（") else team.agency
        page = canvas_page(canvas, files=files, metrics=self.aims(), agency=agency, as_of=as_of)
        made = {folder / name: content for name, content in render_page(page, tuple(names)).items()}
        return _written(made, replace=replace)


def _aim(metric: Metric) -> str:
    start = baseline_in_words(metric) if metric.baseline else "原始值尚未量測"
    end = target_in_words(metric) if metric.target else "目標值尚未訂定"
    return f"{metric.name}（{metric.id}）：{start} → {end}"


def canvas_names(formats: Sequence[str]) -> list[str]:
    """Return the canvas's file names."""
    return [f"{CANVAS_NAME}{one if one.startswith('.') else f'.{one}'}" for one in formats]


def write_papers(
    papers: Mapping[str, Document], folder: Path, formats: Sequence[str], *, replace: bool = True
) -> list[Path]:
    """Write every paper in every format; with ``replace`` off, FileExists is raised before anything is written.

    A file that is there already with the same content is no obstacle.
    """
    made = {
        folder / f"{name}.{suffix}": render_document(one, suffix) for name, one in papers.items() for suffix in formats
    }
    return _written(made, replace=replace)


def _written(made: Mapping[Path, bytes], *, replace: bool) -> list[Path]:
    file = next((path.parent for path in made if path.parent.exists() and not path.parent.is_dir()), None)
    taken = [path for path, content in made.items() if path.is_file() and path.read_bytes() != content]
    if file or (taken and not replace):
        raise FileExists(place=(file or taken[0]).name)
    return [write_whole(path, content) for path, content in made.items()]
