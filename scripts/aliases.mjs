/** Packages replaced by smaller ones of the same shape, in the build and in the tests alike. */
export const aliases = {};
