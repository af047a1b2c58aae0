/** Stands in for packages that are imported and never called; see unused-imports.mjs. */
const never = () => {
  throw new Error('this part of a library is replaced and must not be called; see scripts/unused-imports.mjs');
};

export { never as highlight, never as get, never as safeLoad, never as safeDump, never as default };
