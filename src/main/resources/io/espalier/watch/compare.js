/* Chosen runs side by side: where their settings and figures differ, and their curves over each other. */
import { become, el, reachable } from "./parts.js";

const CHARTS = [
  ["best", "Best so far in the search", "evaluations", null, true],
  ["training_accuracy", "Accuracy in the supernet's training", "steps", "accuracy, %", false],
  ["training_loss", "Loss in the supernet's training", "steps", "loss", false],
  ["retraining_accuracy", "Accuracy in the retraining", "steps", "accuracy, %", false],
  ["retraining_loss", "Loss in the retraining", "steps", "loss", false]
];

export class Comparison {

  constructor(view) {
    this.view = view;
  }

  open() {
    this.title = el("h1", { tabindex: "-1" }, "Runs compared");
    this.subtitle = el("p.subtitle", {});
    this.body = el("div", {});
    this.view.replaceChildren(el("p.crumb", {}, el("a", { href: "#" }, "← all runs")), this.title, this.subtitle, this.body);
    return this.title;
  }

  show(answer, charts) {
    this.subtitle.textContent = answer.runs.map((run) => run.name).join(", ");
    const shown = CHARTS.filter(([key]) => answer.curves[key]);
    become(this.body, el("div", {},
      shown.map(([key, title]) => el("section", { id: "s-" + key }, el("h2", {}, title),
        el("div.chart", { id: "compare-" + key, role: "img", "aria-label": title }))),
      this.table(answer, "setting", "Settings that differ", "All settings are equal."),
      this.table(answer, "figure", "Figures", "All figures are equal.")));
    reachable(this.body);
    const runOf = (name) => Math.max(0, answer.runs.findIndex((run) => name === run.name || name.startsWith(run.name + ": ")));
    for (const [key, , across, up, stepped] of shown) {
      charts.compare("compare-" + key, across, up || answer.measure, stepped, answer.curves[key], runOf);
    }
  }

  table(answer, kind, title, none) {
    const rows = answer.differences.filter((row) => row.kind === kind);
    return el("section", { id: "s-" + kind }, el("h2", {}, title), rows.length === 0 ? el("p", {}, none)
      : el("div.scroll", {}, el("table", {},
        el("thead", {}, el("tr", {}, el("th", { scope: "col" }, kind),
          answer.runs.map((run) => el("th", { scope: "col" }, el("a", { href: "#run=" + run.id }, run.name))))),
        el("tbody", {}, rows.map((row) => el("tr", {}, el("th", { scope: "row" }, el("code", {}, row.what)),
          row.cells.map((cell) => el("td", {}, cell || "–"))))))));
  }
}
