"""An agency's own template is filled at its placeholders, however the word processor split them, and nothing else is touched."""

import io
import itertools
import shutil
import subprocess
import zipfile
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

import labkit as lk
from labkit.coaching.filling.template import TEMPLATES, Field, fill_template
from labkit.coaching.log import Log
from labkit.coaching.session_log.export import export_log
from labkit.coaching.session_log.fields import template_fields
from labkit.coaching.session_log.history import Stamp
from labkit.coaching.session_log.log_file import LogFile, start

LOG = Log(
    nth=3,
    date=date(2025, 12, 5),
    start=time(14),
    end=time(16),
    agency="甲 & 乙 <局>",
    recorder={"name": "王小明", "title": "科員"},
    attendees=[{"name": "王小明", "title": "科員"}, {"name": "張試作"}],
    summary=["盤點  4 個檔案", "清理"],
    expert_remarks="第一行\n第二行\t後",
)


def word(path, *paragraphs, header="", table=()):
    """Write a Word file; a paragraph is a text, or several runs, every other one bold."""
    import docx

    paper = docx.Document()
    if header:
        paper.sections[0].header.paragraphs[0].text = header
    places = [paper.add_paragraph() for _ in paragraphs]
    if table:
        grid = paper.add_table(rows=1, cols=len(table))
        places += [cell.paragraphs[0] for cell in grid.rows[0].cells]
    for place, told in zip(places, [*paragraphs, *table], strict=True):
        for at, run in enumerate([told] if isinstance(told, str) else told):
            place.add_run(run).bold = bool(at % 2)
    paper.save(path)
    return path


def odf(path, body, footer=""):
    """Write an ODF text whose body, and footer among the styles, are the given XML."""
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for name, long in {
            "office": "office",
            "text": "text",
            "table": "table",
            "draw": "drawing",
            "style": "style",
        }.items()
    )
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr(zipfile.ZipInfo("mimetype"), "application/vnd.oasis.opendocument.text")
        parts.writestr(
            "content.xml",
            f"<office:document-content{spaces}><office:body><office:text>{body}</office:text></office:body></office:document-content>",
        )
        parts.writestr(
            "styles.xml",
            f"<office:document-styles{spaces}><office:master-styles><style:master-page><style:footer>{footer}</style:footer></style:master-page></office:master-styles></office:document-styles>",
        )
        parts.writestr("Pictures/seal.png", b"\x89PNG unchanged")
    return path  # fmt: skip


def word_lines(content):
    import docx

    paper = docx.Document(io.BytesIO(content))
    cells = [cell for grid in paper.tables for row in grid.rows for cell in row.cells]
    told = [*paper.paragraphs, *(one for cell in cells for one in cell.paragraphs)]
    return [*(one.text for one in told), *(one.text for one in paper.sections[0].header.paragraphs)]


def odf_part(content, name="content.xml"):
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return parts.read(name).decode()


def filled(path, log=LOG):
    return fill_template(path, template_fields(log))


def test_a_word_template_is_filled_in_tables_headers_and_over_split_runs(tmp_path):
    path = word(
        tmp_path / "本局.docx",
        ["中華民國{", "{年}", "}年{{ 月 }}月{{", "日", "}}日"],
        "｛｛參與人員（職稱/人名）｝｝ 等",
        header="{{agency}} 第{{次數}}次",
        table=["{{實體}}實體{{線上}}線上", ["意見：{{專家補", "充意見}}（完）"], "{{專家簽名}}"],
    )
    assert word_lines(filled(path).content) == [
        "中華民國114年12月5日",
        "科員/王小明、張試作 等",
        "■實體□線上",
        "意見：第一行\n第二行\t後（完）",
        "",
        "甲 & 乙 <局> 第3次",
    ]


def test_lines_of_a_placeholder_that_stands_alone_become_paragraphs_with_its_look(tmp_path):
    import docx

    path = word(tmp_path / "t.docx", ["{{sum", "mary}}"], "後面")
    paper = docx.Document(io.BytesIO(filled(path).content))
    assert [one.text for one in paper.paragraphs] == ["1. 盤點  4 個檔案", "2. 清理", "後面"]
    path = odf(tmp_path / "t.odt", '<text:p text:style-name="P7" xml:id="a">{{summary}}</text:p>')
    body = odf_part(filled(path).content)
    assert body.count('text:style-name="P7"') == 2
    assert body.count("xml:id") == 1
    assert '1. 盤點<text:s text:c="2"/>4 個檔案' in body


