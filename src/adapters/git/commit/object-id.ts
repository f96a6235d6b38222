import { createHash } from 'node:crypto';

/** How a repository names its objects. */
export interface ObjectFormat {
  readonly algorithm: 'sha1' | 'sha256';
  /** Bytes of a name. */
  readonly idBytes: number;
}

export const SHA1: ObjectFormat = { algorithm: 'sha1', idBytes: 20 };
export const SHA256: ObjectFormat = { algorithm: 'sha256', idBytes: 32 };

export type ObjectType = 'blob' | 'tree' | 'commit';

/** An object that is to be written. */
export interface NewObject {
  readonly type: ObjectType;
  /** In hex. */
  readonly oid: string;
  readonly bytes: Uint8Array;
}

/** The object of a type and its bytes, with the name that git gives it. Pure. */
export function newObject(type: ObjectType, bytes: Uint8Array, { algorithm }: ObjectFormat): NewObject {
  const oid = createHash(algorithm).update(objectHead(type, bytes)).update(bytes).digest('hex');
  return { type, oid, bytes };
}

/** What stands before the bytes of a loose object. Pure. */
export function objectHead(type: ObjectType, bytes: Uint8Array): string {
  return `${type} ${String(bytes.length)}\0`;
}
