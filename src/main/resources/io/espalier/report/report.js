(function () {
  "use strict";
  const charts = espalierCharts("svg");
  charts.draw(JSON.parse(document.getElementById("data").textContent));
})();
