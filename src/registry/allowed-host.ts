/** Whether a host is one of a registry's list, in which `*` stands for one label; no list allows any. Pure. */
export function isAllowedHost(host: string, allowed: readonly string[] | undefined): boolean {
  if (allowed === undefined) return true;
  const name = host.toLowerCase();
  return allowed.some((pattern) => {
    const wanted = pattern.toLowerCase().split('.');
    const labels = (pattern.includes(':') ? name : name.replace(/:[0-9]+$/u, '')).split('.');
    return (
      labels.length === wanted.length &&
      labels.every((label, at) => wanted[at] === '*' || wanted[at] === label)
    );
  });
}
