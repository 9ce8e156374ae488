// A chart of an answer: bars, or a line over time. Its equivalent in text is the table beside it.

import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from "chart.js";

Chart.register(
  BarController, BarElement, CategoryScale, Legend, LinearScale, LineController, LineElement, PointElement, Tooltip
);
Chart.defaults.animation = false;
const MOST = 300;
/** Pixels of the whole width for each letter of a label. */
const LETTER = 16;
const BAR = 26;
const TIME = /^\d{4}(-\d\d){0,2}(T|$)/;

/**
 * Draw points, [label, number, series] each, on a canvas whose parent gives the room, and return how many were drawn.
 * Points of several series stand upon each other; without series, each point has a place of its own unless labels
 * are times. `axes` are the names of the two.
 */
export function draw(canvas, points, axes) {
  const some = points.slice(0, MOST);
  const overTime = some.every(([label]) => TIME.test(label));
  if (overTime) some.sort(([one], [other]) => (one < other ? -1 : Number(one > other)));
  const series = [...new Set(some.map(([, , by]) => by))];
  const unique = new Set(some.map(([label]) => label)).size === some.length;
  const joined = series.length > 1 || unique;
  const labels = joined ? [...new Set(some.map(([label]) => label))] : some.map(([label]) => label);
  const style = getComputedStyle(canvas);
  const colour = (name) => style.getPropertyValue(name).trim();
  const line = overTime && unique;
  const most = Math.max(14, Math.min(48, Math.floor(canvas.parentElement.clientWidth / LETTER)));
  Chart.getChart(canvas)?.destroy();
  canvas.parentElement.style.height = overTime ? "24rem" : `${Math.max(6, labels.length + 3) * BAR}px`;
  Chart.defaults.font.family = colour("--sans");
  Chart.defaults.color = colour("--quiet");
  const axis = (text) => ({
    stacked: !line,
    title: { display: true, text },
    ticks: { autoSkip: overTime },
    grid: { color: colour("--rule") },
  });
  new Chart(canvas, {
    type: line ? "line" : "bar",
    data: {
      labels: labels.map((label) => (label.length > most ? `${label.slice(0, most - 1)}…` : label)),
      datasets: series.map((by, at) => {
        const shade = series.length > 1 ? `hsl(${Math.round((at * 360) / series.length + 205) % 360} 45% ${at % 2 ? 62 : 45}%)` : colour("--link");
        const data = Array(labels.length).fill(null);
        some.forEach(([label, number, of], place) => {
          if (of === by) data[joined ? labels.indexOf(label) : place] = number;
        });
        return { label: by, data, backgroundColor: shade, borderColor: shade };
      }),
    },
    options: {
      maintainAspectRatio: false,
      indexAxis: overTime ? "x" : "y",
      scales: { [overTime ? "x" : "y"]: axis(axes[0]), [overTime ? "y" : "x"]: { ...axis(axes[1]), beginAtZero: true } },
      plugins: { legend: { display: series.length > 1, position: "bottom" } },
    },
  });
  return some.length;
}
