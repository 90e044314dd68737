/* Draws the charts of a run into the elements that its page has for them, again whenever the data change. */
function espalierCharts(renderer) {
  "use strict";
  let data = {};
  const charts = new Map();

  function style() {
    const css = getComputedStyle(document.documentElement);
    const colour = (name) => css.getPropertyValue("--" + name).trim();
    return {
      ink: colour("ink"), soft: colour("soft"), line: colour("line"), panel: colour("panel"),
      lines: ["leaf", "clay", "sky", "plum"].map(colour)
    };
  }

  function axis(s, name, extra) {
    return Object.assign({
      type: "value", scale: true, name: name, nameLocation: "middle",
      nameTextStyle: { color: s.soft, fontSize: 13 },
      axisLabel: { color: s.soft, fontSize: 12 }, axisLine: { show: false }, axisTick: { show: false },
      splitLine: { lineStyle: { color: s.line } }
    }, extra);
  }

  function frame(s, across, up) {
    return {
      animation: false, color: s.lines,
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
      grid: { left: 62, right: 58, top: 42, bottom: 48 },
      legend: { top: 4, left: 8, textStyle: { color: s.ink, fontSize: 13 }, icon: "roundRect", itemWidth: 14, itemHeight: 4 },
      tooltip: {
        trigger: "axis", backgroundColor: s.panel, borderColor: s.line, confine: true,
        textStyle: { color: s.ink, fontSize: 13 }, axisPointer: { lineStyle: { color: s.soft } }
      },
      xAxis: axis(s, across, { nameGap: 30, splitLine: { show: false } }),
      yAxis: axis(s, up, { nameGap: 44 })
    };
  }

  const score = (v) => v.toFixed(data.decimals) + (data.unit && " " + data.unit);

  function bestSoFar(s) {
    const option = frame(s, "evaluations", "best so far: " + data.measure);
    option.xAxis.min = 1;
    option.tooltip.valueFormatter = score;
    option.series = Object.entries(data.bestSoFar).map(([name, points]) => ({
      name: name, type: "line", step: "end", showSymbol: false, data: points, lineStyle: { width: 2.4 }
    }));
    return option;
  }

  function pareto(s) {
    const option = frame(s, data.cost, data.measure);
    const escape = (t) => String(t).replace(/[&<>"]/g, (c) => "&#" + c.charCodeAt(0) + ";");
    option.tooltip.trigger = "item";
    option.tooltip.formatter = (p) =>
      "<b>" + escape(p.data[2]) + "</b><br>" + escape(p.seriesName) + ": " + score(p.data[1]) + "<br>" + escape(p.data[3]);
    option.series = Object.entries(data.trials).map(([name, points]) => ({
      name: name, type: "scatter", symbolSize: 7, data: points, itemStyle: { opacity: 0.55 }
    }));
    option.series.push({
      name: "Pareto front", type: "line", step: data.steps ? "end" : false, data: data.front, symbol: "circle", symbolSize: 7,
      lineStyle: { width: data.steps ? 1.6 : 0, color: s.ink }, itemStyle: { color: s.ink }, z: 5
    });
    return option;
  }

  function training(s, curve) {
    const option = frame(s, "steps", "accuracy, %");
    const names = Object.keys(curve.accuracies);
    option.tooltip.valueFormatter = (v) => (v === undefined ? "" : v.toFixed(3));
    option.yAxis = [option.yAxis, axis(s, "loss", { nameGap: 36, splitLine: { show: false }, position: "right" })];
    const line = (name, points, y, colour) => ({
      name: name, type: "line", yAxisIndex: y, showSymbol: points.length < 3, data: points,
      lineStyle: { width: 2 }, itemStyle: { color: colour }
    });
    option.series = names.map((name, i) => line(name, curve.accuracies[name], 0, s.lines[i === 0 ? 0 : 2]));
    option.series.push(line("loss", curve.loss, 1, s.lines[1]));
    if (names.length === 0) {
      option.yAxis[0].show = false;
    }
    return option;
  }

  /* Several runs over each other: by name, points (x, y). A run has one colour; its further lines are broken. */
  function lines(s, across, up, stepped, curves, runOf) {
    const seen = new Map();
    const broken = ["solid", "dashed", "dotted"];
    const option = frame(s, across, up);
    option.legend.type = "scroll";
    option.tooltip.valueFormatter = (v) => (v === undefined || v === null ? "" : v.toFixed(3));
    option.series = Object.entries(curves).map(([name, points]) => {
      const run = runOf(name);
      const before = seen.get(run) || 0;
      seen.set(run, before + 1);
      return {
        name: name, type: "line", step: stepped ? "end" : false, showSymbol: points.length < 3, data: points,
        itemStyle: { color: s.lines[run % s.lines.length] },
        lineStyle: { width: 2.2, type: broken[(before + Math.floor(run / s.lines.length)) % 3] }
      };
    });
    return option;
  }

  function show(id, build) {
    const place = document.getElementById(id);
    let known = charts.get(id);
    if (known && known.place !== place) {
      known.chart.dispose();
      charts.delete(id);
      known = undefined;
    }
    if (!place) {
      return;
    }
    if (!known) {
      known = { place: place, chart: echarts.init(place, null, { renderer: renderer }) };
      charts.set(id, known);
    }
    known.draw = () => known.chart.setOption(build(style()), true);
    known.draw();
  }

  window.addEventListener("resize", () => charts.forEach((c) => c.chart.resize()));
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => charts.forEach((c) => c.draw()));

  return {
    draw: function (next) {
      data = next;
      if (data.bestSoFar) { show("best-so-far", bestSoFar); show("pareto", pareto); }
      if (data.training) { show("training", (s) => training(s, data.training)); }
      if (data.retraining) { show("retraining", (s) => training(s, data.retraining)); }
    },
    compare: (id, across, up, stepped, curves, runOf) =>
      show(id, (s) => lines(s, across, up, stepped, curves, runOf))
  };
}
