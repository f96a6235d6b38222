import {
  attest,
  keyExport,
  keyGenerate,
  keyList,
  keyRevoke,
  keyRotate,
  sign,
  trustInit,
  trustRotate,
  trustShow,
  trustStatus,
  verify,
  verifySite,
} from '../index.ts';
import { row } from './operation-row.ts';
import type { OperationRow } from './operation-row.ts';

/** Operations on keys, signatures and who is trusted. */
export const TRUST_OPERATIONS: readonly OperationRow[] = [
  row(sign, 'SignInput', 'SignData', {
    capability: 'artifact:update',
    isAudited: true,
    spec: ['sign'],
  }),
  row(attest, 'AttestInput', 'AttestData', {
    capability: 'artifact:update',
    isAudited: true,
    spec: ['attest'],
  }),
  row(verify, 'VerifyInput', 'VerifyData', {
    capability: 'artifact:read',
    isAudited: false,
    spec: ['verify'],
  }),
  row(verifySite, 'VerifySiteInput', 'VerifySiteData', { capability: null, isAudited: false, spec: [] }),
  row(keyGenerate, 'KeyGenerateInput', 'KeyGenerateData', {
    capability: null,
    isAudited: false,
    spec: ['key_generate'],
  }),
  row(keyList, null, 'KeyListData', { capability: null, isAudited: false, spec: [] }),
  row(keyExport, 'KeyExportInput', 'KeyExportData', { capability: null, isAudited: false, spec: [] }),
  row(keyRotate, 'KeyRotateInput', 'KeyChangeData', {
    capability: 'namespace:manage',
    isAudited: true,
    spec: ['key_rotate'],
  }),
  row(keyRevoke, 'KeyRevokeInput', 'KeyChangeData', {
    capability: 'namespace:manage',
    isAudited: true,
    spec: ['key_revoke'],
  }),
  row(trustInit, 'TrustInitInput', 'TrustPlanData', {
    capability: 'registry:admin',
    isAudited: true,
    spec: [],
  }),
  row(trustRotate, 'TrustRotateInput', 'TrustPlanData', {
    capability: 'registry:admin',
    isAudited: true,
    spec: [],
  }),
  row(trustShow, 'ReadInput', 'TrustShowData', {
    capability: 'artifact:discover',
    isAudited: false,
    spec: [],
  }),
  row(trustStatus, 'TrustStatusInput', 'TrustStatusData', {
    capability: 'artifact:discover',
    isAudited: false,
    spec: [],
  }),
];
