// Finding words as Vietnamese people type them: capitals and accents count or not, however the letters are put together.

/**
 * The text as it is compared, and for each of its letters the place it comes from. A letter and its accents are one,
 * composed or not; any white space, no-break spaces too, is a space.
 */
function compared(text, { accents, capitals }) {
  let letters = "";
  const places = [];
  for (const { 0: letter, index } of text.matchAll(/\P{M}\p{M}*|\p{M}+/gu)) {
    let piece = accents ? letter.normalize("NFC") : letter.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d").replace(/Đ/g, "D");
    if (!capitals) piece = piece.toLowerCase();
    piece = piece.replace(/\s/g, " ").replace(/[\u200b\ufeff]/g, "");
    letters += piece;
    for (let each = 0; each < piece.length; each++) places.push(index);
  }
  places.push(text.length);
  return { letters, places };
}

const isInWord = (letter) => letter !== undefined && /[\p{L}\p{N}]/u.test(letter);

/** [{ start, end }] in `text` of every `words`, none overlapping; options: accents, capitals, whole (words alone). */
export function matches(text, words, options) {
  const wanted = compared(words, options).letters;
  if (!wanted) return [];
  const { letters, places } = compared(text, options);
  const found = [];
  for (let at = letters.indexOf(wanted); at >= 0; at = letters.indexOf(wanted, at)) {
    const end = at + wanted.length;
    if (options.whole && (isInWord(letters[at - 1]) || isInWord(letters[end]))) {
      at += 1;
      continue;
    }
    found.push({ start: places[at], end: places[end] });
    at = end;
  }
  return found;
}
