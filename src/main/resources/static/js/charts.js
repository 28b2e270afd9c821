// ECharts, loaded when the first chart is wanted, and what all charts of the page have in common.

import { element } from './elements.js';
import { themeColour } from './theme.js';
import { grouped, three } from './words.js';

const SOURCE = 'webjars/echarts/5.5.0/echarts.min.js';
let loading = null;

function echarts() {
  loading ??= new Promise((resolve, reject) => {
    const script = element('script', { src: SOURCE });
    script.addEventListener('load', () => resolve(window.echarts));
    script.addEventListener('error', () => {
      loading = null;
      script.remove();
      reject(new Error('the charts could not be loaded'));
    });
    document.head.append(script);
  });
  return loading;
}

/** A chart that follows its box and the theme. options() is asked again for each drawing. */
export class Chart {
  #chart = null;
  #closed = false;
  #redraw = () => this.draw();

  constructor(className, options) {
    this.options = options;
    this.node = element('div', { class: 'chart ' + className, role: 'img' });
    document.addEventListener('theme', this.#redraw);
    echarts().then(
      library => {
        if (this.#closed) return;
        this.observer = new ResizeObserver(() => this.#fit(library));
        this.observer.observe(this.node);
      },
      error => {
        this.node.textContent = error.message;
      },
    );
  }

  /** ECharts cannot begin in a box that is hidden: that has no size. */
  #fit(library) {
    if (this.#chart) this.#chart.resize();
    else if (this.node.clientWidth) {
      this.#chart = library.init(this.node, null, { renderer: 'svg' });
      this.draw();
    }
  }

  /** label says in words what the lines show. */
  draw(label) {
    if (label) this.node.setAttribute('aria-label', label);
    this.#chart?.setOption({ animation: false, ...this.options() }, { notMerge: true });
  }

  close() {
    this.#closed = true;
    document.removeEventListener('theme', this.#redraw);
    this.observer?.disconnect();
    this.#chart?.dispose();
  }
}

export function axis(name, extra = {}) {
  const ink = themeColour('--faint');
  const { axisLabel, splitLine, ...rest } = extra;
  return {
    name,
    nameLocation: 'middle',
    nameGap: 26,
    nameTextStyle: { color: ink, fontSize: 12 },
    axisLine: { show: false },
    axisTick: { show: false },
    minorTick: { show: false },
    minorSplitLine: { show: false },
    axisLabel: { color: ink, fontSize: 11, hideOverlap: true, ...axisLabel },
    splitLine: { lineStyle: { color: themeColour('--line') }, ...splitLine },
    ...rest,
  };
}

/** kind: `seen`, `unseen`, `train` or `loss`; each has a colour, and a dash or a mark for those who see no colours. */
export function line(kind, name, data, points = false) {
  const colour = themeColour('--' + kind);
  return {
    name,
    type: 'line',
    data,
    connectNulls: false,
    showSymbol: points || data.length === 1,
    symbolSize: points ? 8 : 6,
    symbol: { seen: 'circle', unseen: 'diamond', train: 'rect' }[kind] ?? 'circle',
    lineStyle: { color: colour, width: 2, type: { unseen: [6, 4], train: [2, 3] }[kind] ?? 'solid' },
    itemStyle: { color: colour },
  };
}

/** A level to compare with, drawn across. The legend has its name: beside the line, curves would strike it through. */
export function level(y, words) {
  const colour = themeColour('--faint');
  return {
    name: words,
    type: 'line',
    data: [],
    silent: true,
    symbol: 'none',
    lineStyle: { color: colour, type: 'dashed', width: 1.2 },
    itemStyle: { color: colour },
    markLine: {
      silent: true,
      animation: false,
      symbol: 'none',
      data: [{ yAxis: y }],
      lineStyle: { color: colour, type: 'dashed', width: 1.2 },
      label: { show: false },
    },
  };
}

export function tooltip(heading) {
  return {
    trigger: 'axis',
    confine: true,
    backgroundColor: themeColour('--paper'),
    borderColor: themeColour('--line'),
    textStyle: { color: themeColour('--ink'), fontSize: 12 },
    formatter: items =>
      element(
        'div',
        {},
        element('b', {}, heading(items[0])),
        items.map(item => element('div', {}, item.seriesName + ' ' + three(Array.isArray(item.value) ? item.value[1] : item.value))),
      ),
  };
}

/** level is a line without points. */
export const legendOf = (names, level) => ({
  data: [...names, { name: level, itemStyle: { opacity: 0 } }],
  top: 0,
  right: 0,
  itemWidth: 26,
  itemHeight: 9,
  textStyle: { color: themeColour('--ink'), fontSize: 12 },
});
export const stepAxis = (from, to) => axis('step', { type: 'log', min: from, max: to, splitLine: { show: false }, axisLabel: { formatter: grouped } });
