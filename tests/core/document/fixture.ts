import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type DocumentReading, readDocument } from '../../../src/core/document/read.ts';

const fixtures = new URL('../../fixtures/documents/', import.meta.url);
const sources = new URL('../../../../shared/documents/', import.meta.url);

export function fixtureText(name: string): string {
  return readFileSync(new URL(name, fixtures), 'utf8');
}

export function readFixture(name: string): DocumentReading {
  return readDocument(fixtureText(name), name);
}

export function fixtureNames(directory = ''): string[] {
  return readdirSync(new URL(directory, fixtures), { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => directory + entry.name)
    .sort();
}

/** Whether the five source documents stand beside the repository; says aloud that they do not. */
export function haveSources(): boolean {
  const found = existsSync(sources);
  if (!found) console.warn(`skipped: the source documents are not at ${fileURLToPath(sources)}`);
  return found;
}

export function sourceText(start: string): string {
  const name = readdirSync(sources).find((entry) => entry.startsWith(start));
  if (name === undefined) throw new Error(`no source document starts with ${start}`);
  return readFileSync(new URL(name, sources), 'utf8');
}
