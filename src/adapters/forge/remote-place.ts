/** `owner/name` of the address of a remote, if it is a repository of the forge at the server; credentials do not count. Pure. */
export function repositoryAt(server: string, address: string): string | undefined {
  const host = new URL(server);
  const scp = /^(?:[^/@:]+@)?([^/:@]+):(?!\/\/)(.+)$/u.exec(address);
  if (scp !== null) return scp[1]?.toLowerCase() === host.hostname ? toRepository(scp[2] ?? '') : undefined;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined) return undefined;
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
  const isThere = isWeb ? url.host === host.host : url.protocol === 'ssh:' && url.hostname === host.hostname;
  return isThere ? toRepository(url.pathname) : undefined;
}

function toRepository(path: string): string | undefined {
  const match = /^\/?([\w.-]{1,100})\/([\w.-]{1,100}?)(?:\.git)?\/?$/u.exec(path);
  return match === null ? undefined : `${match[1] ?? ''}/${match[2] ?? ''}`;
}
