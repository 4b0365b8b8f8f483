/* The newest version stays the newest: asks at once and quickly while one is on its way, slowly else, rarely while hidden.
   One clock decides, so that no lost event or request can stop it. */
(() => {
  const OFTEN_ENOUGH = 3000;
  const WHILE_HIDDEN = 15000;
  const LOST = 30000;
  const TICK = 100;
  const state = () => document.querySelector("#shortlist-state[data-poll-ms]");

  let last = state()?.dataset.state === "stale" ? -Infinity : performance.now();
  let waiting = false;
  const pause = (current) => {
    if (waiting) return LOST;
    return document.hidden ? WHILE_HIDDEN : Number(current.dataset.pollMs) || OFTEN_ENOUGH;
  };
  const ask = (current) => {
    last = performance.now();
    htmx.trigger(current, "poll");
  };
  const tick = () => {
    const current = state();
    if (current && performance.now() - last >= pause(current)) ask(current);
  };

  const polled = (event) => event.target.id === "shortlist-state" || event.detail.elt?.id === "shortlist-state";
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (polled(event)) waiting = true;
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (!polled(event)) return;
    waiting = false;
    last = performance.now();
  });
  document.addEventListener("visibilitychange", () => {
    const current = state();
    if (current && !document.hidden && !waiting) ask(current);
  });

  /* What the reader has unfolded, chosen or scrolled stays so when the ranking is replaced. */
  let unfolded = [];
  let chosen = [];
  let scrolled = 0;
  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    if (event.detail.target.id !== "ranking") return;
    unfolded = [...event.detail.target.querySelectorAll("details[open][id]")].map((each) => each.id);
    chosen = [...event.detail.target.querySelectorAll("input[name=vendor]:checked")].map((each) => each.id);
    scrolled = document.getElementById("points-table")?.scrollLeft || 0;
  });
  document.addEventListener("htmx:oobAfterSwap", (event) => {
    if (event.detail.target.id !== "ranking") return;
    for (const id of unfolded) document.getElementById(id)?.setAttribute("open", "");
    for (const id of chosen) document.getElementById(id)?.setAttribute("checked", "");
    const table = document.getElementById("points-table");
    if (table) table.scrollLeft = scrolled;
  });

  setInterval(tick, TICK);
})();
