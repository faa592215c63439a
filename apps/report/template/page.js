(() => {
  "use strict";
  const root = document.documentElement;
  const prefersDark = window.matchMedia("(prefers-color-scheme: dark)");
  // Colours of series that are too dark on a dark page.
  const lighter = { "#0072b2": "#4aa8e0", "#009e73": "#35c79a", "#8a6d00": "#c9a53a", "0,114,178": "74,168,224" };

  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : prefersDark.matches);
  const variable = (name) => getComputedStyle(root).getPropertyValue(name).trim();

  function merge(target, patch) {
    for (const key of Object.keys(patch)) {
      const inner = patch[key];
      if (inner && typeof inner === "object" && !Array.isArray(inner)) target[key] = merge(target[key] || {}, inner);
      else if (target[key] === undefined) target[key] = inner;
    }
    return target;
  }

  function figureOf(plot) {
    let text = document.getElementById(plot.id + "-data").textContent;
    if (isDark()) for (const colour of Object.keys(lighter)) text = text.replaceAll(colour, lighter[colour]);
    const figure = JSON.parse(text);
    const ink = variable("--ink"), line = variable("--line"), paper = variable("--paper");
    const axis = { gridcolor: line, linecolor: line, zerolinecolor: line, showline: true, ticks: "outside", tickcolor: line };
    const theme = { font: { family: getComputedStyle(document.body).fontFamily, size: 13, color: ink },
      paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)",
      modebar: { bgcolor: "rgba(0,0,0,0)", color: variable("--soft"), activecolor: ink }, hoverlabel: { bgcolor: paper, bordercolor: line, font: { color: ink } } };
    for (const name of ["xaxis", "yaxis"]) if (figure.layout[name]) theme[name] = axis;
    if (figure.layout.scene) {
      const inSpace = { gridcolor: line, linecolor: line, zerolinecolor: line, showbackground: false, color: ink };
      theme.scene = { bgcolor: "rgba(0,0,0,0)", xaxis: inSpace, yaxis: inSpace, zaxis: inSpace };
    }
    if (figure.layout.ternary) {
      const side = { gridcolor: line, linecolor: ink };
      theme.ternary = { bgcolor: "rgba(0,0,0,0)", aaxis: side, baxis: side, caxis: side };
    }
    merge(figure.layout, theme);
    return figure;
  }

  const config = { responsive: true, displaylogo: false, displayModeBar: window.matchMedia("(hover: hover)").matches ? "hover" : false, showSendToCloud: false,
    toImageButtonOptions: { format: "svg" }, modeBarButtonsToRemove: ["lasso2d", "select2d"] };

  async function draw(plot) {
    try {
      const figure = figureOf(plot);
      await Plotly.react(plot, figure.data, figure.layout, config);
      plot.dataset.drawn = "true";
    } catch (error) {
      plot.textContent = "This figure could not be drawn: " + error.message;
      plot.classList.add("failed");
      root.dataset.failed = "true";
    }
  }

  async function drawAll() {
    for (const plot of document.querySelectorAll(".plot")) await draw(plot);
    root.dataset.ready = "true";
  }

  // Rows of the traces of a figure: what is drawn, as CSV.
  function csvOf(plot) {
    const figure = JSON.parse(document.getElementById(plot.id + "-data").textContent);
    const cell = (value) => (value === null || value === undefined ? "" : /[",\n]/.test(value) ? '"' + String(value).replaceAll('"', '""') + '"' : String(value));
    const lines = ["curve,x,y,z"];
    for (const trace of figure.data) {
      if (trace.hoverinfo === "skip") continue;
      const x = trace.x || trace.a || [], y = trace.y || trace.b || [];
      if (trace.z && Array.isArray(trace.z[0]))
        trace.z.forEach((row, j) => row.forEach((z, i) => lines.push(["", x[i], y[j], z].map(cell).join(","))));
      else x.forEach((value, i) => lines.push([trace.name, value, y[i], trace.c ? trace.c[i] : null].map(cell).join(",")));
    }
    return lines.join("\r\n") + "\r\n";
  }

  function save(name, type, text) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-save]");
    if (!button) return;
    if (button.dataset.save === "figure") {
      const plot = document.getElementById(button.dataset.of);
      save(button.dataset.name, "text/csv", csvOf(plot));
    } else {
      const text = document.getElementById(button.dataset.of).textContent;
      save(button.dataset.name, button.dataset.save, button.dataset.save === "text/csv" ? JSON.parse(text) : text);
    }
  });

  const toggle = document.getElementById("theme");
  function label() {
    toggle.textContent = isDark() ? "Light" : "Dark";
    toggle.setAttribute("aria-label", isDark() ? "Switch to light colours" : "Switch to dark colours");
    toggle.setAttribute("aria-pressed", String(isDark()));
  }
  toggle.hidden = false;
  toggle.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    label();
    drawAll();
  });
  // Paper is white: pages print light, and turn back afterwards.
  let beforePrint;
  window.addEventListener("beforeprint", () => { beforePrint = root.dataset.theme; root.dataset.theme = "light"; drawAll(); });
  window.addEventListener("afterprint", () => {
    if (beforePrint === undefined) delete root.dataset.theme; else root.dataset.theme = beforePrint;
    drawAll();
  });
  prefersDark.addEventListener("change", () => { label(); drawAll(); });
  for (const button of document.querySelectorAll("[data-save]")) button.hidden = false;
  label();
  drawAll();
})();
