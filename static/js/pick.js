/* Vendors that are ticked stay so while the list is filtered or another page of it is opened. */
(() => {
  const ticks = () =>
    [...document.querySelectorAll("#vendor-results input[name=vendor]:checked")].map((box) => box.value);

  document.addEventListener("htmx:configRequest", (event) => {
    if (event.target.closest("[role=search]")) event.detail.parameters.ticked = ticks();
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("#vendor-results .pager a");
    if (!link) return;
    const address = new URL(link.href);
    address.searchParams.delete("ticked");
    for (const value of ticks()) address.searchParams.append("ticked", value);
    link.href = address;
  });
})();
