/** The alphabet of tokens (RFC 4648, section 6). */
const TOKEN_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
/** The first day that a token can hold. */
const TOKEN_FIRST_DAY = Date.UTC(2020, 0, 1);

/**
 * What is wrong with a text that should be the join token of a cohort: `read_token` (it is the teacher's), `mistyped` or
 * `ended`; nothing if it can be one. crates/storage/src/privacy/cohort_token.rs describes tokens.
 */
async function joinTokenFault(text) {
  const token = text.toLowerCase();
  if (token.startsWith("fwc_")) return "read_token";
  if (!/^fwj_[a-z2-7]{36}$/.test(token)) return "mistyped";
  // 32 characters hold the secret and, in the last 16 bits, the day; four more are the beginning of a SHA-256 of them.
  const [secret, check] = [token.slice(4, 36), token.slice(36)];
  // Browsers hash in secure contexts only. Elsewhere, the service finds a mistyped token.
  const hash = await crypto.subtle?.digest("SHA-256", new TextEncoder().encode(secret.toUpperCase()));
  if (hash) {
    const [first, second, third] = new Uint8Array(hash);
    const bits = (first << 12) | (second << 4) | (third >> 4);
    if ([15, 10, 5, 0].some((shift, place) => TOKEN_ALPHABET[(bits >> shift) & 31] !== check[place])) return "mistyped";
  }
  const last = [...secret.slice(-4)].reduce((bits, letter) => bits * 32 + TOKEN_ALPHABET.indexOf(letter), 0);
  const end = TOKEN_FIRST_DAY + (last & 0xffff) * 24 * 60 * 60 * 1000;
  return end <= Date.now() ? "ended" : undefined;
}
