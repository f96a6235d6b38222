/* Generated from schemas/ by scripts/generate.ts; run npm run generate. */
/** The fields of each kind in the order in which people look for them. */
export const FIELD_ORDER: Readonly<Record<string, readonly string[]>> = {
  ArtifactState: ["apiVersion","kind","namespace","name","revision","releases","channels","tags","notice","redirect"],
  Artifact: ["apiVersion","kind","id","type","namespace","name","version","visibility","metadata","labels","annotations","publisher","createdAt","publishedAt","content","dependencies","peerDependencies","tests","spec"],
  Lockfile: ["apiVersion","kind","formatVersion","strategy","registries","requirements","packages"],
  Namespace: ["apiVersion","kind","id","path","revision","scope","owner","description","visibility","public","labels","annotations","contact","quotas","storageQuota","maxArtifacts","access","signing","policies"],
  Policy: ["apiVersion","kind","id","name","revision","description","enforcement","scope","exceptions","rules","examples","labels","annotations"],
  Project: ["apiVersion","kind","name","description","registries","searchPath","dependencies","overrides","pins","strategy"],
  Registry: ["apiVersion","kind","id","name","url","description","formatVersion","fanOut","revision","settings","roles","admins","onlineKey","formerOnlineKeys","onlineIdentity","mounts","labels","annotations"],
  TrustRoot: ["apiVersion","kind","registry","version","createdAt","expiresAt","threshold","keys","identities"],
};
