const $ = (id) => document.getElementById(id);
const body = document.querySelector("tbody"), heads = [...document.querySelectorAll("thead th")];
const words = [...document.querySelectorAll("form [data-word]")], search = $("search"), group = $("group"), order = $("order");
const groupAt = group ? heads.findIndex((one) => one.textContent === group.parentNode.firstChild.textContent.trim()) : -1;
const rows = [...body.rows].map((row, at) => ({
  row, at, shown: true,
  text: [0, groupAt, row.cells.length - 1].map((cell) => row.cells[cell]?.textContent.trim()).join(" ").toLowerCase(),
  group: row.cells[groupAt]?.textContent.trim(),
  words: [...row.querySelectorAll("b")].map((one) => one.textContent),
}));
const area = $("status").dataset.area;
const plain = (text) => text.trim().toLowerCase().replaceAll("台", "臺");
// a long list stays quick: the first hits are shown, the rest when asked for
const FIRST = 40;
let sorted = "", most = FIRST;
function show() {
  const asked = plain(search.value).split(/\s+/), pressed = words.filter((one) => one.ariaPressed === "true").map((one) => one.dataset.word);
  let count = 0;
  for (const one of rows) {
    const hit = asked.every((word) => one.text.includes(word)) && (!group || !group.value || one.group === group.value)
      && pressed.every((word) => one.words.includes(word));
    count += hit;
    if (one.shown !== (hit && count <= most)) one.row.hidden = !(one.shown = !one.shown);
  }
  const told = (many) => `${many.toLocaleString()} 個`, rest = Math.max(0, count - most);
  $("none").hidden = count > 0;
  $("rest").hidden = !rest;
  $("rest").textContent = `顯示其餘 ${told(rest)}`;
  $("status").textContent = `顯示 ${told(count - rest)}${area}${rest ? `（符合 ${told(count)}）` : ""}，共 ${told(rows.length)}${sorted}`;
}
function renew() {
  most = FIRST;
  show();
}
function whole() {
  most = Infinity;
  show();
}
const number = (text) => (text = text.trim().replaceAll(",", "").replace("−", "-"), text === "" || isNaN(text) ? null : Number(text));
function sort(at, falling) {
  const keys = new Map(rows.map((one) => {
    const text = one.row.cells[at].textContent.trim();
    return [one, heads[at].classList.contains("n") ? number(text) : text];
  }));
  const way = falling ? -1 : 1;
  rows.sort((a, b) => {
    const [left, right] = [keys.get(a), keys.get(b)];
    if (left === right || at < 1) return at < 1 ? way * (a.at - b.at) : a.at - b.at;
    if (left === null || right === null) return left === null ? 1 : -1;
    return way * (left < right ? -1 : 1);
  });
  body.append(...rows.map((one) => one.row));
  heads.forEach((one, which) => which === at ? one.ariaSort = falling ? "descending" : "ascending" : one.removeAttribute("aria-sort"));
  const few = rows.filter((one) => one.row.className === "s").length;
  sorted = at < 1 ? "" : `；依「${heads[at].textContent}」由${falling ? "大到小" : "小到大"}`
    + (few && heads[at].classList.contains("n") ? `（有 ${few} 個${area}數字小，名次不可靠）` : "");
  order.value = `${at} ${falling ? 1 : 0}`;
  renew();
}
heads.forEach((head, at) => {
  const button = head.querySelector("button");
  if (!button) return;
  const numbers = head.classList.contains("n");
  for (const falling of numbers ? [1, 0] : [0])
    order.add(new Option(at ? button.textContent + (numbers ? falling ? "：大到小" : "：小到大" : "") : "依代碼順序", `${at} ${falling}`));
  button.addEventListener("click", () => sort(at, head.ariaSort ? head.ariaSort === "ascending" : numbers));
});
order.addEventListener("change", () => sort(...order.value.split(" ").map(Number)));
search.addEventListener("input", renew);
if (group) group.addEventListener("change", renew);
for (const one of words) one.addEventListener("click", () => { one.ariaPressed = one.ariaPressed !== "true"; renew(); });
$("clear").addEventListener("click", () => {
  search.value = "";
  if (group) group.value = "";
  words.forEach((one) => one.ariaPressed = "false");
  sort(0, 0);
  search.focus();
});
const more = $("more"), table = $("areas");
more.addEventListener("click", () => more.ariaPressed = !table.classList.toggle("brief"));
table.classList.add("brief");
$("rest").addEventListener("click", whole);
addEventListener("beforeprint", whole);
document.forms[0].addEventListener("submit", (event) => event.preventDefault());
document.forms[0].hidden = false;
sort(0, 0);
