/* The list of all runs. */
import { ago, become, el, sortHead, spark } from "./parts.js";

const COLUMNS = [
  ["steps", "steps", true], ["loss", "loss", true], ["kendall_tau", "τ", true], ["evaluations", "evaluations", true],
  ["score", "best", true], ["test_accuracy_percent", "test, %", true], ["changed", "changed", false]
];

export class Runs {

  constructor(view) {
    this.view = view;
    this.state = { sort: "name", down: false, filter: "" };
    this.chosen = new Set();
    this.filter = el("input", { id: "runs-filter", type: "search", autocomplete: "off", spellcheck: "false",
      placeholder: "name, tag, space …", oninput: () => { this.state.filter = this.filter.value.toLowerCase(); this.draw(); } });
    this.compare = el("button.main", { type: "button", onclick: () => {
      location.hash = "compare=" + [...this.chosen].join(",");
    } }, "Compare");
    this.counted = el("p.quiet", { role: "status" });
    this.table = el("div.runs", {});
  }

  open() {
    this.title = el("h1", { tabindex: "-1" }, "Runs");
    this.folder = el("p.subtitle", {});
    this.view.replaceChildren(this.title, this.folder,
      el("div.tools", {}, el("label.wide", { for: "runs-filter" }, "Filter", this.filter), this.compare),
      this.counted, this.table);
    return this.title;
  }

  show(answer) {
    this.answer = answer;
    this.draw();
  }

  draw() {
    const all = this.answer.runs;
    this.folder.textContent = this.answer.folder;
    for (const id of this.chosen) {
      if (!all.some((run) => run.id === id)) { this.chosen.delete(id); }
    }
    const shown = all.filter((run) => this.passes(run)).sort((a, b) => this.order(a, b));
    const columns = COLUMNS.filter(([key]) => all.some((run) => run.figures[key]));
    const head = (label, key, numeric) => sortHead("runs", label, key, this.state, numeric, () => this.draw());
    this.counted.textContent = all.length === 0 ? "No run is in this folder yet; this page shows each as it begins."
      : shown.length === all.length ? all.length + (all.length === 1 ? " run, " : " runs, ") + working(all)
      : shown.length + " of " + all.length + " runs";
    become(this.table, el("div", {}, all.length ? el("table", {},
      el("thead", {}, el("tr", {}, el("th", { scope: "col" }, el("span.unseen", {}, "choose")),
        head("run", "name", false), el("th", { scope: "col" }, "trend"),
        columns.map(([key, label, numeric]) => head(label, key, numeric)))),
      el("tbody", {}, shown.map((run) => this.row(run, columns)))) : null));
    this.compare.textContent = this.chosen.size > 1 ? "Compare " + this.chosen.size : "Compare";
    this.compare.disabled = this.chosen.size < 2;
  }

  row(run, columns) {
    const f = run.figures;
    const box = el("input", { type: "checkbox", "aria-label": "choose " + run.name + " to compare", onchange: (event) => {
      if (event.target.checked) { this.chosen.add(run.id); } else { this.chosen.delete(run.id); }
      this.draw();
    } });
    box.checked = this.chosen.has(run.id);
    const about = [f.space, f.data, f.strategy].filter((t) => t).join(" · ");
    return el("tr", { id: "run-" + run.id },
      el("td.choose", {}, el("label", {}, box)),
      el("td.name", {}, el("a", { href: "#run=" + run.id }, run.name),
        run.process ? el("span.working", {}, "at work") : null,
        (f.tags || "").split(" ").filter((t) => t).map((tag) => el("span.tag", {}, tag)),
        el("small", {}, about), f.note ? el("small.note", {}, f.note) : null,
        f.problems ? el("small.problem", {}, f.problems) : null),
      el("td.trend", {}, run.trend.length > 1 ? spark(run.trend, "trend of " + run.name) : null),
      columns.map(([key, label, numeric]) => el("td" + (numeric ? ".n" : "") + (key === "changed" ? ".when" : ""),
        { "data-label": label }, key === "changed" ? ago(f[key]) : f[key] || "–")));
  }

  passes(run) {
    const texts = [run.name, ...Object.values(run.figures), run.process ? "at work" : "idle"].join(" ").toLowerCase();
    return this.state.filter.split(/\s+/).every((word) => texts.includes(word));
  }

  /* Numbers as numbers, what is not known last. */
  order(a, b) {
    const key = this.state.sort;
    const [one, other] = [a, b].map((run) => (key === "name" ? run.name : run.figures[key] || ""));
    if ((one === "") !== (other === "")) { return one === "" ? 1 : -1; }
    const numbers = [Number(one), Number(other)];
    const by = numbers.some(Number.isNaN) ? one.localeCompare(other, "en", { numeric: true }) : numbers[0] - numbers[1];
    return (this.state.down ? -by : by) || a.name.localeCompare(b.name, "en");
  }
}

function working(all) {
  const count = all.filter((run) => run.process).length;
  return count + " at work";
}
