#!/bin/sh
# 開啟這個工作區：找到裝有 labkit 的 Python，執行 labkit lab。
cd "$(dirname "$0")" || exit 1
export PYTHONUTF8=1

open_with() {
  [ -n "$1" ] && [ -x "$1" ] && exec "$1" -P -m labkit lab .
}

open_with "${LABKIT_PYTHON:-}"
for folder in .venv ../.venv ../../.venv ../../../.venv; do
  [ -x "$folder/bin/labkit" ] && open_with "$folder/bin/python"
done
if [ -f "${HOME:-}/.labkit/python.txt" ]; then
  IFS= read -r noted <"$HOME/.labkit/python.txt"
  open_with "$noted"
fi
command -v labkit >/dev/null 2>&1 && exec labkit lab .

cat >&2 <<'TOLD'
找不到 labkit。請照下面的順序處理：
  1. 請輔導專家或資訊人員先在這台電腦安裝 labkit（安裝包裡的 install.sh）。
  2. 已經裝好：在裝好的那個終端機視窗執行一次 labkit lab，之後開啟這個檔案就能使用。
  3. 或設定環境變數 LABKIT_PYTHON，內容是裝有 labkit 的 python 的完整路徑。
TOLD
[ -t 0 ] && { printf '按 Enter 結束'; read -r _; }
exit 1
