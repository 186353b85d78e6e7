// The slug of a text, as hooks/atelier/model/slug.py makes it.

const SIGNS = { "+": "-plus", "#": "-sharp", "♯": "-sharp" };

/** The slug of a text, however long, and also if it is reserved. */
export function slugify(text) {
  const spelled = text
    .replace(/(?<=[\p{L}\p{N}])[+#♯]+(?![\p{L}\p{N}])/gu, (signs) => [...signs].map((sign) => SIGNS[sign]).join(""))
    .replace(/(?<![^ ])[.](?=[\p{L}\p{N}])/gu, "dot-");
  const words = spelled.normalize("NFKD").toLowerCase().split(/[\0-/:-@[-`{-\x7f]+/u);
  return words.map(word).filter(Boolean).join("-");
}

function word(text) {
  const letters = text.replace(/[^\p{L}\p{N}\p{M}]/gu, "");
  const plain = letters.replace(/[^\0-\x7f]/g, "");
  return /^[\0-\x7f\p{M}]*$/u.test(letters) ? plain : punycode(letters.normalize("NFC"));
}

/** A word in Punycode, https://www.rfc-editor.org/rfc/rfc3492 section 6.3. */
function punycode(text) {
  const points = [...text].map((letter) => letter.codePointAt());
  const basic = points.filter((point) => point < 128);
  let out = String.fromCodePoint(...basic) + (basic.length ? "-" : "");
  let [least, delta, bias, done] = [128, 0, 72, basic.length];
  while (done < points.length) {
    const next = Math.min(...points.filter((point) => point >= least));
    delta += (next - least) * (done + 1);
    least = next;
    for (const point of points) {
      if (point < least) delta += 1;
      if (point !== least) continue;
      out += number(delta, bias);
      bias = adapted(delta, done + 1, done === basic.length);
      delta = 0;
      done += 1;
    }
    delta += 1;
    least += 1;
  }
  return out;
}

const digit = (value) => "abcdefghijklmnopqrstuvwxyz0123456789"[value];

function number(delta, bias) {
  let out = "";
  for (let k = 36; ; k += 36) {
    const threshold = Math.min(Math.max(k - bias, 1), 26);
    if (delta < threshold) return out + digit(delta);
    out += digit(threshold + ((delta - threshold) % (36 - threshold)));
    delta = Math.floor((delta - threshold) / (36 - threshold));
  }
}

function adapted(delta, length, first) {
  delta = Math.floor(delta / (first ? 700 : 2));
  delta += Math.floor(delta / length);
  let k = 0;
  for (; delta > 455; k += 36) delta = Math.floor(delta / 35);
  return k + Math.floor((36 * delta) / (delta + 38));
}
