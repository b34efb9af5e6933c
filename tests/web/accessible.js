// What a reader of screens, a keyboard or weak eyes need of a page (WCAG 2.2 A and AA, as far as
// a program can tell): a list of what is missing, empty where nothing is.
() => {
  const found = [];
  const all = (query, root = document) => [...root.querySelectorAll(query)];
  const tell = (what, e) => found.push(`${what}: ${e.outerHTML.slice(0, 120)}`);
  const shown = (e) => e.checkVisibility({ visibilityProperty: true });
  const name = (e) => (e.ariaLabel || e.textContent || e.title || "").trim();

  if (document.documentElement.lang !== "zh-CN") found.push("no language");
  if (!document.title.trim()) found.push("no title");
  all("input:not([type=hidden]), select, textarea").forEach((e) => {
    if (!e.labels.length && !e.ariaLabel) tell("no label", e);
  });
  all("button, a, summary").forEach((e) => { if (!name(e)) tell("no name", e); });
  all("img").forEach((e) => { if (!e.hasAttribute("alt")) tell("no text for", e); });
  const ids = all("[id]").map((e) => e.id);
  ids.filter((id, n) => ids.indexOf(id) !== n).forEach((id) => found.push(`twice: ${id}`));
  ["aria-describedby", "aria-labelledby"].forEach((attribute) => all(`[${attribute}]`).forEach((e) => {
    if (!document.getElementById(e.getAttribute(attribute))) tell("names nothing", e);
  }));

  const levels = all("h1, h2, h3, h4").map((e) => Number(e.tagName[1]));
  if (levels.filter((level) => level === 1).length !== 1) found.push("not one h1");
  levels.forEach((level, n) => { if (level > (n ? levels[n - 1] : 0) + 1) found.push(`h${level} skips`); });
  if (all("main").length !== 1 || all("body > header").length !== 1) found.push("no landmarks");
  all("nav").forEach((e) => { if (!name(e) || !e.ariaLabel) tell("nav without name", e); });
  all("table").forEach((e) => {
    if (!all("thead th", e).length || all("th:not([scope])", e).length) tell("no heads", e);
  });
  all("ul, ol").forEach((list) => [...list.children].forEach((e) => {
    if (e.tagName !== "LI") tell("no item of a list", e);
  }));

  // Keyboard: in the order of the page, the first step leads past the head, and where it is shows.
  all("[tabindex]").forEach((e) => { if (e.tabIndex > 0) tell("its own order", e); });
  const first = all("a, button, input, select, textarea, summary")[0];
  if (!first || first.getAttribute("href") !== "#main") found.push("no way past the head");
  all("[onclick], [role=button]").forEach((e) => { if (e.tabIndex < 0) tell("not by keys", e); });

  const part = (c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
  const light = ([r, g, b]) => 0.2126 * part(r / 255) + 0.7152 * part(g / 255) + 0.0722 * part(b / 255);
  const rgba = (text) => text.match(/[\d.]+/g).map(Number);
  const ground = (e) => {
    for (let at = e; at; at = at.parentElement) {
      const colour = rgba(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const e = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !shown(e) || e.closest(":disabled, .skip, option")) continue;
    const style = getComputedStyle(e);
    const [one, other] = [light(rgba(style.color)), light(ground(e))];
    const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (ratio < (large ? 3 : 4.5)) tell(`contrast ${ratio.toFixed(2)}`, e);
  }
  return [...new Set(found)];
}
