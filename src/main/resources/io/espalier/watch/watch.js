/* The page of espalier watch: shows a view by the address, and asks again for it when the server says that it changed. */
import { Comparison } from "./compare.js";
import { el, fetched } from "./parts.js";
import { Run } from "./run.js";
import { Runs } from "./runs.js";

const view = document.getElementById("view");
const link = document.getElementById("link");
const news = document.getElementById("news");
const runs = new Runs(view);
let key = "";
let charts;
let page;
let working = new Map();

/* The library of charts is large, and the list of runs does without it. */
function withCharts() {
  const script = (path) => new Promise((done, failed) =>
    document.head.append(el("script", { src: path, onload: done, onerror: failed })));
  charts = charts || script("/echarts.js").then(() => script("/charts.js")).then(() => window.espalierCharts("canvas"));
  return charts;
}

/* Each page: what it asks for, which runs it is about (all if null), and how the answer is shown. */
const pages = {
  list: () => ({ title: "Runs", about: null, path: "/runs", draws: runs, with: async () => null }),
  run: (id) => ({ title: "Run", about: [id], path: "/runs/" + id, draws: new Run(view, id, stop), with: withCharts }),
  compare: (ids) => ({ title: "Runs compared", about: ids.split(","), draws: new Comparison(view), with: withCharts,
    path: "/compare?" + new URLSearchParams(ids.split(",").map((id) => ["run", id])) })
};

function open() {
  const [kind, argument] = location.hash.slice(1).split("=");
  page = (pages[argument ? kind : "list"] || pages.list)(argument);
  const title = page.draws.open();
  document.title = page.title + " · Espalier";
  if (open.before) {
    title.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }
  open.before = true;
  ask(page);
}

/* One question at a time; if something changes meanwhile, the question is asked once more. */
async function ask(of) {
  if (of.asking) {
    of.again = true;
    return;
  }
  of.asking = true;
  try {
    const [answer, drawn] = await Promise.all([fetched(of.path), of.with()]);
    if (of === page) {
      of.draws.show(answer, drawn);
      if (answer.name) { document.title = answer.name + " · Espalier"; }
    }
    if (answer.key) {
      key = answer.key;
      tell(answer.runs);
    }
  } catch (e) {
    if (of === page && e.status) { view.replaceChildren(el("p", {}, e.message), el("a", { href: "#" }, "All runs")); }
  }
  of.asking = false;
  if (of.again) {
    of.again = false;
    ask(of);
  }
}

/* Says, for those who do not see the page, which runs began and ended. */
function tell(all) {
  const now = new Map(all.map((run) => [run.id, run.process ? run.name : null]));
  for (const [id, name] of now) {
    if (name && working.has(id) && !working.get(id)) { news.textContent = name + " is at work."; }
    if (!name && working.get(id)) { news.textContent = working.get(id) + " has ended or was stopped."; }
  }
  working = now;
}

const dialog = document.getElementById("ask");
document.getElementById("ask-no").addEventListener("click", () => dialog.close());
document.getElementById("ask-yes").addEventListener("click", async () => {
  dialog.close();
  const { draws } = page;
  try {
    await fetched("/runs/" + draws.id + "/stop", { method: "POST", headers: { "X-Espalier-Key": key } });
    news.textContent = "It saves and stops after its current step.";
  } catch (e) {
    news.textContent = "It could not be stopped: " + e.message;
  }
  draws.state.append(el("span.quiet", {}, news.textContent));
});

async function stop(run) {
  document.getElementById("ask-title").textContent = "Stop " + run.title.textContent + "?";
  document.getElementById("ask-text").textContent =
    "It finishes its current step, saves everything and ends. The same command with --resume continues it.";
  if (!key) { key = (await fetched("/runs")).key; }
  dialog.showModal();
}

const events = new EventSource("/events");
events.addEventListener("ready", () => {
  link.textContent = "live";
  link.className = "link live";
  ask(page);
});
events.addEventListener("change", (event) => {
  const changed = JSON.parse(event.data);
  if (!page.about || page.about.some((id) => changed.includes(id))) { ask(page); }
});
events.addEventListener("error", () => {
  link.textContent = "no connection, trying again";
  link.className = "link lost";
});
document.getElementById("skip").addEventListener("click", (event) => {
  event.preventDefault();
  document.getElementById("main").focus();
});
window.addEventListener("hashchange", open);
window.addEventListener("beforeunload", () => events.close());
/* Ages of runs grow without any change. */
setInterval(() => { if (page.draws === runs && runs.answer) { runs.draw(); } }, 30000);
open();
