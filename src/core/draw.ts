/** A stream of 32-bit random numbers that a seed fixes, the same on every platform. */
export interface Draw {
  /** An integer from 0 to `below` - 1, each equally likely. `below` is an integer from 1 to 2^32. */
  next(below: number): number;
}

/** Seeds are unsigned 32-bit integers. */
export const largestSeed = 0xffff_ffff;

const words = 0x1_0000_0000;

/**
 * SplitMix32 (a 32-bit variant of Steele, Lea and Flood's SplitMix, 2014, with MurmurHash3's finalizer), with
 * rejection so that no value is favored. Integers only: nothing depends on a platform's floating point.
 */
export function createDraw(seed: number): Draw {
  let state = seed >>> 0;
  const word = (): number => {
    state = (state + 0x9e3779b9) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return (z ^ (z >>> 16)) >>> 0;
  };
  return {
    next(below) {
      if (!Number.isInteger(below) || below < 1 || below > words) throw new RangeError(`cannot draw below ${below}`);
      const fair = Math.floor(words / below) * below;
      for (;;) {
        const value = word();
        if (value < fair) return value % below;
      }
    },
  };
}
