"""The house's rules, read from the code's own imports. No list of exceptions."""

import ast
import importlib
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import labkit

PACKAGE = Path(labkit.__file__).parent
FLOORS = {
    "core": 0,
    "version": 0,
    "taiwan": 1,
    "statistics": 1,
    "tables": 2,
    "documents": 2,
    "charts": 2,
    "inventory": 3,
    "cleaning": 3,
    "linking": 3,
    "privacy": 3,
    "pivots": 3,
    "analysis": 3,
    "poc": 3,
    "coaching": 3,
    "workspace": 4,
    "sessions": 5,
    "packs": 5,
    "workshop": 5,
    "cli": 6,
}
SLOW = {
    "presidio_analyzer": "privacy",
    "papermill": "sessions",
    "data_profiling": "inventory",
    "splink": "linking",
    "pyspark": "core",
    "statsmodels": "statistics",
    "matplotlib": "charts",
}
FILES = sorted(path for path in PACKAGE.rglob("*.py") if path.parent != PACKAGE and path.name != "make.py")


def imports(path: Path) -> list[tuple[str, bool]]:
    """Every imported module, and whether the import stands at the top of the module."""
    found = []
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        top = node in tree.body
        if isinstance(node, ast.Import):
            found += [(alias.name, top) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.append((node.module, top))
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_module_imports_its_own_package_and_lower_floors_only(path):
    own = path.relative_to(PACKAGE).parts[0]
    for module, _ in imports(path):
        parts = module.split(".")
        if parts[0] == "labkit" and len(parts) > 1 and parts[1] != own:
            assert FLOORS[parts[1]] < FLOORS[own], f"{module} from {own}"
        elif module == "labkit":
            assert FLOORS[own] == 6, f"{own} reaches for labkit itself"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_slow_packages_are_imported_in_one_package_each_and_inside_functions(path):
    for module, top in imports(path):
        home = SLOW.get(module.split(".")[0])
        if home:
            assert path.relative_to(PACKAGE).parts[0] == home
            assert not top or path.parent.name.startswith("_")


def test_every_package_stands_on_a_floor():
    packages = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").is_file()}
    assert packages <= set(FLOORS)


@pytest.mark.parametrize("command", ["import labkit", "from labkit.cli.app import app"])
def test_a_bare_import_loads_no_pandas_and_no_slow_package(command):
    watched = ["pandas", "numpy", "pyarrow", "duckdb", "narwhals", "pydantic", *SLOW]
    code = f"{command}\nimport sys\nprint([name for name in {watched!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_all_names_are_sorted_and_callable_after_every_module_was_imported():
    for info in pkgutil.walk_packages(labkit.__path__, "labkit."):
        if not info.name.endswith((".make", "__main__")):
            importlib.import_module(info.name)
    names = [name for name in labkit.__all__ if not name.startswith("__")]
    assert names == sorted(names)
    assert all(callable(getattr(labkit, name)) for name in names)


def test_no_exported_name_equals_a_submodule():
    for info in [*pkgutil.walk_packages(labkit.__path__, "labkit.")]:
        if info.ispkg:
            package = importlib.import_module(info.name)
            modules = {one.name for one in pkgutil.iter_modules(package.__path__)}
            public = {n for n, v in vars(package).items() if not n.startswith("_") and not hasattr(v, "__path__")}
            assert not {n for n in public & modules if getattr(package, n).__class__.__name__ != "module"}
    top = {one.name for one in pkgutil.iter_modules(labkit.__path__)}
    assert not top & set(labkit.__all__)


def test_the_lazy_names_and_the_type_checkers_names_are_the_same():
    tree = ast.parse((PACKAGE / "__init__.py").read_text(encoding="utf-8"))
    typed = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.asname
    }
    assert typed == set(labkit.__all__)


def test_an_unknown_public_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'pivott'"):
        _ = labkit.pivott
