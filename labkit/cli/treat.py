"""labkit clean, scan, deid, gate: treat a table, and prove what leaves."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from labkit.cli._out import File, Out, refuse_to_overwrite, save_table
from labkit.cli.show import Json, show

if TYPE_CHECKING:
    from labkit.privacy.policy import Audience


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("clean", help="依食譜清理；沒有 --recipe 時只印出建議的食譜。")(clean)
    app.command("link", help="比對並連結多個系統的檔案；沒有 --plan 時只印出建議的欄位對照。")(link)
    app.command("scan", help="找出哪些欄位含個人資料（不顯示內容）。")(scan)
    app.command("deid", help="依政策去識別化；沒有 --policy 時只印出建議的政策。")(deid)
    app.command("gate", help="檢查資料夾裡的檔案是否含直接識別資料；有就以結束碼 1 拒絕。")(gate)


def clean(
    path: File,
    recipe: Annotated[Path | None, typer.Option("--recipe", help="食譜 YAML。")] = None,
    out: Out = None,
    engine: Annotated[str, typer.Option("--engine", help="duckdb（預設）、spark 或 pandas。")] = "duckdb",
    tables: Annotated[Path | None, typer.Option("--tables", help="代碼表資料夾（lookup 步驟用）。")] = None,
    suspects: Annotated[bool, typer.Option("--suspects", help="另列出值得核對的格（只有位置，沒有內容）。")] = False,
    as_json: Json = False,
) -> None:
    """Apply a recipe and print its journal, or print the proposal."""
    import labkit as lk
    from labkit.core.engines import engine_named
    from labkit.core.errors import FileMissing
    from labkit.tables.read import code_tables

    refuse_to_overwrite(out)
    if recipe is None:
        if out is not None:
            raise FileMissing(place="--recipe（要存成檔案，先把建議的食譜存檔再以 --recipe 指定）")
        table = lk.read(path)
        typer.echo(lk.suggest_recipe(table).to_yaml(), nl=False)
        if suspects:
            show(lk.find_suspects(table), as_json=as_json)
        return
    result = lk.Recipe.load(recipe).run(path, engine=engine_named(engine), tables=code_tables(tables) if tables else {})
    show(result.log, as_json=as_json)
    if suspects:
        show(lk.find_suspects(result.table), as_json=as_json)
    save_table(result.table, out)


def link(
    paths: Annotated[list[Path], typer.Argument(help="兩個以上的檔案，每個系統一個。")],
    plan: Annotated[Path | None, typer.Option("--plan", help="連結計畫 YAML（links/ 的寫法）。")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="連結後的表存進這個資料夾（CSV，不覆寫既有檔案）。")] = None,
    as_json: Json = False,
) -> None:
    """Print the proposed field map, or run a plan: coverage, agreement, links."""
    import labkit as lk
    from labkit.linking.plan import LinkPlan

    tables = {path.stem: lk.read(path) for path in paths}
    if plan is None:
        typer.echo(lk.link_fields(tables).to_yaml(), nl=False)
        return
    told = LinkPlan.load(plan)
    targets = {name: out / f"{name}.csv" for name in told.makes()} if out else {}
    for target in targets.values():
        refuse_to_overwrite(target)
    made, results = told.run(tables)
    for result in results.values():
        show(result, as_json=as_json)
    for name, target in targets.items():
        save_table(made[name], target)


def scan(
    path: File,
    roles: Annotated[
        Path | None, typer.Option("--roles", help="團隊先前決定的欄位角色（YAML、xlsx、ods 或 csv）。")
    ] = None,
    roles_out: Annotated[
        Path | None, typer.Option("--roles-out", help="欄位角色另存成 yml 或 xlsx，修改後再用 --roles 讀回。")
    ] = None,
    name_model: Annotated[
        str,
        typer.Option("--name-model", help="找自由文字中姓名的 spaCy 模型（已安裝的名稱或資料夾）；不指定就用規則。"),
    ] = "",
    as_json: Json = False,
) -> None:
    """Print each column's role and reason."""
    import labkit as lk
    from labkit.core.errors import FileExists
    from labkit.core.progress import to_stderr
    from labkit.privacy.decisions import Roles

    if roles_out is None or roles_out.suffix != ".yml":
        refuse_to_overwrite(roles_out)
    elif roles_out.exists():
        raise FileExists(place=roles_out.name)
    before = Roles.load(roles) if roles else None
    found = lk.scan(lk.read(path), roles=before, model=name_model, say=to_stderr)
    show(found, as_json=as_json)
    if roles_out is not None:
        told = found.roles()
        saved = told.save(roles_out) if roles_out.suffix == ".yml" else told.to_sheet(roles_out)
        typer.echo(f"已存成 {saved}；修改角色與理由並填上「誰決定的」，再用 --roles 讀回。", err=True)


