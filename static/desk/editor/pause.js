// Work on the whole text waits for a pause in the typing, the longer the more it takes: a text of 200,000 letters is read
// in a tenth of a second, which nobody should feel between two keys.

const SHARE = 10; // a pause is so many times as long as the work
const LONGEST = 4000;

/** A function that asks for `act`, which then runs once, `least` milliseconds after the last time it was asked for. */
export function whenQuiet(act, least) {
  let timer = 0;
  let took = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const began = performance.now();
      act();
      took = performance.now() - began;
    }, Math.min(LONGEST, Math.max(least, SHARE * took)));
  };
}
