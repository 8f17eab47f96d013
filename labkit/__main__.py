"""The command line's door: refusals become one sentence and exit 1, wrong usage exit 2; nobody sees a traceback."""

from __future__ import annotations

import os
import sys

DEBUG = "LABKIT_DEBUG"


def main() -> None:
    """Run the command line and leave with its exit code."""
    from labkit.cli._screen import steady_screen

    steady_screen()
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command; return 0 done, 1 a refusal that was explained, 2 wrong usage."""
    import typer
    from typer.main import get_command

    from labkit.cli._usage import in_chinese
    from labkit.cli.app import app
    from labkit.core.errors import LabkitError

    usage_error: type[Exception] = typer.BadParameter.__mro__[1]
    try:
        return int(get_command(app).main(arguments, prog_name="labkit", standalone_mode=False) or 0)
    except LabkitError as error:
        return _say(str(error), 1)
    except usage_error as error:
        return _say(f"用法不對：{in_chinese(error)}。\n請以 --help 查看用法。", 2)
    except (KeyboardInterrupt, typer.Abort):
        return _say("已停止，沒有寫入任何檔案。", 1)
    except OSError as error:
        return _say(f"無法讀寫檔案：{error.strerror or type(error).__name__}。請確認磁碟空間與權限。", 1)
    except Exception as error:
        if os.environ.get(DEBUG):
            raise
        return _say(
            f"發生未預期的錯誤（{type(error).__name__}）。請把這個訊息與步驟告訴輔導專家；設定 {DEBUG}=1 可看細節。", 1
        )


def _say(text: str, code: int) -> int:
    sys.stderr.write(f"錯誤：{text}\n" if code else f"{text}\n")
    return code


if __name__ == "__main__":
    main()
