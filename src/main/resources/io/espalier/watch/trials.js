/* The trials of a search: sorted, filtered and cut into pages by the server, so that no search is too long. */
import { become, el, fetched, reachable, sortHead } from "./parts.js";

const COUNT = 25;

export class Trials {

  constructor(id) {
    this.id = id;
    this.state = { search: "", filter: "", sort: "score", down: true, from: 0 };
    this.choice = el("select", { id: "trials-search", onchange: () => this.ask({ search: this.choice.value, from: 0 }) });
    this.filter = el("input", { id: "trials-filter", type: "search", autocomplete: "off", spellcheck: "false",
      placeholder: "score>70 macs_millions<2 random", oninput: () => this.later() });
    this.table = el("div", { class: "scroll" });
    this.place = el("p.quiet", { role: "status" });
    this.back = el("button", { type: "button", onclick: () => this.turn(-COUNT) }, "Previous");
    this.on = el("button", { type: "button", onclick: () => this.turn(COUNT) }, "Next");
    this.first = el("button", { type: "button", onclick: () => this.ask({ from: 0 }) }, "First");
    this.section = el("section", { id: "s-trials" },
      el("h2", {}, "The trials"),
      el("div.tools", {},
        el("label", { for: "trials-search" }, "Search", this.choice),
        el("label.wide", { for: "trials-filter" }, "Filter by words and conditions", this.filter)),
      this.table,
      el("div.pages", {}, this.first, this.back, this.on, this.place));
  }

  /** Shows the trials of one of these searches, the one shown before if it is among them. */
  show(searches) {
    this.section.hidden = !searches.length;
    const known = [...this.choice.options].map((o) => o.value);
    if (known.join("\n") !== searches.join("\n")) {
      this.choice.replaceChildren(...searches.map((name) => el("option", { value: name }, name)));
    }
    if (!searches.includes(this.state.search)) { this.state.search = searches[0] || ""; }
    this.choice.value = this.state.search;
    if (searches.length) { this.ask({}); }
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask({ filter: this.filter.value, from: 0 }), 150);
  }

  turn(by) {
    this.ask({ from: Math.max(0, this.state.from + by) });
  }

  /** One question at a time; the last one asked meanwhile follows. */
  async ask(change) {
    Object.assign(this.state, change);
    if (this.asking) {
      this.again = true;
      return;
    }
    this.asking = true;
    const s = this.state;
    const query = new URLSearchParams({ search: s.search, filter: s.filter, sort: s.sort,
      order: s.down ? "down" : "up", from: s.from, count: COUNT });
    try {
      this.draw(await fetched("/runs/" + this.id + "/trials?" + query));
    } catch (e) {
      this.place.textContent = "The trials cannot be read now: " + e.message;
    }
    this.asking = false;
    if (this.again) {
      this.again = false;
      this.ask({});
    }
  }

  draw(page) {
    this.state.from = page.from;
    const head = (label, key, numeric) => sortHead("trials", label, key, this.state, numeric, () => this.ask({ from: 0 }));
    const known = page.columns.filter((c) => page.rows.some((row) => row[c]) || c === this.state.sort);
    const others = known.filter((c) => c !== "trial");
    const table = el("table", {},
      el("thead", {}, el("tr", {},
        head("trial", "trial", true), head("architecture", "architecture", false),
        others.map((c) => head(page.headings[c], c, true)), head("why", "why", false))),
      el("tbody", {}, page.rows.map((row) => el("tr", { class: row.state },
        el("td.n", {}, row.trial), el("td", {}, el("code", {}, row.architecture)),
        others.map((c) => el("td.n", {}, row[c] || "–")),
        el("td", {}, el("span.why", {}, row.why))))));
    become(this.table, el("div", {}, table));
    reachable(this.section);
    const n = (value) => value.toLocaleString("en");
    this.place.textContent = page.found === 0 ? "None of " + n(page.all) + " trials pass the filter."
      : n(page.from + 1) + " to " + n(page.from + page.rows.length) + " of " + n(page.found)
        + (page.found < page.all ? " that pass the filter, " + n(page.all) + " in all" : "");
    this.back.disabled = this.first.disabled = page.from === 0;
    this.on.disabled = page.from + page.rows.length >= page.found;
  }
}
