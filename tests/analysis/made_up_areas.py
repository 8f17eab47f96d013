"""Made-up cases in made-up villages of real townships: as many areas as asked for, with all that a status may show."""

import random

import pandas as pd

import labkit as lk
from labkit.taiwan.places import townships

SIGNS = "福新安和平仁德忠孝信義興華光明永春吉祥民生建國中正大同"
A_TOWN = 36


def status_of(areas, *, county="臺北市", name="各里長照個案", **more):
    """Return the result for ``areas`` villages, 36 a township; the first village has no case."""
    dice = random.Random(7)
    towns = [code for (place, _), code in sorted(townships().items(), key=lambda one: one[1]) if place == county]
    codes = [
        f"{towns[at // A_TOWN % len(towns)]}{at % A_TOWN + 1 + 100 * (at // A_TOWN // len(towns)):03}"
        for at in range(areas)
    ]
    names = [SIGNS[at % A_TOWN % 26] + SIGNS[at // 26 % 26] + "里" for at in range(areas)]
    weights = [0.0, *(dice.lognormvariate(0, 0.6) for _ in codes[1:])]
    people = areas * 14
    cases = pd.DataFrame(
        {
            "個案": [f"P{at}" for at in range(people)],
            "里": dice.choices(codes, weights, k=people),
            "系統數": dice.choices([1, 2, 3], [5, 3, 1], k=people),
        }
    )
    numbers = {
        "人口": [dice.randint(700, 1900) for _ in codes],
        "量能": [dice.randint(5, 30) for _ in codes],
        "前期": [dice.randint(0, 28) for _ in codes],
    }
    spec = {
        "name": name,
        "area": "里",
        "codes": {"table": "村里", "name": "里"},
        "person": "個案",
        "status": "系統數",
        "population": {"table": "人口", "area": "代碼", "value": "數", "label": "65 歲以上人口", "year": 113},
        "capacity": {"table": "量能", "area": "代碼", "value": "數", "label": "可服務人數"},
        "earlier": {"table": "前期", "area": "代碼", "value": "數"},
        "as_of": "2024-12-31",
    }
    tables = {key: pd.DataFrame({"代碼": codes, "數": told}) for key, told in numbers.items()}
    tables["村里"] = pd.DataFrame({"代碼": codes, "里": names})
    return lk.analyze(cases, "areas", spec | more, tables=tables)
