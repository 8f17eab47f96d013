"""Many spreadsheets opened, their pivots refreshed, and saved as ods, in one call of LibreOffice."""

import os
import shutil
import subprocess
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

IN_CI = bool(os.environ.get("CI"))
MACRO = """
Function Told(name, value)
  Dim one As New com.sun.star.beans.PropertyValue
  one.Name = name
  one.Value = value
  Told = one
End Function

Sub Refresh(listed As String, folder As String)
  Dim number, path, document, sheet, pilots, at, parts
  number = FreeFile
  Open listed For Input As #number
  Do While Not EOF(number)
    Line Input #number, path
    document = StarDesktop.loadComponentFromURL(ConvertToURL(path), "_blank", 0, Array(Told("Hidden", True)))
    For Each sheet In document.Sheets
      pilots = sheet.DataPilotTables
      For at = 0 To pilots.Count - 1
        pilots.getByIndex(at).refresh()
      Next
    Next
    parts = Split(path, "/")
    document.storeToURL(ConvertToURL(folder & "/" & parts(UBound(parts)) & ".ods"), Array(Told("FilterName", "calc8")))
    document.close(True)
  Loop
  Close #number
  StarDesktop.terminate()
End Sub
"""


def needs_soffice() -> str:
    """Return LibreOffice's program; a bare desk without it skips the test, the automatic tests fail."""
    found = shutil.which("soffice")
    if not found and not IN_CI:
        pytest.skip("LibreOffice is not installed on this desk")
    assert found, "LibreOffice must be there in the automatic tests"
    return found


def refresh(paths: list[Path], folder: Path) -> list[Path]:
    """Return ods files of the same content after every pivot was refreshed; ``folder`` is a new one."""
    soffice = needs_soffice()
    out = folder / "out"
    out.mkdir(parents=True)
    command = [soffice, f"-env:UserInstallation=file://{folder / 'profile'}", "--headless", "--norestore"]
    subprocess.run([*command, "--terminate_after_init"], check=True, capture_output=True, timeout=120)
    module = folder / "profile" / "user" / "basic" / "Standard" / "Module1.xba"
    text = module.read_text(encoding="utf-8")
    begin, end = text.index("REM  *****"), text.index("</script:module>")
    module.write_text(text[:begin] + escape(MACRO) + text[end:], encoding="utf-8")
    listed = folder / "paths.txt"
    listed.write_text("".join(f"{path}\n" for path in paths))
    macro = f'macro:///Standard.Module1.Refresh("{listed}","{out}")'
    subprocess.run([*command, macro], check=True, capture_output=True, timeout=60 + 3 * len(paths))
    made = [out / f"{path.name}.ods" for path in paths]
    assert all(path.is_file() for path in made), "LibreOffice did not save every file"
    return made
