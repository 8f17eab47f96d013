"""The careful policy that labkit proposes, by audience: values of a proposal, which a team decides about."""

from __future__ import annotations

import re

from labkit.core.errors import SpecInvalid
from labkit.privacy.action import Action
from labkit.privacy.actions.age_band import AgeBand
from labkit.privacy.actions.area import Area
from labkit.privacy.actions.coarsen import Coarsen
from labkit.privacy.actions.drop import Drop
from labkit.privacy.actions.keep import Keep
from labkit.privacy.anonymity.alike import Anonymity
from labkit.privacy.detection.quasi import IS_PLACE, IS_SEX
from labkit.privacy.policy import Audience, Policy
from labkit.privacy.recognizer import entity_label
from labkit.privacy.role_of import ColumnRole
from labkit.privacy.roles import ROLE_LABELS
from labkit.privacy.scan_result import ScanResult

CLASS_SIZE: dict[Audience, int] = {"機關內部": 3, "跨機關": 5, "開放資料": 10}
STAYS = re.compile(
    r"性別|^sex$|gender|行政區|鄉鎮|縣市|村里|[里區村]別|^[里區村]$|居住區|戶籍[區里]|district|town|county|village",
    re.IGNORECASE,
)
AGE = re.compile(r"年齡|年紀|^歲|歲數|^age$", re.IGNORECASE)


def suggest_policy(found: ScanResult, audience: Audience = "機關內部") -> Policy:
    """Propose a policy: what identifies directly, sensitive columns and free text are left out, the rest as coarse as the audience asks.

    Inside the agency, quasi-identifiers stay or become coarser; for other agencies and as open data the rows are also made alike
    (k of 5 and 10). The numbers are customary, not law.
    """
    if audience not in CLASS_SIZE:
        raise SpecInvalid(place="audience", what=f"沒有對象「{audience}」，可用：{'、'.join(CLASS_SIZE)}。")
    columns = {one.column: _suggested(one, audience) for one in found.columns}
    kinds = {one.column: one.role for one in found.columns}
    alike = tuple(name for name, action in columns.items() if kinds[name] == "quasi" and action.keeps_column)
    return Policy(
        name=f"{found.name.removeprefix('個資偵測：')}（建議）",
        audience=audience,
        columns=columns,
        anonymity=Anonymity(quasi_identifiers=alike, k=CLASS_SIZE[audience])
        if alike and audience != "機關內部"
        else None,
    )


def _suggested(one: ColumnRole, audience: Audience) -> Action:
    why = f"{entity_label(one.entity) if one.entity else ROLE_LABELS[one.role]}：{one.reason}"
    if one.role == "safe":
        return Keep(why=f"{one.reason}（{one.decided_by}）" if one.decided_by else "")
    if one.entity == "TW_ADDRESS":
        return Area(to="village" if audience == "機關內部" else "town", why=f"{why}；只留區域")
    if one.role == "quasi":
        return _less_exact(one, audience, why)
    return Area(to="network", why=f"{why}；只留網段") if one.entity == "IP_ADDRESS" else Drop(why=why)


def _less_exact(one: ColumnRole, audience: Audience, why: str) -> Action:
    """Return the treatment of a quasi-identifier: coarser, kept with the others' number in mind, or left out."""
    if one.entity == "BIRTH_DATE" and audience != "開放資料":
        return Coarsen(to="year", why="間接識別：只留年")
    if AGE.search(one.column):
        return AgeBand(why=f"{why}；只留組距")
    if one.reason in {IS_SEX, IS_PLACE} or STAYS.search(one.column):
        return Keep(why=f"{why}；{audience}，每組至少 {CLASS_SIZE[audience]} 列")
    return Drop(why=why)
