import type { Pointer } from '../document/index.ts';
import { suggest } from '../names/index.ts';
import type { Complaint } from './finding.ts';
import type { FaultContext } from './fault-context.ts';
import { formatFieldPath, valueAt } from './field-path.ts';
import type { SchemaFault } from './generated/validators.js';

/** Fields that readers see but that no author may state: the registry computes them, or keeps them elsewhere. */
const COMPUTED: ReadonlyMap<string, string> = new Map([
  ['latest', 'it is computed from the releases'],
  ['isLatest', 'it is computed from the releases'],
  ['downloadCount', 'the registry counts downloads itself'],
  ['rating', 'the registry keeps ratings itself'],
  ['storageUsed', 'it is computed from the content'],
  ['updatedAt', 'it is computed from the history'],
  ['signature', 'signatures stand in a file of their own beside the manifest'],
  ['signatures', 'signatures stand in a file of their own beside the manifest'],
]);
/** Fields of an artifact that may change after a release, and so stand in artifact.yaml. */
const STATE = new Set(['deprecation', 'deprecated', 'yanked', 'state', 'channels', 'tags', 'redirect']);
const MAX_LISTED = 20;

/** A field that the schema does not know: misspelt, in the wrong place, or not the author's to write. */
export function describeUnknownField(fault: SchemaFault, pointer: Pointer, context: FaultContext): Complaint {
  const name = String(pointer.at(-1));
  const field = formatFieldPath(pointer);
  const reason = COMPUTED.get(name);
  if (reason !== undefined) {
    return {
      code: 'HYPER_FIELD_COMPUTED',
      message: `"${field}" is not for authors to write: ${reason}`,
      hint: 'remove it',
    };
  }
  const allowed = Object.keys(fault.parentSchema['properties'] ?? {});
  const siblings = Object.keys(valueAt(context.root, pointer.slice(0, -1)) ?? {});
  const free = allowed.filter((candidate) => !siblings.includes(candidate));
  const near = suggest(name, free, 1)[0] ?? nestedField(name, fault.parentSchema);
  const hint = hintFor(pointer, near, allowed, context);
  return { code: 'HYPER_FIELD_UNKNOWN', message: `"${field}" is no field here`, hint };
}

function hintFor(
  pointer: Pointer,
  near: string | undefined,
  allowed: readonly string[],
  { root }: FaultContext,
): string {
  if (near !== undefined) return `did you mean "${near}"?`;
  const isTop = pointer.length === 1;
  if (isTop && root['kind'] === 'Artifact' && STATE.has(String(pointer[0])))
    return 'write it in artifact.yaml of the artifact';
  const list = allowed.slice(0, MAX_LISTED).join(', ');
  const more = allowed.length > MAX_LISTED ? ', …' : '';
  return isTop
    ? `put free data into labels or annotations; fields are ${list}${more}`
    : `fields are ${list}${more}`;
}

/** The dotted path of a field of that name one level further down. */
function nestedField(name: string, parentSchema: SchemaFault['parentSchema']): string | undefined {
  const fields = Object.entries(
    (parentSchema['properties'] ?? {}) as Record<string, { properties?: object }>,
  );
  const holder = fields.find(([, schema]) => Object.hasOwn(schema.properties ?? {}, name));
  return holder === undefined ? undefined : `${holder[0]}.${name}`;
}
