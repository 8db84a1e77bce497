/* Words as the search knows them; the same folding and cutting as in search_words.py. */
const MARKS = "\u0300-\u036f";
const INSIDE = "'’‘ʻʼ`´′\u00ad\u200b-\u200d\u2060\ufeff";
const TOKEN = new RegExp(
  "\\d{1,3}(?:[,\u00a0\u202f\u2009]\\d{3})+(?!\\d)|\\d+(?:\\.\\d+)+|\\d+,\\d{1,2}(?![\\d,])"
  + `|[\\p{L}\\p{N}](?:[${INSIDE}]*[\\p{L}\\p{N}${MARKS}])*`, "gu",
);
const NOT_WRITTEN = new RegExp(`[${MARKS}${INSIDE}]`, "g");
const PLAIN = {
  ı: "i", ø: "o", ł: "l", đ: "d", ə: "e", ß: "ss", æ: "ae", œ: "oe",
  қ: "к", ғ: "г", ә: "а", ө: "о", ү: "у", ұ: "у", ң: "н", һ: "х", і: "и", ҷ: "ч", ҳ: "х",
};
const NUMBERED = /^([cсeе])0*(\d{1,4})$/;

const fold = (word) => {
  const plain = /^\d+,\d{1,2}$/.test(word) ? word.replace(",", ".") : word;
  const lower = plain.normalize("NFKD").toLowerCase().normalize("NFKD").replace(NOT_WRITTEN, "");
  const mapped = lower.replace(/[^\x00-\x7f]/g, (letter) => (Object.hasOwn(PLAIN, letter) ? PLAIN[letter] : letter));
  const kept = mapped.replace(/^\d/.test(plain) ? /[^\p{L}\p{N}.]/gu : /[^\p{L}\p{N}]/gu, "");
  const numbered = NUMBERED.exec(kept);
  return numbered ? ({ с: "c", е: "e" }[numbered[1]] || numbered[1]) + numbered[2] : kept;
};

/** The words of a text, each with where it stands: [{ word, start, end }]. */
const cut = (text) => {
  const found = [];
  for (const token of text.matchAll(TOKEN)) {
    const parts = token[0].split(".").length > 2 ? token[0].split(".") : [token[0]];
    let start = token.index;
    parts.forEach((part) => {
      const word = fold(part);
      if (word) found.push({ word, start, end: start + part.length });
      start += part.length + 1;
    });
  }
  return found;
};
