"""Boards that the tests share: whole ones, each as YAML."""

PERSONA = """version: 1
kind: persona
scene: 內部角色
group: A 組
date: 2025-11-14
name: 登記櫃檯的小方
who: 到職兩年的課員
situation: 每天收三十件，月底加倍
goals: [一次收齊文件, 準時下班]
pains: [規費要逐筆填]
quotes: [一天填一樣的東西三十次]
needs: [自動帶出規費]
basis: 訪談 3 位同仁
"""
JOURNEY = """version: 1
kind: journey
scene: 服務對象
title: 第一次辦繼承登記
date: 2025-11-14
who: 第一次辦登記的民眾
steps:
- name: 取號
  action: 按取號機
  touchpoint: 取號機
  feeling: 1
- name: 等候
  action: 坐在大廳
  touchpoint: 叫號燈
  feeling: -2
  pains:
  - pain: 不知道要等多久
    data:
    - {need: 每小時取號數, table: 叫號紀錄.csv, columns: [取號時間]}
    - {need: 開放櫃檯數, table: 叫號紀錄, columns: [櫃檯別]}
    - {need: 各櫃排班, table: 排班表.xlsx}
  - pain: 不知道要帶什麼
    data:
    - {need: 來電題目}
"""
GROUP = """version: 1
kind: group
scene: 服務對象
title: 尖峰不再塞車
group: B 組
date: 2025-11-14
problem: 中午排到門外
pain: 等太久
data:
- {need: 每小時取號數, table: 叫號紀錄, columns: [取號時間]}
method: 樞紐分析
finding: {number: '1,190', unit: 分鐘／日, what: 一天少花的收件時間, caveat: 試辦 20 件的平均, source: 238 件 × 5 分鐘}
decision: {what: 試辦一個月, why: 成本低, who: 登記科／科長}
next_steps:
- {what: 匯出排班表, owner: 登記科／科員, due: 2025-11-28}
"""
BOARDS_MADE = {"persona": PERSONA, "journey": JOURNEY, "group": GROUP}


def put(folder, name, text):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
