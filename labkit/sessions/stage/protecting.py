"""The stage of de-identification: roles decided, policies applied, risks and the audit told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from labkit.core.files import write_whole
from labkit.core.html import Shown
from labkit.core.table import Table
from labkit.documents.save import save_document
from labkit.privacy.audit import AuditResult, audit
from labkit.privacy.deid_result import DeidResult
from labkit.privacy.policy import Policy
from labkit.privacy.risk import risk
from labkit.privacy.risk_result import RiskResult
from labkit.privacy.safe_prompt import safe_prompt
from labkit.privacy.scan import scan
from labkit.privacy.scan_result import ScanResult
from labkit.privacy.suggest import suggest_policy
from labkit.sessions.asking.roles import decide, earlier_roles, undecided
from labkit.sessions.earlier import compared_with_earlier
from labkit.sessions.names import named
from labkit.sessions.publish import safe_name
from labkit.sessions.shown import Detailed, Results, said
from labkit.sessions.stage.room import StageRoom
from labkit.sessions.state import load_tables, save_table

PAPERS = (".odt", ".pdf", ".html")


class ProtectingStage(StageRoom):
    """The steps of notebook 03."""

    def scan(self, name_model: str = "") -> Results[ScanResult]:
        """Look for personal data in every clean table; what the team decided before is kept."""
        found: Results[ScanResult] = Detailed()
        for name, table in load_tables(self.room / "clean").items():
            found[name] = scan(table, roles=earlier_roles(self.ws, name), model=name_model)
        return found

    def decide(self, found: Mapping[str, ScanResult]) -> object:
        """Ask the team for the role of each column, why, and who decides; kept in roles/."""
        return decide(self.ws, found)

    def undecided(self, found: Mapping[str, ScanResult]) -> Shown:
        """Show which columns that identify people nobody has decided about yet."""
        return undecided(found)

    def propose_policies(self, found: Mapping[str, ScanResult], audience: str = "機關內部") -> dict[str, Policy]:
        """Propose a policy for each table and save it under policies/proposals."""
        checked = Policy.model_validate({"columns": {}, "audience": audience}).audience
        policies = {name: suggest_policy(result, checked) for name, result in found.items()}
        for name, policy in policies.items():
            self._propose("policies", name, policy)
        return policies

    def protect(self, proposals: Mapping[str, Policy]) -> Results[DeidResult]:
        """Apply the confirmed policies, or the careful proposal where none is confirmed; save the protected tables.

        Hierarchies are read from data/tables (``*hierarchy_欄位.csv``). What earlier sessions let out of the same file is compared.
        """
        results: Results[DeidResult] = Results()
        for name, table in load_tables(self.room / "clean").items():
            path = self.ws.root / "policies" / f"{name}.yml"
            policy = Policy.load(path) if path.is_file() else proposals[name]
            done = policy.apply(table, hierarchies=self.ws.root / "data" / "tables")
            found = compared_with_earlier(self.ws, self.nth, name, done.table, policy)
            results[name] = replace(done, findings=(*done.findings, *found))
            save_table(done.table, self.room / "protected", name)
        return results

    def risks(self, found: Mapping[str, ScanResult], protected: Mapping[str, DeidResult]) -> Results[RiskResult]:
        """Measure how easily somebody is found again in each protected table by the quasi-identifiers that stayed."""
        results: Results[RiskResult] = Results()
        for name, done in protected.items():
            roles = {one.column: one.role for one in found[name].columns}
            stays = {
                role: [column for column in done.table.columns if roles[column] == role]
                for role in ("quasi", "sensitive")
            }
            if stays["quasi"]:
                results[name] = risk(done.table, quasi_identifiers=stays["quasi"], sensitive=stays["sensitive"])
        return results

    def audits(self, found: Mapping[str, ScanResult], protected: Mapping[str, DeidResult]) -> Results[AuditResult]:
        """Return the audit report of each table: found, decided, done, left over."""
        reports = {name: audit(found[name], done) for name, done in protected.items()}
        return Results({name: replace(one, name=f"去識別化稽核：{name}") for name, one in reports.items()})

    def file_audits(self, audits: Mapping[str, AuditResult]) -> Shown:
        """Put the audit reports into the outbox as .odt, .pdf and .html; say what was written."""
        written = []
        for name, report in audits.items():
            document = replace(report.to_document(), as_of=self.day)
            stem = safe_name(f"{self.name[:2]}-稽核_{name}")
            written += [save_document(document, self.outbox / "audit" / f"{stem}{suffix}").name for suffix in PAPERS]
        return said("稽核報告：" + "、".join(written) if written else "這次沒有去識別化的表。")

    def safe_prompt(self, table: str, question: str) -> Shown:
        """Write a checked text for an AI assistant about one clean table, if one is named, into work/; it is never published.

        Raises PromptRefused where the text or the question would tell anything real.
        """
        if not table:
            return said("沒有指定資料表，未產生。要產生時，把參數 prompt_table 改成資料表名稱。")
        tables = load_tables(self.room / "clean")
        text = safe_prompt(named(tables, table, place=self.name), question=question)
        path = write_whole(self.room / "exports" / f"{safe_name(f'提示_{table}')}.txt", text)
        return said(
            f"已檢查，可以貼給 AI 助理：work/{path.relative_to(self.ws.work).as_posix()}（內含虛構的範例列，沒有真實資料）。"
        )

    def protected(self) -> dict[str, Table]:
        """Return the protected tables of this session."""
        return load_tables(self.room / "protected")
