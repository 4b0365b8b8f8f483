/* Runs before the first paint, so a dark page never flashes white. */
(() => {
  const root = document.documentElement;
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const paper = window.matchMedia("print");

  const chosen = () => {
    try {
      return localStorage.getItem("theme") || "auto";
    } catch {
      return "auto";
    }
  };

  const apply = () => {
    const theme = chosen();
    const wanted = theme === "auto" ? (dark.matches ? "dark" : "light") : theme;
    const shown = paper.matches ? "light" : wanted;
    if (root.dataset.bsTheme !== shown) {
      root.dataset.bsTheme = shown;
      document.dispatchEvent(new CustomEvent("themechange"));
    }
    for (const button of document.querySelectorAll("[data-theme-value]")) {
      button.setAttribute("aria-pressed", String(button.dataset.themeValue === theme));
    }
  };

  const choose = (theme) => {
    try {
      localStorage.setItem("theme", theme);
    } catch {
      /* Storage is switched off: the choice lasts for this page. */
    }
    apply();
  };

  root.classList.add("js");
  apply();
  dark.addEventListener("change", apply);
  paper.addEventListener("change", apply);
  document.addEventListener("DOMContentLoaded", apply);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-theme-value]");
    if (button) choose(button.dataset.themeValue);
  });
})();
