/* What if: a weight is moved, and the ranking follows within the frame. The server writes the same rows. */
(() => {
  const form = document.getElementById("what-if");
  const data = JSON.parse(document.getElementById("what-if-data").textContent);
  const PLACES = 4;
  const UNIT = 10n ** BigInt(PLACES);
  const CENT = UNIT / 100n;
  const QUIET_MS = 600;
  const REST_MS = 150;
  const SPARE_PX = 200;

  /* Weights in units of their last decimal that can be; null for what is no weight. */
  const units = (text) => {
    const found = /^(\d+)(?:\.(\d{1,4}))?$/.exec(text.trim() || "0");
    return found && BigInt(found[1]) * UNIT + BigInt((found[2] || "").padEnd(PLACES, "0"));
  };
  const plain = (number) => Firmness.short(Engine.fixed({ n: number, d: UNIT }, PLACES));
  const sum = (numbers) => numbers.reduce((one, other) => one + other, 0n);
  const total = units(String(data.document.method.weights_total));

  const sliders = [...form.querySelectorAll("[data-criterion]")].map((row) => ({
    row,
    key: row.dataset.criterion,
    number: row.querySelector("input.weight"),
    slider: row.querySelector("[data-slider]"),
    lock: row.querySelector("[data-lock]"),
    fault: row.querySelector("[data-fault]"),
    tips: row.querySelector("[data-tips]"),
    marks: { down: row.querySelector("[data-tip=down]"), up: row.querySelector("[data-tip=up]") },
  }));
  const table = form.querySelector(".ranking tbody");
  const lines = new Map(
    [...table.rows].map((row) => [
      row.dataset.vendor,
      {
        row,
        rank: row.querySelector("[data-rank]"),
        why: row.querySelector("[data-why]"),
        bar: row.querySelector("[data-bar]"),
        total: row.querySelector("[data-total]"),
        move: row.querySelector("[data-move]"),
      },
    ]),
  );
  const place = (name) => form.querySelector(`[data-${name}]`);
  const [first, said, problem, firm] = ["first", "said", "problem", "firmness"].map(place);

  const typed = sliders.map(({ number }) => units(number.value));
  const recorded = sliders.map(({ key }) => units(data.recordWeights[key]));
  let weights = typed.includes(null) || sum(typed) !== total ? recorded : typed;
  let moving = null;
  let basis = weights;

  /* The amount in parts as the shares say: rounded down, then a unit more for those that lost most. */
  const apportion = (amount, shares) => {
    const unit = amount % CENT ? 1n : CENT;
    const whole = sum(shares);
    const parts = shares.map((share) => ({ count: (amount / unit) * share / whole, lost: ((amount / unit) * share) % whole }));
    const left = Number(amount / unit - sum(parts.map(({ count }) => count)));
    const byLoss = [...parts].sort((one, other) => (one.lost === other.lost ? 0 : one.lost > other.lost ? -1 : 1));
    for (const part of byLoss.slice(0, left)) part.count += 1n;
    return parts.map(({ count }) => count * unit);
  };

  /* Which others give and take when this one moves, and how much there is for it and them. */
  const room = (at) => {
    const free = sliders.flatMap(({ lock }, other) => (other === at || lock.checked ? [] : [other]));
    const fixed = sum(weights.filter((_, other) => other !== at && !free.includes(other)));
    return { free, most: total - fixed };
  };

  /* The others that are not locked keep the proportions they had when this one began to move. */
  const move = (at, wanted) => {
    if (moving !== at) [moving, basis] = [at, weights];
    const { free, most } = room(at);
    const chosen = free.length ? (wanted > most ? most : wanted) : most;
    const shares = free.map((other) => basis[other]);
    const parts = free.length ? apportion(most - chosen, sum(shares) ? shares : shares.map(() => 1n)) : [];
    weights = weights.map((weight, other) => (other === at ? chosen : weight));
    free.forEach((other, order) => { weights[other] = parts[order]; });
  };

  /* What is wrong with a typed weight, in words; it is not put right silently, and nothing follows from it. */
  const faultOf = (at, wanted) => {
    const { free, most } = room(at);
    if (wanted === null) return `Not applied: type a number from 0 to ${plain(most)}, with at most ${PLACES} decimals.`;
    if (wanted > total) return `Not applied: all weights together are ${plain(total)}.`;
    if (wanted > most) return `Not applied: the locked weights leave ${plain(most)}.`;
    if (!free.length && wanted !== most) return `Not applied: all others are locked and leave ${plain(most)}.`;
    return "";
  };
  const tell = ({ number, fault }, words) => {
    if (fault.hidden === !words && fault.textContent === words) return;
    number.classList.toggle("is-invalid", Boolean(words));
    number.setAttribute("aria-invalid", String(Boolean(words)));
    fault.hidden = !words;
    write(fault, words);
  };
  const refused = () => sliders.find(({ fault }) => !fault.hidden);

  /* The scratch copy: what is left out, and the answers that were chosen. */
  const chosen = (name) => new Set([...form.querySelectorAll(`input[name=${name}]:checked`)].map(({ value }) => value));
  const withoutAll = (entries, keys) => Object.fromEntries(Object.entries(entries).filter(([key]) => !keys.has(key)));
  const changed = () => {
    const { criteria, vendors } = data.document;
    const [away, silent] = [chosen("vendors"), chosen("evaluators")];
    const copies = vendors.map((vendor) => ({
      ...vendor,
      knockouts: { ...vendor.knockouts },
      scores: Object.fromEntries(
        Object.entries(vendor.scores ?? {}).map(([key, panel]) => [key, withoutAll(panel, silent)]),
      ),
    }));
    const knockouts = criteria.filter(({ kind }) => kind === "knockout");
    for (const select of form.querySelectorAll("select[name=knockouts]")) {
      const [vendor, knockout, answer] = select.value.split(".");
      if (answer) copies[vendor].knockouts[knockouts[knockout].key] = answer;
    }
    return { ...data.document, vendors: copies.filter(({ key }) => !away.has(key)) };
  };

  const SCORES_FOR_TRIMMED_MEAN = 5;
  const shortPanels = ({ method, criteria, vendors }) =>
    method.panel !== "trimmed_mean" ? [] : vendors.flatMap((vendor) =>
      criteria
        .filter(({ key }) => {
          const count = Object.keys(vendor.scores[key] ?? {}).length;
          return count > 0 && count < SCORES_FOR_TRIMMED_MEAN;
        })
        .map(({ title }) => `“${title}” of ${vendor.title} has fewer than five scores; ` +
          "the mean without the highest and the lowest needs five."));

  let sheet = null;
  let problems = [];
  const copyAgain = () => {
    const copy = changed();
    problems = shortPanels(copy);
    if (!problems.length) sheet = Engine.prepare(copy);
  };

  /* A text is changed in its place, so that its box stays and only its glyphs are shaped again. */
  const write = (element, text) => {
    const node = element.firstChild;
    if (!node) element.textContent = text;
    else if (node.data !== text) node.data = text;
  };
  const put = (element, name, value) => { if (element.getAttribute(name) !== value) element.setAttribute(name, value); };

  const showMove = (element, before, now) => {
    const by = before && now ? before - now : 0;
    const isNew = now && !before;
    const text = isNew ? "new" : before && !now ? "out" : by > 0 ? `▲ ${by}` : by < 0 ? `▼ ${-by}` : "";
    const words = isNew ? "not ranked in the record"
      : before && !now ? `was ${before} in the record`
        : by ? `${by > 0 ? "up" : "down"} from ${before}` : "";
    put(element, "class", `move${by > 0 ? " move-up" : by < 0 ? " move-down" : ""}`);
    write(element.firstElementChild, text);
    write(element.lastElementChild, words);
  };

  const why = ({ state, reasons }) =>
    [data.states[state], reasons.map((reason) => data.reasons[reason]).join(", ")].filter(Boolean).join(": ");

  const showRow = (row, line) => {
    write(line.rank, row.rank ? String(row.rank) : "–");
    write(line.why, why(row));
    write(line.total, row.total ?? "–");
    line.bar.style.transform = `scaleX(${Math.min((Number(row.total) * Number(UNIT)) / Number(total), 1)})`;
    showMove(line.move, data.record[row.vendor], row.rank);
  };

  /* While a weight moves, rows are shifted to their ranks, which takes no layout, and those out of sight wait; once it
     rests, all stand in that order in the document too, for those who read it row by row. */
  let seen = null;
  const look = () => {
    const { top } = table.getBoundingClientRect();
    seen = { from: -top - SPARE_PX, to: window.innerHeight - top + SPARE_PX };
  };
  const measure = () => {
    if (seen) return;
    look();
    for (const line of lines.values()) {
      [line.home, line.height] = [line.row.offsetTop - table.offsetTop, line.row.offsetHeight];
      line.top = line.home;
    }
  };
  const isSeen = (top, height) => top + height > seen.from && top < seen.to;
  const shift = (rows) => {
    measure();
    let top = 0;
    for (const row of rows) {
      const line = lines.get(row.vendor);
      if (isSeen(top, line.height) || isSeen(line.top, line.height)) {
        showRow(row, line);
        line.row.style.transform = `translateY(${top - line.home}px)`;
        line.top = top;
      }
      top += line.height;
    }
  };
  const stand = (rows) => {
    seen = null;
    rows.forEach((each, at) => {
      const line = lines.get(each.vendor);
      showRow(each, line);
      line.row.style.transform = "";
      if (table.rows[at] !== line.row) table.insertBefore(line.row, table.rows[at]);
    });
  };

  const tipWords = ({ down, up }) =>
    [["Below", down], ["Above", up]]
      .filter(([, tip]) => tip)
      .map(([word, tip]) => `${word} ${Firmness.short(tip.at)}: ${data.titles.vendors[tip.vendor]}`)
      .join(" · ");

  const showMark = (mark, tip) => {
    if (!tip) return mark.setAttribute("display", "none");
    mark.removeAttribute("display");
    mark.setAttribute("x", `${(Number(tip.at) * 100) / (Number(total) / Number(UNIT))}%`);
  };

  const showSlider = ({ number, slider, lock, fault }, weight) => {
    const text = plain(weight);
    if (fault.hidden && document.activeElement !== number && number.value !== text) number.value = text;
    if (document.activeElement !== slider && slider.value !== text) slider.value = text;
    put(slider, "aria-valuetext", `${text} points`);
    slider.disabled = number.readOnly = lock.checked;
  };

  /* Sliders that the browser leaves out of its layout, being out of sight, wait like the rows. */
  const unseen = new Set();
  const showSliders = (rests) => sliders.forEach((each, at) => {
    if (rests || !unseen.has(each.row)) showSlider(each, weights[at]);
  });

  const showTips = ({ tips, marks }, found) => {
    write(tips, tipWords(found));
    showMark(marks.down, found.down);
    showMark(marks.up, found.up);
  };

  const winners = (rows) => {
    const leaders = rows.filter(({ rank }) => rank === 1);
    if (!leaders.length) return "Nobody would be ranked.";
    const names = leaders.map(({ vendor }) => data.titles.vendors[vendor]).join(" and ");
    return `${names} would be first with ${leaders[0].total} points.`;
  };

  const showFirmness = (sentences) => {
    while (firm.children.length > sentences.length) firm.lastElementChild.remove();
    sentences.forEach((sentence, at) => write(firm.children[at] ?? firm.appendChild(document.createElement("p")), sentence));
  };

  let speaking;
  const say = (sentence) => {
    clearTimeout(speaking);
    speaking = setTimeout(() => write(said, sentence), QUIET_MS);
  };

  const draw = (rests) => {
    problem.hidden = !problems.length;
    write(problem, problems.join(" "));
    if (problems.length) return say(problems.join(" "));
    const ranking = Engine.rank(sheet, Object.fromEntries(sliders.map(({ key }, at) => [key, plain(weights[at])])));
    const rows = Engine.standings(ranking);
    const there = new Set(rows.map(({ vendor }) => vendor));
    const leftOut = data.document.vendors
      .filter(({ key }) => !there.has(key))
      .map(({ key }) => ({ vendor: key, state: "left-out", rank: null, total: null, reasons: [] }));
    (rests ? stand : shift)([...rows, ...leftOut]);
    showSliders(rests);
    write(first, winners(rows));
    if (rests) rest(ranking, rows);
    form.toggleAttribute("data-moving", !rests);
  };

  const rest = (ranking, rows) => {
    const found = Firmness.sensitivity(ranking);
    const tips = Firmness.tips(rows, found);
    sliders.forEach((each, at) => showTips(each, tips[at] ?? {}));
    showFirmness(Firmness.sentences(rows, found, data.titles));
    say(refused()?.fault.textContent ?? first.textContent);
  };

  let pending = 0;
  let resting;
  let rests = true;
  const later = (atRest = true) => {
    rests = atRest;
    clearTimeout(resting);
    if (!atRest) resting = setTimeout(() => later(), REST_MS);
    pending ||= requestAnimationFrame(() => {
      pending = 0;
      draw(rests);
    });
  };

  const at = (input) => sliders.findIndex((each) => each.number === input || each.slider === input);

  let before = weights;
  form.addEventListener("focusin", ({ target }) => {
    if (target.matches("input.weight")) before = weights;
  });
  form.addEventListener("input", ({ target }) => {
    const moved = at(target);
    if (moved < 0) return;
    const wanted = units(target.value);
    const fault = target === sliders[moved].number ? faultOf(moved, wanted) : "";
    for (const each of sliders) tell(each, "");
    tell(sliders[moved], fault);
    if (fault) weights = before;
    else move(moved, wanted);
    later(false);
  });
  form.addEventListener("contentvisibilityautostatechange", ({ target, skipped }) => {
    if (skipped) return unseen.add(target);
    unseen.delete(target);
    showSliders(false);
  });
  document.addEventListener("scroll", () => {
    if (!seen) return;
    look();
    later(false);
  }, { capture: true, passive: true });
  form.addEventListener("change", ({ target }) => {
    const moved = at(target);
    if (moved >= 0 && sliders[moved].fault.hidden) target.value = plain(weights[moved]);
    if (target.matches("[name=vendors], [name=evaluators], [name=knockouts]")) {
      copyAgain();
    }
    if (target.matches("[data-lock]")) moving = null;
    later();
  });

  /* The ranking is there already; so what is sent is the scenario. */
  form.addEventListener("submit", (event) => {
    if (seen) draw(true);
    if (refused()) {
      refused().number.focus();
      return event.preventDefault();
    }
    if (!event.submitter?.matches(".no-js, .no-js *")) return;
    event.preventDefault();
    if (document.activeElement?.name === "name") form.requestSubmit(form.querySelector("[formaction]"));
  });

  typed.forEach((wanted, at) => tell(sliders[at], wanted === null || wanted > total ? faultOf(at, wanted) : ""));
  for (const { bar } of lines.values()) bar.setAttribute("width", "100%");
  copyAgain();
  later();
})();
