#!/bin/sh
# Install labkit from this folder without network: ./install.sh [folder]
set -eu
cd "$(dirname "$0")"
export PYTHONUTF8=1 PIP_NO_INDEX=1 PIP_CONFIG_FILE=/dev/null PIP_DISABLE_PIP_VERSION_CHECK=1
unset PIP_FIND_LINKS PIP_INDEX_URL PIP_EXTRA_INDEX_URL PIP_REQUIRE_VIRTUALENV 2>/dev/null || true
place=${1:-"$HOME/.local/share/labkit"}

base=
for name in ${LABKIT_BASE_PYTHON:-} python3.11 python3 python; do
  if "$name" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null; then
    base=$name
    break
  fi
done
if [ -z "$base" ]; then
  echo '找不到 Python 3.11。請先安裝 Python 3.11，再執行一次這個檔案。' >&2
  exit 1
fi
trap 'echo "安裝沒有完成，沒有動到其他程式。請把這個視窗的內容告訴輔導專家；重新執行即可再試一次。" >&2' EXIT
echo "安裝到 $place，約需 3 分鐘，不需要網路。"
"$base" -m venv "$place"
"$place/bin/python" -m pip install -q --find-links wheels --require-hashes -r requirements.lock
"$place/bin/python" -m pip install -q --no-deps --force-reinstall labkit-*.whl
"$place/bin/python" -c 'from labkit.sessions.desk.opening import remember_python; remember_python()'
trap - EXIT
"$place/bin/python" -m labkit doctor "$HOME" || true
echo "安裝完成。建立工作區：\"$place/bin/labkit\" new 我的工作區；之後開啟工作區裡的「開始」。"
