/* Charts from data in the page; drawn again when colours or widths change. Marked when ready. */
(() => {
  const SYMBOLS = ["circle", "rect", "triangle", "diamond", "pin", "arrow", "roundRect", "emptyCircle"];
  const DASHES = ["solid", "dashed", "dotted"];
  const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const PALETTES = {
    light: ["#0f5f68", "#b4521d", "#5a4fa3", "#7a6a00", "#a8326e", "#2c6e2f", "#3b6fb5", "#5b5b5b"],
    dark: ["#74c7ca", "#f0a070", "#b3a9f2", "#dcc95c", "#f19cc4", "#8fd694", "#93bdf5", "#c2c8ca"],
  };
  const palette = () => PALETTES[document.documentElement.dataset.bsTheme] || PALETTES.light;

  const profile = (data, width) => {
    const colours = palette();
    const text = { color: token("--ink-muted"), fontFamily: "inherit" };
    return {
      animation: !calm,
      animationDuration: 350,
      color: colours,
      textStyle: text,
      tooltip: { trigger: "axis", renderMode: "richText", confine: true, backgroundColor: token("--surface"), borderColor: token("--line"), textStyle: { color: token("--ink") }, valueFormatter: (value) => (value == null ? "–" : `${value} %`) },
      legend: { type: "scroll", top: 0, itemGap: 18, itemWidth: 34, textStyle: { color: token("--ink") } },
      grid: { top: 40, left: 8, right: 28, bottom: 8, containLabel: true },
      xAxis: { type: "value", min: 0, max: (range) => Math.max(100, Math.ceil(range.max)), axisLabel: { ...text, formatter: "{value} %" }, splitLine: { lineStyle: { color: token("--line") } } },
      yAxis: { type: "category", inverse: true, data: data.criteria, axisLine: { lineStyle: { color: token("--line-strong") } }, axisTick: { show: false }, splitLine: { show: true, lineStyle: { color: token("--line"), type: "dotted" } }, axisLabel: { color: token("--ink"), interval: 0, width: Math.min(240, width * 0.36), overflow: "break", lineHeight: 14 } },
      series: data.vendors.map((vendor, place) => ({
        name: vendor.name,
        type: "line",
        data: vendor.values,
        symbol: SYMBOLS[place % SYMBOLS.length],
        symbolSize: 8,
        lineStyle: { width: 2, type: DASHES[place % DASHES.length] },
        emphasis: { focus: "series" },
      })),
    };
  };
  /* Ranks over versions: the first place on top, a gap where there was no rank. */
  const ranks = (data, width) => {
    const text = { color: token("--ink-muted"), fontFamily: "inherit" };
    const lowest = Math.max(2, ...data.vendors.flatMap((vendor) => vendor.ranks.map((rank) => rank ?? 1)));
    const named = width > 560;
    const last = (vendor) => vendor.ranks.findLastIndex((rank) => rank != null);
    return {
      animation: !calm,
      animationDuration: 350,
      color: palette(),
      textStyle: text,
      tooltip: { trigger: "axis", renderMode: "richText", confine: true, order: "valueAsc", backgroundColor: token("--surface"), borderColor: token("--line"), textStyle: { color: token("--ink") }, valueFormatter: (value) => value ?? "not ranked" },
      legend: named ? { show: false } : { type: "scroll", top: 0, textStyle: { color: token("--ink") } },
      grid: { top: named ? 12 : 40, left: 8, right: named ? Math.min(220, width * 0.28) : 16, bottom: 24, containLabel: true },
      xAxis: { type: "category", name: "Version", nameLocation: "middle", nameGap: 36, nameTextStyle: text, boundaryGap: false, data: data.versions, axisLabel: { ...text, margin: 16 }, axisLine: { lineStyle: { color: token("--line-strong") } } },
      yAxis: { type: "value", inverse: true, min: 1, max: lowest, interval: Math.ceil(lowest / 12), axisLabel: text, splitLine: { lineStyle: { color: token("--line") } } },
      series: data.vendors.map((vendor, place) => ({
        name: vendor.name,
        type: "line",
        data: vendor.ranks.map((rank, at) => ({ value: rank, label: { show: named && at === last(vendor) && at === data.versions.length - 1, position: "right", formatter: "{a}", color: token("--ink"), width: Math.min(200, width * 0.26), overflow: "truncate" } })),
        symbol: SYMBOLS[place % SYMBOLS.length],
        symbolSize: 9,
        lineStyle: { width: 2.5, type: DASHES[Math.floor(place / 8) % DASHES.length] },
        emphasis: { focus: "series" },
      })),
    };
  };
  const KINDS = { profile, ranks };
  const HEIGHTS = { profile: (data) => 64 + 44 * data.criteria.length, ranks: (data) => 120 + 34 * data.vendors.length };

  const draw = (place) => {
    const data = JSON.parse(document.getElementById(place.dataset.source).textContent);
    echarts.getInstanceByDom(place)?.dispose();
    place.style.height = `${HEIGHTS[place.dataset.chart](data)}px`;
    const chart = echarts.init(place, null, { renderer: "svg" });
    chart.on("finished", () => { place.dataset.ready = "true"; });
    chart.setOption(KINDS[place.dataset.chart](data, place.clientWidth));
  };
  const places = () => document.querySelectorAll("[data-chart]");
  const drawAll = () => places().forEach(draw);

  drawAll();
  new MutationObserver(drawAll).observe(document.documentElement, { attributeFilter: ["data-bs-theme"] });
  new ResizeObserver(() => places().forEach((place) => echarts.getInstanceByDom(place)?.resize())).observe(document.getElementById("main"));
})();
