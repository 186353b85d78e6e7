/** What a file of JSON holds; fails where it cannot be had. */
export async function json(address, cache = "default") {
  const answer = await fetch(address, { cache });
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  return answer.json();
}
