/* Criteria: the sum of the weights while they are typed, and only those fields that the choices need. */
(() => {
  const DIGITS = 4;
  const UNIT = 10n ** BigInt(DIGITS);

  /* A typed number in units of its last decimal; null when it is none. Exact, unlike floating point. */
  const units = (text) => {
    const found = /^\+?(\d+)(?:\.(\d{1,4}))?$/.exec(text.trim() || "0");
    return found && BigInt(found[1]) * UNIT + BigInt((found[2] || "").padEnd(DIGITS, "0"));
  };

  const plain = (number) => {
    const rest = String(number % UNIT).padStart(DIGITS, "0").replace(/0+$/, "");
    return String(number / UNIT) + (rest && `.${rest}`);
  };

  const words = (sum, total) => {
    if (sum === total) return `Adds up to ${plain(total)}`;
    return sum < total ? `${plain(total - sum)} to give away` : `${plain(sum - total)} too many`;
  };

  /* Which rule a typed weight breaks is said by the preview, in the server's words. */
  const showSum = () => {
    const card = document.getElementById("weights");
    const said = card?.querySelector("[data-difference]");
    if (!said) return;
    const typed = [...card.querySelectorAll("input.weight")].map((input) => units(input.value));
    if (!typed.length) return;
    const total = units(card.dataset.total);
    const isNumber = typed.every((number) => number !== null);
    const sum = isNumber ? typed.reduce((one, other) => one + other, 0n) : null;
    card.querySelector("[data-sum]").textContent = isNumber ? plain(sum) : "–";
    said.textContent = isNumber ? words(sum, total) : "";
    said.classList.toggle("is-off", sum !== total);
    said.classList.toggle("is-exact", sum === total);
    const notice = card.querySelector("[data-notice]");
    if (notice) notice.hidden = !isNumber || sum === total;
  };

  const showNeeded = (form) => {
    for (const name of ["source", "formula"]) {
      const choice = form.querySelector(`select[name=${name}]`);
      if (!choice) continue;
      for (const part of form.querySelectorAll(`[data-when-${name}]`)) {
        part.hidden = !part.getAttribute(`data-when-${name}`).split(" ").includes(choice.value);
      }
    }
  };

  const addLevel = (fieldset) => {
    const count = fieldset.querySelector(`[name=${fieldset.dataset.rubric}-TOTAL_FORMS]`);
    const level = fieldset.querySelector("[data-level-mould]").content.firstElementChild.cloneNode(true);
    for (const element of level.querySelectorAll("[name], [id], [for]")) {
      for (const attribute of ["name", "id", "for"]) {
        const value = element.getAttribute(attribute);
        if (value) element.setAttribute(attribute, value.replace("__prefix__", count.value));
      }
    }
    count.value = Number(count.value) + 1;
    fieldset.querySelector("[data-levels]").append(level);
    level.querySelector("input").focus();
  };

  /* What was refused is no longer what stands there: from now on the line of the sum tells. */
  const forgetRefusal = () => {
    document.querySelector("#weights [data-off]")?.remove();
    document.querySelector("#weights [data-said]").hidden = false;
  };

  document.addEventListener("input", (event) => {
    if (!event.target.matches("input.weight")) return;
    forgetRefusal();
    showSum();
  });
  /* Once the weights are on their way, nobody waits for what they would change. */
  let leaving = false;
  document.addEventListener("submit", (event) => {
    if (event.target.id !== "weights-form") return;
    leaving = true;
    htmx.trigger("#weights-preview", "htmx:abort");
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (leaving && event.target.id === "weights-preview") event.preventDefault();
  });
  /* Whoever comes back finds what they typed, which the browser puts back, and what it would change. */
  window.addEventListener("pageshow", () => {
    leaving = false;
    const typed = [...document.querySelectorAll("#weights input.weight")];
    if (!typed.some((input) => input.value !== input.defaultValue)) return;
    document.querySelector("#weights [data-restored]").hidden = false;
    typed[0].dispatchEvent(new Event("input", { bubbles: true }));
  });
  document.addEventListener("change", (event) => {
    const form = event.target.closest("[data-choices]");
    if (form) showNeeded(form);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-add-level]");
    if (button) addLevel(button.closest("[data-rubric]"));
  });
  document.addEventListener("htmx:afterSettle", showSum);
  for (const form of document.querySelectorAll("[data-choices]")) showNeeded(form);
  showSum();
})();
