// The work before a post, in a thread of its own: numbers for which the SHA-256 of the challenge, a dot and the number
// begins with so many zeros. The service checks it: hooks/atelier/receive/work.py.

const AT_ONCE = 512; // hashes: one by one they would take ten times as long

const encoder = new TextEncoder();

async function fits(challenge, number, bits) {
  const digest = await crypto.subtle.digest("SHA-256", encoder.encode(`${challenge}.${number}`));
  return new DataView(digest).getUint32(0) >>> (32 - bits) === 0;
}

onmessage = async ({ data: { challenge, bits, times } }) => {
  const found = [];
  for (let from = 0; found.length < times; from += AT_ONCE) {
    const numbers = Array.from({ length: AT_ONCE }, (_, n) => from + n);
    const fit = await Promise.all(numbers.map((number) => fits(challenge, number, bits)));
    found.push(...numbers.filter((_, n) => fit[n]));
  }
  postMessage([challenge, ...found.slice(0, times)].join(" "));
};
