const $ = (id) => document.getElementById(id);
const body = document.querySelector("tbody"), heads = [...document.querySelectorAll("thead th")];
const states = [...document.querySelectorAll("[data-state]")], search = $("search");
const plain = (text) => text.trim().toLowerCase().replaceAll("台", "臺");
const rows = [...body.rows].map((row, at) => ({
  row, at,
  text: plain(row.cells[0].textContent + " " + row.cells[1].textContent),
  state: row.querySelector("b").textContent,
}));
let sorted = "";
function show() {
  const asked = plain(search.value).split(/\s+/);
  const pressed = states.filter((one) => one.ariaPressed === "true").map((one) => one.dataset.state);
  let count = 0;
  for (const one of rows) {
    const hit = asked.every((word) => one.text.includes(word)) && (!pressed.length || pressed.some((word) => one.state.endsWith(word)));
    one.row.hidden = !hit;
    count += hit;
  }
  $("status").textContent = `顯示 ${count.toLocaleString()} 個工作區，共 ${rows.length.toLocaleString()} 個${sorted}`;
}
const number = (text) => (text = text.trim().replaceAll(",", ""), text === "" || isNaN(text) ? null : Number(text));
// 114年12月5日 is sorted as a day, and what is missing stands last either way
const day = (text) => (text = text.match(/^(\d+)年(\d+)月(\d+)日/)) && (text[1] * 12 + Number(text[2])) * 32 + Number(text[3]);
function sort(at, falling) {
  const keys = new Map(rows.map((one) => {
    const text = one.row.cells[at].textContent.trim();
    return [one, text === "–" ? null : heads[at].classList.contains("n") ? number(text) : day(text) ?? text];
  }));
  const way = falling ? -1 : 1;
  rows.sort((a, b) => {
    const [left, right] = [keys.get(a), keys.get(b)];
    if (left === right) return a.at - b.at;
    if (left === null || right === null) return left === null ? 1 : -1;
    return way * (typeof left === "string" ? left.localeCompare(right, "zh-Hant") : left - right);
  });
  body.append(...rows.map((one) => one.row));
  heads.forEach((one, which) => which === at ? one.ariaSort = falling ? "descending" : "ascending" : one.removeAttribute("aria-sort"));
  sorted = `；依「${heads[at].textContent}」${falling ? "由大到小" : "由小到大"}`;
  show();
}
heads.forEach((head, at) => head.querySelector("button").addEventListener("click", () =>
  sort(at, head.ariaSort ? head.ariaSort === "ascending" : head.classList.contains("n"))));
search.addEventListener("input", show);
for (const one of states) one.addEventListener("click", () => { one.ariaPressed = one.ariaPressed !== "true"; show(); });
$("clear").addEventListener("click", () => {
  search.value = "";
  states.forEach((one) => one.ariaPressed = "false");
  heads.forEach((one) => one.removeAttribute("aria-sort"));
  rows.sort((a, b) => a.at - b.at);
  body.append(...rows.map((one) => one.row));
  sorted = "";
  show();
  search.focus();
});
document.forms[0].addEventListener("submit", (event) => event.preventDefault());
document.forms[0].hidden = false;
show();
