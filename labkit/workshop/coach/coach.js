// The page loads itself again, unless the reader holds it; what had the focus and the place are kept over the reload.
(() => {
  const hold = document.getElementById("hold");
  const told = document.getElementById("told");
  const every = Number(hold.dataset.every);
  let timer = 0;
  const old = Math.round((Date.now() / 1000 - Number(hold.dataset.at)) / 60);
  if (old > 4 && old * 60 > every * 3) {
    told.textContent = `這一頁是 ${old} 分鐘前的內容：請確認 labkit workshop coach --watch 還在執行`;
  }
  document.getElementById("again").hidden = false;
  const again = () => {
    try {
      sessionStorage.setItem("coach", JSON.stringify([scrollX, scrollY, document.activeElement.id]));
    } catch { /* a browser that keeps nothing */ }
    location.reload();
  };
  const start = () => { timer = setTimeout(again, every * 1000); };
  hold.addEventListener("click", () => {
    const held = hold.getAttribute("aria-pressed") !== "true";
    hold.setAttribute("aria-pressed", String(held));
    told.textContent = held ? "已暫停自動更新" : `每 ${every} 秒自動更新`;
    clearTimeout(timer);
    if (!held) start();
  });
  document.getElementById("now").addEventListener("click", again);
  try {
    const [x, y, id] = JSON.parse(sessionStorage.getItem("coach") || "[0,0,null]");
    scrollTo(x, y);
    if (id) document.getElementById(id)?.focus({ preventScroll: true });
  } catch { /* nothing kept */ }
  start();
})();
