/* The sheet: number keys and arrows, buttons that fill the field, and what becomes of each attempt to save. */
(() => {
  const cellOf = (element) => element.closest("[data-cell]");
  const valueOf = (cell) => cell.querySelector("[name=value]");
  const changed = (element) => element.dispatchEvent(new Event("change", { bubbles: true }));

  const showPicked = (cell) => {
    const value = valueOf(cell).value.trim();
    for (const pick of cell.querySelectorAll("[data-pick]")) {
      pick.setAttribute("aria-pressed", String(pick.value === value));
    }
  };

  const give = (cell, value) => {
    valueOf(cell).value = value;
    cell.querySelector("[data-abstained]").checked = false;
    showPicked(cell);
    changed(valueOf(cell));
  };

  const abstain = (cell) => {
    if (!cell.querySelector("[data-abstained]").checked) return;
    valueOf(cell).value = "";
    showPicked(cell);
    cell.querySelector("[name=comment]").focus();
  };

  const step = (cell, by) => {
    const cells = [...document.querySelectorAll("[data-cell]")];
    const next = cells[cells.indexOf(cell) + by];
    if (!next) return;
    valueOf(next).focus();
    valueOf(next).select();
    next.closest("section").scrollIntoView({ block: "nearest" });
  };

  const say = (cell, text) => {
    const state = cell.querySelector(".cell-state");
    for (const old of state.querySelectorAll("p, .alert")) old.remove();
    const line = document.createElement("p");
    line.textContent = text;
    line.className = "cell-error";
    state.append(line);
  };

  document.addEventListener("click", (event) => {
    event.target.closest("[data-drop]")?.closest("section").classList.remove("cell-refused");
    const pick = event.target.closest("[data-pick]");
    if (!pick) return;
    event.preventDefault();
    give(cellOf(pick), pick.value);
  });

  document.addEventListener("input", (event) => {
    const cell = event.target.name === "value" && cellOf(event.target);
    if (!cell) return;
    if (event.target.value) cell.querySelector("[data-abstained]").checked = false;
    showPicked(cell);
  });

  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-abstained]")) abstain(cellOf(event.target));
  }, { capture: true });

  document.addEventListener("keydown", (event) => {
    const cell = cellOf(event.target);
    if (!cell || event.target.matches("textarea") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      step(cell, event.key === "ArrowDown" ? 1 : -1);
    } else if (/^[0-9]$/.test(event.key) && !event.target.matches("[name=value]")) {
      const pick = [...cell.querySelectorAll("[data-pick]")].find((each) => each.value === event.key);
      if (pick) give(cell, pick.value);
    }
  });

  document.addEventListener("focusin", (event) => {
    if (event.target.matches("[data-cell] [name=value]")) event.target.select();
  });

  document.addEventListener("htmx:afterRequest", (event) => {
    const cell = cellOf(event.target);
    if (!cell) return;
    const { xhr } = event.detail;
    cell.closest("section").classList.toggle("cell-refused", xhr.status !== 200);
    if (xhr.status === 0) say(cell, "Not saved: the server cannot be reached. What you typed is still here; press Save to try again.");
    else if (xhr.status !== 200 && xhr.status !== 422) say(cell, "Not saved: the page is out of date. Copy what you typed, then reload.");
  });

  window.addEventListener("beforeunload", (event) => {
    if (document.querySelector("[data-cell].htmx-request, .cell-refused")) event.preventDefault();
  });

  document.documentElement.dataset.scoring = "ready";
})();
