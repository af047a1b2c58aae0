import { describe, expect, it } from 'vitest';
import { fixtureNames, readFixture } from './fixture.ts';

/** Everything that was read from a document, as a person would check it. */
function golden(name: string): string {
  const { shape, questions, sections, themes, personas, duplicates, warnings } = readFixture(name);
  const lines = [`${shape}: ${questions.length} questions, ${duplicates} duplicates`];
  for (const section of sections) lines.push(`section ${section.title}: ${section.questions}`);
  for (const theme of themes) lines.push(`theme ${theme.id}: ${theme.title}${theme.description === null ? '' : ` | ${JSON.stringify(theme.description)}`}`);
  for (const persona of personas) lines.push(`persona ${JSON.stringify(persona)}`);
  for (const { id, question, theme, line, path, personas: asked, role, kind, kindGuessed, options, ...rest } of questions) {
    lines.push('', `${line} ${question}`, `  theme ${theme}, ${kind}${kindGuessed ? ' (guessed)' : ''}, ${id}`);
    if (asked.length > 0 || role !== null) lines.push(`  by ${asked.join(', ')} as ${role ?? ''}`);
    for (const option of options) lines.push(`  [${option.correct ? 'x' : ' '}] ${JSON.stringify(option.text)}`);
    for (const [field, value] of Object.entries(rest)) {
      if (value === null || value === false || (Array.isArray(value) && value.length === 0)) continue;
      lines.push(`  ${field} ${JSON.stringify(value)}`);
    }
    expect(path).toBe(name);
  }
  for (const warning of warnings) lines.push(`line ${warning.line}: ${warning.message}`);
  return `${lines.join('\n')}\n`;
}

describe('the golden result of every fixture', () => {
  it.each(fixtureNames().filter((name) => !name.endsWith('.json')))('%s', async (name) => {
    await expect(golden(name)).toMatchFileSnapshot(`../../fixtures/documents/golden/${name}.txt`);
  });
});
