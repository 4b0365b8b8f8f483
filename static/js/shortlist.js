/* The newest version stays the newest: asks quickly while one is on its way, slowly else, never while hidden. */
(() => {
  const OFTEN_ENOUGH = 3000;
  const state = () => document.querySelector("#shortlist-state[data-poll-ms]");

  let timer;
  const later = () => {
    clearTimeout(timer);
    const current = state();
    if (current && !document.hidden) timer = setTimeout(ask, Number(current.dataset.pollMs) || OFTEN_ENOUGH);
  };
  const ask = () => {
    const current = state();
    if (current && !document.hidden) htmx.trigger(current, "poll");
  };

  const polled = (event) => event.target.id === "shortlist-state" || event.detail.elt?.id === "shortlist-state";
  document.addEventListener("htmx:afterRequest", (event) => polled(event) && later());
  document.addEventListener("visibilitychange", () => (document.hidden ? clearTimeout(timer) : ask()));

  /* What the reader has unfolded or scrolled stays so when the ranking is replaced. */
  let unfolded = [];
  let scrolled = 0;
  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    if (event.detail.target.id !== "ranking") return;
    unfolded = [...event.detail.target.querySelectorAll("details[open][id]")].map((each) => each.id);
    scrolled = document.getElementById("points-table")?.scrollLeft || 0;
  });
  document.addEventListener("htmx:oobAfterSwap", (event) => {
    if (event.detail.target.id !== "ranking") return;
    for (const id of unfolded) document.getElementById(id)?.setAttribute("open", "");
    const table = document.getElementById("points-table");
    if (table) table.scrollLeft = scrolled;
  });

  later();
})();
