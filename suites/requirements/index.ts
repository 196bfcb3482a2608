export { asvs } from './asvs-5.0.ts';
export { cwe } from './cwe.ts';
export { rfc7515, rfc7518, rfc8725 } from './jose.ts';
export { nist } from './nist-800-63b-4.ts';
export { pci } from './pci-dss-4.ts';
export { rfc6265bis } from './rfc6265bis.ts';
export { wstg } from './wstg.ts';
