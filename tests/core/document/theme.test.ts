import { expect, it } from 'vitest';
import { themeSlug } from '../../../src/core/document/identity.ts';

it.each([
  ['Theme 1: Leadership & Vision', 'leadership-vision'],
  ['Part II - Caching', 'caching'],
  ['Section 3. Data Structures', 'data-structures'],
  ['Chapter 4 — Queues', 'queues'],
  ['7.1 Crossing', 'crossing'],
  ['2) Networks', 'networks'],
  ['🔥 Hot Paths', 'hot-paths'],
  ['1. Basic Ropes (2 Questions)', 'basic-ropes'],
  ['Docker Interview Questions', 'docker'],
  ['Docker — Interview Questions & Detailed Answers', 'docker'],
  ['Interview prep: Storage', 'storage'],
  ['Interview Questions on Storage', 'storage'],
  ['Storage Q&A', 'storage'],
  ['Top 50 Java Interview Questions and Answers', 'top-50-java'],
  ['Interview Questions', 'interview-questions'],
  ['Q&A', 'q-a'],
  ['Theme 1', 'theme-1'],
  ['Behavioral Questions', 'behavioral-questions'],
  ['2024', '2024'],
  ['第1章', '1'],
])('the theme of %j is %s', (title, slug) => {
  expect(themeSlug(title)).toBe(slug);
});
