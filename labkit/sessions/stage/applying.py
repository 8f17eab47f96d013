"""The stage of the application: how ready, how complete, which data, which strategy. Nothing of it is ever published.

What a cell shows may stand in a published notebook: it shows labels, options, counts and file names, never what a person typed.
"""

from __future__ import annotations

from collections.abc import Callable

from labkit.coaching.application.completeness import CompletenessResult
from labkit.coaching.application.item_6 import item_6_findings
from labkit.coaching.application.spec import Application
from labkit.coaching.application.starting import starting_points
from labkit.coaching.application.words import application_words
from labkit.core.batch import nobody_there
from labkit.core.document import Document, Grid, Picture
from labkit.core.errors import LabkitError
from labkit.core.html import Shown
from labkit.sessions.applying import CANVAS_FORMATS, FOLDER, FORMATS, ApplicationDesk, canvas_names, write_papers
from labkit.sessions.shown import said
from labkit.sessions.stage.inventory import InventoryStage

NONE_YET = (
    "還沒有申請表（application/application.yml）。已經在輔導中就不需要；要準備申請時，執行「labkit application new」。"
)
UNREADABLE = (
    "這一格沒有結果：application/ 裡的檔案有要改的地方。原因可能帶有姓名，不寫進成果；"
    "請執行「labkit application check」或「labkit application canvas」看哪一行要改。"
)


class ApplyingStage(InventoryStage):
    """The steps of notebook 06. Each says in a sentence what is not there, and stops no session."""

    @property
    def desk(self) -> ApplicationDesk:
        """Return the workspace's folder application/."""
        return ApplicationDesk(self.ws)

    def application(self) -> Shown:
        """Say whether there is an application, and whether it can be read."""
        return self._told(
            lambda _: said(
                "已讀到申請表（application/application.yml）。內容只留在 application/ 與 work/，不會進入成果。"
            )
        )

    def starting_points(self) -> Shown:
        """Show where to start, from the answers of part 二."""
        return self._told(lambda held: Shown(starting_points(held).to_document()))

    def completeness(self) -> Shown:
        """Show what 文件初篩 would refuse: labels and row numbers; the names of units stay in the command line's list."""
        return self._told(lambda held: Shown(_counted(self.desk.check(held))))

    def item_6(self) -> Shown:
        """Show item 6 as the inventory fills it, beside what the application has."""
        return self._told(self._item_6)

    def canvas(self) -> Shown:
        """Write the strategy under work/; show it where somebody is there to see, in a run only say so."""
        return self._told(lambda _: self._canvas())

    def application_papers(self) -> Shown:
        """Write 附件1 to 附件3 under work/ as odt, docx and pdf; names and contacts are in them."""
        return self._told(self._papers)

    def _told(self, show: Callable[[Application], Shown]) -> Shown:
        if not self.desk.path.is_file():
            return said(NONE_YET)
        try:
            return show(self.desk.load())
        except LabkitError as error:
            return said(UNREADABLE if nobody_there() else str(error))

    def _item_6(self, held: Application) -> Shown:
        found = self.desk.inventory()
        if found is None:
            return said("data/raw 還沒有資料檔，第 6 項請先由人填寫。")
        mine = held.proposal.datasets
        fresh = len(held.with_item_6(found.item_6()).proposal.datasets) - len(mine)
        told = item_6_findings(mine, found.item_6(), application_words())
        stale = sum(one.code == "application_item_6_stale" for one in told)
        word = f"申請表第 6 項有 {len(mine)} 筆；盤點裡另有 {fresh} 筆還沒有寫進去，{stale} 筆和現在的檔案不同。"
        word += "要照檔案更新，執行「labkit application refresh」。" if told else ""
        return Shown(Document("", (*said(word).document.blocks, found.item_6())))

    def _canvas(self) -> Shown:
        if not self.desk.canvas_path.is_file():
            return said(
                "還沒有資料應用策略（application/canvas.yml）。執行「labkit application new」會產生一份可以填的。"
            )
        folder = self.room / FOLDER
        made = self.desk.canvas(folder, canvas_names(CANVAS_FORMATS), as_of=self.day)
        names = "、".join(path.relative_to(self.ws.root).as_posix() for path in made)
        if nobody_there():
            return said(f"已產生資料應用策略一頁：{names}。")
        picture = Picture(made[-1].read_bytes(), "資料應用策略一頁：問題、痛點、資料、方法、負責、日期、指標")
        return Shown(Document("", (*said(f"已產生：{names}。").document.blocks, picture)))

    def _papers(self, held: Application) -> Shown:
        made = write_papers(self.desk.papers(held, as_of=self.day), self.room / FOLDER, FORMATS)
        where = (self.room / FOLDER).relative_to(self.ws.root).as_posix()
        return said(
            f"已輸出 {len(made)} 個檔案到 {where}（含姓名與聯絡方式，請勿外傳）；送件用的請執行「labkit application export」。"
        )


def _counted(result: CompletenessResult) -> Document:
    """Return how many gaps each part has, and their kinds; places that name a unit are left to the command line."""
    parts = application_words().parts.values()
    counts = {part: sum(one.place[:2] == part[:2] for one in result.rejected) for part in parts}
    lines = [(part, count) for part, count in counts.items() if count]
    grid = (Grid.of(["申請表的部分", "不齊的項目"], lines),) if lines else ()
    more = said("逐項清單請執行「labkit application check」。").document.blocks if lines else ()
    return Document("", (*said(result.summary).document.blocks, *grid, *more))
