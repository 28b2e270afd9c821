// ECharts on the report's page: its charts, and what they have in common.

import { element } from '../../../static/js/elements.js';

let charts = [];

export function css(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

export function start(node) {
  const chart = echarts.init(node, null, { renderer: 'canvas' });
  charts.push(chart);
  return chart;
}

/** Ends the charts of some nodes, or all. */
export function end(nodes) {
  const ended = charts.filter(chart => !nodes || nodes.includes(chart.getDom()));
  ended.forEach(chart => chart.dispose());
  charts = charts.filter(chart => !ended.includes(chart));
}

/** What is behind a heatmap where it has no result. */
export function hatch() {
  const canvas = element('canvas');
  canvas.width = canvas.height = 6;
  const g = canvas.getContext('2d');
  g.fillStyle = css('--sand');
  g.fillRect(0, 0, 6, 6);
  g.strokeStyle = css('--hatch');
  g.beginPath();
  for (const k of [0, 6, 12]) {
    g.moveTo(k + 1, -1);
    g.lineTo(k - 7, 7);
  }
  g.stroke();
  return { image: canvas, repeat: 'repeat' };
}

export function tooltipStyle() {
  return { backgroundColor: css('--paper'), borderColor: css('--line'), textStyle: { color: css('--ink'), fontSize: 13 }, confine: true };
}

export function axisStyle(name) {
  return {
    name,
    nameLocation: 'middle',
    nameTextStyle: { color: css('--ink'), fontSize: 12 },
    axisLabel: { color: css('--ink'), fontSize: 12 },
    axisLine: { show: false },
    axisTick: { show: false },
    splitLine: { lineStyle: { color: css('--line') } },
  };
}
