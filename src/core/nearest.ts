/**
 * The candidate a person most likely meant: the one at the smallest edit distance (optimal string alignment, so that
 * swapped letters cost one), if that is at most a third of the word; a candidate that begins with the word counts as
 * near. Null when nothing is close.
 */
export function nearest(word: string, candidates: Iterable<string>): string | null {
  return nearestFew(word, candidates)[0] ?? null;
}

/** The same, the best `most` of them, nearest first. */
export function nearestFew(word: string, candidates: Iterable<string>, most = 3): string[] {
  const asked = word.toLowerCase().slice(0, 100);
  const allowed = Math.max(1, Math.floor(asked.length / 3));
  const close: { candidate: string; cost: number }[] = [];
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - asked.length) <= allowed) {
      const cost = distance(asked, candidate.toLowerCase());
      if (cost <= allowed) close.push({ candidate, cost });
    } else if (asked.length >= 3 && candidate.toLowerCase().startsWith(asked)) close.push({ candidate, cost: allowed });
    else if (asked.length >= 4 && candidate.toLowerCase().includes(asked)) close.push({ candidate, cost: allowed + 1 });
  }
  return close
    .sort((a, b) => a.cost - b.cost || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, most)
    .map((found) => found.candidate);
}

function distance(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    before = above;
    above = row;
  }
  return above[b.length] ?? 0;
}
