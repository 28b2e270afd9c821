// CARTO's Brwnyl, over accuracies from 0 to 1. The figures read this file, too: org.gpicl.report.figure.Brwnyl.

export const BRWNYL = [
  [237, 229, 207],
  [224, 194, 162],
  [211, 156, 131],
  [193, 118, 111],
  [166, 84, 97],
  [129, 55, 83],
  [84, 31, 63],
];
