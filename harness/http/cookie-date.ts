const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Everything but letters, digits and `:` parts the pieces of a date. */
const DELIMITERS = /[\t\x20-\x2f\x3b-\x40\x5b-\x60\x7b-\x7e]+/;

const digits = (text: string | undefined): number => Number(text ?? Number.NaN);

/** Reads an Expires as browsers do (RFC 6265bis §5.6.1): pieces in any order. Null: it is no date, so it says nothing. */
export const cookieDate = (text: string): number | null => {
  let time: readonly number[] | null = null;
  let day: number | null = null;
  let month: number | null = null;
  let year: number | null = null;
  for (const piece of text.split(DELIMITERS)) {
    const clock = /^(\d{1,2}):(\d{1,2}):(\d{1,2})(?!\d)/.exec(piece);
    const named = MONTHS.indexOf(piece.slice(0, 3).toLowerCase());
    if (time === null && clock !== null) time = clock.slice(1).map(digits);
    else if (day === null && /^\d{1,2}(?!\d)/.test(piece)) day = Number.parseInt(piece, 10);
    else if (month === null && named >= 0) month = named;
    else if (year === null && /^\d{2,4}(?!\d)/.test(piece)) year = Number.parseInt(piece, 10);
  }
  if (time === null || day === null || month === null || year === null) return null;
  const full = year < 70 ? year + 2000 : year < 100 ? year + 1900 : year;
  const [hours = 0, minutes = 0, seconds = 0] = time;
  if (full < 1601 || hours > 23 || minutes > 59 || seconds > 59) return null;
  const at = new Date(Date.UTC(full, month, day, hours, minutes, seconds));
  // The 30th of February is no day.
  return at.getUTCDate() === day ? at.getTime() : null;
};
