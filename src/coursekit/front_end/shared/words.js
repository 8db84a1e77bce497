// Interface words and numbers in the page's language.

/** Return t(key, values): the interface word, in the plural form of values.n. */
export function translator(words, lang) {
  const table = words[lang] || words[lang.split("-")[0]] || words.en || words;
  const plural = new Intl.PluralRules(lang);
  return (key, values = {}) => {
    const word = table[key] ?? key;
    const text = typeof word === "string" ? word : word[plural.select(values.n)] || word.other;
    const write = (value) => (typeof value === "number" ? value.toLocaleString(table.numbers) : value);
    return text.replace(/\{(\w+)\}/g, (_, name) => write(values[name]));
  };
}

// The catalogue names the rules for numbers, as not every browser knows Kazakh ones.
/** Return number(value, unit): the value as the language writes it, nearer zero with more digits. */
export function numberWriter(t) {
  return (value, unit = "") => {
    const size = Math.abs(value);
    const digits = size < 1 ? 3 : size < 10 ? 2 : size < 10000 ? 1 : 0;
    const n = value.toLocaleString(t("numbers"), { maximumFractionDigits: digits }).replace("-", "−");
    const [, money, rest] = unit.match(/^(EUR|USD)\b(.*)/) || [];
    if (money) return `${money}\u00a0${n}${rest}`;
    if (unit[0] === "%") return t("percent", { n }) + unit.slice(1);
    return unit ? `${n}\u00a0${unit}` : n;
  };
}

// Listed by hand, as Python's and JavaScript's \s differ.
export const withoutSpaces = (text) =>
  text.replace(/[\t-\r\x1c- \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/g, "");
