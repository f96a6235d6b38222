import louvainPackage from 'graphology-communities-louvain';
import pagerankPackage from 'graphology-metrics/centrality/pagerank.js';

/** The packages are CommonJS whose export is the function itself; their types tell of a `default` that is not there. */
export const louvain = louvainPackage as unknown as typeof louvainPackage.default;
export const pagerank = pagerankPackage as unknown as typeof pagerankPackage.default;
