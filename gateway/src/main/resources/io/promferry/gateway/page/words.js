// Numbers and times as a person says them.

const UNITS = [[1e9, 'G'], [1e6, 'M'], [1e3, 'k']];

/** 0.4, 12, 3.4 k, 1.2 M */
export function short(number) {
  for (const [unit, letter] of UNITS) {
    if (number >= unit) {
      const value = number / unit;
      return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${letter}`;
    }
  }
  return number >= 10 || Number.isInteger(number) ? String(Math.round(number)) : number.toFixed(1);
}

/** With a comma after each three digits. */
export const whole = (number) => Math.round(number).toLocaleString('en-US');

/** 1 write, 1,200 writes */
export const counted = (number, one, many = `${one}s`) => `${whole(number)} ${Math.round(number) === 1 ? one : many}`;

/** A time that the gateway has told, as milliseconds since 1970; null if it has told none. */
export function millis(time) {
  return time === null || time === undefined ? null : typeof time === 'number' ? time : Date.parse(time);
}

/** How long that is, in the largest unit that it fills. */
export function duration(ms) {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  return seconds < 86400 ? `${Math.floor(seconds / 3600)} h` : `${Math.floor(seconds / 86400)} d`;
}

/** A short time, with two digits: 0.4 ms, 12 ms, 3.4 s */
export function time(seconds) {
  const [value, unit] = seconds < 1 ? [seconds * 1000, 'ms'] : [seconds, 's'];
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${unit}`;
}

/** How long ago that time is, from the gateway's own moment; a time to come is said to be ahead. */
export function age(time, now) {
  const then = millis(time);
  if (then === null) return 'never';
  return then > now + 1000 ? `${duration(then - now)} ahead` : `${duration(now - then)} ago`;
}

/** As codes of the gateway read: over_limit, rate-limited. */
export const plain = (code) => code.replace(/[_-]/g, ' ');
