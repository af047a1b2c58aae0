import { calls, numbers, script, type Cases, type Step } from '../../helpers/cases.ts';

const family = '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}';

export default {
  both: [
    ...calls('firstUnique', [
      ['nothing', [''], null],
      ['one', ['z'], 'z'],
      ['in the middle', ['swiss'], 'w'],
      ['all distinct', ['abc'], 'a'],
      ['all repeated', ['aabbcc'], null],
      ['only the last', ['aabbc'], 'c'],
      ['three times is not once', ['aaab'], 'b'],
      ['case matters', ['aA'], 'a'],
      ['a space is a character', ['aa bb'], ' '],
      ['an emoji beyond 65,535', ['\u{1f600}aa\u{1f601}\u{1f600}'], '\u{1f601}'],
      ['two emoji that share a surrogate', ['\u{1f600}\u{1f601}\u{1f600}'], '\u{1f601}'],
      ['grapheme clusters, if the caller passes them', [[family, 'a', family, 'a', 'e\u0301']], 'e\u0301'],
      ['names of properties that objects have', [['constructor', '__proto__', 'constructor']], '__proto__'],
      ['100,000 characters', ['ab'.repeat(50_000) + 'c'], 'c'],
    ]),
    script('follows a word', ['UniqueStream'], [
      ['first', [], null],
      ['add', ['a']],
      ['first', [], 'a'],
      ['add', ['b']],
      ['first', [], 'a'],
      ['add', ['a']],
      ['first', [], 'b'],
      ['add', ['a']],
      ['first', [], 'b'],
      ['add', ['b']],
      ['first', [], null],
      ['add', ['c']],
      ['first', [], 'c'],
    ]),
    script('agrees with counting again, 500 times', ['UniqueStream'], randomSteps(500)),
  ],
} satisfies Cases;

function randomSteps(count: number): Step[] {
  const below = numbers(7);
  const seen: string[] = [];
  return Array.from({ length: count }, (): Step[] => {
    seen.push(String(below(300)));
    const last = seen[seen.length - 1] ?? '';
    const first = seen.find((one) => seen.indexOf(one) === seen.lastIndexOf(one)) ?? null;
    return [
      ['add', [last]],
      ['first', [], first],
    ];
  }).flat();
}
