/* Small parts that all views are made of. Texts become text nodes, never markup. */

/** An element: "tag.class", attributes or listeners (onclick), children as nodes or texts. */
export function el(kind, attributes, ...children) {
  const [tag, ...classes] = kind.split(".");
  const node = document.createElement(tag);
  if (classes.length) { node.className = classes.join(" "); }
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith("on")) {
      node.addEventListener(name.slice(2), value);
    } else if (value !== null && value !== undefined && value !== false) {
      node.setAttribute(name, value === true ? "" : value);
    }
  }
  node.append(...children.flat().filter((c) => c !== null && c !== undefined));
  return node;
}

/* What this page adds to what the server sends. */
const OWN = new Set(["open", "tabindex", "role", "aria-label", "_echarts_instance_"]);

/** Makes the children of a place those of another node, and keeps what is alike: charts, focus, open details. */
export function become(place, wanted) {
  const old = [...place.childNodes];
  const fresh = [...wanted.childNodes];
  fresh.forEach((next, i) => {
    const now = old[i];
    if (!now) {
      place.append(next);
    } else if (now.nodeName !== next.nodeName || (now.id || "") !== (next.id || "")) {
      now.replaceWith(next);
    } else if (now.nodeType !== Node.ELEMENT_NODE) {
      if (now.data !== next.data) { now.data = next.data; }
    } else {
      for (const { name, value } of next.attributes) {
        if (now.getAttribute(name) !== value) { now.setAttribute(name, value); }
      }
      for (const { name } of [...now.attributes]) {
        const isOwn = OWN.has(name) || now.classList.contains("chart");
        if (!next.hasAttribute(name) && !isOwn) { now.removeAttribute(name); }
      }
      if (!now.classList.contains("chart")) { become(now, next); }
    }
  });
  old.slice(fresh.length).forEach((node) => node.remove());
}

/** As above, for a section that the server has drawn; whatever comes from a file is escaped in it. */
export function becomeHtml(place, html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  become(place, template.content);
  reachable(place);
}

/** What scrolls must be reachable by keyboard, and have a name. */
export function reachable(place) {
  const section = place.closest("section");
  const title = section && section.querySelector("h2");
  place.querySelectorAll(".scroll, pre").forEach((box, i) => {
    box.tabIndex = 0;
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", (title ? title.textContent : "Content") + ", part " + (i + 1));
  });
}

/** A curve without axes in the size of a line of text. */
export function spark(points, label) {
  const width = 120;
  const height = 28;
  const ns = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(ns, "svg");
  svg.setAttribute("class", "spark");
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", label);
  const xs = points.map((p) => p[0]);
  const ys = points.map((p) => p[1]);
  const place = (v, all, size) => {
    const low = Math.min(...all);
    const range = Math.max(...all) - low;
    return range > 0 ? 2 + (size - 4) * (v - low) / range : size / 2;
  };
  const line = document.createElementNS(ns, "polyline");
  line.setAttribute("points", points.map((p) =>
    place(p[0], xs, width).toFixed(1) + "," + (height - place(p[1], ys, height)).toFixed(1)).join(" "));
  svg.append(line);
  return svg;
}

/** "3 min ago", with the time itself for who asks. */
export function ago(iso) {
  if (!iso) { return el("span", {}, "–"); }
  const seconds = Math.max(0, (Date.now() - Date.parse(iso)) / 1000);
  const [size, unit] = [[86400, "d"], [3600, "h"], [60, "min"]].find(([s]) => seconds >= s) || [1, "s"];
  const text = seconds < 5 ? "now" : Math.floor(seconds / size) + " " + unit + " ago";
  return el("time", { datetime: iso, title: iso }, text);
}

export function bytes(size) {
  if (size < 0) { return ""; }
  const units = ["B", "kB", "MB", "GB"];
  const n = size > 0 ? Math.min(3, Math.floor(Math.log10(size) / 3)) : 0;
  return (size / 1000 ** n).toFixed(n ? 1 : 0) + " " + units[n];
}

export async function fetched(path, options) {
  const answer = await fetch(path, options);
  if (!answer.ok) {
    const text = await answer.text();
    let problem = text;
    try { problem = JSON.parse(text).title || text; } catch (e) { /* It is a text already. */ }
    throw Object.assign(new Error(problem), { status: answer.status });
  }
  return answer.json();
}

/**
 * A head of a column by which a table is sorted. Its id keeps it apart from others when the table is drawn again;
 * the listener of a head that stays asks the state, not what it was when it was made.
 */
export function sortHead(table, label, key, state, numeric, changed) {
  const isSorted = state.sort === key;
  return el("th" + (numeric ? ".n" : ""),
    { id: table + "-by-" + key, scope: "col", "aria-sort": isSorted ? (state.down ? "descending" : "ascending") : null },
    el("button.sort", { type: "button", onclick: () => {
      state.down = state.sort === key ? !state.down : numeric;
      state.sort = key;
      changed();
    } }, label, el("span", { "aria-hidden": "true" }, isSorted ? (state.down ? " ↓" : " ↑") : "")));
}