def deid(
    path: Annotated[Path | None, typer.Argument(help="CSV、xls、xlsx 或 ods 檔案。")] = None,
    policy: Annotated[Path | None, typer.Option("--policy", help="政策 YAML。")] = None,
    key_file: Annotated[Path | None, typer.Option("--key-file", help="金鑰檔，放在工作區之外。")] = None,
    new_key: Annotated[Path | None, typer.Option("--new-key", help="產生新的金鑰檔。")] = None,
    rotate: Annotated[Path | None, typer.Option("--rotate-key", help="更換金鑰檔；舊金鑰改名留在旁邊。")] = None,
    audience: Annotated[
        str, typer.Option("--audience", help="建議政策的對象：機關內部、跨機關、開放資料。")
    ] = "機關內部",
    hierarchies: Annotated[
        Path | None, typer.Option("--hierarchies", help="層級檔資料夾：*hierarchy_欄位.csv。")
    ] = None,
    out: Out = None,
) -> None:
    """Make or change a key, print the proposed policy, or apply one."""
    import labkit as lk
    from labkit.core.errors import FileMissing
    from labkit.core.progress import to_stderr
    from labkit.privacy.keys import new_key as make_key
    from labkit.privacy.keys import rotate_key

    if new_key is not None:
        typer.echo(f"已產生金鑰檔 {make_key(new_key)}；請妥善保管，不要放進工作區。")
        return
    if rotate is not None:
        new, old = rotate_key(rotate)
        typer.echo(f"已更換金鑰檔 {new}；舊金鑰改名為 {old.name}，不再需要時請刪除。新舊代碼不能互相對照。")
        return
    if path is None:
        raise FileMissing(place="（未指定檔案）")
    refuse_to_overwrite(out)
    if policy is None and out is not None:
        raise FileMissing(place="--policy（要存成檔案，先把建議的政策存檔再以 --policy 指定）")
    table = lk.read(path)
    if policy is None:
        typer.echo(lk.suggest_policy(lk.scan(table), cast("Audience", audience)).to_yaml(), nl=False)
        return
    result = lk.Policy.load(policy).apply(table, key_file=key_file, hierarchies=hierarchies, say=to_stderr)
    show(result)
    save_table(result.table, out)


def gate(
    folder: Annotated[Path, typer.Argument(help="要檢查的資料夾。")],
    raw: Annotated[Path | None, typer.Option("--raw", help="原始資料夾：其中的直接識別資料也不得出現。")] = None,
    as_json: Json = False,
) -> None:
    """Print what the gate found and leave with 1 if it does not pass."""
    import labkit as lk
    from labkit.core.files import files_below
    from labkit.tables.suffixes import can_read

    files = [path for path in files_below(raw) if can_read(path)] if raw else []
    result = lk.gate(folder, raw=[table for path in files for table in lk.read_all(path).values()])
    show(result, as_json=as_json)
    raise typer.Exit(0 if result.passed else 1)
