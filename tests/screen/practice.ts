import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const letters = ['Alpha', 'Beta', 'Gamma'] as const;

/** Writes three questions, `alpha`, `beta` and `gamma`, each with everything a question can have, and gives their folder. */
export function practiceFolder(home: string): string {
  const folder = join(home, 'practice');
  mkdirSync(folder, { recursive: true });
  for (const letter of letters) {
    const answer = Array.from({ length: 60 }, (_, index) => `Line ${index + 1} of the ${letter} answer.`).join('\n\n');
    writeFileSync(
      join(folder, `${letter.toLowerCase()}.md`),
      `---
theme: system-design
kind: design
minutes: 7
---
# What is ${letter}, and why would anybody who has 漢字 in a sentence of this length, with an emoji 🙂, ask for it at all?

## Intent

Whether ${letter} is understood.

## Answer

${answer}

## Key points

- The first point of ${letter}, which is long enough that it has to go on for a second line at any sensible width
- The second point
- The third point
- The fourth point

## Follow-ups

### What comes after ${letter}?

The follow-up's answer.

### And after that?

The last answer.

## Pitfalls

- Saying that ${letter} is easy
`,
    );
  }
  return folder;
}
