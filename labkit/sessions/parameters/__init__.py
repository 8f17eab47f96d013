"""Parameters of the guided notebooks, checked before anything is read or started: papermill itself tolerates everything.

A notebook's cell tagged ``parameters`` holds annotated assignments with a zh-TW comment and nothing else:
``rows: str = ""  # 列欄位``. What a value may be stands in the notebook's metadata, ``labkit.parameters``, in the words of JSON
Schema (``rules.py``); the type stays the cell's annotation.
"""

from labkit.sessions.parameters.cell import declared as declared
from labkit.sessions.parameters.check import check_parameters as check_parameters
from labkit.sessions.parameters.given import parse_settings as parse_settings
from labkit.sessions.parameters.listing import parameter_rows as parameter_rows
from labkit.sessions.parameters.parameter import Parameter as Parameter
