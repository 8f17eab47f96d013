"""Web pages, drawings, notebooks, plain texts and pictures with a text at one place."""

import base64
import json
from urllib.parse import quote

from tests.privacy.planted.parts import drawing, escaped, halves, jpeg, png


def page(inside):
    return f"<!doctype html><html><head><title>表</title></head><body>{inside}</body></html>".encode()


HTML = {
    "text": lambda text: page(f"<p>請看 {text}</p>"),
    "two tags": lambda text: page("<p>{}<b>{}</b></p>".format(*halves(text))),
    "two tags in a cell": lambda t: page("<table><tr><td>碼<tr><td>{}<b>{}</b></table>".format(*halves(t))),
    "a word break": lambda text: page("<p>{}<wbr>{}</p>".format(*halves(text))),
    "characters by number": lambda text: page("".join(f"&#{ord(sign)};" for sign in text)),
    "an attribute": lambda text: page(f"<div title='{text}'>甲</div>"),
    "a remark": lambda text: page(f"<!-- {text} -->"),
    "a script": lambda text: page(f"<script>let x = '{text}'</script>"),
    "a script's escapes": lambda text: page(f"<script>let x = {escaped(text)}</script>"),
    "an escaped address": lambda text: page(f"<a href='https://x.tw/?q={quote(text)}'>甲</a>"),
    "a picture": lambda text: page(f"<img src='data:image/png;base64,{base64.b64encode(png(text)).decode()}'>"),
    "a drawing": lambda t: page(f"<img src='data:image/svg+xml;base64,{base64.b64encode(drawing(t)).decode()}'>"),
    "a table": lambda text: page(f"<table><tr><th>碼</th></tr><tr><td>{text}</td></tr></table>"),
    "a table within a table": lambda t: page(f"<table><tr><td><table><tr><td>{t}</table>甲</td></tr></table>"),
    "the title": lambda text: page("").replace("表".encode(), text.encode()),
}


SVG = {where: lambda text, where=where: drawing(text, where) for where in ("text", "title", "metadata", "label", "remark")}  # fmt: skip


def notebook(cell=None, **more):
    code = {"cell_type": "code", "source": "", "outputs": [], "metadata": {}, "execution_count": None} | (cell or {})
    return json.dumps({"cells": [code], "metadata": {}, "nbformat": 4, "nbformat_minor": 5} | more).encode()


NOTEBOOK = {
    "source": lambda text: notebook({"source": [f"x = '{text}'"]}),
    "a stream": lambda text: notebook({"outputs": [{"output_type": "stream", "text": [text, "\n"]}]}),
    "a table": lambda t: notebook({"outputs": [{"data": {"text/html": f"<table><tr><td>{t}</td></tr></table>"}}]}),
    "a drawing": lambda t: notebook({"outputs": [{"data": {"image/svg+xml": drawing(t).decode()}}]}),
    "a parameter": lambda text: notebook(metadata={"papermill": {"parameters": {"里": text}}}),
    "a cell's tag": lambda text: notebook({"metadata": {"tags": [text]}}),
    "a traceback": lambda text: notebook({"outputs": [{"traceback": [text]}]}),
}


TEXT = {
    "txt": lambda text: f"說明\n\n請看{text}\n".encode(),
    "md": lambda text: f"# 標題\n\n- 甲\n- {text}\n".encode(),
    "yml": lambda text: f"里: 新安里\n碼: {text}\n".encode(),
    "tsv": lambda text: f"里\t碼\n新安里\t{text}\n".encode(),
    "csv": lambda text: f"表一,\n里,碼\n新安里,{text}\n".encode("utf-8-sig"),
    "json": lambda text: json.dumps([{"里": "新安里", "碼": text}, {"里": "和平里", "碼": "x"}]).encode(),
}


PICTURES = {
    "tEXt": ("png", png),
    "zTXt": ("png", lambda text: png(text, b"zTXt")),
    "iTXt": ("png", lambda text: png(text, b"iTXt")),
    "a remark": ("jpg", jpeg),
}
