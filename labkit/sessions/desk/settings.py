"""How JupyterLab is set on a desk: written into a folder of labkit's own, so that nobody's own Jupyter is read or changed."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from labkit.core.batch import BATCH
from labkit.core.files import sha256_text, write_whole
from labkit.sessions.desk.words import LOCALE, write_pack
from labkit.sessions.environment import ENVIRONMENT

HOME_VARIABLE = "LABKIT_LAB_HOME"
NOT_THEIRS = ("JUPYTER_PATH", "JUPYTER_CONFIG_PATH", "JUPYTERLAB_SETTINGS_DIR", "JUPYTERLAB_WORKSPACES_DIR")
OVERRIDES = {
    "@jupyterlab/translation-extension:plugin": {"locale": LOCALE},
    "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none", "showHiddenCellsButton": True},
    "@jupyterlab/codemirror-extension:plugin": {"defaultConfig": {"codeFolding": True, "lineNumbers": False}},
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
    "@jupyterlab/extensionmanager-extension:plugin": {"enabled": False},
}
PAGE = {
    "disabledExtensions": {
        "@jupyterlab/apputils-extension:announcements": True,
        "@jupyterlab/extensionmanager-extension": True,
    }
}


@dataclass(frozen=True)
class Desk:
    """The folder that holds labkit's own settings of JupyterLab: one for each person, used by all workspaces."""

    home: Path

    @classmethod
    def of_this_person(cls) -> Desk:
        """Return the desk of $LABKIT_LAB_HOME, or of the person whose account this is."""
        told = os.environ.get(HOME_VARIABLE)
        return cls(Path(told).absolute() if told else Path.home() / ".labkit" / "lab")

    @property
    def words(self) -> Path:
        """Return where the Chinese words stand."""
        return self.home / "words"

    def layout(self, root: Path) -> Path:
        """Return where the layout of windows is kept: apart for each workspace, whose notebooks have the same names."""
        return self.home / "layouts" / sha256_text(str(root))[:16]

    def lay(self) -> None:
        """Write all settings; what a person chose in JupyterLab itself stays."""
        write_pack(self.words)
        _write(self.home / "app" / "overrides.json", OVERRIDES)
        _write(self.home / "app" / "page_config.json", PAGE)
        _write(self.home / "config" / "jupyter_lab_config.json", self._server())

    def environment(self) -> dict[str, str]:
        """Return the environment of the server: this process's own, and what keeps other settings and kernels away."""
        own = {name: value for name, value in os.environ.items() if name not in NOT_THEIRS}
        fixed = {name: value for name, value in ENVIRONMENT.items() if name != BATCH}
        private = {
            "JUPYTER_CONFIG_DIR": str(self.home / "config"),
            "JUPYTER_DATA_DIR": str(self.home / "data"),
            "JUPYTER_RUNTIME_DIR": str(self.home / "runtime"),
            "JUPYTER_PREFER_ENV_PATH": "1",
            "IPYTHONDIR": str(self.home / "ipython"),
        }
        return {**own, **fixed, **private}

    def _server(self) -> Mapping[str, object]:
        """Return the server's own settings."""
        lab = {
            "app_settings_dir": str(self.home / "app"),
            "user_settings_dir": str(self.home / "settings"),
            "news_url": None,
            "check_for_updates_class": "jupyterlab.handlers.announcements.NeverCheckForUpdate",
            "extension_manager": "readonly",
        }
        quiet = {"answer_yes": True, "log_level": 30}  # no English question at Ctrl+C, warnings alone on the screen
        return {
            "LabApp": lab,
            "ServerApp": {**quiet, "allow_root": True},
        }  # the only account of a container may be root


def _write(path: Path, told: Mapping[str, object]) -> None:
    write_whole(path, json.dumps(told, ensure_ascii=False, indent=1))
