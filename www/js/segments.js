/**
 * Cuts text at every boundary of its annotations, so that overlapping ones never need nested elements
 * and the pieces put together are always the text itself.
 */

/**
 * @template {{ start: number, end: number }} S
 * @param {number} from first position of the text to cut
 * @param {number} to one past its last position
 * @param {S[]} spans annotations, in any order; parts outside of the text are ignored
 * @returns {{ start: number, end: number, spans: S[] }[]} segments that cover from..to without gap or overlap
 */
export function cutSegments(from, to, spans) {
  const inside = spans.filter((span) => span.start < to && span.end > from && span.start < span.end);
  const cuts = boundaries(from, to, inside);
  const byStart = inside.toSorted((a, b) => a.start - b.start || b.end - a.end);
  const segments = [];
  let open = [];
  let next = 0;
  for (let i = 0; i + 1 < cuts.length; i += 1) {
    const start = cuts[i];
    open = open.filter((span) => span.end > start);
    while (next < byStart.length && byStart[next].start <= start) open.push(byStart[next++]);
    segments.push({ start, end: cuts[i + 1], spans: open.slice() });
  }
  return segments;
}

function boundaries(from, to, spans) {
  const cuts = new Set([from, to]);
  for (const { start, end } of spans) {
    cuts.add(Math.max(start, from));
    cuts.add(Math.min(end, to));
  }
  return [...cuts].sort((a, b) => a - b);
}
