"""A desk: JupyterLab as a team meets it, in Chinese, with its own settings, and asking nothing of any other machine."""
