/** The namespace of `namespace/name`. Pure. */
export function namespaceOf(reference: string): string {
  return reference.slice(0, reference.lastIndexOf('/'));
}
