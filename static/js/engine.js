/* An evaluation file in, its ranking out: what scoring/engine says on the server, to the last digit.

   Every number is a ratio of two whole numbers of any length ({n, d}, d above zero), and rounded once, when it is
   written. `prepare` reads what does not depend on weights; then `rank` is sums of whole numbers. The file must be
   valid: only the server looks for faults. docs/scoring.md has the method. */
const Engine = (() => {
  const DECIMAL = /^(-?)0*(\d+)(?:\.(\d+))?$/;
  const ONE = { n: 1n, d: 1n };
  const NOTHING = { n: 0n, d: 1n };

  const gcd = (one, other) => {
    while (other) [one, other] = [other, one % other];
    return one < 0n ? -one : one;
  };
  const lcm = (one, other) => (one / gcd(one, other)) * other;
  const lowestTerms = (n, d) => {
    const shared = d < 0n ? -gcd(n, d) : gcd(n, d);
    return { n: n / shared, d: d / shared };
  };
  const minus = (one, other) => lowestTerms(one.n * other.d - other.n * one.d, one.d * other.d);
  const over = (one, other) => lowestTerms(one.n * other.d, one.d * other.n);
  const times = (one, other) => ({ n: one.n * other.n, d: one.d * other.d });
  const plus = (one, other) => ({ n: one.n * other.d + other.n * one.d, d: one.d * other.d });
  const compare = (one, other) => {
    const difference = one.n * other.d - other.n * one.d;
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  };
  const held = (number) => (number.n < 0n ? NOTHING : compare(number, ONE) > 0 ? ONE : number);

  const decimal = (given) => {
    const [, sign, whole, rest = ""] = DECIMAL.exec(given);
    const units = BigInt(whole + rest);
    return { n: sign ? -units : units, d: 10n ** BigInt(rest.length) };
  };
  const optional = (given) => (given == null ? null : decimal(given));
  const own = (map, key) => (map && Object.hasOwn(map, key) ? map[key] : null);

  /* Whole numbers of the least parts of one in which all are whole. */
  const inCommonParts = (numbers) => {
    const parts = numbers.reduce((common, { d }) => lcm(common, d), 1n);
    return { each: numbers.map(({ n, d }) => n * (parts / d)), parts };
  };
  const sum = (numbers) => {
    const { each, parts } = inCommonParts(numbers);
    return { n: each.reduce((one, other) => one + other, 0n), d: parts };
  };

  /* How many units of the last decimal the rounded number has; a half goes up, and nothing here is negative. */
  const units = ({ n, d }, tens) => (2n * n * tens + d) / (2n * d);
  const written = (whole, decimals) => {
    const digits = String(whole).padStart(decimals + 1, "0");
    return decimals ? `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}` : digits;
  };
  const tensOf = (decimals) => 10n ** BigInt(decimals);
  const fixed = (number, decimals) => written(units(number, tensOf(decimals)), decimals);

  /* Every panel rule is a mean of those in the middle: from which, and up to which, of so many sorted scores. */
  const MIDDLE = {
    mean: (count) => [0, count],
    median: (count) => [(count - 1) >> 1, (count >> 1) + 1],
    trimmed_mean: (count) => [1, count - 1],
  };
  const panelValue = (rule, panel) => {
    const scores = Object.values(panel ?? {}).filter((score) => score !== null).map(decimal);
    if (!scores.length) return null;
    const taken = scores.sort(compare).slice(...MIDDLE[rule](scores.length));
    return over(sum(taken), { n: BigInt(taken.length), d: 1n });
  };

  const valueOf = (criterion, vendor, method) =>
    criterion.kind === "scored"
      ? panelValue(method.panel, own(vendor.scores, criterion.key))
      : optional(own(vendor.measures, criterion.key));

  const shareOf = (criterion, value) => {
    const [low, high] = criterion.scale.map(decimal);
    const reached = held(over(minus(value, low), minus(high, low)));
    return criterion.direction === "lower" ? minus(ONE, reached) : reached;
  };

  const PRICE_SHARES = {
    lowest_ratio: (criterion, price, lowest) => over(lowest, price),
    linear_over_lowest: (criterion, price, lowest) => held(minus({ n: 2n, d: 1n }, over(price, lowest))),
    between_bounds: (criterion, price) => {
      const [low, high] = criterion.bounds.map(decimal);
      return held(over(minus(high, price), minus(high, low)));
    },
    reference_ratio: (criterion, price) => {
      const ratio = over(decimal(criterion.reference), price);
      return criterion.cap === false ? ratio : held(ratio);
    },
  };
  const isComparable = (criterion, price) =>
    price !== null && (criterion.formula === "between_bounds" || price.n > 0n);

  const OF_ANSWER = { pass: "", fail: "knockout", waived: "waived" };

  /* What is to be said of a vendor at a criterion; of a graded one its share of the weight too. */
  const remarkAt = (criterion, vendor, method) => {
    if (criterion.kind === "knockout") {
      return { remark: OF_ANSWER[own(vendor.knockouts, criterion.key)] ?? "missing" };
    }
    if (criterion.kind === "price") {
      const price = optional(vendor.price);
      return { remark: price === null ? "missing" : isComparable(criterion, price) ? "" : "not-comparable" };
    }
    const value = valueOf(criterion, vendor, method);
    if (value === null) return { remark: "missing", isUngraded: true };
    const least = optional(criterion.minimum);
    return {
      remark: least && compare(value, least) < 0 ? "minimum" : "",
      share: shareOf(criterion, value),
    };
  };

  const DELAYING = ["missing", "not-comparable"];
  const BARRING = ["knockout", "minimum"];

  /* `parts` of `whole` are the vendor's shares of the weighted criteria; that of price is left to `rank`. */
  const judged = (vendor, { criteria, method }) => {
    const found = criteria.map((criterion) => ({ criterion, ...remarkAt(criterion, vendor, method) }));
    const shares = found
      .filter(({ criterion }) => criterion.kind !== "knockout")
      .map(({ share }) => share ?? NOTHING);
    const { each, parts } = inCommonParts(shares);
    return {
      key: vendor.key,
      price: optional(vendor.price),
      remarks: found.filter(({ remark }) => remark).map(({ criterion, remark }) => [remark, criterion.key]),
      isBarred: found.some(({ remark }) => BARRING.includes(remark)),
      isDelayed: found.some(({ remark }) => DELAYING.includes(remark)),
      isUngraded: found.some(({ isUngraded }) => isUngraded),
      parts: each,
      whole: parts,
    };
  };

  const prepare = (document) => {
    const weighted = document.criteria.filter(({ kind }) => kind !== "knockout");
    return {
      method: document.method,
      weighted,
      price: weighted.findIndex(({ kind }) => kind === "price"),
      vendors: document.vendors.map((vendor) => judged(vendor, document)),
    };
  };

  /* Points of all criteria but price, where the part of price is nothing. */
  const qualityOf = ({ parts, whole }, weights) => ({
    n: parts.reduce((points, part, place) => points + part * weights.each[place], 0n),
    d: whole * weights.parts,
  });

  const stretchOf = (sheet, standing, qualityWeight) => {
    if (!sheet.method.quality_relative_to_best) return ONE;
    const judgedOnes = standing.filter(({ vendor, isOut }) => !vendor.isUngraded && !isOut);
    const best = judgedOnes.reduce((most, { quality }) => (compare(quality, most) > 0 ? quality : most), NOTHING);
    return best.n ? over(qualityWeight, best) : ONE;
  };

  const lowestPrice = (criterion, standing) =>
    standing
      .filter(({ vendor, isOut }) => !isOut && isComparable(criterion, vendor.price))
      .map(({ vendor }) => vendor.price)
      .reduce((least, price) => (least && compare(least, price) <= 0 ? least : price), null);

  const pricePart = (criterion, price, lowest, weight) => {
    const share = PRICE_SHARES[criterion.formula](criterion, price, lowest);
    const points = times(share, weight);
    const decimals = criterion.points_decimals;
    if (decimals == null) return { share, points };
    const tens = tensOf(decimals);
    return { share, points: { n: units(points, tens), d: tens } };
  };

  /* By rounded total, then by the exact values of the tie-break. */
  const comparisons = ({ method, weighted, price }, weights) => {
    const byPoints = (key) => {
      const place = weighted.findIndex((criterion) => criterion.key === key);
      if (place === price) return (one, other) => compare(other.price.points, one.price.points);
      const share = ({ vendor }) => ({ n: vendor.parts[place], d: vendor.whole });
      return (one, other) => (weights.each[place] ? compare(share(other), share(one)) : 0);
    };
    const known = {
      quality: (one, other) => compare(other.quality, one.quality),
      price: (one, other) =>
        one.vendor.price && other.vendor.price
          ? compare(one.vendor.price, other.vendor.price)
          : (one.vendor.price === null) - (other.vendor.price === null),
    };
    const byTotal = (one, other) => (one.units === other.units ? 0 : one.units > other.units ? -1 : 1);
    return [byTotal, ...method.tie_break.map((key) => own(known, key) ?? byPoints(key))];
  };

  const inOrder = (ranked, rules) => {
    const before = (one, other) => rules.reduce((found, rule) => found || rule(one, other), 0);
    const order = [...ranked].sort(before);
    order.forEach((each, place) => {
      const previous = order[place - 1];
      each.rank = previous && before(previous, each) === 0 ? previous.rank : place + 1;
    });
    return order;
  };

  /* Reasons in the order of the criteria; what an excluded vendor did not hand in no longer matters. */
  const reasonsOf = ({ vendor, isOut, missesQuality }) => [
    ...vendor.remarks.filter(([remark]) => !isOut || !DELAYING.includes(remark)).map((pair) => pair.join(":")),
    ...(missesQuality ? ["minimum:quality"] : []),
  ];

  /* Who is where under these weights (by criterion, as decimal text; the file's where none is given). */
  const rank = (sheet, given = {}) => {
    const { method, weighted, vendors } = sheet;
    const weightTexts = weighted.map(({ key, weight }) => String(own(given, key) ?? weight));
    const weights = inCommonParts(weightTexts.map(decimal));
    const criterion = weighted[sheet.price];
    const ofQuality = weights.each.filter((_, place) => place !== sheet.price);
    const qualityWeight = { n: ofQuality.reduce((one, other) => one + other, 0n), d: weights.parts };
    const least = optional(method.quality_minimum);
    const needed = least && times(times(least, qualityWeight), { n: 1n, d: 100n });
    const standing = vendors.map((vendor) => {
      const quality = qualityOf(vendor, weights);
      const missesQuality = needed !== null && !vendor.isUngraded && compare(quality, needed) < 0;
      const isOut = vendor.isBarred || missesQuality;
      return { vendor, quality, missesQuality, isOut, isIncomplete: !isOut && vendor.isDelayed };
    });
    const stretch = stretchOf(sheet, standing, qualityWeight);
    const lowest = criterion ? lowestPrice(criterion, standing) : null;
    const tens = tensOf(method.decimals);
    const ranked = standing.filter(({ isOut, isIncomplete }) => !isOut && !isIncomplete);
    for (const each of ranked) {
      each.quality = times(each.quality, stretch);
      each.price = criterion ? pricePart(criterion, each.vendor.price, lowest, decimal(weightTexts[sheet.price])) : null;
      each.total = each.price ? plus(each.quality, each.price.points) : each.quality;
      each.units = units(each.total, tens);
    }
    return {
      sheet,
      weights,
      weightTexts,
      stretch,
      ranked,
      order: inOrder(ranked, comparisons(sheet, weights)),
      incomplete: standing.filter(({ isIncomplete }) => isIncomplete),
      excluded: standing.filter(({ isOut }) => isOut),
    };
  };

  const pointsOf = ({ sheet, weights, stretch }, { vendor, price }, decimals) => {
    const points = (place) =>
      place === sheet.price
        ? price.points
        : times({ n: vendor.parts[place] * weights.each[place], d: vendor.whole * weights.parts }, stretch);
    return Object.fromEntries(sheet.weighted.map(({ key }, place) => [key, fixed(points(place), decimals)]));
  };

  /* Who is where and why, without the numbers that only a whole document needs. */
  const standings = ({ sheet, order, incomplete, excluded }) => [
    ...order.map((each) => ({
      vendor: each.vendor.key,
      state: "ranked",
      rank: each.rank,
      total: written(each.units, sheet.method.decimals),
      reasons: reasonsOf(each),
    })),
    ...[["incomplete", incomplete], ["excluded", excluded]].flatMap(([state, unranked]) =>
      unranked.map((each) => ({ vendor: each.vendor.key, state, rank: null, total: null, reasons: reasonsOf(each) })),
    ),
  ];

  /* The rows of a bpo-ranking/1 document. */
  const rows = (ranking) => {
    const { decimals } = ranking.sheet.method;
    return standings(ranking).map((row, place) => {
      const each = ranking.order[place];
      if (!each) return { ...row, quality: null, points: {} };
      return { ...row, quality: fixed(each.quality, decimals), points: pointsOf(ranking, each, decimals) };
    });
  };

  return { prepare, rank, standings, rows, decimal, fixed, compare };
})();
