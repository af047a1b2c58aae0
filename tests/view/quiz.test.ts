import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inHand, startSession, step, type Session, type SessionEvent } from '../../src/core/session.ts';
import { quizFrame } from '../../src/view/quiz.ts';
import { styleFor } from '../../src/view/style.ts';
import { widthOf } from '../../src/view/text.ts';
import { corpusOf, plainStyle } from './fixture.ts';

const long = 'word '.repeat(60).trim();
const corpus = corpusOf({
  'questions/web/long.md': `---\npersonas: [${'p'.repeat(60)}]\n---\n# ${long} ${'x'.repeat(150)}?\n\n${long}\n\n## Intent\n\n${long}\n\n## Answer\n\n${`${long}\n\n`.repeat(8)}| a | b |\n|---|---|\n| ${long} | ${long} |\n\n## Key points\n\n${`- ${long}\n`.repeat(7)}\n## Follow-ups\n\n### ${long}?\n\n${long}\n\n## Pitfalls\n\n- ${long}\n- ${'y'.repeat(120)}\n`,
  'questions/web/cjk.md': `# 分散キャッシュをどのように設計しますか？👩‍👩‍👧‍👦\n\n## Answer\n\n${'整合性と可用性'.repeat(30)}\n\n## Key points\n\n- ${'無効化'.repeat(20)}\n- 👍🏽 二つ目\n`,
  'questions/web/choices.md': `# Which?\n\n## Answer\n\nThat.\n\n## Options\n\n${`- [ ] ${long}\n`.repeat(6)}`,
});
const sizes = [{ columns: 80, rows: 24 }, { columns: 40, rows: 12 }, { columns: 120, rows: 50 }, { columns: 20, rows: 6 }] as const; // prettier-ignore
const at = 1_800_000_000_000;

const event: fc.Arbitrary<SessionEvent> = fc.oneof(
  fc.record({ type: fc.constant('number' as const), value: fc.constantFrom(1, 2, 3, 4), at: fc.constant(at) }),
  fc.constantFrom<SessionEvent[]>(
    { type: 'enter', at }, { type: 'enter', at }, { type: 'space', at }, { type: 'hint' }, { type: 'follow-ups' }, { type: 'pitfalls' }, { type: 'close' },
    { type: 'take', at }, { type: 'skip', at }, { type: 'undo', at }, { type: 'keys' }, { type: 'move', by: 1 }, { type: 'move', by: -1 },
    { type: 'scroll', by: 7, furthest: 30 }, { type: 'scroll', by: -3, furthest: 30 }, { type: 'tick', points: [0, 2] },
  ),
); // prettier-ignore

/** A session after events, over a shuffled part of the corpus. */
const sessions = fc
  .tuple(fc.shuffledSubarray([...corpus.questions], { minLength: 1 }), fc.array(event, { maxLength: 25 }))
  .map(([questions, events]) => events.reduce<Session>((session, each) => step(session, each).session, startSession(questions, at)))
  .filter((session) => inHand(session) !== null);

const pictures = fc.record({ session: sessions, now: fc.integer({ min: at, max: at + 400_000_000 }), timer: fc.boolean(), notice: fc.constantFrom('', 'Read again.', long), practice: fc.boolean() });

describe('the quiz screen', () => {
  it.each(sizes)('never exceeds $columns columns and $rows rows, and fills them, whatever the session', ({ columns, rows }) => {
    fc.assert(
      fc.property(pictures, (picture) => {
        const { lines, furthest } = quizFrame({ ...picture, corpus }, plainStyle(columns), rows);
        expect(lines).toHaveLength(rows);
        expect(lines.filter((line) => widthOf(line) > Math.min(columns, 100) || line.includes('\n'))).toEqual([]);
        expect(furthest).toBeGreaterThanOrEqual(0);
      }),
      { seed: 7, numRuns: 60 },
    );
  });

  it('is only ASCII of ours in ASCII mode, and has no escape at color 0', () => {
    const plain = corpus.questions.filter(({ id }) => id !== 'cjk');
    fc.assert(
      fc.property(fc.array(event, { maxLength: 20 }), fc.constantFrom(...sizes), (events, { columns, rows }) => {
        const session = events.reduce<Session>((each, next) => step(each, next).session, startSession(plain, at));
        const { lines } = quizFrame({ session, corpus, now: at, timer: true, notice: '', practice: false }, plainStyle(columns, false), rows);
        expect(lines.join('\n')).toMatch(/^[\n\x20-\x7e]*$/);
      }),
      { seed: 7, numRuns: 60 },
    );
  });

  it('says with color exactly what it says without', () => {
    fc.assert(
      fc.property(pictures, fc.constantFrom(...sizes), (picture, { columns, rows }) => {
        const drawn = (color: 0 | 3): string => quizFrame({ ...picture, corpus }, styleFor({ width: columns, color, unicode: true }), rows).lines.join('\n');
        // A chosen rating is shown by inverse video with color, and in words beside it without.
        expect(squeezed(drawn(3).replace(/\u001b\[[0-9;]*m/g, ''))).toBe(squeezed(drawn(0)));
      }),
      { seed: 7, numRuns: 40 },
    );
  });

  it('reaches every line of a long answer by scrolling', () => {
    const question = { ...corpus.questions.find(({ id }) => id === 'long')!, keyPoints: [] };
    const { session } = step(startSession([question], at), { type: 'enter', at });
    const seen = new Set<string>();
    const style = plainStyle(80);
    const { furthest } = quizFrame({ session, corpus, now: at, timer: false, notice: '', practice: false }, style, 24);
    for (let scroll = 0; scroll <= furthest; scroll++) {
      for (const line of quizFrame({ session: { ...session, scroll }, corpus, now: at, timer: false, notice: '', practice: false }, style, 24).lines) seen.add(line.trim());
    }
    const answer = quizFrame({ session, corpus, now: at, timer: false, notice: '', practice: false }, style, 500).lines.map((line) => line.trim());
    expect(furthest).toBeGreaterThan(0);
    expect(answer.filter((line) => line.startsWith('word') && !seen.has(line))).toEqual([]);
  });

  it('keeps the key point in hand in sight at 40 by 12', () => {
    let { session } = step(startSession([corpus.questions.find(({ id }) => id === 'cache-invalidation')!], at), { type: 'enter', at });
    for (let point = 0; point < 5; point++) {
      const { lines } = quizFrame({ session, corpus, now: at, timer: true, notice: '', practice: false }, plainStyle(40), 12);
      expect(lines.filter((line) => line.includes('›'))).toHaveLength(1);
      ({ session } = step(session, { type: 'move', by: 1 }));
    }
  });

  it('reads as drawn at 40 by 12', () => {
    let { session } = step(startSession(corpus.questions.slice(0, 1), at), { type: 'enter', at: at + 372_000 });
    ({ session } = step(session, { type: 'space', at }));
    expect(quizFrame({ session, corpus, now: at, timer: true, notice: '', practice: false }, plainStyle(40), 12).lines.map((line) => line.trimEnd()).join('\n')).toMatchInlineSnapshot(`
      " 1/1 Caching & Speed              06:12
      ────────────────────────────────────────
       How do you keep a cache and a databas…
       › [x] The database is the truth
         [ ] Delete after commit, never
             update
         [ ] Expiry bounds the damage
         [ ] Stampedes need one loader
         [ ] Measure the stale reads

       1 blank  2 shaky  3 solid  4 certain
       space tick · enter answer · ? keys"
    `);
  });
});

function squeezed(text: string): string {
  return text.replace(/\s+/g, '');
}
