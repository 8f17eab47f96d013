"""What stands around the actions of a crate: inputs, settings, programs, the agency, the terms of use, the session before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from labkit.sessions.records.entities import Entity, absent, package, parameter, path_id, reference, references

MANIFEST, PROFILE = "manifest.json", "https://w3id.org/ro/wfrun/process/0.5"
AGENCY, LABKIT, LICENCE, PREVIOUS = "#agency", "#labkit", "#licence", "#previous"
APACHE = "http://spdx.org/licenses/Apache-2.0"
NO_AGENCY = "（未記載機關）"
TERMS_OF_USE = (
    "成果屬機關所有，供輔導與查核使用；對外公開或再利用，須先經機關同意，並由機關另訂授權條款。不含原始資料。"
)
LISTING = "封存清單：輸入、參數、版本與每個成果檔案的雜湊，包括這個描述檔的雜湊；因此這裡不寫它的雜湊。"
NOT_SHARED = "原始資料，依規定不對外提供，不在這份成果裡；只列名稱、大小與雜湊，供機關自行核對。"
NOT_HERE = "這次執行所依據的設定，留在機關的工作區，不在這份成果裡。"
PROTECTED = "去識別化後的資料表，留在機關的工作區，不在這份成果裡；識別碼是內容的雜湊。"


def parameters_of(compared: Mapping[str, Any], stem: str) -> list[Entity]:
    """Return the settings of one notebook."""
    told = compared.get("parameters", {}).get(stem, {})
    return [parameter(f"#parameter/{path_id(stem)}/{path_id(name)}", name, told[name]) for name in sorted(told)]


def environment_of(compared: Mapping[str, Any]) -> list[Entity]:
    """Return the variables that the kernels ran with."""
    told = compared.get("environment", {})
    return [parameter(f"#environment/{path_id(name)}", name, told[name]) for name in sorted(told)]


def inputs_of(compared: Mapping[str, Any]) -> list[Entity]:
    """Return the raw files: named, never in the payload."""
    return [absent("#input", one, NOT_SHARED) for one in compared.get("inputs", ())]


def specs_of(compared: Mapping[str, Any]) -> list[Entity]:
    """Return the specifications: named, and left in the workspace."""
    return [absent("#spec", one, NOT_HERE) for one in compared.get("specs", ())]


def used_of(compared: Mapping[str, Any]) -> list[Entity]:
    """Return what the session was made from and is not in the payload, and the manifest, which is."""
    tables = [
        {
            "@id": f"#protected/{path_id(one['name'])}",
            "@type": "CreativeWork",
            "name": one["name"],
            "description": PROTECTED,
            "identifier": one["sha256"],
        }
        for one in compared.get("protected", ())
    ]
    listing = {"@id": MANIFEST, "@type": "File", "name": MANIFEST, "description": LISTING}
    return [*inputs_of(compared), *specs_of(compared), *tables, {**listing, "encodingFormat": "application/json"}]


def software_of(compared: Mapping[str, Any]) -> list[Entity]:
    """Return labkit, the programs that it rests on, and the hashes of what else decides the results."""
    versions = compared.get("versions", {})
    needed = [package(name, version) for name, version in sorted(versions.get("packages", {}).items())]
    needed += [package("python", versions["python"])] if "python" in versions else []
    named = {"labkit", "python", "packages"}
    others = {name: versions[name] for name in sorted(versions) if name not in named and versions[name]}
    hashes = [parameter(f"#version/{path_id(name)}", name, value) for name, value in others.items()]
    labkit: Entity = {
        "@id": LABKIT,
        "@type": "SoftwareApplication",
        "name": "labkit",
        "softwareVersion": str(versions.get("labkit", "")) or "（未記載）",
        "license": reference(APACHE),
        "softwareRequirements": references(needed),
        "identifier": references(hashes),
    }
    return [labkit, *needed, *hashes]


def people_of(compared: Mapping[str, Any]) -> list[Entity]:
    """Return the agency (never a person), the terms of use, the standards, and the session before."""
    previous = compared.get("previous")
    earlier: list[Entity] = (
        [
            {
                "@id": PREVIOUS,
                "@type": "CreativeWork",
                "name": previous["session"],
                "description": "同一機關的前一次封存；識別碼是它的 manifest.json 的 digest。",
                "identifier": previous["digest"],
            }
        ]
        if previous
        else []
    )
    return [
        {"@id": AGENCY, "@type": "Organization", "name": agency_of(compared)},
        {"@id": LICENCE, "@type": "CreativeWork", "name": "使用條件", "description": TERMS_OF_USE},
        {"@id": PROFILE, "@type": "CreativeWork", "name": "Process Run Crate", "version": "0.5"},
        {
            "@id": APACHE,
            "@type": "CreativeWork",
            "name": "Apache License 2.0",
            "description": "labkit 的授權條款；不及於成果。",
        },
        *earlier,
    ]


def agency_of(compared: Mapping[str, Any]) -> str:
    """Return the agency's name."""
    return str(compared["session"].get("agency") or NO_AGENCY)
