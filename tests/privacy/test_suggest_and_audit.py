"""Proposals by audience, and the report of what was found, decided, done and left over: it passes the gate."""

import pandas as pd
import pytest

import labkit as lk
from labkit.documents.save import save_document
from labkit.privacy.audit import audit
from labkit.sessions.asking.roles import decided

NAMES = ["王小明", "陳美玲", "林志豪", "張雅婷", "李建國", "黃淑芬", "吳俊宏", "劉怡君", "蔡承恩", "楊佩珊"]
FRAME = pd.DataFrame(
    {
        "姓名": NAMES * 6,
        "性別": ["男", "女"] * 30,
        "年齡": list(range(20, 80)),
        "地址": [f"臺北市萬華區新安里{n % 9 + 1}鄰西園路2段{n}號" for n in range(1, 61)],
        "出生年月日": [f"{n}/3/2" for n in range(30, 90)],
        "案件類別": ["買賣", "繼承", "贈與"] * 20,
        "備註": [f"請通知承辦人{name}，下次會勘要帶印章與身分證影本，謝謝" for name in NAMES * 6],
    }
)


@pytest.mark.parametrize(
    ("audience", "actions", "k"),
    [
        ("機關內部", {"姓名": "drop", "地址": "area", "年齡": "age_band", "出生年月日": "coarsen", "備註": "drop"}, 0),
        ("跨機關", {"姓名": "drop", "地址": "area", "年齡": "age_band", "性別": "keep", "備註": "drop"}, 5),
        ("開放資料", {"姓名": "drop", "出生年月日": "drop", "性別": "keep", "備註": "drop"}, 10),
    ],
)
def test_the_proposal_is_as_careful_as_its_audience_asks(audience, actions, k):
    policy = lk.suggest_policy(lk.scan(FRAME), audience)
    assert {name: policy.columns[name].name() for name in actions} == actions
    result = policy.apply(FRAME)
    assert (policy.anonymity.k if policy.anonymity else 0) == k
    if k:
        assert result.risk_after.k >= k
    assert not any(name in str(result.frame.to_csv()) for name in NAMES)


def test_the_audit_says_what_was_found_decided_done_and_left_over_and_holds_no_value(tmp_path, key_file):
    found = lk.scan(FRAME, roles=decided(lk.scan(FRAME).roles(), {"性別": ("quasi", "")}, "秘書室"))
    policy = lk.suggest_policy(found, "跨機關")
    tokens = {**policy.columns, "姓名": {"action": "pseudonym", "why": "要跨檔對照"}}
    done = lk.Policy.model_validate({**policy.model_dump(mode="json"), "columns": tokens}).apply(
        FRAME, key_file=key_file
    )
    report = audit(found, done)
    told = str(report.to_document())
    assert "秘書室" in told
    assert "尚無人決定" in told
    assert "無從識別特定當事人，指個人資料以代碼、匿名、隱藏部分資料或其他方式" in told
    assert "仍然是個人資料" in told
    assert "不是法令門檻" in told
    assert done.table.protection.policy_sha256 in told
    assert done.key_fingerprint in told
    assert not any(value in told for value in (*NAMES, *FRAME["地址"]))
    for suffix in (".odt", ".pdf", ".html"):
        save_document(report.to_document(), tmp_path / "out" / f"稽核{suffix}")
    checked = lk.gate(tmp_path / "out", raw=[FRAME])
    assert checked.passed, checked.frame


def test_a_released_table_is_named_by_what_stays_in_it():
    found = lk.scan(FRAME)
    report = audit(found, lk.suggest_policy(found).apply(FRAME))
    assert any("「性別」" in sentence for sentence in report.left_over)
    done = lk.suggest_policy(found).apply(FRAME)
    assert done.risk_after.k >= done.risk_before.k == 1
    assert done.loss is None