def test_an_odf_template_is_filled_over_spans_blanks_tables_frames_and_footers(tmp_path):
    body = (
        '<table:table><table:table-cell><text:p>日期：{<text:span>{輔導</text:span><text:s text:c="2"/>日期}'
        "<text:span>}</text:span>止</text:p></table:table-cell></table:table>"
        "<text:p>前<draw:frame><draw:text-box><text:p>{{次數}}</text:p></draw:text-box></draw:frame>後{{nth}}</text:p>"
        "<text:p>{{expert_remarks}}。</text:p>"
        "<text:tracked-changes><text:p>{{刪掉的}}</text:p></text:tracked-changes>"
    )
    done = filled(odf(tmp_path / "本局.odt", body, "<text:p>{{輔導機關}}</text:p>")).content
    text = odf_part(done)
    assert "日期：114 年 12 月 5 日<text:span" in text
    assert "止</text:p>" in text
    assert text.count(">3</text:p>") == 1
    assert "後3</text:p>" in text
    assert "第一行<text:line-break/>第二行<text:tab/>後。" in text
    assert "{{刪掉的}}" in text
    assert "甲 &amp; 乙 &lt;局&gt;" in odf_part(done, "styles.xml")
    with zipfile.ZipFile(io.BytesIO(done)) as parts:
        assert parts.namelist()[0] == "mimetype"
        assert parts.getinfo("mimetype").compress_type == zipfile.ZIP_STORED
        assert parts.read("Pictures/seal.png") == b"\x89PNG unchanged"


@pytest.mark.parametrize("make", [lambda path, *told: word(path.with_suffix(".docx"), *told), lambda path, *told: odf(path.with_suffix(".odt"), "".join(f"<text:p>{one}</text:p>" for one in told))])  # fmt: skip
class TestRefusals:
    def test_every_unknown_placeholder_is_named_with_the_nearest(self, tmp_path, make):
        with pytest.raises(lk.LabkitError) as refused:
            filled(make(tmp_path / "t", "{{輔導日其}}", "{{reccorder}}", "{{輔導日期}}"))
        assert "「輔導日其」這個欄位，是不是「輔導日期」" in str(refused.value)
        assert "「reccorder」這個欄位，是不是「recorder」" in str(refused.value)

    def test_braces_that_do_not_pair_are_counted(self, tmp_path, make):
        with pytest.raises(lk.LabkitError, match="有 2 段的括號沒有成對"):
            filled(make(tmp_path / "t", "{{輔導日期}", "輔導日期}}", "{{次數}}"))

    def test_a_template_without_any_placeholder_is_refused(self, tmp_path, make):
        with pytest.raises(lk.LabkitError, match="沒有任何佔位符"):
            filled(make(tmp_path / "t", "輔導日期："))

    def test_rows_that_the_template_lacks_are_listed_but_not_those_whose_parts_it_has(self, tmp_path, make):
        done = filled(make(tmp_path / "t", "{{年}}", "{{內容摘要}}", "{{紀錄者}}{{recorder}}"))
        assert done.count == 4
        assert done.lacking == ("輔導形式", "輔導時間", "次數", "輔導機關", "參與人員", "前次輔導設立目標執行情形", "下次輔導預定達成目標項目", "專家補充意見")  # fmt: skip


@pytest.mark.parametrize("suffix", ["odt", "docx"])
@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x05\x06" + b"\0" * 18])
def test_a_file_that_is_no_template_is_refused_in_one_sentence(tmp_path, suffix, content):
    path = tmp_path / f"t.{suffix}"
    path.write_bytes(content)
    with pytest.raises(lk.LabkitError, match=f"t.{suffix}"):
        filled(path)


