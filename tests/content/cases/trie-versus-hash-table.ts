import { script, type Cases, type Step } from '../../helpers/cases.ts';

const words = ['card', 'car', 'care', 'cat', 'dog', 'car'];
const added = words.map((word): Step => ['add', [word]]);

export default {
  both: [
    script('of nothing', ['Trie'], [
      ['has', ['a'], false],
      ['has', [''], false],
      ['complete', [''], []],
      ['longestPrefixOf', ['a'], null],
      ['longestPrefixOf', [''], null],
    ]),
    script('has words, not their prefixes', ['Trie'], [
      ...added,
      ['has', ['car'], true],
      ['has', ['card'], true],
      ['has', ['ca'], false],
      ['has', ['cards'], false],
      ['has', [''], false],
      ['has', ['CAR'], false],
    ]),
    script('completes in order and stops at the limit', ['Trie'], [
      ...added,
      ['complete', ['car'], ['car', 'card', 'care']],
      ['complete', ['ca', 2], ['car', 'card']],
      ['complete', ['card'], ['card']],
      ['complete', ['cards'], []],
      ['complete', ['x'], []],
      ['complete', [''], ['car', 'card', 'care', 'cat', 'dog']],
      ['complete', ['', 0], []],
    ]),
    script('finds the longest word that a text begins with', ['Trie'], [
      ...added,
      ['longestPrefixOf', ['cardboard'], 'card'],
      ['longestPrefixOf', ['car'], 'car'],
      ['longestPrefixOf', ['ca'], null],
      ['longestPrefixOf', ['doom'], null],
    ]),
    script('can hold the empty word', ['Trie'], [
      ['add', ['']],
      ['has', [''], true],
      ['complete', [''], ['']],
      ['longestPrefixOf', ['zebra'], ''],
      ['longestPrefixOf', [''], ''],
    ]),
    script('goes by code points, beyond 65,535 too', ['Trie'], [
      ['add', ['\u{1f600}a']],
      ['add', ['\u{1f601}']],
      ['add', ['\uff5ez']],
      ['add', ['été']],
      ['complete', [''], ['été', '\uff5ez', '\u{1f600}a', '\u{1f601}']],
      ['complete', ['\u{1f600}'], ['\u{1f600}a']],
      ['longestPrefixOf', ['\u{1f600}ab'], '\u{1f600}a'],
    ]),
    script('survives a word of 50,000 letters', ['Trie'], [
      ['add', ['a'.repeat(50_000)]],
      ['has', ['a'.repeat(50_000)], true],
      ['longestPrefixOf', ['a'.repeat(49_999)], null],
    ]),
  ],
} satisfies Cases;
