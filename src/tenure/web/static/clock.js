// What stands on a day: the same rule as `segment_on` of the record, on segments as [status, four bounds, stale, verdict].
export function standing(segments, day) {
  let begun = null, sure = null, after = 0;
  for (const one of segments) {
    if (one[1] !== null && one[1] > day) continue;
    begun ??= one;
    if (one[2] === null || one[2] <= day) { sure = one; }
  }
  const chosen = sure ?? begun;
  if (chosen === null || (chosen[4] !== null && chosen[4] < day)) return null;
  return chosen;
}

const DAY = 86400000;
export const toNumber = (day) => Math.round(Date.parse(day + "T00:00:00Z") / DAY);
export const toDay = (number) => new Date(number * DAY).toISOString().slice(0, 10);

export function stepped(days, from, direction) {
  const found = direction > 0 ? days.find((day) => day > from) : days.findLast((day) => day < from);
  return found ?? null;
}
