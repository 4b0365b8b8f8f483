/* How firm the first place is: the closed forms of scoring/engine/firmness/tipping.py, where they are derived, and
   the sentences of scoring/presentation/words.py. Nothing is held against leaders but ranked vendors. */
const Firmness = (() => {
  const DECIMALS = 4;
  const { decimal, fixed, compare } = Engine;
  const size = (number) => (number < 0n ? -number : number);
  const positive = (n, d) => (d < 0n ? { n: -n, d: -d } : { n, d });

  /* Shares of the weighted criteria, so many parts of the whole. */
  const contender = ({ vendor, price, total }, priceAt) => {
    const { n, d } = price ? price.share : { n: 0n, d: 1n };
    const parts = vendor.parts.map((part, place) => (place === priceAt ? n * vendor.whole : part * d));
    return { key: vendor.key, total, parts, whole: vendor.whole * d };
  };

  /* The ratios q: difference of the shares by lead, over one positive denominator. */
  const rival = (leader, other) => {
    const lead = leader.total.n * other.total.d - other.total.n * leader.total.d;
    const scale = leader.total.d * other.total.d;
    const factor = lead > 0n ? scale : -scale;
    return {
      key: other.key,
      ratios: leader.parts.map((part, k) => (part * other.whole - other.parts[k] * leader.whole) * factor),
      denominator: leader.whole * other.whole * size(lead),
    };
  };

  /* The first rivals with the lowest and with the highest ratio. */
  const extremes = (rivals, k) => {
    let [lowest, highest] = [rivals[0], rivals[0]];
    for (const each of rivals) {
      if (each.ratios[k] * lowest.denominator < lowest.ratios[k] * each.denominator) lowest = each;
      else if (each.ratios[k] * highest.denominator > highest.ratios[k] * each.denominator) highest = each;
    }
    return { lowest, highest };
  };

  const tipping = (weights, { key, ratios, denominator }, k) => {
    const one = weights.parts * denominator;
    const at = positive(
      weights.total * (one - weights.each[k] * ratios[k]),
      weights.parts * (one - weights.total * ratios[k]),
    );
    return { at: fixed(at, DECIMALS), vendor: key };
  };

  const tippings = (weights, rivals, k) => {
    const found = { down: null, up: null };
    if (!rivals.length || weights.each[k] >= weights.total) return found;
    const { lowest, highest } = extremes(rivals, k);
    if (lowest.ratios[k] < 0n) found.up = tipping(weights, lowest, k);
    if (weights.each[k] * highest.ratios[k] >= weights.parts * highest.denominator) {
      found.down = tipping(weights, highest, k);
    }
    return found;
  };

  /* The move that takes the most from the lead for each point, of those that the giver can afford. */
  const bestMove = (weights, { key, ratios, denominator }) => {
    const least = ratios.reduce((one, other) => (other < one ? other : one));
    const one = weights.parts * denominator;
    let best = null;
    ratios.forEach((ratio, giver) => {
      const gain = ratio - least;
      if (weights.each[giver] * gain >= one && (!best || gain > best.gain)) best = { gain, giver };
    });
    if (!best) return [];
    return [{ vendor: key, points: { n: denominator, d: best.gain }, from: best.giver, to: ratios.indexOf(least) }];
  };

  const smallestTransfer = (weights, rivals) =>
    rivals
      .flatMap((each) => bestMove(weights, each))
      .reduce((best, move) => {
        const order = best ? compare(move.points, best.points) || move.from - best.from || move.to - best.to : -1;
        return order < 0 ? move : best;
      }, null);

  const transferOf = (keys, weights, rivals, level) => {
    if (level.length && keys.length < 2) return null;
    const nothing = { points: { n: 0n, d: 1n }, from: 0, to: 1, vendor: level[0]?.key };
    const move = level.length ? nothing : smallestTransfer(weights, rivals);
    if (!move) return null;
    return { points: fixed(move.points, DECIMALS), from: keys[move.from], to: keys[move.to], vendor: move.vendor };
  };

  const isStated = ({ sheet, order }) =>
    order.length > 1 &&
    order[1].rank > 1 &&
    sheet.weighted[sheet.price]?.points_decimals == null &&
    !sheet.method.quality_relative_to_best;

  const plainWeight = (text) => text.replace(/^-?0*(?=\d)/, "");

  const together = ({ each, parts }, total) => ({
    each: each.map((weight) => weight * total.d),
    total: total.n * parts,
    parts: parts * total.d,
  });

  /* The `sensitivity` of a bpo-ranking/1 document. */
  const sensitivity = (ranking) => {
    if (!isStated(ranking)) return null;
    const { sheet, order, ranked, weightTexts } = ranking;
    const weights = together(ranking.weights, decimal(sheet.method.weights_total));
    const leader = contender(order[0], sheet.price);
    const others = ranked.filter((each) => each !== order[0]).map((each) => contender(each, sheet.price));
    const isLevel = ({ total }) => compare(total, leader.total) === 0;
    const rivals = others.filter((other) => !isLevel(other)).map((other) => rival(leader, other));
    const keys = sheet.weighted.map(({ key }) => key);
    return {
      leader: leader.key,
      criteria: keys.map((criterion, k) => ({
        criterion,
        weight: plainWeight(weightTexts[k]),
        ...tippings(weights, rivals, k),
      })),
      smallest_transfer: transferOf(keys, weights, rivals, others.filter(isLevel)),
    };
  };

  const short = (number) => (number.includes(".") ? number.replace(/\.?0+$/, "") : number);
  const and = (names) => `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;

  const notJudged = (rows, leaders) => {
    if (leaders.length > 1) return `${and(leaders)} share the first place.`;
    if (rows.filter(({ state }) => state === "ranked").length < 2) {
      return `${leaders[0]} is the only vendor in the ranking, so there is nothing to compare it with.`;
    }
    return `${leaders[0]} leads. How firmly cannot be stated exactly with this method of computing points.`;
  };

  const distance = (tip, weight) => {
    const [at, here] = [decimal(tip.at), decimal(weight)];
    return { n: size(at.n * here.d - here.n * at.d), d: at.d * here.d };
  };

  const nearest = (leader, found, titles) => {
    const tips = found
      .flatMap(({ criterion, weight, down, up }) => [
        { word: "less", tip: down, criterion, weight },
        { word: "more", tip: up, criterion, weight },
      ])
      .filter(({ tip }) => tip)
      .map((each) => ({ ...each, away: distance(each.tip, each.weight) }));
    if (!tips.length) return `${leader} stays first whatever a single criterion weighs.`;
    const { word, tip, criterion, weight } = tips.reduce((one, other) => (compare(other.away, one.away) < 0 ? other : one));
    return (
      `${leader} would lose the first place to ${titles.vendors[tip.vendor]} if ${titles.criteria[criterion]} weighed ` +
      `${word} than ${short(tip.at)} instead of ${short(weight)}; no other single weight is nearer to a change.`
    );
  };

  const smallest = (transfer, titles) => {
    if (!transfer) return "No shift of weight from one criterion to another changes the first place.";
    const points = decimal(transfer.points).n ? short(transfer.points) : "less than 0.0001";
    return (
      `Moving ${points} point${points === "1" ? "" : "s"} of weight from ${titles.criteria[transfer.from]} to ` +
      `${titles.criteria[transfer.to]} would bring ${titles.vendors[transfer.vendor]} level; no smaller shift ` +
      "changes the first place."
    );
  };

  const rounding = (total) => {
    const decimals = (total.split(".")[1] ?? "").length;
    return (
      `These weights are exact; but totals that differ by less than ${decimals ? `0.${"1".padStart(decimals, "0")}` : "1"} can be equal as ` +
      "shown, and then the rule for equal totals says who is first."
    );
  };

  const levelWithTheFirst = (rows) => {
    const [first, ...others] = rows.filter(({ rank }) => rank !== null);
    return others.filter(({ total }) => total === first.total);
  };

  /* Where others draw level, by criterion; nothing where the tie-break alone made somebody first. */
  const tips = (rows, found) => (found && !levelWithTheFirst(rows).length ? found.criteria : []);

  /* The sentences about rows and their sensitivity; `titles` of `criteria` and `vendors` by key. */
  const sentences = (rows, found, titles) => {
    const leaders = rows.filter(({ rank }) => rank === 1).map(({ vendor }) => titles.vendors[vendor]);
    if (!leaders.length) return [];
    if (!found) return [notJudged(rows, leaders)];
    const level = levelWithTheFirst(rows).map(({ vendor }) => titles.vendors[vendor]);
    if (level.length) {
      const [names, have] = level.length > 1 ? [and(level), "have"] : [level[0], "has"];
      return [`${leaders[0]} is first only by the tie-break: rounded, ${names} ${have} the same total.`];
    }
    const canChange = found.smallest_transfer || found.criteria.some(({ down, up }) => down || up);
    return [
      nearest(leaders[0], found.criteria, titles),
      smallest(found.smallest_transfer, titles),
      ...(canChange ? [rounding(rows[0].total)] : []),
    ];
  };

  return { sensitivity, sentences, short, tips };
})();