def test_an_old_word_file_a_missing_one_and_one_that_names_entities_are_refused(tmp_path):
    (tmp_path / "t.doc").write_bytes(b"x")
    with pytest.raises(lk.LabkitError, match=r"格式 .doc 不在可用之列（.docx、.odt）"):
        filled(tmp_path / "t.doc")
    with pytest.raises(lk.LabkitError, match="找不到"):
        filled(tmp_path / "none.odt")
    path = tmp_path / "t.odt"
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr("content.xml", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>')
    with pytest.raises(lk.LabkitError, match="沒有任何佔位符"):
        filled(path)


TEXTS = st.text(max_size=60)


@given(TEXTS, st.sampled_from(["odt", "docx"]), st.lists(st.integers(0, 8), max_size=3))
def test_any_text_comes_back_whole_from_any_split(tmp_path_factory, text, suffix, cuts):
    name, path = "{{甲乙丙丁}}", tmp_path_factory.mktemp("t") / f"t.{suffix}"
    at = [0, *sorted(cuts), len(name)]
    runs = ["前", *(name[one:other] for one, other in itertools.pairwise(at)), "後"]
    if suffix == "docx":
        word(path, runs)
    else:
        odf(path, f"<text:p>{''.join(f'<text:span>{run}</text:span>' for run in runs)}</text:p>")
    content = fill_template(path, [Field("甲乙丙丁", (), text)]).content
    wanted = "".join(one for one in text.replace("\r\n", "\n").replace("\r", "\n") if one in "\t\n" or " " <= one <= "\ud7ff" or "\ue000" <= one <= "\ufffd" or one > "\uffff")  # fmt: skip
    assert read_back(content, suffix) == f"前{wanted}後"


def read_back(content, suffix):
    """The paragraph's text by the pieces' own reading of it, blanks and line ends restored."""
    from lxml import etree

    part = odf_part(content, "content.xml" if suffix == "odt" else "word/document.xml")
    template = TEMPLATES[suffix]
    paragraph = next(iter(template.paragraphs(etree.fromstring(part.encode()))))
    return "".join(piece.text for piece in template.pieces(paragraph))


@pytest.mark.parametrize("suffix", ["odt", "docx"])
def test_libreoffice_opens_the_filled_template_and_shows_every_line(tmp_path, suffix):
    soffice = shutil.which("soffice")
    if not soffice:
        pytest.skip("LibreOffice is not installed")
    own = tmp_path / f"own.{suffix}"
    source = word(
        tmp_path / "own.docx", "{{輔導機關}}", "{{summary}}", header="第{{次數}}次", table=["{{專家補充意見}}"]
    )
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"

    def convert(path, kind):
        command = [soffice, profile, "--headless", "--convert-to", kind, "--outdir", tmp_path, path]
        subprocess.run(command, check=True, capture_output=True, timeout=180)

    if suffix == "odt":
        convert(source, "odt")
    done = tmp_path / f"done.{suffix}"
    done.write_bytes(filled(own).content)
    convert(done, "txt:Text (encoded):UTF8")
    text = (tmp_path / "done.txt").read_text(encoding="utf-8-sig")
    assert [one for one in text.splitlines() if one][:3] == ["甲 & 乙 <局>", "1. 盤點  4 個檔案", "2. 清理"]
    assert "第一行\n第二行" in text


def test_an_export_that_people_wrote_in_is_never_overwritten_and_one_that_they_did_not_is(tmp_path):
    read = start(tmp_path / "logs" / "03.yml", LOG, Stamp())
    folder = tmp_path / "logs"
    made = export_log(read, folder, ["docx", "yml"], Stamp())
    assert [path.name[-8:] for path in made.files] == ["05日.docx", "日_待填.yml"]
    assert export_log(read, folder, ["docx"], Stamp()).files == made.files[:1]
    changed = read.fill({"agency": "丙局"}, Stamp())
    export_log(changed, folder, ["docx"], Stamp())
    made.files[0].write_bytes(made.files[0].read_bytes() + b"typed by the expert")
    before = made.files[0].read_bytes()
    with pytest.raises(lk.LabkitError, match="有人在檔案裡改過，不會蓋掉：輔導協作紀錄表_第3次"):
        export_log(changed, folder, ["pdf", "docx"], Stamp())
    assert made.files[0].read_bytes() == before
    assert not list(folder.glob("*.pdf"))
    with pytest.raises(lk.LabkitError, match="odt、docx、pdf、yml"):
        export_log(LogFile.read(read.path), folder, ["rtf"], Stamp())
