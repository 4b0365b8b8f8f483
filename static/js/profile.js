/* Offers the zone that this device is set to, when it is another than the one chosen. */
(() => {
  const hint = document.getElementById("device-zone");
  const select = document.getElementById("id_timezone");
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const known = [...select.options].some((option) => option.value === zone);
  if (!hint || !known || select.value === zone) return;
  hint.querySelector("[data-zone]").textContent = zone;
  hint.hidden = false;
  hint.querySelector("button").addEventListener("click", () => {
    select.value = zone;
    hint.hidden = true;
    select.focus();
  });
})();
