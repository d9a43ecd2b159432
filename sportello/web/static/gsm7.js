// Counts what a text costs as SMS: GSM-7 (3GPP TS 23.038, section 6.2.1) or UCS-2, in joined segments.

const BASIC = new Set(
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);
const EXTENDED = new Set("\f^{}\\[~]|€"); // two septets each

/** How many septets a character takes, 0 if GSM-7 lacks it. */
const septets = (char) => (BASIC.has(char) ? 1 : EXTENDED.has(char) ? 2 : 0);

/** Segments of a text, and the units left in the last one. No character is cut in two. */
export function measure(text) {
  const chars = [...text];
  const gsm = chars.every((char) => septets(char));
  const width = gsm ? septets : (char) => char.length;
  const [alone, joined] = gsm ? [160, 153] : [70, 67];
  const encoding = gsm ? "GSM-7" : "UCS-2";
  const total = chars.reduce((sum, char) => sum + width(char), 0);
  if (total <= alone) return { encoding, segments: 1, left: alone - total };
  let segments = 1;
  let used = 0;
  for (const char of chars) {
    if (used + width(char) > joined) {
      segments += 1;
      used = 0;
    }
    used += width(char);
  }
  return { encoding, segments, left: joined - used };
}
