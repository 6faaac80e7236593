/**
 * The CRC-64 of the header `x-oss-hash-crc64ecma`: polynomial 0x42F0E1EBA9EA3693, reflected, initial value and final
 * XOR all ones (CRC catalogues call it CRC-64/XZ). The state is two 32-bit halves, because big integers would cost an
 * allocation per byte.
 */
export interface Crc64 {
  update(bytes: Uint8Array): void;
  /** In decimal, as in the header. */
  digest(): string;
}

const POLYNOMIAL_HIGH = 0xc96c5795; // the polynomial with its bits in reverse order
const POLYNOMIAL_LOW = 0xd7870f42;

const HIGH = new Uint32Array(256);
const LOW = new Uint32Array(256);
for (let byte = 0; byte < 256; byte++) {
  let high = 0;
  let low = byte;
  for (let bit = 0; bit < 8; bit++) {
    const carry = low & 1;
    low = (low >>> 1) | (high << 31);
    high >>>= 1;
    if (carry) {
      high ^= POLYNOMIAL_HIGH;
      low ^= POLYNOMIAL_LOW;
    }
  }
  HIGH[byte] = high;
  LOW[byte] = low;
}

export function crc64Ecma(): Crc64 {
  let high = -1;
  let low = -1;
  return {
    update: (bytes) => {
      let h = high;
      let l = low;
      for (let i = 0; i < bytes.length; i++) {
        const index = (l ^ (bytes[i] as number)) & 0xff;
        l = ((l >>> 8) | (h << 24)) ^ (LOW[index] as number);
        h = (h >>> 8) ^ (HIGH[index] as number);
      }
      high = h;
      low = l;
    },
    digest: () => ((BigInt(~high >>> 0) << 32n) | BigInt(~low >>> 0)).toString(),
  };
}
