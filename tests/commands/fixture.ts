import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { journalPath, newWorld, prep, type World } from '../helpers/world.ts';

/** Six questions in four themes, with every shape a question can have: rich, thin, with options, without an answer. */
export const sampleFiles: Readonly<Record<string, string>> = {
  'questions/caching/cache-invalidation.md': `---
personas: [whiteboard-panel, director-peer]
role: director
kind: design
tags: [redis, consistency]
minutes: 10
source: a book
---
# How do you keep a **cache** and a database in step?

Reads outnumber writes a thousand to one.

## Intent

Whether you know that two stores never change at the same instant.

## Answer

Delete the key after the commit, and give every key an expiry.

- Write to the database.
- Delete the key.

## Key points

- The database is the truth
- Delete after commit, never update
- Expiry bounds the damage
- Stampedes need one loader
- Measure the stale reads

## Follow-ups

### What if the delete fails?

An outbox retries it.

### What if a read races the delete?

A lease on the key.

## Pitfalls

- Promising strong consistency
- Forgetting the expiry

## Hints

- Think of the order of two writes.
`,
  'questions/caching/cache-sizing.md': `---
personas: [whiteboard-panel]
role: principal
kind: concept
tags: [redis]
minutes: 3
---
# How large should a cache be?

## Intent

Whether you measure.

## Answer

Large enough for the working set. Plot the hit rate against size.

## Key points

- Working set, not data set
- Hit rate curve
- Memory costs money
- Eviction policy

## Follow-ups

### And when it is full?

Evict what is oldest.

## Pitfalls

- Guessing
`,
  'questions/behavioral/conflict-story.md': `---
personas: [director-peer]
role: director
kind: behavioral
minutes: 3
---
# Tell me about a time you disagreed with your manager.

## Answer

Situation, task, action, result.

## Key points

- One real disagreement
- What you did
`,
  'questions/web/http-status.md': `---
kind: concept
tags: [http]
difficulty: easy
---
# Which status says that the client should wait?

## Answer

It may carry Retry-After.

## Options

- [ ] 404 Not Found
- [x] 429 Too Many Requests
- [ ] 301 Moved Permanently
`,
  'questions/web/open-question.md': `---
kind: leadership
follows: http-status
---
# What would you change about our product?

## Pitfalls

- Having no opinion
`,
  'questions/coding/rate-limiter.md': `---
personas: [coding-interviewer]
role: principal
kind: coding
tags: [redis, algorithms]
minutes: 12
aliases: [token-bucket]
---
# Write a rate limiter.

## Answer

\`\`\`ts
const allowed = (tokens: number): boolean => tokens >= 1;
\`\`\`

## Key points

- A token bucket refills over time
- The check and the take are one step
`,
  'themes/caching.md': `---
title: Caching & Speed
---
Whether you know what a copy costs.
`,
  'personas/whiteboard-panel.md': `---
name: Whiteboard panel
role: principal
phases:
  - title: Requirements
    minutes: 5
  - title: Deep dive
    minutes: 30
---

## Mindset

They want to see you think.

Second paragraph.

## Listens for

Numbers.
`,
};

/** Writes files below a folder and gives the folder. */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): string {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** A world whose content is the sample, given by `PREP_CONTENT`. */
export function sampleWorld(changes: Partial<World> = {}): World {
  const world = newWorld(changes);
  world.env['PREP_CONTENT'] = writeFiles(join(world.home, 'sample'), sampleFiles);
  return world;
}

/**
 * The sample with a history: cache-sizing is due, conflict-story is weak and not due, rate-limiter is neither, and the
 * three others are new.
 */
export async function practisedWorld(changes: Partial<World> = {}): Promise<World> {
  const world = sampleWorld();
  if (practiced === null) {
    await rateAt(world, '2026-11-01T12:00:00Z', 'cache-sizing', 3);
    await rateAt(world, '2026-11-19T12:00:00Z', 'rate-limiter', 4);
    await rateAt(world, '2026-11-20T11:00:00Z', 'conflict-story', 2);
    world.now = new Date('2026-11-20T12:00:00Z');
    practiced = readFileSync(journalPath(world), 'utf8');
  }
  writeFiles(world.home, { 'data/journal.jsonl': practiced });
  return Object.assign(world, changes);
}

/** The journal of the practiced world, written once a file. */
let practiced: string | null = null;

export async function rateAt(world: World, at: string, id: string, rating: number): Promise<void> {
  world.now = new Date(at);
  const { code, err } = await prep(['rate', id, String(rating)], world);
  if (code !== 0) throw new Error(err);
}

/** The document a command printed. */
export function json(out: string): Record<string, unknown> & { readonly questions?: readonly Record<string, unknown>[] } {
  return JSON.parse(out) as Record<string, unknown>;
}

/** The ids of the questions that a JSON document lists. */
export function idsIn(out: string): unknown[] {
  return json(out).questions?.map(({ id }) => id) ?? [];
}
