// Where the server is: above this file, so that it also works below a path of a proxy and in a worker.

export const API = new URL('../api/', import.meta.url).href;
