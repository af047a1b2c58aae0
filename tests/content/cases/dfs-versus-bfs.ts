import { calls, type Cases, type Json } from '../../helpers/cases.ts';

const diamond = { a: ['b', 'c'], b: ['d'], c: ['d'], d: ['e'], e: [] };
const chain = Object.fromEntries(Array.from({ length: 30_000 }, (_, i) => [`n${i}`, i < 29_999 ? [`n${i + 1}`] : []]));
const chainNames = Object.keys(chain);

export default {
  // The graph is an object in JSON, a dict in Python, and a Map in TypeScript.
  tsArgs: ([graph, ...rest]) => [new Map(Object.entries(graph as Record<string, Json>)), ...rest],
  both: [
    ...calls('shortestPath', [
      ['first of two equal ways', [diamond, 'a', 'e'], ['a', 'b', 'd', 'e']],
      ['short way behind a long one', [{ a: ['b', 'z'], b: ['c'], c: ['z'] }, 'a', 'z'], ['a', 'z']],
      ['start is goal', [diamond, 'c', 'c'], ['c']],
      ['no way', [diamond, 'e', 'a'], null],
      ['start is not in the graph', [{}, 'a', 'b'], null],
      ['goal is only a neighbor', [{ a: ['b'] }, 'a', 'b'], ['a', 'b']],
      ['through a cycle', [{ a: ['b'], b: ['a', 'b', 'c', 'c'], c: ['a'] }, 'a', 'c'], ['a', 'b', 'c']],
      ['a chain of 30,000', [chain, 'n0', 'n29999'], chainNames],
    ]),
    ...calls('buildOrder', [
      ['nothing', [{}], []],
      ['one', [{ a: [] }], ['a']],
      ['a diamond is no cycle', [diamond], ['e', 'd', 'b', 'c', 'a']],
      ['a need that needs nothing', [{ app: ['lib'] }], ['lib', 'app']],
      ['two components', [{ a: ['b'], c: ['d'] }], ['b', 'a', 'd', 'c']],
      ['needs itself', [{ a: ['a'] }], null],
      ['a cycle of three', [{ a: ['b'], b: ['c'], c: ['a'] }], null],
      ['a cycle behind a tail', [{ x: ['a'], a: ['b'], b: ['a'] }], null],
      ['a need named twice', [{ a: ['b', 'b'] }], ['b', 'a']],
      ['a chain of 30,000', [chain], [...chainNames].reverse()],
    ]),
  ],
} satisfies Cases;
