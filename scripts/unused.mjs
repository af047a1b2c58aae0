/** Stands in for packages that are imported and never called; see aliases.mjs. */
const never = () => {
  throw new Error('this part of marked-terminal is replaced by src/view/ and must not be called');
};

export { never as highlight, never as get, never as default };
