/* Keeps empty filters out of the address. */
(() => {
  document.addEventListener("htmx:configRequest", (event) => {
    if (!event.target.closest("[data-clean-address]")) return;
    const { parameters } = event.detail;
    for (const [name, value] of Object.entries(parameters)) {
      if (value === "") delete parameters[name];
    }
  });

  for (const form of document.querySelectorAll("[data-clean-address]")) {
    form.addEventListener("formdata", (event) => {
      for (const [name, value] of [...event.formData]) {
        if (value === "") event.formData.delete(name);
      }
    });
  }
})();
