/* Text fields take what is pasted, however long: from near the limit on, the count stands below. The server decides. */
(() => {
  const ROOM = 50;

  const length = (text) => [...text.trim().normalize("NFC")].length;

  const write = (place, text) => {
    if (place.textContent !== text) place.textContent = text;
  };

  const noteOf = (field) => {
    const block = field.closest(".input-group") || field;
    if (block.nextElementSibling?.matches("[data-room]")) return block.nextElementSibling;
    const note = document.createElement("div");
    note.className = "form-text";
    note.dataset.room = "";
    note.append(document.createElement("span"), document.createElement("span"));
    note.firstElementChild.setAttribute("role", "status");
    block.after(note);
    return note;
  };

  document.addEventListener("input", ({ target: field }) => {
    const limit = Number(field.dataset?.limit);
    if (!limit) return;
    const used = length(field.value);
    const isNear = used > Math.max(limit - ROOM, limit / 2);
    if (!isNear && !field.parentElement.querySelector("[data-room]")) return;
    const note = noteOf(field);
    const [words, count] = note.children;
    note.classList.toggle("text-danger", used > limit);
    note.hidden = !isNear;
    write(words, used > limit ? `Too long to be saved: at most ${limit} characters.` : `At most ${limit} characters.`);
    write(count, ` This has ${used}.`);
  });
})();
