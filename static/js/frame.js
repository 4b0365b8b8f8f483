/* What every page does: send a form once, and say htmx's troubles, once, where a screen reader hears it. */
(() => {
  const WORDS = {
    400: "The server did not understand that. Reload the page and try again.",
    403: "You may not do that. Reload the page: your rights may have changed.",
    404: "That is no longer here, or you no longer have access to it.",
    409: "Somebody changed this meanwhile. Reload the page to see the newest state.",
    413: "That is too large to be sent.",
    429: "Too many requests in a short time. Wait a minute and try again.",
  };
  const UNREACHABLE = "Could not reach the server. What you typed is still here: try again in a moment.";
  const BROKEN = "Something went wrong on the server, and nothing was changed. Try again in a moment.";

  /* A second click while the first is on its way would do it twice. A file may be the answer, which leaves the page
     as it is; so the form can be sent again after a while. */
  const ON_ITS_WAY = 5000;
  let sent = new WeakMap();
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.target.getAttribute("method") !== "post") return;
    if (performance.now() - (sent.get(event.target) ?? -ON_ITS_WAY) < ON_ITS_WAY) event.preventDefault();
    else sent.set(event.target, performance.now());
  });
  window.addEventListener("pageshow", () => {
    sent = new WeakMap();
  });

  const say = (text) => {
    const place = document.getElementById("messages");
    const mould = document.getElementById("message-mould");
    if (!place || !mould) return;
    for (const old of place.querySelectorAll("[data-trouble]")) old.remove();
    const alert = mould.content.firstElementChild.cloneNode(true);
    alert.dataset.trouble = "";
    alert.querySelector("[data-text]").textContent = text;
    place.append(alert);
  };

  const quiet = () => {
    for (const old of document.querySelectorAll("#messages [data-trouble]")) old.remove();
  };

  const polled = (event) => event.target.closest("[data-quiet]") !== null;

  for (const name of ["htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(name, (event) => polled(event) || say(UNREACHABLE));
  }
  document.addEventListener("htmx:responseError", (event) => {
    if (!polled(event)) say(WORDS[event.detail.xhr.status] || BROKEN);
  });
  document.addEventListener("htmx:afterOnLoad", (event) => {
    if (event.detail.xhr.status < 400) quiet();
  });
})();
