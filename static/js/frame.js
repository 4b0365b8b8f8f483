/* What every page does with htmx's troubles: say them, once, where a screen reader hears it. */
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
