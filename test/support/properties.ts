import fc from 'fast-check';

// The same cases at every run: a failure is the change's doing.
fc.configureGlobal({ seed: 20_210_601 });

const SURROGATES = { from: 0xd800, count: 0x800 };
// fast-check's own unit "binary" means the same, and takes a second to make in every test file.
const unit = fc
  .integer({ min: 0, max: 0x10ffff - SURROGATES.count })
  .map((code) => String.fromCodePoint(code < SURROGATES.from ? code : code + SURROGATES.count));

/** Well-formed text of any characters. */
export function randomText(maxLength?: number): fc.Arbitrary<string> {
  return fc.string({ unit, ...(maxLength === undefined ? {} : { maxLength }) });
}

export { fc };
