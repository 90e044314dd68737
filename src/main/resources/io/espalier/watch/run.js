/* One run: what its report shows, live, with its trials, files and the button that stops it. */
import { becomeHtml, become, bytes, el } from "./parts.js";
import { Trials } from "./trials.js";

export class Run {

  constructor(view, id, stop) {
    this.view = view;
    this.id = id;
    this.stop = stop;
    this.sections = new Map();
    this.trials = new Trials(id);
  }

  open() {
    this.title = el("h1", { tabindex: "-1" }, "…");
    this.subtitle = el("p.subtitle", {});
    this.state = el("div.state", {});
    this.headline = el("div", {});
    this.quick = el("p.files", {});
    this.body = el("div", {});
    this.files = el("section", { id: "s-files" });
    this.view.replaceChildren(el("p.crumb", {}, el("a", { href: "#" }, "← all runs")), this.title, this.subtitle,
      this.state, this.headline, this.quick, this.body);
    return this.title;
  }

  show(run, charts) {
    this.title.textContent = run.name;
    this.subtitle.textContent = run.subtitle;
    this.showState(run);
    becomeHtml(this.headline, run.headline);
    const wanted = [];
    for (const { id, title, html } of run.sections) {
      if (!this.sections.has(id)) {
        const place = el("div", {});
        this.sections.set(id, { place: place, section: el("section", { id: "s-" + id }, el("h2", {}, title), place) });
      }
      const known = this.sections.get(id);
      // Only what differs is touched, so that nothing flickers under the reader's eyes.
      if (known.html !== html) {
        becomeHtml(known.place, html);
        known.html = html;
      }
      wanted.push(known.section);
      if (id === "search") { wanted.push(this.trials.section); }
    }
    if (!wanted.includes(this.trials.section)) { wanted.push(this.trials.section); }
    wanted.push(this.files);
    wanted.forEach((section, i) => {
      if (this.body.children[i] !== section) { this.body.insertBefore(section, this.body.children[i] || null); }
    });
    while (this.body.children.length > wanted.length) { this.body.lastChild.remove(); }
    this.trials.show(run.searches);
    this.showFiles(run.files);
    charts.draw(run.charts);
  }

  showState(run) {
    const parts = [];
    if (run.process) {
      parts.push(el("span.working", {}, "at work"), el("span.quiet", {}, "process " + run.process.pid));
      if (run.process.stops) {
        parts.push(el("button.danger", { id: "stop", type: "button", onclick: () => this.stop(this) }, "Save and stop"));
      } else {
        parts.push(el("span.quiet", {}, "it can be stopped only where it was started"));
      }
    } else {
      parts.push(el("span.idle", {}, "nobody works on it now"));
    }
    if (run.figures.problems) { parts.push(el("span.problem", {}, "some of its files cannot be read; the end of this page says why")); }
    become(this.state, el("div", {}, parts));
  }

  showFiles(files) {
    const link = (file, text) => el("a", { id: "get-" + text + "-" + file.name, download: true,
      href: "/runs/" + this.id + "/file?name=" + encodeURIComponent(file.name) }, text);
    const named = (end) => files.find((file) => file.name.endsWith(end));
    const quick = [["The network, all formats", ".zip"], ["ONNX", "model.onnx"], ["Trials, CSV", "trials.csv"]]
      .filter(([, end]) => named(end));
    become(this.quick, el("p", {}, quick.map(([text, end]) => link(named(end), text))));
    become(this.files, el("section", {}, el("h2", {}, "Files to download"),
      el("table", {}, el("tbody", {}, files.map((file) => el("tr", {}, el("td", {}, link(file, file.name)),
        el("td.n", {}, file.bytes < 0 ? "the whole folder" : bytes(file.bytes))))))));
    this.files.hidden = files.length === 0;
  }
}
