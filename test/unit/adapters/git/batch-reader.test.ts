import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BatchReader } from '../../../../src/adapters/git/batch-reader.ts';
import { HyperError } from '../../../../src/core/index.ts';
import type { Blob, BlobRequest } from '../../../../src/registry/index.ts';

const MAX_BYTES = 64;

function requestOf(number: number): BlobRequest {
  return { oid: number.toString(16).padStart(40, '0'), path: `file-${number}.yaml` };
}

/** What git writes of the contents. */
function outputOf(contents: readonly Buffer[]): Buffer {
  return Buffer.concat(
    contents.flatMap((bytes, number) => [
      Buffer.from(`${requestOf(number).oid} blob ${bytes.length}\n`),
      bytes,
      Buffer.from('\n'),
    ]),
  );
}

function readAll(reader: BatchReader, output: Buffer, cuts: readonly number[]): Blob[] {
  const places = [...new Set([0, ...cuts.map((cut) => cut % (output.length + 1)), output.length])];
  places.sort((left, right) => left - right);
  return places.flatMap((place, number) => reader.push(output.subarray(place, places[number + 1])));
}

function codeOf(output: string): unknown {
  try {
    return new BatchReader([requestOf(0)], 0, MAX_BYTES).push(Buffer.from(output));
  } catch (error) {
    return error instanceof HyperError ? error.code : error;
  }
}

const content = fc.uint8Array({ maxLength: 2 * MAX_BYTES }).map((bytes) => Buffer.from(bytes));

describe('BatchReader', () => {
  it('gives every blob whole, however the output is cut, and none that is too large', () => {
    const cuts = fc.array(fc.nat(), { maxLength: 40 });
    fc.assert(
      fc.property(fc.array(content, { maxLength: 12 }), cuts, (contents, cut) => {
        const requests = contents.map((_bytes, number) => requestOf(number));
        const reader = new BatchReader(requests, 0, MAX_BYTES);
        const blobs = readAll(reader, outputOf(contents), cut);
        expect(blobs.map(({ request }) => request)).toEqual(requests);
        expect(blobs.map(({ size }) => size)).toEqual(contents.map(({ length }) => length));
        const kept = contents.map((bytes) => (bytes.length > MAX_BYTES ? undefined : bytes.toString('hex')));
        expect(blobs.map(({ bytes }) => bytes && Buffer.from(bytes).toString('hex'))).toEqual(kept);
        expect(reader.next).toBe(contents.length);
      }),
    );
  });

  it('reads one byte after the other', () => {
    const contents = [Buffer.from('a\nb'), Buffer.alloc(0), Buffer.alloc(MAX_BYTES + 1), Buffer.from('\n')];
    const output = outputOf(contents);
    const requests = contents.map((_bytes, number) => requestOf(number));
    const every = Array.from(output, (_byte, at) => at);
    const blobs = readAll(new BatchReader(requests, 0, MAX_BYTES), output, every);
    expect(blobs.map(({ bytes }) => bytes && Buffer.from(bytes).toString())).toEqual([
      'a\nb',
      '',
      undefined,
      '\n',
    ]);
  });

  it('begins at the blob that it is told', () => {
    const reader = new BatchReader([requestOf(7), requestOf(0)], 1, MAX_BYTES);
    expect(reader.push(outputOf([Buffer.from('x')]))).toHaveLength(1);
    expect(reader.next).toBe(2);
  });

  it('waits for no end of a blob that is far too large (G14)', () => {
    const reader = new BatchReader([requestOf(0), requestOf(1)], 0, MAX_BYTES);
    const [blob] = reader.push(Buffer.from(`${requestOf(0).oid} blob 99999999999\nbegin`));
    expect(blob).toEqual({ request: requestOf(0), size: 99_999_999_999, bytes: undefined });
    expect(reader.isTooLargeToDrain).toBe(true);
    expect(reader.skip()).toBe(1);
  });

  it.each([
    ['an object that is missing', `${requestOf(0).oid} missing\n`],
    ['a tree', `${requestOf(0).oid} tree 3\nabc\n`],
    ['another blob than was asked for', `${requestOf(1).oid} blob 3\nabc\n`],
    ['a line that says no size', `${requestOf(0).oid} blob\nabc\n`],
  ])('refuses %s', (_what, output) => {
    expect(codeOf(output)).toBe('HYPER_OBJECT_CORRUPT');
  });
});
